import ArgumentParser

/// The command line. Each command is a file in `Commands/`.
@main
struct Tollgate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tollgate",
    abstract: "Reads the toll tickets of a phone exchange and holds the gates of a sales funnel.",
    discussion: """
      Try:  tollgate demo
      Then: tollgate crm import DIR;  tollgate ingest --pbx NAME FILE;  tollgate report coverage

      Exit codes: 0 done; 1 failed; 3 gate shut; 4 done, but records were quarantined; 5 gate \
      unknown; 64 usage; 65 input unusable; 66 no input; 69 no database; 70 our bug; 74 I/O; 75 \
      try again; 77 permission; 78 configuration.
      """,
    version: "0.1.0",
    subcommands: [
      DemoCommand.self, DBCommand.self, CRMCommand.self, IngestCommand.self, CallsCommand.self,
      CallCommand.self, UnmatchedCommand.self, IntakeCommand.self, EvidenceCommand.self,
      GateCommand.self, LinkCommand.self, ReportCommand.self, SuspicionCommand.self,
      OwnNumbersCommand.self, QuarantineCommand.self, EventsCommand.self,
      VerifyCommand.self, DoctorCommand.self,
    ])
}
