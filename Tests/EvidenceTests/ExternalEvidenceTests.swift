import CallModel
import Evidence
import Store
import Testing

@Suite("Evidence from outside")
struct ExternalEvidenceTests {
  private func payment(_ deal: String = "881", key: String? = nil) -> ExternalEvidence {
    ExternalEvidence(
      deal: deal, kind: "payment_received", at: GateOffice.at(12), recordedBy: "Anna", key: key,
      detail: "bank, order 15")
  }

  @Test("belongs to the stage where the deal was then, or to the one that is named")
  func stage() async throws {
    let store = try await GateOffice.make().store
    _ = try await store.addEvidence(payment())
    var early = payment()
    early.stage = "incoming"
    _ = try await store.addEvidence(early)
    var beforeAll = payment()
    beforeAll.at = GateOffice.at(8)
    _ = try await store.addEvidence(beforeAll)
    let records = try await store.evidence(ofDeal: "881")
    #expect(records.map(\.stage) == [nil, "appointment", "incoming"])
    #expect(records.last?.detail == "bank, order 15")
    #expect(records.last?.recordedBy == "Anna")
    #expect(records.allSatisfy { $0.source == "external" && $0.isCertain })
  }

  @Test("with a key is recorded once, and the key stands for no other fact")
  func key() async throws {
    let store = try await GateOffice.make().store
    let first = try await store.addEvidence(payment(key: "bank:15"))
    #expect(first.isNew && !first.isRevoked)
    let again = try await store.addEvidence(payment(key: "bank:15"))
    #expect(again.id == first.id && !again.isNew && !again.isRevoked)
    let error = await #expect(throws: StoreError.self) {
      try await store.addEvidence(payment("882", key: "bank:15"))
    }
    #expect(error?.code == .invalid)
    #expect(error?.description.contains("already stands for another fact") == true)
  }

  @Test("with a key that stands for another kind or deal is refused, and nothing is recorded")
  func otherFact() async throws {
    let store = try await GateOffice.make().store
    let first = try await store.addEvidence(payment(key: "bank:15"))
    var other = payment(key: "bank:15")
    other.kind = "contract_signed"
    for fact in [other, payment("882", key: "bank:15")] {
      let error = await #expect(throws: StoreError.self) { try await store.addEvidence(fact) }
      #expect(error?.code == .invalid)
      #expect(
        try await store.evidence(ofDeal: fact.deal).map(\.id)
          == (fact.deal == "881" ? [first.id] : []))
    }
    // Another time of the same fact is the same fact: the first one stands.
    var later = payment(key: "bank:15")
    later.at = GateOffice.at(13)
    #expect(try await store.addEvidence(later).id == first.id)
    #expect(try await store.evidence(ofDeal: "881").map(\.at) == [GateOffice.at(12)])
  }

  @Test("is revoked once, with who and why, and stays in the list of all")
  func revoke() async throws {
    let store = try await GateOffice.make().store
    let id = try await store.addEvidence(payment(key: "bank:15")).id
    #expect(try await store.revokeEvidence(id, by: "Boris", why: "sent back"))
    #expect(try await !store.revokeEvidence(id, by: "Clara", why: "again"))
    #expect(try await store.evidence(ofDeal: "881").isEmpty)
    let all = try await store.evidence(ofDeal: "881", includingRevoked: true)
    #expect(all.first?.revocation?.by == "Boris")
    #expect(all.first?.revocation?.why == "sent back")
    #expect(try await store.addEvidence(payment(key: "bank:15")).isRevoked)
  }

  @Test("is refused with a sentence when it makes no sense")
  func refused() async throws {
    let store = try await GateOffice.make().store
    var odd = payment()
    odd.kind = "Payment!"
    var never = payment()
    never.stage = "paid"
    for (fact, code, words) in [
      (payment("999"), StoreError.Code.notFound, "There is no deal 999"),
      (odd, .invalid, "is no evidence kind"), (never, .notFound, "had not been in stage paid"),
    ] {
      let error = await #expect(throws: StoreError.self) { try await store.addEvidence(fact) }
      #expect(error?.code == code)
      #expect(error?.description.contains(words) == true)
    }
    let unknown = await #expect(throws: StoreError.self) {
      try await store.revokeEvidence(5, by: "Anna", why: "x")
    }
    #expect(unknown?.code == .notFound)
  }
}
