import Clibpq

extension PostgresError {
  /// The error that a result carries.
  ///
  /// - Parameters:
  ///   - result: a result whose status is an error.
  ///   - connection: its connection, asked for words when the result has none.
  ///   - operation: what was tried.
  init(result: OpaquePointer, connection: OpaquePointer, operation: String) {
    let sqlState = result.diagnostic("C")
    let primary = result.diagnostic("M") ?? connection.lastErrorMessage
    self.init(.server, operation: operation, message: primary, sqlState: sqlState)
    if PQstatus(connection) == CONNECTION_BAD {
      code = .connection
    } else if sqlState == "57014" {
      code = .cancelled
    }
    if sqlState == nil || sqlState?.hasPrefix("22") == true { message = Self.blankQuotes(primary) }
    hint = result.diagnostic("H")
    constraint = result.diagnostic("n")
    table = result.diagnostic("t")
    column = result.diagnostic("c")
    setContext(result.diagnostic("W"))
    sensitiveDetail = [primary, result.diagnostic("D"), result.diagnostic("W")]
      .compactMap { $0 }.joined(separator: "\n")
  }

  /// The error of a call that gave no result: the session is lost, or memory ran out.
  init(connection: OpaquePointer, operation: String) {
    let code: Code = PQstatus(connection) == CONNECTION_BAD ? .connection : .server
    self.init(code, operation: operation, message: connection.lastErrorMessage)
  }

  /// Takes the place out of the server's CONTEXT and leaves the value behind.
  ///
  /// The server writes `COPY table, line 3, column source: "value"`, its words in its own language
  /// (`CopyFromErrorCallback` in src/backend/commands/copyfrom.c), so only the shape is relied on.
  private mutating func setContext(_ text: String?) {
    guard let text else { return }
    let firstLine = text.prefix { $0 != "\n" }
    guard firstLine.hasPrefix("COPY ") else {
      context = Self.blankQuotes(String(firstLine))
      return
    }
    let place = firstLine.prefix { $0 != ":" }
    context = String(place)
    // Table names of ours hold no comma, so the second part is the line.
    let parts = place.split(separator: ",")
    guard parts.count > 1, let number = parts[1].split(separator: " ").last else { return }
    copyLine = Int(number)
  }

  /// What stands in quotation marks, of any language, replaced by an ellipsis.
  static func blankQuotes(_ text: String) -> String {
    var result = ""
    var closing: Character?
    for character in text {
      if let end = closing {
        guard character == end else { continue }
        closing = nil
        result += "…"
      } else if character == "\"" {
        closing = "\""
      } else if character == "«" {
        closing = "»"
      }
      result.append(character)
    }
    // A quotation that is never closed stays cut off at its beginning.
    return closing == nil ? result : result + "…"
  }
}

extension OpaquePointer {
  /// A field of the server's report; the letters are those of the protocol's ErrorResponse,
  /// <https://www.postgresql.org/docs/current/protocol-error-fields.html>.
  func diagnostic(_ field: Unicode.Scalar) -> String? {
    guard let text = PQresultErrorField(self, Int32(field.value)) else { return nil }
    return String(cString: text)
  }

  /// What libpq says first of what went wrong on a connection, on one line. Behind it may stand the
  /// whole statement, values, and guesses at the cause.
  var lastErrorMessage: String {
    guard let text = PQerrorMessage(self) else { return "libpq gave no reason" }
    let lines = String(cString: text).split(separator: "\n")
    return lines.first.map(String.init) ?? "libpq gave no reason"
  }
}
