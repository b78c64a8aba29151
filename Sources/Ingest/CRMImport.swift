import CRM
import CallModel
import PhoneNumbers
package import Store

/// Import of a CRM's facts from the CSV set.
package enum CRMImport {
  /// Reads a folder and takes what is in it, in one transaction.
  ///
  /// - Parameters:
  ///   - folder: where `contacts.csv` and the others lie; those that are missing stay as they are.
  ///   - store: the database.
  ///   - region: ISO 3166-1 code of the country in whose numbers the CRM writes telephones.
  ///   - isComplete: whether each file holds everything about what it names, so that what it does
  ///     not have any more goes.
  ///   - dryRun: whether only to tell what would happen.
  /// - Returns: what became of the rows.
  /// - Throws: `CRMError` when the folder or a header can't be used, `PhoneNumbersError` for an
  ///   unknown region, `StoreError` when the database fails or a file can't be read on. In every
  ///   case nothing was taken.
  package static func run(
    folder: String, store: Store, region: String, isComplete: Bool = false, dryRun: Bool
  ) async throws -> CRMImportSummary {
    let source = try CRMFolder(path: folder)
    let warnings = source.warnings
    let numbers = try NumberNormalizer(region: region)
    var summary = try await store.importCRM(source, isComplete: isComplete, dryRun: dryRun) {
      raw in
      numbers.normalize(raw).phoneNumber?.e164
    }
    summary.warnings = warnings + summary.warnings
    return summary
  }
}
