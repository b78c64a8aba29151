import ArgumentParser
import Glibc
import Store

/// Standard output and standard error. Data goes to the one, everything said about it to the other.
enum Console {
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var hasTerminalError: Bool { isatty(STDERR_FILENO) == 1 }

  static func line(_ text: String = "") {
    write(text + "\n", to: STDOUT_FILENO)
  }

  /// Lines for people in which a caller's name may stand.
  static func text(_ text: String) {
    line(TextTable.printableLines(text))
  }

  /// A JSON object. A caller's name in it must not command the terminal either, and what a string
  /// may hold as it is, it may hold escaped.
  static func json(_ text: String) {
    line(JSONLine.printable(text))
  }

  /// Many lines of JSON, each with its end, as `json` writes one.
  static func jsonLines(_ lines: [UInt8]) {
    write(JSONLine.printable(lines)[...], to: STDOUT_FILENO)
  }

  /// Something that the user should know besides the data.
  static func note(_ text: String) {
    write("tollgate: \(TextTable.printableLines(text))\n", to: STDERR_FILENO)
  }

  /// Shows progress on a terminal; nothing elsewhere.
  static func progress(_ text: String) {
    guard hasTerminalError else { return }
    write("\r\u{1B}[K\(text)", to: STDERR_FILENO)
  }

  /// Says what went wrong and gives the code to leave with.
  static func failure(_ error: any Error) -> ExitCode {
    if let exit = error as? ExitCode { return exit }
    note(String(describing: error))
    return ExitCode(for: error)
  }

  /// Rows as JSON lines or as a table.
  static func show(_ listing: Listing, json: Bool, empty: String) {
    if json {
      for row in listing.json { self.json(row) }
    } else if listing.rows.isEmpty {
      note(empty)
    } else {
      for row in TextTable(header: listing.columns, rows: listing.rows).lines() { line(row) }
    }
  }

  /// Bytes of lines that are printable already.
  static func bytes(_ bytes: ArraySlice<UInt8>) {
    write(bytes, to: STDOUT_FILENO)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    write(Array(text.utf8)[...], to: descriptor)
  }

  private static func write(_ data: ArraySlice<UInt8>, to descriptor: Int32) {
    var bytes = data
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        // The reader has gone (a pager was closed): there is nobody left to tell.
        return
      }
      bytes = bytes.dropFirst(written)
    }
  }
}
