import CallModel
import Store
import TestSupport
import Testing

/// SplitMix64 (Steele, Lea and Flood, 2014): the same seed gives the same test.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

@Suite("CRM facts and calls in any order")
struct CRMShuffleTests {
  /// An office with a number that changes hands, chains of merged contacts and deals, owners by
  /// period, a deal that came back, and a meeting.
  /// `@9` stands for 10:00 on 9 May in Moscow, `@9h15` for 15:00.
  private static let texts: [CRMFile: String] = [
    .managers: "manager,name|m1,Анна|m2,Борис|m3,Вера",
    .managerExtensions: "manager,extension,pbx,from,to|m1,101,,,@10|m2,101,,@10,|m3,102,,,",
    .companies: "company,name|f1,Окна|f2,Двери|f3,Окна и двери",
    .contacts: "contact,name,company|c1,Иван,f1|c2,Пётр,|c3,Ольга,f3|c4,Ия,|c5,И,",
    .contactPhones: """
    contact,phone,label,from,to|c1,89261111111,MOB,,|c1,89262222222,,,@12|c2,89262222222,,@12,|\
    c3,+7 926 222-22-22,,@14,@16|c4,89263333333,,,|c5,89264444444,,,|c5,89261111111,WORK,,|\
    c2,89265555555,,,
    """,
    .companyPhones: "company,phone|f1,84957777777|f3,84957777777|f3,84958888888",
    .stages: """
    pipeline,stage,position,name,kind|p,new,1,Заявка,open|p,talk,2,Встреча,open|\
    p,won,3,Оплата,won|p,lost,4,Отказ,lost|q,start,1,Начало,open|q,end,2,Конец,won
    """,
    .deals: """
    deal,title,pipeline,owner,company,created_at,closed_at,outcome|d1,A,p,m1,f1,@4,,|\
    d2,B,p,m2,,@2,@9,lost|d3,C,p,m1,f3,@1,,|d4,D,q,m3,,@6,,|d5,E,p,m3,f2,@3,@8,lost|\
    d6,F,p,m2,,@13,,
    """,
    .dealContacts:
      "deal,contact|d1,c1|d2,c2|d3,c3|d3,c5|d4,c4|d5,c2|d6,c2|d1,c5",
    .stageHistory: """
    deal,stage,entered_at,pipeline|d1,new,@4,|d1,talk,@7,|d2,new,@2,|d2,lost,@9,|d3,new,@1,p|\
    d3,talk,@3,|d3,start,@3,q|d3,talk,@11,|d4,start,@6,|d5,new,@3,|d5,lost,@8,|d5,talk,@11,|\
    d6,new,@13,|d6,talk,@13,
    """,
    .dealOwners:
      "deal,owner,from|d1,m1,@4|d1,m2,@9|d2,m3,@2|d2,,@9|d3,m2,@2|d6,m1,@14",
    .tasks: """
    task,deal,kind,created_at,done_at,owner,contact,place,starts_at|\
    t1,d2,meeting,@5h13,,m1,c5,офис,@8|t2,d3,meeting,@12h16,@13,m2,c3,офис,@13|\
    t3,d5,call,@4,,,,,
    """,
    .merges: """
    kind,merged,into,at|contact,c5,c4,|contact,c4,c1,@15|company,f3,f1,|deal,d2,d3,|\
    deal,d3,d1,|deal,d5,d6,|contact,c0,c2,
    """,
  ]

  private static let files: [CRMFile: [String]] = texts.mapValues { text in
    text.replacing(/@(\d+)(?:h(\d+))?/) { match in
      let day = match.1.count < 2 ? "0" + match.1 : String(match.1)
      return "2026-05-\(day)T\(match.2 ?? "10"):00:00+03:00"
    }.split(separator: "|").map(String.init)
  }

  private static let calls: [OfficeCall] = [2, 3, 5, 8, 10, 12, 14, 15, 17].flatMap(calls)

  private static func calls(on day: Int) -> [OfficeCall] {
    let isEven = day % 2 == 0
    return [
      OfficeCall(day: day, hour: 12, number: "79261111111", isOutbound: isEven),
      OfficeCall(day: day, hour: 13, number: "79262222222", talk: day % 3 == 0 ? 0 : 50),
      OfficeCall(day: day, hour: 14, number: "79264444444", talk: isEven ? 0 : 35),
      OfficeCall(day: day, hour: 15, number: "79265555555", isOutbound: true, talk: 60),
      OfficeCall(day: day, hour: 16, number: "74957777777", isOutbound: !isEven),
      OfficeCall(day: day, hour: 17, number: "79263333333", isOutbound: true, talk: 70),
    ]
  }

  private static let usual = Task { () async throws -> (facts: [String], links: [String]) in
    let office = try await CRMOffice.make()
    try await office.take(files.mapValues { $0.joined(separator: "\n") + "\n" })
    try await office.ring(calls)
    #expect(try office.rows("select from quarantine where settled_at is null") == [])
    #expect(try await office.faults() == [])
    return (try office.facts(), try office.links())
  }

  @Test("the set has what it is there for")
  func content() async throws {
    let links = try await Self.usual.value.links
    for word in [
      "only_open_deal", "manager_extension", "latest_activity", "callback_made", "meeting_booked",
      "meeting_held",
    ] {
      #expect(links.contains { $0.contains(word) }, "\(word)")
    }
    #expect(!links.contains { $0.contains(",d3,") || $0.contains("(d3,") })
  }

  @Test(
    "rows in random batches, calls among them, give the same facts, links and evidence",
    arguments: 0..<40 as Range<UInt64>)
  func shuffled(seed: UInt64) async throws {
    var random = Seeded(state: seed)
    let batches = 3 + Int(random.next() % 4)
    var parts = [[CRMFile: String]](repeating: [:], count: batches)
    for (file, lines) in Self.files.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      for line in lines.dropFirst().shuffled(using: &random) {
        let batch = Int(random.next() % UInt64(batches))
        parts[batch][file, default: (lines.first ?? "") + "\n"] += line + "\n"
      }
    }
    let calls = Self.calls.shuffled(using: &random)
    let half = Int(random.next() % UInt64(calls.count))
    let moments = [0, 1].map { _ in Int(random.next() % UInt64(batches + 1)) }

    let office = try await CRMOffice.make()
    for (index, part) in (parts + [[:]]).enumerated() {
      if index == moments[0] { try await office.ring(Array(calls[..<half])) }
      if index == moments[1] { try await office.ring(Array(calls[half...])) }
      if !part.isEmpty { try await office.take(part) }
    }
    // What waited for the last batch comes in with any import.
    try await office.take([.managers: "manager,name\n"])
    let usual = try await Self.usual.value
    let facts = Difference(try office.facts(), usual.facts)
    #expect(facts.onlyFirst == [] && facts.onlySecond == [], "\(facts)")
    let links = Difference(try office.links(), usual.links)
    #expect(links.onlyFirst == [] && links.onlySecond == [], "\(links)")
    #expect(try office.rows("select from quarantine where settled_at is null") == [])
    #expect(try await office.faults() == [])
  }
}
