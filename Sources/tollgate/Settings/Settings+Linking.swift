import Yams

extension Settings {
  /// The rules that decide which deal a call belongs to, as `linking: order` names them.
  static let linkRules = [
    "crm_hint", "only_open_deal", "manager_extension", "deal_follows_call", "latest_activity",
  ]

  /// How calls are tied to deals.
  mutating func readLinking(_ top: YAMLMapping) throws {
    let keys = ["order", "shared_number_contacts", "twin_seconds"]
    guard let linking = try top.mapping("linking", known: keys) else { return }
    if let order = try linking.strings("order") {
      try check(order)
      thresholds["link_order"] = order.joined(separator: ",")
    }
    if let contacts = try linking.integer("shared_number_contacts") {
      guard contacts > 1 else {
        throw SettingsError(
          "\(path ?? ""): shared_number_contacts must be 2 or more: one contact shares nothing.")
      }
      thresholds["shared_number_contacts"] = String(contacts)
    }
    if let seconds = try linking.integer("twin_seconds") {
      guard (0...600).contains(seconds) else {
        throw SettingsError("\(path ?? ""): twin_seconds must lie between 0 (off) and 600.")
      }
      thresholds["twin_seconds"] = String(seconds)
    }
  }

  private func check(_ order: [String]) throws {
    let known = Self.linkRules
    guard !order.isEmpty else {
      throw SettingsError(
        "\(path ?? ""): order names no rule. Known: \(known.joined(separator: ", ")).")
    }
    for (index, rule) in order.enumerated() {
      if rule == "manual" {
        throw SettingsError(
          "\(path ?? ""): manual is not written in order: a supervisor's word always goes first.")
      }
      guard known.contains(rule) else {
        let nearest = known.min { rule.distance(to: $0) < rule.distance(to: $1) } ?? ""
        throw SettingsError(
          "\(path ?? ""): order names the rule \"\(rule)\", which does not exist. Did you mean "
            + "\"\(nearest)\"? Known: \(known.joined(separator: ", ")).")
      }
      if order[..<index].contains(rule) {
        throw SettingsError("\(path ?? ""): order names the rule \"\(rule)\" twice.")
      }
    }
  }

  /// `gates: FILE`, or `gates: {file: FILE, enforce: true}`; and `gates_enforced: true`.
  mutating func readGates(_ top: YAMLMapping) throws {
    enforcesGates = try top.boolean("gates_enforced") ?? false
    if top.node("gates")?.mapping == nil {
      gates = try top.string("gates").map { Self.resolve($0, beside: path ?? "") }
    } else if let section = try top.mapping("gates", known: ["file", "enforce"]) {
      gates = try section.string("file").map { Self.resolve($0, beside: path ?? "") }
      enforcesGates = try section.boolean("enforce") ?? enforcesGates
    }
  }
}
