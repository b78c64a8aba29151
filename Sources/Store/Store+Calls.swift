package import CallModel
import Postgres

/// Which calls are asked for; nil asks nothing.
package struct CallQuery: Sendable, Hashable {
  package var since: Instant?
  package var until: Instant?
  /// The CRM's ids.
  package var deal: String?
  package var manager: String?
  package var stage: String?
  package var method: String?
  package var onlyAmbiguous = false
  package var limit: Int32 = 50

  package init() {}
}

extension Store {
  /// Calls, newest first.
  package func calls(_ query: CallQuery) throws(StoreError) -> Listing {
    try listing(
      "call_list($1, $2, $3, $4, $5, $6, $7, $8)",
      [
        query.since.map { PostgresTimestamp($0) }, query.until.map { PostgresTimestamp($0) },
        query.deal, query.manager, query.stage, query.method, query.onlyAmbiguous, query.limit,
      ],
      to: "list calls")
  }

  /// A call with its legs and candidates, as JSON; nil when there is none with the number.
  package func callJSON(_ call: Int64) throws(StoreError) -> String? {
    try asking(to: "read call \(call)") { connection throws(PostgresError) in
      try connection.query("select call_json($1)::text as json", [call])
        .first?.optionalString("json")
    }
  }

  /// A call with all that explains it, as JSON; nil when there is none with the number.
  package func callExplanation(_ call: Int64) throws(StoreError) -> String? {
    try asking(to: "explain call \(call)") { connection throws(PostgresError) in
      try connection.query("select call_explanation($1)::text as json", [call])
        .first?.optionalString("json")
    }
  }

  /// The call's main facts; no row when there is none with the number.
  package func call(_ call: Int64) throws(StoreError) -> Listing {
    try listing("(select * from call_row where call_id = $1)", [call], to: "read call \(call)")
  }

  package func legs(of call: Int64) throws(StoreError) -> Listing {
    try listing("leg_list($1)", [call], to: "read the legs of call \(call)")
  }

  /// The deals that the call could have belonged to, and why each was taken or not.
  package func candidates(of call: Int64) throws(StoreError) -> Listing {
    try listing("call_candidate_list($1)", [call], to: "explain call \(call)")
  }

  /// Who of ours spoke with the client, in the order of their first words.
  package func speakers(of call: Int64) throws(StoreError) -> Listing {
    try listing("call_speaker_list($1)", [call], to: "read who spoke in call \(call)")
  }

  /// Every piece of evidence that ever rested on the call.
  package func evidence(of call: Int64) throws(StoreError) -> Listing {
    try listing("call_evidence_list($1)", [call], to: "read the evidence of call \(call)")
  }

  /// A supervisor says which deal a call belongs to; `deal` nil takes it back.
  ///
  /// - Throws: `notFound` when there is no such call or deal.
  package func assign(
    call: Int64, deal: String?, by who: String, why: String
  ) throws(StoreError) {
    let isKnown = try transaction(to: "assign call \(call)") { connection throws(PostgresError) in
      try connection.query(
        "select assign_call($1, $2, $3, $4) as known", [call, deal, who, why]
      ).first?.bool("known") ?? false
    }
    guard isKnown else {
      throw StoreError(
        .notFound, operation: "assign call \(call)",
        message: "There is no call of this number, or no deal \(deal ?? ""). "
          + "'tollgate calls' lists the calls.")
    }
  }

  /// Faults of the conservation law, and of links and evidence against a recomputation.
  package func faults() throws(StoreError) -> Listing {
    try listing("verification_fault()", to: "verify")
  }
}
