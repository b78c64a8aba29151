import Postgres
import TestSupport

extension TestDatabase {
  /// What a query over the catalogue calls wrong: its rows' column `finding`.
  func findings(_ sql: String) throws -> [String] {
    let connection = try Connection(ConnectionTarget(uri))
    defer { connection.close() }
    return try connection.query(sql).map { try $0.string("finding") }
  }
}
