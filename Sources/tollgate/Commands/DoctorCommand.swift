import ArgumentParser
import CDR
import FoundationEssentials
import Ingest
import PhoneNumbers
import Store

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Checks configuration, database, spools, zones and quarantine, and says what to do.",
    discussion: "Exit 0 when nothing needs doing, 1 otherwise.")
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    var examination = Examination(json: global.json)
    do {
      let settings = try global.settings()
      examination.pass("configuration", settings.path ?? "none; defaults are used")
      Self.check(settings, &examination)
      Self.check(recordings: settings, &examination)
      try await check(database: settings, &examination)
    } catch {
      examination.fail("configuration", "\(error)")
    }
    if examination.failures > 0 { throw ExitCode.failure }
  }

  private static func check(_ settings: Settings, _ examination: inout Examination) {
    for exchange in settings.exchanges {
      let name = "pbx \(exchange.name)"
      do {
        _ = try DialPlan(rules: exchange.rules)
        _ = try PBXClock(zone: exchange.settings.timeZone)
        if let format = exchange.format {
          _ = try CDRFormats.make(format, settings: exchange.settings)
        }
        examination.pass(name, "\(exchange.settings.timeZone), region \(exchange.rules.region)")
      } catch {
        examination.fail(name, "\(error)")
      }
    }
    for spool in settings.spools {
      let files = Glob.files(spool.path, matching: spool.glob)
      if !FileManager.default.isReadableFile(atPath: spool.path) {
        examination.fail("spool \(spool.path)", "It is missing, or we may not read it.")
      } else if files.isEmpty {
        examination.warn("spool \(spool.path)", "No file matches \(spool.glob).")
      } else if let locked = files.first(where: {
        !FileManager.default.isReadableFile(atPath: $0)
      }) {
        examination.fail("spool \(spool.path)", "We may not read \(locked).")
      } else {
        examination.pass("spool \(spool.path)", "\(files.count) files")
      }
    }
  }

  private static func check(recordings settings: Settings, _ examination: inout Examination) {
    for folder in settings.recordings {
      if FileManager.default.isReadableFile(atPath: folder.root) {
        examination.pass("recordings \(folder.root)", "of \(folder.pbx)")
      } else {
        examination.fail("recordings \(folder.root)", "It is missing, or we may not read it.")
      }
    }
  }

  private func check(database settings: Settings, _ examination: inout Examination) async throws {
    do {
      let place = try await Workplace.open(global)
      let version = try await place.store.serverVersion()
      if version >= 150_000 {
        examination.pass("database", "PostgreSQL \(version / 10_000), schema \(settings.schema)")
      } else {
        examination.fail("database", "PostgreSQL \(version / 10_000) is too old; 15 is needed.")
      }
      for row in try await place.store.exchangeState().rows where row.count == 4 {
        let waiting = Int(row[3]) ?? 0
        let state = row[1].isEmpty ? "no call yet" : "complete up to \(row[1])"
        if waiting > 0 {
          examination.warn(
            "records of \(row[0])",
            "\(state); \(waiting) wait in quarantine: tollgate quarantine list")
        } else {
          examination.pass("records of \(row[0])", state)
        }
      }
      try await check(ownNumbers: place, &examination)
      try await Self.check(webhooksOf: place, &examination)
    } catch {
      examination.fail("database", "\(error)")
    }
  }
}

extension DoctorCommand {
  /// Lines of ours that nobody has named would pass for clients.
  private func check(
    ownNumbers place: Workplace, _ examination: inout Examination
  ) async throws {
    let candidates = try await place.ownNumbers.candidates()
    guard !candidates.isEmpty else {
      examination.pass("own numbers", "no line of ours is unnamed")
      return
    }
    let shown = candidates.prefix(5).map(\.number).joined(separator: ", ")
    examination.warn(
      "own numbers",
      "\(shown)\(candidates.count > 5 ? ", …" : "") may be lines of ours: "
        + "tollgate own-numbers list, then confirm or reject")
  }
}

/// Findings of the doctor, printed as they come.
struct Examination {
  let json: Bool
  private(set) var failures = 0

  init(json: Bool) { self.json = json }

  func pass(_ what: String, _ text: String) { say("ok", what, text) }
  func warn(_ what: String, _ text: String) { say("warn", what, text) }

  mutating func fail(_ what: String, _ text: String) {
    failures += 1
    say("FAIL", what, text)
  }

  private func say(_ state: String, _ what: String, _ text: String) {
    guard json else {
      Console.line("\(state == "ok" ? "ok  " : state)  \(what): \(text)")
      return
    }
    let finding = ["state": state.lowercased(), "what": what, "text": text]
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Strings always encode.
    if let data = try? encoder.encode(finding) {
      Console.line(String(decoding: data, as: UTF8.self))
    }
  }
}
