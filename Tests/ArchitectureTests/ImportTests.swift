import Testing

@Suite("Imports point one way")
struct ImportTests {
  /// One `import` declaration.
  struct Import {
    let file: SourceFile
    let line: Int
    let module: String
  }

  @Test("every module imports only what the module map allows it")
  func imports() throws {
    var found = 0
    for item in try Self.imports() {
      found += 1
      let target = try #require(
        ModuleTable.target(of: item.file.path), "\(item.file) is part of no target")
      let allowed = try #require(
        ModuleTable.allowance(of: target), "the module table does not know \(target)")
      let modules = allowed.ours.union(allowed.outside).union(ModuleTable.platform)
      #expect(
        modules.contains(item.module),
        "\(item.file):\(item.line) imports \(item.module), which \(target) may not use")
    }
    #expect(found > 50, "hardly any import was found: the scan itself must be broken")
  }

  @Test("only Store speaks to the database, beside the command line's set-up and tests")
  func database() throws {
    let users = try Self.imports().filter { $0.module == "Postgres" }
      .compactMap { ModuleTable.target(of: $0.file.path) }
      .filter { ModuleTable.sources[$0] != nil }
    #expect(Set(users).isSubset(of: ["Store", "tollgate"]))
  }

  @Test("no circle of modules is allowed by the table")
  func circles() {
    for start in ModuleTable.sources.keys {
      var reached: Set<String> = []
      var waiting = ModuleTable.sources[start]?.ours ?? []
      while let next = waiting.popFirst() {
        reached.insert(next)
        waiting.formUnion((ModuleTable.sources[next]?.ours ?? []).subtracting(reached))
      }
      #expect(!reached.contains(start), "\(start) reaches itself")
    }
  }

  /// Every import of every Swift file but Package.swift.
  private static func imports() throws -> [Import] {
    try SwiftSources.files().flatMap { file in
      file.text.codeLines.compactMap { line in
        module(importedBy: line.text)
          .map { Import(file: file.source, line: line.number, module: $0) }
      }
    }
  }

  /// The module that a line of code imports, the kind (`import struct A.B`) and submodules left
  /// out; nil when it imports none.
  private static func module(importedBy line: Substring) -> String? {
    // Most lines import nothing, and a search costs less than a match.
    guard line.contains("import ") else { return nil }
    let pattern =
      /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:[a-z]+\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/
    return line.firstMatch(of: pattern).map { String($0.1) }
  }
}
