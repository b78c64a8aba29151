#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds the system's file of a zone. Read here and not through Foundation, whose static builds
/// lose their zones in silence and take UTC instead.
enum ZoneFile {
  /// `$TZDIR`, or where Linux keeps the time-zone database.
  static var directory: String {
    guard let set = getenv("TZDIR") else { return "/usr/share/zoneinfo" }
    let path = String(cString: set)
    return path.isEmpty ? "/usr/share/zoneinfo" : path
  }

  /// The table of `zone`, an IANA name such as `Europe/Moscow`.
  ///
  /// - Throws: `CDRError` when the name is unknown, the database is missing or its file damaged.
  static func table(_ zone: String, in directory: String) throws(CDRError) -> ZoneTable {
    guard isName(zone) else { throw unknown(zone) }
    guard let bytes = read(directory + "/" + zone) else {
      if read(directory + "/UTC") == nil && read(directory + "/Etc/UTC") == nil {
        throw CDRError(
          code: .noTimeZoneData,
          description: """
            Cannot read the time zone "\(zone)": there is no time-zone database in \(directory). \
            Install the package tzdata, or set TZDIR to where it is.
            """)
      }
      throw unknown(zone)
    }
    guard let table = ZoneTable(tzif: bytes) else {
      throw CDRError(
        code: .damagedZoneFile,
        description: """
          Cannot read the time zone "\(zone)": its file in \(directory) is no TZif without leap \
          seconds, or it is damaged. Install the package tzdata anew, or name another zone.
          """)
    }
    return table
  }

  private static func unknown(_ zone: String) -> CDRError {
    CDRError(
      code: .unknownZone,
      description: """
        There is no time zone "\(zone)". Give an IANA name such as Europe/Moscow, or UTC when the \
        PBX writes GMT.
        """)
  }

  /// Names come from configuration; none may lead out of the directory.
  private static func isName(_ zone: String) -> Bool {
    let parts = zone.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty && part.first != "."
        && part.utf8.allSatisfy { byte in
          (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
            || "+-_".utf8.contains(byte)
        }
    }
  }

  /// Nil when there is no regular file or it can't be read. Zone files have a few KiB; what is
  /// longer is none.
  private static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    let limit = 1 << 20
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 8_192)
    while bytes.count < limit {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { return ferror(file) == 0 ? bytes : nil }
      bytes.append(contentsOf: chunk.prefix(count))
    }
    return nil
  }
}
