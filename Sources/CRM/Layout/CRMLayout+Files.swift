import CallModel

/// DESIGN.md, section 5. The order of columns is that of the staged tables in
/// sql/functions/crm/prepare_crm_import.sql; `name` and the like must be in the header, because a
/// file without them is most likely another file.
extension CRMLayout {
  static func of(_ file: CRMFile) -> CRMLayout {
    switch file {
    case .managers: managers
    case .managerExtensions: managerExtensions
    case .companies: companies
    case .contacts: contacts
    case .contactPhones: contactPhones
    case .companyPhones: companyPhones
    case .stages: stages
    case .deals: deals
    case .dealContacts: dealContacts
    case .stageHistory: stageHistory
    case .dealOwners: dealOwners
    case .tasks: tasks
    case .merges: merges
    }
  }

  private static let managers = CRMLayout(
    [
      CRMColumn("manager", .identifier, .filled), CRMColumn("name", .text, .listed),
      CRMColumn("email", .identifier),
    ], key: [0], keepsAttributes: true)

  private static let managerExtensions = CRMLayout(
    [
      CRMColumn("manager", .identifier, .filled), CRMColumn("extension", .identifier, .filled),
      CRMColumn("pbx", .identifier), CRMColumn("from", .instant), CRMColumn("to", .instant),
    ], key: [0, 1, 2, 3], check: { period($0[3], $0[4]) })

  private static let companies = CRMLayout(
    [CRMColumn("company", .identifier, .filled), CRMColumn("name", .text, .listed)],
    key: [0], keepsAttributes: true)

  private static let contacts = CRMLayout(
    [
      CRMColumn("contact", .identifier, .filled), CRMColumn("name", .text, .listed),
      CRMColumn("company", .identifier),
    ], key: [0], keepsAttributes: true)

  /// A number that changes hands has a row for each holder and time.
  private static let contactPhones = CRMLayout(
    [
      CRMColumn("contact", .identifier, .filled), CRMColumn("phone", .identifier, .filled),
      CRMColumn("label", .identifier), CRMColumn("from", .instant), CRMColumn("to", .instant),
    ], key: [0, 1, 3], check: { period($0[3], $0[4]) })

  private static let companyPhones = CRMLayout(
    [
      CRMColumn("company", .identifier, .filled), CRMColumn("phone", .identifier, .filled),
      CRMColumn("label", .identifier),
    ], key: [0, 1])

  private static let stages = CRMLayout(
    [
      CRMColumn("pipeline", .identifier, .filled), CRMColumn("stage", .identifier, .filled),
      CRMColumn("position", .integer, .filled), CRMColumn("name", .text, .listed),
      CRMColumn("kind", .word(["open", "won", "lost"]), .filled),
    ], key: [0, 1])

  private static let deals = CRMLayout(
    [
      CRMColumn("deal", .identifier, .filled), CRMColumn("title", .text, .listed),
      CRMColumn("pipeline", .identifier, .filled), CRMColumn("owner", .identifier),
      CRMColumn("company", .identifier), CRMColumn("amount", .decimal),
      CRMColumn("currency", .identifier), CRMColumn("created_at", .instant, .filled),
      CRMColumn("closed_at", .instant), CRMColumn("outcome", .word(["won", "lost"])),
      CRMColumn("loss_reason", .text),
    ], key: [0], keepsAttributes: true)

  private static let dealContacts = CRMLayout(
    [CRMColumn("deal", .identifier, .filled), CRMColumn("contact", .identifier, .filled)],
    key: [0, 1])

  /// `pipeline` tells apart stages whose id is used in several pipelines.
  private static let stageHistory = CRMLayout(
    [
      CRMColumn("deal", .identifier, .filled), CRMColumn("stage", .identifier, .filled),
      CRMColumn("entered_at", .instant, .filled), CRMColumn("pipeline", .identifier),
    ], key: [0, 1, 2, 3])

  /// An empty owner says that nobody is responsible from then on.
  private static let dealOwners = CRMLayout(
    [
      CRMColumn("deal", .identifier, .filled), CRMColumn("owner", .identifier, .listed),
      CRMColumn("from", .instant, .filled),
    ], key: [0, 2])

  private static let merges = CRMLayout(
    [
      CRMColumn("kind", .word(["contact", "company", "deal"]), .filled),
      CRMColumn("merged", .identifier, .filled), CRMColumn("into", .identifier, .filled),
      CRMColumn("at", .instant),
    ], key: [0, 1, 2])

  private static let tasks = CRMLayout(
    [
      CRMColumn("task", .identifier, .filled), CRMColumn("deal", .identifier, .filled),
      CRMColumn("kind", .identifier, .filled), CRMColumn("created_at", .instant, .filled),
      CRMColumn("due_at", .instant), CRMColumn("done_at", .instant),
      CRMColumn("cancelled_at", .instant), CRMColumn("owner", .identifier),
      CRMColumn("contact", .identifier), CRMColumn("place", .text),
      CRMColumn("starts_at", .instant), CRMColumn("notes", .text),
    ], key: [0], keepsAttributes: true)

  /// - Returns: what is wrong with a period; nil when either end is open.
  private static func period(_ from: CRMValue, _ to: CRMValue) -> RowTrouble? {
    guard case .instant(let from) = from, case .instant(let to) = to, to <= from
    else { return nil }
    return RowTrouble(.time, "the period ends (to) before it begins (from)")
  }
}
