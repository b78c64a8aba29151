/// The SQL of the program: migrations, functions and views, compiled in from the files beside this
/// one, so that a single binary can set up any database.
package enum Schema {
  /// One SQL file.
  package struct SQLFile: Sendable {
    /// Path below `sql/`, such as `migrations/0001_ledger.sql`.
    package let path: String
    package let text: String
  }
}
