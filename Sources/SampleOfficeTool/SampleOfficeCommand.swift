import ArgumentParser
import SampleOffice

/// `sample-office`: writes a seeded office with its truth into a folder.
@main
struct SampleOfficeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample-office",
    abstract: "Makes a small company that never was: CRM export, CDR files, and the truth.",
    discussion: """
      The same options give the same bytes. The folder gets tollgate.yaml, crm/, cdr/ and truth/; \
      files that stand there already are replaced.
      """)

  enum Preset: String, ExpressibleByArgument, CaseIterable {
    case tiny, sample, bench, growth, million
  }

  @Option(help: "Folder to write into; made when missing.") var output: String
  @Option(help: "Size to start from; the options below change it.") var spec = Preset.sample
  @Option(help: "Seed of the random numbers.") var seed: UInt64 = 1
  @Option(help: "Number of managers.") var managers: Int?
  @Option(help: "Number of contacts.") var contacts: Int?
  @Option(help: "Number of deals.") var deals: Int?
  @Option(help: "Number of calls to aim at.") var calls: Int?
  @Option(help: "Exact number of records of the head office.") var records: Int?
  @Option(
    help: "Records of each file of the head office, which are then Master-01.csv, Master-02.csv …")
  var recordsPerFile: Int?
  @Option(help: "Length of the period in days.") var days: Int?
  @Option(help: "Last day of the period, such as 2026-11-20.") var endDate: CivilDate?
  @Option(help: "Columns of the head office's file: 18 (plain) or 21 with linkedid (linked).")
  var layout = OfficeSpec.Layout.plain
  @Flag(inversion: .prefixedNo, help: "Odd spellings, shared numbers, damaged and doubled lines.")
  var awkward: Bool?
  @Flag(
    inversion: .prefixedNo,
    help: "Owners and numbers that change hands, mobiles, calls that two exchanges log.")
  var intricate: Bool?

  @Flag(inversion: .prefixedNo, help: "Calls and evidence in truth/, beside the counts.")
  var truth: Bool?

  func run() throws {
    _ = try SampleOffice.write(office, into: FolderSink(root: output))
  }

  private var office: OfficeSpec {
    let base =
      switch spec {
      case .tiny: OfficeSpec.tiny(seed: seed)
      case .sample: OfficeSpec.sample(seed: seed)
      case .bench: OfficeSpec.bench(seed: seed)
      case .growth: OfficeSpec.growth(seed: seed)
      case .million: OfficeSpec.million(seed: seed)
      }
    return OfficeSpec(
      seed: seed, managers: managers ?? base.managers, contacts: contacts ?? base.contacts,
      deals: deals ?? base.deals, calls: calls ?? base.calls, records: records ?? base.records,
      days: days ?? base.days, endDate: endDate ?? base.endDate,
      awkward: awkward ?? base.awkward, hasBranches: base.hasBranches, layout: layout,
      losses: base.losses, intricate: intricate ?? base.intricate,
      recordsPerFile: recordsPerFile ?? base.recordsPerFile, hasTruth: truth ?? base.hasTruth)
  }
}

extension CivilDate: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension OfficeSpec.Layout: ExpressibleByArgument {}
