import Yams

extension CRMScript {
  /// Reads the CRM's part of a step.
  mutating func read(_ fields: Fields) throws {
    for (id, node) in try fields.pairs("managers") { try manager(id, node) }
    for (id, node) in try fields.pairs("companies") {
      add("companies", ["company": id, "name": id])
      for phone in try Self.items(node) {
        add("company_phones", ["company": id, "phone": try Fields.text(phone, id)])
      }
    }
    for (id, node) in try fields.pairs("contacts") { try contact(id, node) }
    for (id, node) in try fields.pairs("phones") { try phones(of: id, node) }
    for (id, node) in try fields.pairs("deals") { try deal(id, node) }
    for (id, node) in try fields.pairs("history") { try history(of: id, Self.items(node)) }
    for (id, node) in try fields.pairs("deal_contacts") {
      for contact in try Self.items(node) {
        add("deal_contacts", ["deal": id, "contact": try Fields.text(contact, id)])
      }
    }
    for (id, node) in try fields.pairs("owners") { try owners(of: id, Self.items(node)) }
    for (id, node) in try fields.pairs("tasks") { try task(id, node) }
    for text in try fields.texts("merges") { try merge(text) }
  }

  private static func items(_ node: Node) throws -> [Node] {
    node.sequence.map(Array.init) ?? [node]
  }

  private static func time(_ fields: Fields, _ key: String) throws -> String? {
    try fields.text(key).map { try Moment($0).iso }
  }

  /// `m1: [101, {extension: 201, pbx: branch, from: tue 00:00}]`
  private mutating func manager(_ id: String, _ node: Node) throws {
    add("managers", ["manager": id, "name": "Manager \(id)"])
    for item in try Self.items(node) {
      guard item.mapping != nil else {
        add("manager_extensions", ["manager": id, "extension": try Fields.text(item, id)])
        continue
      }
      let fields = try Fields(item, id)
      add(
        "manager_extensions",
        [
          "manager": id, "extension": try fields.required("extension"),
          "pbx": try fields.text("pbx"), "from": try Self.time(fields, "from"),
          "to": try Self.time(fields, "to"),
        ])
      try fields.finish()
    }
  }

  /// `c1: +79160000001` or `c1: {phones: […], company: f1}`
  private mutating func contact(_ id: String, _ node: Node) throws {
    guard node.mapping != nil else {
      add("contacts", ["contact": id, "name": id])
      return try phones(of: id, node)
    }
    let fields = try Fields(node, id)
    add("contacts", ["contact": id, "name": id, "company": try fields.text("company")])
    if let node = fields.node("phones") { try phones(of: id, node) }
    try fields.finish()
  }

  private mutating func phones(of contact: String, _ node: Node) throws {
    for item in try Self.items(node) {
      guard item.mapping != nil else {
        add("contact_phones", ["contact": contact, "phone": try Fields.text(item, contact)])
        continue
      }
      let fields = try Fields(item, contact)
      add(
        "contact_phones",
        [
          "contact": contact, "phone": try fields.required("phone"),
          "from": try Self.time(fields, "from"), "to": try Self.time(fields, "to"),
        ])
      try fields.finish()
    }
  }

  private mutating func deal(_ id: String, _ node: Node) throws {
    let fields = try Fields(node, id)
    let stages = try fields.list("stages")
    let entries = try stages.map { try Self.entry(Fields.text($0, id)) }
    let end = entries.last { ["won", "lost", "done", "refused"].contains($0.stage) }
    let isEnd = end != nil && end?.at == entries.last?.at
    let outcome = try fields.text("outcome")
    let good = end.map { ["won", "done"].contains($0.stage) ? "won" : "lost" }
    add(
      "deals",
      [
        "deal": id, "title": id, "pipeline": try fields.text("pipeline") ?? "sales",
        "owner": try fields.text("owner"), "company": try fields.text("company"),
        "amount": try fields.text("amount"),
        "created_at": try Self.time(fields, "created") ?? entries.first?.at.iso
          ?? Moment("mon 09:00").iso,
        "closed_at": try Self.time(fields, "closed") ?? (isEnd ? end?.at.iso : nil),
        "outcome": outcome ?? (isEnd ? good : nil),
      ])
    for contact in try fields.texts("contact") + fields.texts("contacts") {
      add("deal_contacts", ["deal": id, "contact": contact])
    }
    try history(of: id, stages)
    try owners(of: id, fields.list("owners"))
    try fields.finish()
  }

  private static func entry(_ text: String) throws -> (
    stage: String, pipeline: String?, at: Moment
  ) {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { throw ScenarioError(text, "a stage and a moment are wanted") }
    let parts = words[0].split(separator: "/").map(String.init)
    return (parts.last ?? "", parts.count > 1 ? parts[0] : nil, try Moment(words[1]))
  }

  /// `talk mon 10:00`, or `service/talk mon 10:00` where the id is that of two pipelines.
  private mutating func history(of deal: String, _ items: [Node]) throws {
    for item in items {
      let entry = try Self.entry(Fields.text(item, deal))
      add(
        "stage_history",
        [
          "deal": deal, "stage": entry.stage, "entered_at": entry.at.iso,
          "pipeline": entry.pipeline,
        ])
    }
  }

  /// `m1 mon 09:00`: from then on; `nobody tue 10:00`.
  private mutating func owners(of deal: String, _ items: [Node]) throws {
    for item in items {
      let text = try Fields.text(item, deal)
      let words = text.split(separator: " ", maxSplits: 1).map(String.init)
      guard words.count == 2 else { throw ScenarioError(text, "an owner and a moment are wanted") }
      add(
        "deal_owners",
        [
          "deal": deal, "owner": words[0] == "nobody" ? nil : words[0],
          "from": try Moment(words[1]).iso,
        ])
    }
  }

  /// `contact c2 into c1 tue 10:00`
  private mutating func merge(_ text: String) throws {
    let words = text.split(separator: " ", maxSplits: 4).map(String.init)
    guard words.count == 5, words[2] == "into" else { throw ScenarioError(text, "is no merge") }
    add(
      "merges",
      ["kind": words[0], "merged": words[1], "into": words[3], "at": try Moment(words[4]).iso])
  }

  private mutating func task(_ id: String, _ node: Node) throws {
    let fields = try Fields(node, id)
    add(
      "tasks",
      [
        "task": id, "deal": try fields.required("deal"),
        "kind": try fields.text("kind") ?? "meeting",
        "created_at": try Self.time(fields, "created"), "due_at": try Self.time(fields, "due"),
        "done_at": try Self.time(fields, "done"),
        "cancelled_at": try Self.time(fields, "cancelled"), "owner": try fields.text("owner"),
        "contact": try fields.text("contact"), "place": try fields.text("place"),
        "starts_at": try Self.time(fields, "starts"), "notes": try fields.text("notes"),
      ])
    try fields.finish()
  }
}
