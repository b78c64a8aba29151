import Testing

@Suite("Package.swift and the module map agree")
struct ManifestTests {
  @Test("a target depends on nothing that the module map does not allow it")
  func dependencies() throws {
    for target in try Manifest().targets {
      let allowed = try #require(
        ModuleTable.allowance(of: target.name), "the module table does not know \(target.name)")
      let extra = target.dependencies.subtracting(allowed.ours.union(allowed.outside))
      #expect(extra.isEmpty, "\(target.name) depends on \(extra.sorted())")
    }
  }

  @Test("what the module map allows of our own is what Package.swift gives")
  func table() throws {
    let targets = try Manifest().targets.filter { !$0.isTest && $0.name != "TestSupport" }
    let named = Set(targets.map(\.name)).union(["Clibpq"])
    #expect(named == Set(ModuleTable.sources.keys))
    for target in targets {
      let ours = ModuleTable.sources[target.name]?.ours ?? []
      #expect(
        ours == target.dependencies.intersection(named),
        "\(target.name): the module table is out of date")
    }
  }

  @Test("the list of architecture.md holds every target of the program")
  func document() throws {
    let document = try #require(
      try Repository.files(below: "docs", suffixes: ["architecture.md"]).first)
    for name in ModuleTable.sources.keys {
      #expect(document.text.contains("`\(name)`"), "docs/architecture.md does not name \(name)")
    }
  }
}
