/// Object ids of PostgreSQL's built-in types, the same on every server
/// (src/include/catalog/pg_type.dat).
package enum SQLType {
  package static let bool: UInt32 = 16
  package static let bytea: UInt32 = 17
  package static let char: UInt32 = 18
  package static let name: UInt32 = 19
  package static let int8: UInt32 = 20
  package static let int2: UInt32 = 21
  package static let int4: UInt32 = 23
  package static let text: UInt32 = 25
  package static let oid: UInt32 = 26
  package static let json: UInt32 = 114
  package static let xml: UInt32 = 142
  package static let float4: UInt32 = 700
  package static let float8: UInt32 = 701
  package static let unknown: UInt32 = 705
  package static let nameArray: UInt32 = 1003
  package static let int4Array: UInt32 = 1007
  package static let textArray: UInt32 = 1009
  package static let varcharArray: UInt32 = 1015
  package static let int8Array: UInt32 = 1016
  package static let bpchar: UInt32 = 1042
  package static let varchar: UInt32 = 1043
  package static let date: UInt32 = 1082
  package static let timestamptz: UInt32 = 1184
  package static let numeric: UInt32 = 1700
  package static let uuid: UInt32 = 2950
  package static let jsonb: UInt32 = 3802
  /// Ids from here on are given out by each server to its own types: enums, extensions.
  package static let firstOfUser: UInt32 = 16384

  private static let names: [UInt32: String] = [
    bool: "boolean", bytea: "bytea", int8: "bigint", int2: "smallint", int4: "integer",
    text: "text", oid: "oid", json: "json", float4: "real", float8: "double precision",
    int4Array: "integer[]", textArray: "text[]", int8Array: "bigint[]", varchar: "varchar",
    date: "date", 1114: "timestamp", timestamptz: "timestamptz", 1186: "interval",
    numeric: "numeric", uuid: "uuid", jsonb: "jsonb",
  ]

  /// A type's name in SQL, for messages.
  static func name(of type: UInt32) -> String { names[type] ?? "number \(type)" }
}
