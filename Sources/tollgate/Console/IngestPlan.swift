import Ingest

/// Which files are to be taken for which PBX.
struct IngestPlan {
  var files: [(PBXProfile, [String])]
  /// Calendars and sidecars.
  var documents: [String]
  /// Folders to be looked through.
  var recordings: [Settings.RecordingRoot] = []
  /// The files were named and not found: they are read even where they are known.
  let areNamed: Bool

  /// - Parameters:
  ///   - settings: the configuration.
  ///   - pbx: the exchange that is named.
  ///   - paths: the files that are named; none: the spools and the folders of recordings.
  ///   - isCDR: every file holds call records, whatever its name.
  /// - Throws: `SettingsError` when it isn't clear which PBX wrote a file.
  init(settings: Settings, pbx: String?, paths: [String], isCDR: Bool = false) throws {
    areNamed = !paths.isEmpty
    let isDocument = { (path: String) in !isCDR && DocumentKind(path: path) != nil }
    guard areNamed else {
      let spooled = try Self.spooled(settings, pbx: pbx)
      documents = spooled.flatMap { $0.1.filter(isDocument) }
      files = spooled.map { ($0.0, $0.1.filter { !isDocument($0) }) }
      recordings = settings.recordings.filter { pbx == nil || $0.pbx == pbx }
      return
    }
    documents = paths.filter(isDocument)
    let records = paths.filter { !isDocument($0) }
    files = records.isEmpty ? [] : [(try Self.profile(settings, named: pbx), records)]
  }

  private static func profile(_ settings: Settings, named name: String?) throws -> PBXProfile {
    let known = settings.exchanges.map(\.name).joined(separator: ", ")
    if let name {
      if let profile = settings.exchanges.first(where: { $0.name == name }) { return profile }
      guard settings.exchanges.isEmpty else {
        throw SettingsError(
          "There is no PBX \"\(name)\" in the configuration. Known: \(known).", isUsage: true)
      }
      return PBXProfile(default: name, company: settings.company)
    }
    switch settings.exchanges.count {
    case 0: return PBXProfile(default: "pbx", company: settings.company)
    case 1: return settings.exchanges[0]
    default:
      throw SettingsError("Which PBX wrote it? Give --pbx with one of: \(known).", isUsage: true)
    }
  }

  private static func spooled(
    _ settings: Settings, pbx: String?
  ) throws -> [(PBXProfile, [String])] {
    guard !settings.spools.isEmpty || !settings.recordings.isEmpty else {
      throw SettingsError(
        "Name the files to take, or describe spools in the configuration.", isUsage: true)
    }
    return try settings.spools.filter { pbx == nil || $0.pbx == pbx }.map { spool in
      (try profile(settings, named: spool.pbx), Glob.files(spool.path, matching: spool.glob))
    }
  }
}
