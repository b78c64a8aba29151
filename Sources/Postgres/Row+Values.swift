/// Typed reading. Each throws `.decode` when there is no such column, when it is of another type,
/// or, without `optional` in the name, when it is null.
extension Row {
  package func bool(_ column: some ColumnKey) throws(PostgresError) -> Bool {
    try required(column, "bool") { $0.bool }
  }
  package func optionalBool(_ column: some ColumnKey) throws(PostgresError) -> Bool? {
    try optional(column, "bool") { $0.bool }
  }

  /// Of `smallint` and `integer`.
  package func int32(_ column: some ColumnKey) throws(PostgresError) -> Int32 {
    try required(column, "int32") { $0.integer.flatMap(Int32.init(exactly:)) }
  }
  package func optionalInt32(_ column: some ColumnKey) throws(PostgresError) -> Int32? {
    try optional(column, "int32") { $0.integer.flatMap(Int32.init(exactly:)) }
  }

  /// Of any integer type, and of a `numeric` that is whole, as `sum` makes of `bigint`.
  package func int64(_ column: some ColumnKey) throws(PostgresError) -> Int64 {
    try required(column, "int64") { $0.integer }
  }
  package func optionalInt64(_ column: some ColumnKey) throws(PostgresError) -> Int64? {
    try optional(column, "int64") { $0.integer }
  }

  /// As `int64`.
  package func int(_ column: some ColumnKey) throws(PostgresError) -> Int {
    try required(column, "int") { $0.integer.flatMap(Int.init(exactly:)) }
  }
  package func optionalInt(_ column: some ColumnKey) throws(PostgresError) -> Int? {
    try optional(column, "int") { $0.integer.flatMap(Int.init(exactly:)) }
  }

  /// Of floating-point types exactly; of `numeric` and integers the nearest.
  package func double(_ column: some ColumnKey) throws(PostgresError) -> Double {
    try required(column, "double") { $0.double }
  }
  package func optionalDouble(_ column: some ColumnKey) throws(PostgresError) -> Double? {
    try optional(column, "double") { $0.double }
  }

  /// Of text types, enums, JSON, `numeric` (decimal digits) and `date` (`2024-02-29`).
  package func string(_ column: some ColumnKey) throws(PostgresError) -> String {
    try required(column, "string") { $0.string }
  }
  package func optionalString(_ column: some ColumnKey) throws(PostgresError) -> String? {
    try optional(column, "string") { $0.string }
  }

  package func bytes(_ column: some ColumnKey) throws(PostgresError) -> [UInt8] {
    try required(column, "bytes") { $0.byteArray }
  }
  package func optionalBytes(_ column: some ColumnKey) throws(PostgresError) -> [UInt8]? {
    try optional(column, "bytes") { $0.byteArray }
  }

  /// Of `timestamptz`, to the microsecond.
  package func timestamp(_ column: some ColumnKey) throws(PostgresError) -> PostgresTimestamp {
    try required(column, "timestamp") { $0.timestamp }
  }
  package func optionalTimestamp(
    _ column: some ColumnKey
  ) throws(PostgresError) -> PostgresTimestamp? {
    try optional(column, "timestamp") { $0.timestamp }
  }

  package func uuid(_ column: some ColumnKey) throws(PostgresError) -> PostgresUUID {
    try required(column, "uuid") { $0.uuid }
  }
  package func optionalUUID(_ column: some ColumnKey) throws(PostgresError) -> PostgresUUID? {
    try optional(column, "uuid") { $0.uuid }
  }

  /// Of `text[]`, one-dimensional and without null elements.
  package func strings(_ column: some ColumnKey) throws(PostgresError) -> [String] {
    try required(column, "array of strings") { $0.array { $0.string } }
  }
  package func optionalStrings(_ column: some ColumnKey) throws(PostgresError) -> [String]? {
    try optional(column, "array of strings") { $0.array { $0.string } }
  }

  /// Of `bigint[]` and `integer[]`, one-dimensional and without null elements.
  package func int64s(_ column: some ColumnKey) throws(PostgresError) -> [Int64] {
    try required(column, "array of int64") { $0.array { $0.integer } }
  }
  package func optionalInt64s(_ column: some ColumnKey) throws(PostgresError) -> [Int64]? {
    try optional(column, "array of int64") { $0.array { $0.integer } }
  }
}
