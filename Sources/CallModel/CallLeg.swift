/// One CDR record as the PBX wrote it, its local times turned into instants and nothing else
/// interpreted: who is the client and who is ours is decided later, by the PBX's dial plan.
///
/// Invariant: `startedAt <= endedAt`, durations are not negative (where the record says otherwise
/// and can be mended, it is mended and a flag says so).
package struct CallLeg: Sendable, Hashable {
  /// What the PBX says of the record's end, in words that all formats share.
  package enum Disposition: String, Sendable, Hashable, CaseIterable {
    case answered, busy, failed, cancelled
    case noAnswer = "no_answer"
  }

  /// Oddities of a record that was taken all the same. Stored as bits.
  package struct Flags: OptionSet, Sendable, Hashable {
    package let rawValue: Int32
    package init(rawValue: Int32) { self.rawValue = rawValue }
    /// Some text was not valid in the declared encoding; the raw bytes are kept.
    package static let invalidText = Flags(rawValue: 1 << 0)
    /// NUL bytes were removed from text.
    package static let nulRemoved = Flags(rawValue: 1 << 1)
    /// The local time occurs twice (clocks set back) and nothing told which one it was.
    package static let ambiguousTime = Flags(rawValue: 1 << 2)
    /// The record logs no id: its key is a hash of its bytes.
    package static let weakKey = Flags(rawValue: 1 << 3)
    /// End before start, billsec above duration, or the like: mended.
    package static let impossibleTimes = Flags(rawValue: 1 << 4)
    /// The local time does not exist (clocks set forward); the id settled it.
    package static let nonexistentTime = Flags(rawValue: 1 << 5)
  }

  /// 128 bits of a SHA-256 over what the format calls unique, the same for the same record in
  /// whatever file it stands. Unique within one PBX.
  package var key: Key
  /// The format's id of the channel or leg, such as Asterisk's uniqueid; empty when not logged.
  package var uniqueID: String
  /// The id that legs of one call share; nil when the format has none (not when it is empty).
  package var linkedID: String?
  /// Asterisk's `sequence`; nil when not logged.
  package var sequence: Int64?
  package var startedAt: Instant
  /// When this leg was answered; nil when it was not.
  package var answeredAt: Instant?
  package var endedAt: Instant
  /// Whole seconds from start to end, as the PBX counts.
  package var durationSeconds: Int32
  /// Whole seconds from answer to end, as the PBX counts.
  package var billableSeconds: Int32
  package var disposition: Disposition
  /// Caller's number as written.
  package var source: String
  /// Dialled number or extension as written.
  package var destination: String
  /// Caller-id text as written, such as `"Name" <number>`.
  package var callerID: String
  /// Dialplan context.
  package var context: String
  /// Channel of party A; empty when the format has none.
  package var channel: String
  /// Channel of party B; empty when there was none.
  package var destinationChannel: String
  /// Last application, such as `Dial` or `VoiceMail`; empty when the format has none.
  package var application: String
  package var applicationData: String
  /// The direct inward number that was called; empty when not logged.
  package var did: String
  /// The number that we showed outwards; empty when not logged.
  package var outboundCallerID: String
  package var accountCode: String
  package var userField: String
  /// Recording's file name or path as written; empty when there is none.
  package var recordingFile: String
  package var flags: Flags
  package var position: SourcePosition

  package init(
    key: Key, startedAt: Instant, endedAt: Instant, disposition: Disposition,
    position: SourcePosition
  ) {
    self.key = key
    uniqueID = ""
    linkedID = nil
    sequence = nil
    self.startedAt = startedAt
    answeredAt = nil
    self.endedAt = endedAt
    durationSeconds = 0
    billableSeconds = 0
    self.disposition = disposition
    source = ""
    destination = ""
    callerID = ""
    context = ""
    channel = ""
    destinationChannel = ""
    application = ""
    applicationData = ""
    did = ""
    outboundCallerID = ""
    accountCode = ""
    userField = ""
    recordingFile = ""
    flags = []
    self.position = position
  }

  /// A 128-bit identity, stored as a PostgreSQL `uuid`.
  package struct Key: Sendable, Hashable {
    package var high: UInt64
    package var low: UInt64
    package init(high: UInt64, low: UInt64) {
      self.high = high
      self.low = low
    }
  }
}
