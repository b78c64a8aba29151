package import CallModel
package import Postgres

/// The database of one company: the only place that speaks to PostgreSQL.
///
/// An actor with a thread of its own, because libpq blocks and the shared pool must not. Its
/// methods are in extensions, one file a topic; each runs SQL that stands in `sql/`.
package actor Store {
  private let executor = ThreadExecutor(name: "tollgate-store")
  private let target: ConnectionTarget
  private var session: Connection?

  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// - Parameters:
  ///   - database: anything libpq takes: a URI, `key=value` pairs, or nothing for `PG…` variables.
  ///   - schema: the company's schema.
  package init(database: String, schema: String = "tollgate") {
    self.target = ConnectionTarget(database, searchPath: schema)
    self.schema = schema
  }

  /// The company's schema.
  package let schema: String

  /// The open session; opened when first needed.
  var connection: Connection {
    get throws(StoreError) {
      if let session, session.isOpen { return session }
      do {
        let opened = try Connection(target)
        session = opened
        return opened
      } catch {
        throw StoreError(operation: "connect to the database", cause: error)
      }
    }
  }

  /// Closes the session; the next call opens a new one.
  package func close() {
    session?.close()
    session = nil
  }

  /// Runs `body` on the store's thread and names the operation in the error.
  func asking<Result>(
    to operation: String, _ body: (Connection) throws(PostgresError) -> Result
  ) throws(StoreError) -> Result {
    let connection = try connection
    do {
      return try body(connection)
    } catch {
      throw StoreError(operation: operation, cause: error)
    }
  }

  /// Runs `body` in one transaction: all of it is committed, or nothing.
  func transaction<Result>(
    to operation: String, _ body: (Connection) throws(PostgresError) -> Result
  ) throws(StoreError) -> Result {
    try asking(to: operation) { connection throws(PostgresError) in
      try connection.begin()
      do throws(PostgresError) {
        let result = try body(connection)
        try connection.commit()
        return result
      } catch {
        // The first error is the one to tell; a rollback that fails closes the session.
        do { try connection.rollback() } catch { connection.close() }
        throw error
      }
    }
  }
}

extension Instant {
  package init(_ timestamp: PostgresTimestamp) {
    self.init(microseconds: timestamp.microseconds)
  }
}

extension PostgresTimestamp {
  package init(_ instant: Instant) { self.init(microseconds: instant.microseconds) }
}
