/// Why the private cluster could not be created, started, stopped or looked at.
package struct EmbeddedPostgresError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable {
    /// No PostgreSQL server is installed, or not where it was said to be.
    case binariesMissing
    /// The cluster was made by another major version, whose server is not installed.
    case otherMajorVersion
    /// A folder can't be made, reached or trusted.
    case folder
    /// The folder belongs to a user whom we can't become.
    case account
    /// Another program holds the cluster and doesn't let go.
    case busy
    case creationFailed, startFailed, stopFailed
  }

  package var code: Code
  /// What was tried.
  package var operation: String
  /// What is wrong, where, and what to do.
  package var message: String

  init(_ code: Code, operation: String, message: String) {
    self.code = code
    self.operation = operation
    self.message = message
  }

  package var description: String { "\(operation): \(message)" }
}
