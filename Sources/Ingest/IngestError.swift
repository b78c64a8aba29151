/// Why a file could not be taken. Bad records are no errors; they go to quarantine.
package struct IngestError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable {
    /// No such file, a directory, or no right to read it.
    case unreadable
    /// The file is of no known format, or detection is unsure.
    case unknownFormat
    /// Too many of its records are bad: probably the wrong format.
    case mostlyBad
    /// Its times contradict the configured zone.
    case wrongZone
    /// The configuration of the PBX is wrong.
    case configuration
    /// Reading failed in the middle.
    case io
  }

  package var code: Code
  /// Path as it was given.
  package var path: String
  /// Sentences: what is wrong and what to do.
  package var message: String

  package init(_ code: Code, path: String, message: String) {
    self.code = code
    self.path = path
    self.message = message
  }

  package var description: String { "\(path): \(message)" }
}
