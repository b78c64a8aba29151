import Clibpq

/// Stops what a connection is doing, from another thread.
///
/// libpq's `PGcancel` is a copy of the address and key, never changed, so it may be used from any
/// thread and outlive its connection; then the server finds nothing to cancel.
package final class Canceller: @unchecked Sendable {
  private let handle: OpaquePointer

  fileprivate init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { PQfreeCancel(handle) }

  /// Asks the server to stop; the call that is stopped throws `.cancelled`. Too late does no harm.
  package func cancel() throws(PostgresError) {
    var reason = [CChar](repeating: 0, count: 256)
    guard PQcancel(handle, &reason, Int32(reason.count)) == 1 else {
      let text = String(
        decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      throw PostgresError(.connection, operation: "cancel a statement", message: text)
    }
  }
}

extension Connection {
  /// A handle with which another thread may stop this session's statement.
  package func canceller() throws(PostgresError) -> Canceller {
    let handle = try open("prepare a cancellation")
    guard let cancel = PQgetCancel(handle) else {
      throw PostgresError(connection: handle, operation: "prepare a cancellation")
    }
    return Canceller(cancel)
  }
}
