import CallModel
import Postgres

extension Store {
  /// What waits for a person's word.
  ///
  /// - Parameters:
  ///   - deal: the CRM's id; nil for all, those of which the deal is not clear among them.
  ///   - includingDecided: whether to give what was decided or withdrawn too.
  /// - Returns: a row for each.
  /// - Throws: `notFound` for a deal that is not known.
  package func suggestions(
    ofDeal deal: String?, includingDecided: Bool
  ) throws(StoreError) -> Listing {
    do throws(StoreError) {
      return try listing(
        "suggestion_list($1, $2)", [deal, includingDecided], to: "list the suggestions")
    } catch {
      throw error.asRaised
    }
  }

  /// Makes a suggestion evidence, or uncertain evidence certain.
  ///
  /// - Parameters:
  ///   - id: number of either.
  ///   - deal: the CRM's id; nil for the deal that it is of.
  ///   - who: who says so.
  ///   - why: why.
  /// - Returns: the certain piece; not new when it was confirmed before.
  /// - Throws: `notFound` for a number or deal that is not known, `invalid` without a reason, when
  ///   it is not clear which deal, and when it was dismissed or revoked.
  package func confirmEvidence(
    _ id: Int64, deal: String?, by who: String, why: String
  ) throws(StoreError) -> (id: Int64, isNew: Bool) {
    do throws(StoreError) {
      return try transaction(to: "confirm \(id)") { connection throws(PostgresError) in
        let row = try connection.query(
          "select * from evidence_confirm($1, $2, $3, $4)", [id, deal, who, why]
        ).first
        return (try row?.int64("evidence_id") ?? 0, try row?.bool("is_new") ?? false)
      }
    } catch {
      throw error.asRaised
    }
  }
}
