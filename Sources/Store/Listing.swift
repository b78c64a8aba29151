import Postgres

/// Rows for people and scripts, as a function of `sql/` lists them.
package struct Listing: Sendable, Hashable {
  /// Column names, stable; empty when there are no rows.
  package var columns: [String] = []
  /// Values as text, empty for null, in the order of `columns`; times in RFC 3339, UTC.
  package var rows: [[String]] = []
  /// Each row as a JSON object, keys in the order of `columns`.
  package var json: [String] = []
}

extension Store {
  /// Runs one of our listing functions: `call` is its text with placeholders, such as
  /// `link_summary()`, always ours and never made from data; `parameters` are their values.
  func listing(
    _ call: StaticString, _ parameters: [any SQLEncodable] = [], to operation: String
  ) throws(StoreError) -> Listing {
    try asking(to: operation) { connection throws(PostgresError) in
      var listing = Listing()
      let sql = "select t.*, row_to_json(r) as json from \(call) r, listed(row_to_json(r)) t"
      for row in try connection.query(sql, parameters) {
        listing.columns = try row.strings("names")
        listing.rows.append(try row.strings("cells"))
        listing.json.append(try row.string("json"))
      }
      return listing
    }
  }
}
