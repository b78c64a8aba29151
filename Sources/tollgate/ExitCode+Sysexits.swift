import ArgumentParser
import CDR
import CRM
import Delivery
import EmbeddedPostgres
import Evidence
import Ingest
import PhoneNumbers
import Postgres
import Store

/// The exit codes of the command line: our own, and those of BSD's sysexits.
extension ExitCode {
  static let gateShut = ExitCode(3)
  static let quarantined = ExitCode(4)
  static let gateUnknown = ExitCode(5)
  static let usage = ExitCode(64)
  static let badInput = ExitCode(65)
  static let noInput = ExitCode(66)
  static let unavailable = ExitCode(69)
  static let software = ExitCode(70)
  static let io = ExitCode(74)
  static let tryAgain = ExitCode(75)
  static let noPermission = ExitCode(77)
  static let configuration = ExitCode(78)

  /// The code that tells cron what kind of trouble it was.
  init(for error: any Error) {
    switch error {
    case let error as ExitCode: self = error
    case let error as SettingsError: self = error.isUsage ? .usage : .configuration
    case let error as IngestError: self = Self.code(of: error)
    case let error as StoreError: self = Self.code(of: error)
    case let error as CRMError: self = Self.code(of: error)
    case is CDRError, is PhoneNumbersError, is GateRulesError, is DeliveryError:
      self = .configuration
    case let error as EmbeddedPostgresError: self = Self.code(of: error)
    case let error as CommandError: self = error.exitCode
    default: self = .software
    }
  }

  private static func code(of error: IngestError) -> ExitCode {
    switch error.code {
    case .unreadable: .noInput
    case .unknownFormat, .mostlyBad, .wrongZone: .badInput
    case .configuration: .configuration
    case .io: .io
    }
  }

  private static func code(of error: CRMError) -> ExitCode {
    switch error.code {
    case .folder, .noFiles, .unreadable: .noInput
    case .encoding, .header, .missingColumn: .badInput
    }
  }

  private static func code(of error: StoreError) -> ExitCode {
    switch error.code {
    case .schemaBehind, .schemaAhead, .schemaChanged: return .configuration
    case .busy, .overtaken: return .tryAgain
    case .notFound, .invalid: return .failure
    case .database: break
    }
    guard let cause = error.cause else { return .unavailable }
    // The database's address can't be read.
    if cause.code == .usage { return .configuration }
    switch cause.sqlState?.prefix(2) {
    case "28": return .noPermission
    case "42": return cause.sqlState == "42501" ? .noPermission : .configuration
    case "3D", "3F": return .configuration
    case "53": return cause.sqlState == "53100" ? .io : .tryAgain
    case "22", "23": return .software
    default: return .unavailable
    }
  }

  private static func code(of error: EmbeddedPostgresError) -> ExitCode {
    switch error.code {
    case .folder: .noPermission
    default: .unavailable
    }
  }
}

/// A command that can't do what was asked, with the code to leave with.
struct CommandError: Error, CustomStringConvertible {
  var exitCode: ExitCode
  var description: String

  init(_ exitCode: ExitCode, _ description: String) {
    self.exitCode = exitCode
    self.description = description
  }
}
