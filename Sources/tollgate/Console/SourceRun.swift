import CallModel
import Ingest
import Recordings

/// The part of `ingest` that is not about call records: calendars, sidecars, recordings.
struct SourceRun {
  let place: Workplace
  let options: IngestOptions

  /// Takes them; one that can't be read does not keep the others from being taken.
  func take(
    _ plan: IngestPlan, into total: inout IngestSummary, refusals: inout [any Error]
  ) async {
    var documents = plan.documents
    for folder in plan.recordings {
      await attempt(&refusals) {
        let findings = try await look(into: folder)
        total += findings.summary
        documents += findings.documents
        for refused in findings.refused.prefix(10) {
          Console.note("\(folder.root): passed over \(refused)")
        }
      }
    }
    let ingest = DocumentIngest(place: place)
    for path in documents {
      guard let kind = DocumentKind(path: path) else { continue }
      await attempt(&refusals) {
        total += try await ingest.take(
          path, kind: kind, skipsKnown: !plan.areNamed,
          graceSeconds: plan.areNamed ? 0 : options.tailGraceSeconds)
      }
    }
  }

  private func look(into folder: Settings.RecordingRoot) async throws -> RecordingScan.Findings {
    guard let profile = place.settings.exchanges.first(where: { $0.name == folder.pbx }) else {
      return RecordingScan.Findings()
    }
    return try await RecordingScan(store: place.store)
      .run(folder.root, pbx: profile, now: TimeOption.now)
  }

  private func attempt(_ refusals: inout [any Error], _ body: () async throws -> Void) async {
    do {
      try await body()
    } catch {
      refusals.append(error)
      Console.note(String(describing: error))
    }
  }
}

extension DocumentIngest {
  /// With the company's zone, region and phrases.
  init(place: Workplace) {
    let settings = place.settings
    self.init(
      store: place.store, timeZone: settings.company.timeZone, region: settings.company.region,
      phrases: AgreedPhrases(settings.phrases))
  }
}
