/// One record of an Asterisk CDR, before it becomes a line of one layout or another.
struct AsteriskLine {
  var accountCode = ""
  var caller: AsteriskParty
  var destination: String
  var context: String
  var channel: AsteriskChannel
  var destinationChannel: AsteriskChannel?
  var application = ""
  var applicationData = ""
  var startedAt: EpochSeconds
  var answeredAt: EpochSeconds?
  var endedAt: EpochSeconds
  /// Whole seconds, cut from milliseconds: now and then one less than the stamps' difference.
  var duration = 0
  var billable = 0
  var disposition: String
  var userField = ""
  var did = ""
  /// Begin of the recording's name, up to the channel's id; empty when nothing is recorded.
  var recordingStem = ""
  var callerNumber = ""
  var callerName = ""
  var outboundNumber = ""
  /// The call's oldest channel, whose id links the call.
  var oldestChannel: AsteriskChannel?
  let sequence = AsteriskSequence()
  /// When Asterisk writes the line: at the end of its channel, which may be later than `endedAt`.
  var writtenAt: EpochSeconds
  /// A person of ours speaks with the client.
  var isTalk = false
}

/// A channel of a running Asterisk. Its name and id hold counters of the whole process, which are
/// known only when everything that began before it is known: they are empty until `ChannelBook`
/// has come to its time.
final class AsteriskChannel {
  let bornAt: EpochSeconds
  /// Tells channels of the same second apart.
  private let order: Int
  var name = ""
  var uniqueID = ""

  init(bornAt: EpochSeconds, order: Int) { (self.bornAt, self.order) = (bornAt, order) }

  static func oldest(of channels: [AsteriskChannel]) -> AsteriskChannel? {
    channels.min { ($0.bornAt, $0.order) < ($1.bornAt, $1.order) }
  }
}

/// The place of a record in the process-wide count of records; 0 until it is known.
final class AsteriskSequence {
  var number = 0
}

struct AsteriskParty {
  var name: String
  var number: String

  /// `"Name" <number>`, quotes and backslashes of the name escaped, cut at 79 bytes even in the
  /// middle of a character, as Asterisk does.
  var callerID: [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in name.utf8 {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        bytes.append(UInt8(ascii: "\\"))
      }
      bytes.append(byte)
    }
    bytes += "\" <\(number)>".utf8
    return Array(bytes.prefix(79))
  }
}

extension AsteriskLine {
  private var linkedID: String { oldestChannel?.uniqueID ?? "" }

  private var recording: String {
    recordingStem.isEmpty ? "" : "\(recordingStem)-\(channel.uniqueID).wav"
  }

  /// `cdr_csv`: 18 columns with `loguniqueid` and `loguserfield`, 21 with `newcdrcolumns` too.
  func csvRecord(layout: OfficeSpec.Layout, zone: Zone) -> [UInt8] {
    var record = RecordWriter()
    for text in [accountCode, caller.number, destination, context] { record.quoted(text) }
    record.quoted(caller.callerID)
    for text in [channel.name, destinationChannel?.name ?? "", application, applicationData] {
      record.quoted(text)
    }
    record.quoted(Stamp.local(startedAt, zone))
    if let answeredAt { record.quoted(Stamp.local(answeredAt, zone)) } else { record.bare("") }
    record.quoted(Stamp.local(endedAt, zone))
    record.bare(String(duration))
    record.bare(String(billable))
    for text in [disposition, "DOCUMENTATION", channel.uniqueID, userField] { record.quoted(text) }
    if layout == .linked {
      record.quoted("")
      record.quoted(linkedID)
      record.bare(String(sequence.number))
    }
    return record.finished()
  }

  /// Header of `customRecord`.
  static let customColumns = [
    "start", "clid", "src", "dst", "dcontext", "channel", "dstchannel", "lastapp", "lastdata",
    "duration", "billsec", "disposition", "amaflags", "accountcode", "uniqueid", "userfield",
    "did", "recordingfile", "cnum", "cnam", "outbound_cnum", "linkedid", "peeraccount",
    "sequence", "answer", "end",
  ]

  /// `cdr_custom` with `CSV_QUOTE` around every field, columns in FreePBX's order.
  func customRecord(zone: Zone) -> [UInt8] {
    var record = RecordWriter()
    record.quoted(Stamp.local(startedAt, zone))
    record.quoted(caller.callerID)
    let fields = [
      caller.number, destination, context, channel.name, destinationChannel?.name ?? "",
      application, applicationData, String(duration), String(billable), disposition,
      "DOCUMENTATION",
      accountCode, channel.uniqueID, userField, did, recording, callerNumber, callerName,
      outboundNumber, linkedID, "", String(sequence.number),
      answeredAt.map { Stamp.local($0, zone) } ?? "", Stamp.local(endedAt, zone),
    ]
    for field in fields { record.quoted(field) }
    return record.finished()
  }
}

/// Builds one comma-separated record.
struct RecordWriter {
  private var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(320) }

  mutating func quoted(_ text: String) { quoted(text.utf8) }

  mutating func quoted(_ field: some Sequence<UInt8>) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    for byte in field {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func bare(_ text: String) {
    separate()
    bytes += text.utf8
  }

  /// The field as RFC 4180 wants it: quoted where it has to be.
  mutating func rfc(_ text: String) {
    let needsQuotes = text.utf8.contains {
      $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ",") || $0 == 0x0A || $0 == 0x0D
    }
    if needsQuotes { quoted(text) } else { bare(text) }
  }

  private var isFirst = true

  private mutating func separate() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
  }

  /// The record with its line feed.
  func finished() -> [UInt8] { bytes + [0x0A] }
}
