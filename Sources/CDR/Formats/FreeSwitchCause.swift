import CallModel

/// FreeSWITCH's hangup causes, the names of Q.850 and some of its own. The cause tells why a call
/// ended and never whether it was answered: NORMAL_CLEARING stands on unanswered calls too, so
/// only the answer time decides that.
enum FreeSwitchCause {
  /// What an unanswered leg with this cause is; nil for text that is no name of a cause.
  ///
  /// A name that is not listed counts as failed: Q.850's causes of the normal class (1 to 31 with
  /// the party busy, absent or unwilling) are all listed, and the others tell of network, service
  /// or protocol trouble.
  static func unanswered(_ cause: UnsafeRawBufferPointer) -> CallLeg.Disposition? {
    if cause.isEmpty { return .noAnswer }
    if busy.contains(where: { cause.equalsIgnoringCase($0) }) { return .busy }
    // The one cause by which FreeSWITCH says that the caller gave up.
    if cause.equalsIgnoringCase("ORIGINATOR_CANCEL") { return .cancelled }
    if noAnswer.contains(where: { cause.equalsIgnoringCase($0) }) { return .noAnswer }
    return isName(cause) ? .failed : nil
  }

  private static let noAnswer: [StaticString] = [
    "NO_ANSWER", "NORMAL_CLEARING", "NO_USER_RESPONSE", "PROGRESS_TIMEOUT", "ALLOTTED_TIMEOUT",
    "MEDIA_TIMEOUT", "SUBSCRIBER_ABSENT", "NORMAL_UNSPECIFIED", "NONE",
    // Another phone of the same fork was quicker, or took the call.
    "LOSE_RACE", "PICKED_OFF", "BLIND_TRANSFER", "ATTENDED_TRANSFER",
  ]

  /// A rejected call is a refusal by a person or his phone, which Asterisk calls BUSY too.
  private static let busy: [StaticString] = ["USER_BUSY", "CALL_REJECTED"]

  private static func isName(_ cause: UnsafeRawBufferPointer) -> Bool {
    cause.count <= 64
      && cause.allSatisfy { byte in
        (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: "_")
          || (Byte.zero...Byte.nine).contains(byte)
      }
  }
}
