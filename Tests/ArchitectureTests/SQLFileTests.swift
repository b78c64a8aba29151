import Testing

@Suite("SQL files keep the house's order")
struct SQLFileTests {
  /// One SQL file.
  struct File: CustomStringConvertible {
    let source: SourceFile
    let text: SQLText
    var description: String { source.path }
  }

  @Test("functions and views stand one a file, which is named after its object")
  func oneObject() throws {
    for file in try Self.files(below: ["sql/functions", "sql/views"]) {
      #expect(file.text.objects.map(\.name) == [file.source.stem], "\(file)")
      #expect(file.source.path.split(separator: "/").count == 4, "\(file) is in no area's folder")
      #expect(
        file.text.objects.first?.kind
          == (file.source.path.hasPrefix("sql/views/") ? "view" : "function"),
        "\(file) is in the wrong folder")
    }
  }

  @Test("a function says its purpose, its volatility and, if it touches tables, which")
  func functionHeads() throws {
    let tables = Set(
      try Self.files(below: ["sql/migrations"])
        .flatMap { $0.text.code.matches(of: /create\s+table\s+(\w+)/).map { String($0.1) } })
    for file in try Self.files(below: ["sql/functions"]) {
      #expect(file.text.header.contains("Purpose:"), "\(file) has no head")
      #expect(
        file.text.outline.contains(/\b(immutable|stable|volatile)\b/), "\(file) has no volatility")
      let touched = file.text.code.matches(of: /\b(?:from|join|into|update)\s+(\w+)/)
        .map { String($0.1) }
      #expect(
        tables.isDisjoint(with: touched) || file.text.header.contains(/(Reads|[Ww]rites):/),
        "\(file) doesn't say what it reads and writes")
    }
  }

  @Test("every constraint has a name of its own")
  func constraintNames() throws {
    let constraint = /\b(primary key|references|unique|check|exclude)\b/
    // `create unique index`, `constraint NAME` itself, or a foreign key over several columns.
    let isNamed = /(create|constraint\s+\w+|constraint\s+\w+\s+foreign\s+key\s*\([^)]*\))\s*$/
    for file in try Self.files(below: ["sql/migrations", "sql/bootstrap"]) {
      for match in file.text.outline.matches(of: constraint) {
        let before = file.text.outline[..<match.range.lowerBound].suffix(200)
        let item = file.text.outline[match.range.lowerBound...].prefix(60)
        #expect(before.contains(isNamed), "\(file): a constraint without a name: \(item)")
      }
    }
  }

  @Test("every index has a name, and says above itself which query it serves")
  func indexes() throws {
    for file in try Self.files(below: ["sql/migrations"]) {
      #expect(
        !file.text.outline.contains(/create\s+(unique\s+)?index\s+on\b/),
        "\(file): an index without a name")
      let lines = file.source.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (above, line) in zip(lines, lines.dropFirst())
      where line.contains(/^create (unique )?index/) {
        #expect(above.hasPrefix("--"), "\(file): which query does this serve? \(line)")
      }
    }
  }

  @Test("SQL is lower case, needs no extension, and names no schema")
  func style() throws {
    for file in try Self.files(below: ["sql"]) {
      #expect(
        !file.text.code.contains(/\b(SELECT|INSERT|UPDATE|DELETE|CREATE|FROM|WHERE|JOIN)\b/),
        "\(file) shouts")
      #expect(!file.text.code.contains(/\b(tollgate|public)\.\w/), "\(file) names a schema")
      #expect(!file.text.code.contains(/create\s+extension/), "\(file) needs an extension")
    }
  }

  @Test("migrations are numbered from 1 without a gap")
  func migrationNumbers() throws {
    let names = try Self.files(below: ["sql/migrations"]).map(\.source.stem)
    for (index, name) in names.enumerated() {
      #expect(Int(name.prefix(4)) == index + 1 && name.dropFirst(4).hasPrefix("_"), "\(name)")
    }
    #expect(!names.isEmpty)
  }

  private static func files(below folders: [String]) throws -> [File] {
    try folders.flatMap { try Repository.files(below: $0, suffixes: [".sql"]) }
      .map { File(source: $0, text: SQLText($0.text)) }
  }
}
