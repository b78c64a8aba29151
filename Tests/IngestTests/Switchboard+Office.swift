import Foundation
import Ingest

extension Switchboard {
  private static let formats = [
    "hq": "asterisk-csv", "branch": "asterisk-custom", "warehouse": "freeswitch-csv",
  ]

  /// Takes what arrives, in this order.
  func take(_ arrivals: [ShuffledOffice.Arrival], of office: ShuffledOffice) async throws {
    let profiles = OfficeSite.profiles(of: office.configuration)
    var options = IngestOptions.withoutWaiting
    options.badShare = 1
    for (index, arrival) in arrivals.enumerated() {
      switch arrival {
      case .rows(let files):
        let folder = spool.path("crm\(index)")
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
        for (name, bytes) in files {
          try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
        }
        try await OfficeSite.importCRM(folder, store)
        try FileManager.default.removeItem(atPath: folder)
      case .records(let bytes, let exchange):
        let path = try spool.write(bytes, to: "records\(index).csv")
        for profile in profiles where profile.name == exchange {
          // Of a single record more than one format may be true.
          try await take(
            path, by: profile.with(format: Self.formats[exchange]), options: options)
        }
      }
    }
  }
}
