/// Rows of the CRM's export, by file: what a scenario says in a few words.
struct CRMScript: Sendable {
  private var rows: [(file: String, row: [String: String])] = []

  var isEmpty: Bool { rows.isEmpty }

  mutating func add(_ file: String, _ row: [String: String?]) {
    rows.append((file, row.compactMapValues { $0 }))
  }

  /// The files with their text; a column that no row uses is left out, but for those that the
  /// program insists on.
  var files: [String: String] {
    Dictionary(grouping: rows, by: \.file).mapValues { group in
      let name = group.first?.file ?? ""
      let columns = (Self.columns[name] ?? []).filter { column in
        ["name", "title"].contains(column) || group.contains { $0.row[column] != nil }
      }
      let lines = group.map { entry in
        columns.map { Self.field(entry.row[$0] ?? "") }.joined(separator: ",")
      }
      return ([columns.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
    }
  }

  private static func field(_ text: String) -> String {
    text.contains { ",\"\n".contains($0) } ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }

  private static let columns: [String: [String]] = [
    "managers": ["manager", "name"],
    "manager_extensions": ["manager", "extension", "pbx", "from", "to"],
    "companies": ["company", "name"], "company_phones": ["company", "phone"],
    "contacts": ["contact", "name", "company"],
    "contact_phones": ["contact", "phone", "from", "to"],
    "stages": ["pipeline", "stage", "position", "name", "kind"],
    "deals": [
      "deal", "title", "pipeline", "owner", "company", "created_at", "closed_at", "outcome",
      "amount",
    ],
    "deal_owners": ["deal", "owner", "from"], "deal_contacts": ["deal", "contact"],
    "stage_history": ["deal", "stage", "entered_at", "pipeline"],
    "merges": ["kind", "merged", "into", "at"],
    "tasks": [
      "task", "deal", "kind", "created_at", "due_at", "done_at", "cancelled_at", "owner", "contact",
      "place", "starts_at", "notes",
    ],
  ]

  /// What every scenario begins with: two pipelines, and managers m1 to m3 at 101 to 103.
  static func beginning(withManagers: Bool) -> CRMScript {
    var script = CRMScript()
    for (pipeline, stages) in [
      ("sales", ["new", "talk", "offer", "won", "lost"]),
      ("service", ["request", "talk", "done", "refused"]),
    ] {
      for (index, stage) in stages.enumerated() {
        let fromEnd = stages.count - index
        script.add(
          "stages",
          [
            "pipeline": pipeline, "stage": stage, "position": "\(index + 1)", "name": stage,
            "kind": fromEnd == 1 ? "lost" : fromEnd == 2 ? "won" : "open",
          ])
      }
    }
    for number in 1...3 where withManagers {
      script.add("managers", ["manager": "m\(number)", "name": "Manager \(number)"])
      script.add("manager_extensions", ["manager": "m\(number)", "extension": "10\(number)"])
    }
    return script
  }
}
