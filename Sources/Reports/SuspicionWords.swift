import Store

/// A question in words: what was seen, and what else it may mean.
struct SuspicionWords {
  let row: SuspicionRow
  let locale: ReportLocale

  init(_ row: SuspicionRow, _ locale: ReportLocale) {
    self.row = row
    self.locale = locale
  }

  private var phrases: Phrase.Suspicion? { Phrase.Suspicion(rawValue: row.kind) }

  var name: String { phrases?.name[locale] ?? row.kind }
  var doubt: String { phrases?.doubt[locale] ?? "" }

  var seen: String {
    switch locale {
    case .en: english
    case .ru: russian
    }
  }

  private var seconds: String { locale.duration(row.seconds ?? 0, inDays: false) }
  private var calls: String { locale.plural(row.found, .calls) }
  private var number: String { row.items.first ?? "" }

  private var english: String {
    switch phrases {
    case .answeringMachine: "\(calls) of the same talk, \(seconds) at most, and never a longer one"
    case .announcement: "talk of exactly \(seconds) with \(row.found) numbers, rare around it"
    case .gateFarming where row.items == ["call_made"]:
      "moved \(seconds) after the only dial, which nobody answered at length"
    case .gateFarming:
      "moved \(seconds) after the only conversation, of \(talk)"
    case .shortRun: "\(calls) of at most 5 s before the move, no conversation"
    case .ownCall: "\(calls) over an outside line to our own \(number)"
    case .manyDeals: "one number dialled for \(row.found) deals: \(deals)"
    case nil: row.kind
    }
  }

  private var russian: String {
    switch phrases {
    case .answeringMachine: "\(calls) с одинаковым разговором, до \(seconds), и ни одного дольше"
    case .announcement:
      "разговор ровно \(seconds) с разными номерами (\(row.found)), рядом таких почти нет"
    case .gateFarming where row.items == ["call_made"]:
      "переведена через \(seconds) после единственного набора без разговора"
    case .gateFarming:
      "переведена через \(seconds) после единственного разговора в \(talk)"
    case .shortRun: "\(calls) не дольше 5 с перед переводом, ни одного разговора"
    case .ownCall: "\(calls) через внешнюю линию на свой номер \(number)"
    case .manyDeals: "один номер набирали по разным сделкам (\(row.found)): \(deals)"
    case nil: row.kind
    }
  }

  private var talk: String { locale.duration(row.found, inDays: false) }
  private var deals: String {
    row.items.prefix(5).joined(separator: ", ") + (row.items.count > 5 ? ", …" : "")
  }
}
