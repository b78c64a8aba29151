import Clibpq
import Logging

/// Hands the server's notices to Swift; without it libpq would print them on standard error.
final class NoticeReceiver {
  /// Gets the primary message.
  var body: ((String) -> Void)?
  private let logger = Logger(label: "tollgate.postgres")

  /// The receiver has to live as long as the connection.
  func attach(to connection: OpaquePointer) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    PQsetNoticeReceiver(
      connection,
      { context, result in
        guard let context, let result else { return }
        Unmanaged<NoticeReceiver>.fromOpaque(context).takeUnretainedValue().receive(result)
      }, context)
  }

  private func receive(_ result: OpaquePointer) {
    let message = result.diagnostic("M") ?? ""
    if let body {
      body(message)
    } else if result.diagnostic("V") == "WARNING" {
      logger.warning("PostgreSQL warns: \(PostgresError.blankQuotes(message))")
    }
  }
}
