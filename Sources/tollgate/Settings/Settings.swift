import Ingest
import Recordings

/// Everything that the configuration says, defaults filled in. Docs: docs/configuration.md.
struct Settings {
  struct Company {
    var name = ""
    /// IANA zone of reports and working hours.
    var timeZone = "Europe/Moscow"
    /// Region whose dialling rules read the CRM's numbers.
    var region = "RU"
    /// `en` or `ru`.
    var locale = "en"
  }

  struct Spool {
    var path: String
    var glob: String
    var pbx: String
  }

  /// A folder of recordings.
  struct RecordingRoot {
    var root: String
    var pbx: String
  }

  /// File it came from; nil when there is none.
  var path: String?
  var company = Company()
  /// Anything libpq takes; nil: the embedded cluster.
  var database: String?
  var schema = "tollgate"
  var exchanges: [PBXProfile] = []
  var spools: [Spool] = []
  var recordings: [RecordingRoot] = []
  /// Words by which people agree, by evidence kind.
  var phrases = AgreedPhrases.standard
  /// Path of the gate rules; nil: those that are shipped.
  var gates: String?
  /// Whether a move through a shut gate is refused.
  var enforcesGates = false
  var webhooks: [WebhookSettings] = []
  /// Thresholds by their names in the table `setting`.
  var thresholds: [String: String] = [:]

  /// Thresholds and calendar as the database holds them.
  var stored: [String: String] {
    var all = thresholds
    all["company_time_zone"] = company.timeZone
    all["company_name"] = company.name
    all["company_locale"] = company.locale
    all["gate_enforcement"] = String(enforcesGates)
    return all
  }
}

/// What is wrong with the configuration or the command line's options.
struct SettingsError: Error, CustomStringConvertible {
  /// The command line's fault, not the file's.
  var isUsage = false
  var description: String

  init(_ description: String, isUsage: Bool = false) {
    self.description = description
    self.isUsage = isUsage
  }
}
