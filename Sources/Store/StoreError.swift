package import Postgres

/// Why the store could not do what it was asked.
package struct StoreError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable {
    /// PostgreSQL failed or could not be reached; `cause` says how.
    case database
    /// The schema has not been set up, or is older than the program.
    case schemaBehind
    /// The schema was set up by a newer program.
    case schemaAhead
    /// An applied migration is not what this program holds under its number.
    case schemaChanged
    /// Another process holds what is needed; try again.
    case busy
    /// The database's checkpoint is no longer where this process left it.
    case overtaken
    /// What was asked for does not exist.
    case notFound
    /// What was given can't be taken, whatever the database's state.
    case invalid
  }

  package var code: Code
  /// What was tried, as in "read the quarantine".
  package var operation: String
  /// What is wrong and what to do: sentences, without numbers or names of people.
  package var message: String
  package var cause: PostgresError?

  package init(
    _ code: Code, operation: String, message: String, cause: PostgresError? = nil
  ) {
    self.code = code
    self.operation = operation
    self.message = message
    self.cause = cause
  }

  package init(operation: String, cause: PostgresError) {
    var message = cause.description
    if cause.errorClass == .retry, cause.hint == nil {
      // Whatever we do is one transaction, or is safe to repeat.
      message += (message.hasSuffix(".") ? "" : ".") + " What was committed stays; run it again."
    }
    self.init(.database, operation: operation, message: message, cause: cause)
  }

  package var description: String { "Could not \(operation): \(message)" }
}
