import Postgres

extension Store {
  /// Makes a PBX known, or brings what is known of it up to the configuration.
  package func registerPBX(
    name: String, format: String?, timeZone: String, region: String
  ) throws(StoreError) -> PBXRecord {
    try asking(to: "register PBX \(name)") { connection throws(PostgresError) in
      let rows = try connection.query(
        "select register_pbx($1, $2, $3, $4) as id", [name, format, timeZone, region])
      return PBXRecord(id: try rows.first?.int32("id") ?? 0, name: name)
    }
  }

  /// Writes the thresholds into the database, where the SQL reads them. When one that links or
  /// evidence depend on has changed, all calls are linked anew.
  ///
  /// - Returns: whether anything changed.
  @discardableResult
  package func configure(_ settings: [String: String]) throws(StoreError) -> Bool {
    let names = settings.keys.sorted()
    return try transaction(to: "store the configuration") { connection throws(PostgresError) in
      let rows = try connection.query(
        "select configure($1, $2) as changed", [names, names.map { settings[$0] ?? "" }])
      return try rows.first?.bool("changed") ?? false
    }
  }

  /// Lengths of the heads by which the files of a PBX are known, none longer than `limit`.
  package func headLengths(pbx: Int32, limit: Int64) throws(StoreError) -> [Int] {
    try asking(to: "look the file up") { connection throws(PostgresError) in
      try connection.query(
        "select head_length from source_head_lengths($1, $2)", [pbx, limit]
      ).map { row throws(PostgresError) in try row.int("head_length") }
    }
  }

  /// Files of a PBX whose head has one of the hashes, the furthest taken first.
  package func files(pbx: Int32, heads: [String]) throws(StoreError) -> [Checkpoint] {
    try asking(to: "look the file up") { connection throws(PostgresError) in
      try connection.query("select * from source_by_head($1, $2)", [pbx, heads])
        .map { row throws(PostgresError) in try Checkpoint(row) }
    }
  }

  /// What to hand to `addFile`; to be asked before a content is looked up.
  package func newestFile(pbx: Int32) throws(StoreError) -> Int64 {
    try asking(to: "look the file up") { connection throws(PostgresError) in
      try connection.query("select newest_source_file($1) as id", [pbx]).first?.int64("id") ?? 0
    }
  }

  /// Makes a new content known, nothing of it taken yet.
  ///
  /// - Parameters:
  ///   - pbx: the exchange that wrote it.
  ///   - path: the name to store.
  ///   - device: where it lies now; a hint.
  ///   - inode: the same.
  ///   - fingerprint: its head.
  ///   - newest: what `newestFile` gave before the content was looked up.
  /// - Returns: its checkpoint, at byte 0.
  /// - Throws: `overtaken` when another process has made a content known since: it may be this one.
  package func addFile(
    pbx: Int32, path: String, device: Int64, inode: Int64, fingerprint: Fingerprint, newest: Int64
  ) throws(StoreError) -> Checkpoint {
    let id = try asking(to: "make the file known") { connection throws(PostgresError) in
      try connection.query(
        "select add_source_file($1, $2, $3, $4, $5, $6, $7) as id",
        [
          pbx, path, device, inode, fingerprint.headHash, Int32(fingerprint.headLength), newest,
        ]
      ).first?.optionalInt64("id")
    }
    if let id { return Checkpoint(fileID: id) }
    throw StoreError(
      .overtaken, operation: "make the file known",
      message: "Another process has made one known meanwhile; it is looked up again.")
  }
}

extension Checkpoint {
  init(_ row: Row) throws(PostgresError) {
    fileID = try row.int64("source_file_id")
    offset = try row.int64("committed_offset")
    line = try row.int64("committed_line")
    format = try row.optionalString("format")
    tailHash = try row.string("tail_hash")
    tailLength = try row.int("tail_length")
  }
}
