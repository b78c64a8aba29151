import CDR
import FoundationEssentials
import Ingest
import PhoneNumbers
import Yams

extension Settings {
  /// Reads a configuration file.
  ///
  /// - Throws: `SettingsError` that names file and line.
  init(file: String) throws {
    guard let data = FileManager.default.contents(atPath: file),
      let text = String(data: data, encoding: .utf8)
    else {
      throw SettingsError("\(file): there is no such file, or it can't be read as UTF-8.")
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw SettingsError("\(file): it is no YAML. \(error)")
    }
    path = file
    guard let root, root.null == nil else { return }
    let top = try YAMLMapping(
      root, file: file, place: "",
      known: [
        "company", "database", "pbx", "spools", "recordings", "evidence", "gates", "webhooks",
        "reports", "linking", "gates_enforced",
      ])
    try readCompany(top)
    try readDatabase(top)
    try readExchanges(top)
    try readSpools(top)
    try readRecordings(top)
    try readEvidence(top)
    try readReports(top)
    try readLinking(top)
    try readGates(top)
    try readWebhooks(top)
  }

  /// A relative path counts from the configuration's folder, so that cron may start anywhere.
  static func resolve(_ path: String, beside file: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    return folder + path
  }

  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  private mutating func readCompany(_ top: YAMLMapping) throws {
    guard
      let company = try top.mapping(
        "company",
        known: ["name", "timezone", "region", "locale", "work_days", "work_hours", "holidays"])
    else { return }
    self.company.name = try company.string("name") ?? ""
    self.company.timeZone = try company.string("timezone") ?? self.company.timeZone
    self.company.region = try company.string("region") ?? self.company.region
    self.company.locale = try company.string("locale") ?? self.company.locale
    if let days = try company.strings("work_days") {
      thresholds["work_days"] = days.joined(separator: ",")
    }
    if let hours = try company.string("work_hours") {
      let ends = hours.split(separator: "-").map(String.init)
      guard ends.count == 2, ends.allSatisfy({ $0.utf8.count == 5 }) else {
        throw SettingsError("\(path ?? ""): work_hours must be like 09:00-18:00.")
      }
      thresholds["work_from"] = ends[0]
      thresholds["work_to"] = ends[1]
    }
    if let holidays = try company.strings("holidays") {
      thresholds["holidays"] = holidays.joined(separator: ",")
    }
  }

  private mutating func readDatabase(_ top: YAMLMapping) throws {
    guard let database = try top.mapping("database", known: ["url", "schema"]) else { return }
    self.database = try database.string("url")
    schema = try database.string("schema") ?? schema
  }

  private mutating func readExchanges(_ top: YAMLMapping) throws {
    let known = [
      "name", "format", "timezone", "region", "extensions", "trunks", "own_numbers", "columns",
      "crm_hint", "outcomes", "encoding",
    ]
    exchanges = try top.mappings("pbx", known: known).map { try PBXProfile($0, company: company) }
    let names = exchanges.map(\.name)
    if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
      throw SettingsError("\(path ?? ""): two PBXs have the name \"\(twice)\".")
    }
  }

  private mutating func readSpools(_ top: YAMLMapping) throws {
    let file = path ?? ""
    spools = try top.mappings("spools", known: ["path", "glob", "pbx", "after"]).map { spool in
      Spool(
        path: Self.resolve(try spool.required("path"), beside: file),
        glob: try spool.string("glob") ?? "*", pbx: try spool.required("pbx"))
    }
    for spool in spools where !exchanges.contains(where: { $0.name == spool.pbx }) {
      throw SettingsError(
        "\(file): a spool names the PBX \"\(spool.pbx)\", which is not described.")
    }
  }

  private mutating func readRecordings(_ top: YAMLMapping) throws {
    recordings = try top.mappings("recordings", known: ["root", "pbx"]).map { item in
      RecordingRoot(
        // Recordings are known by it: it must not hang on where the program was started.
        root: Self.absolute(Self.resolve(try item.required("root"), beside: path ?? "")),
        pbx: try item.required("pbx"))
    }
    for item in recordings where !exchanges.contains(where: { $0.name == item.pbx }) {
      throw SettingsError(
        "\(path ?? ""): recordings name the PBX \"\(item.pbx)\", which is not described.")
    }
  }

  mutating func readEvidence(_ top: YAMLMapping) throws {
    guard
      let evidence = try top.mapping(
        "evidence",
        known: [
          "min_talk_seconds", "callback_sla", "meeting_window", "deal_follows_call",
          "company_deals", "phrases",
        ])
    else { return }
    // A kind that is named has these phrases and no others.
    phrases.merge(try evidence.lists("phrases")) { $1 }
    thresholds["min_talk_seconds"] = try evidence.integer("min_talk_seconds").map(String.init)
    thresholds["callback_sla_minutes"] = try evidence.seconds("callback_sla").map {
      String($0 / 60)
    }
    thresholds["meeting_window_hours"] =
      try evidence.seconds("meeting_window").map { String($0 / 3_600) }
    thresholds["deal_follows_call_minutes"] =
      try evidence.seconds("deal_follows_call").map { String($0 / 60) }
    thresholds["company_deals"] = try evidence.boolean("company_deals").map(String.init)
  }

  /// Thresholds of reports, by the names in docs/metrics.md.
  private mutating func readReports(_ top: YAMLMapping) throws {
    guard let node = top.node("reports") else { return }
    let names = node.mapping?.compactMap { $0.key.string } ?? []
    let reports = try YAMLMapping(node, file: path ?? "", place: "reports", known: names)
    for name in names {
      guard let number = try reports.integer(name) else { continue }
      thresholds[name] = String(number)
    }
  }
}

extension PBXProfile {
  fileprivate init(_ pbx: YAMLMapping, company: Settings.Company) throws {
    let name = try pbx.required("name")
    var rules = DialPlan.Rules(region: try pbx.string("region") ?? company.region)
    rules.extensions = try pbx.string("extensions")
    rules.trunks = try pbx.string("trunks")
    rules.ownNumbers = try pbx.strings("own_numbers") ?? []
    rules.crmHint = try pbx.string("crm_hint")
    for (kind, codes) in try pbx.lists("outcomes") {
      for code in codes { rules.outcomes[code] = kind }
    }
    let encodingName = try pbx.string("encoding") ?? "utf-8"
    guard let encoding = TextEncoding(name: encodingName) else {
      throw SettingsError("PBX \(name): unknown encoding \"\(encodingName)\".")
    }
    self.init(
      name: name, format: try pbx.string("format"),
      settings: FormatSettings(
        timeZone: try pbx.string("timezone") ?? company.timeZone,
        columns: try pbx.strings("columns"), encoding: encoding),
      rules: rules)
  }
}
