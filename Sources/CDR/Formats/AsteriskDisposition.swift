import CallModel

/// Asterisk's words and numbers for a record's end. Asterisk, main/cdr.c (ast_cdr_disp2str) and
/// include/asterisk/cdr.h.
enum AsteriskDisposition {
  /// Nil for a word or number that Asterisk does not write.
  static func read(_ bytes: UnsafeRawBufferPointer) -> CallLeg.Disposition? {
    if let first = bytes.first, first >= Byte.zero, first <= Byte.nine { return number(bytes) }
    if bytes.equalsIgnoringCase("ANSWERED") { return .answered }
    if bytes.equalsIgnoringCase("NO ANSWER") { return .noAnswer }
    if bytes.equalsIgnoringCase("BUSY") { return .busy }
    if bytes.equalsIgnoringCase("FAILED") { return .failed }
    // Written only with congestion=yes; without it the same call is FAILED.
    if bytes.equalsIgnoringCase("CONGESTION") { return .failed }
    // Written only with canceldispositionenabled=yes: the caller gave up.
    if bytes.equalsIgnoringCase("CANCEL") { return .cancelled }
    // Other writers of this layout spell it in one word.
    if bytes.equalsIgnoringCase("NOANSWER") { return .noAnswer }
    if bytes.equalsIgnoringCase("NULL") { return .noAnswer }
    // Asterisk's own word for a value that it does not know: nobody was reached.
    if bytes.equalsIgnoringCase("UNKNOWN") { return .failed }
    return nil
  }

  /// The raw values that `CDR(disposition,u)` gives.
  private static func number(_ bytes: UnsafeRawBufferPointer) -> CallLeg.Disposition? {
    switch NumberText.integer(bytes) {
    case 0, 1: .noAnswer
    case 2: .failed
    case 4: .busy
    case 8: .answered
    case 16: .failed
    case 32: .cancelled
    default: nil
    }
  }
}
