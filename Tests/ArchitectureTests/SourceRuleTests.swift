import Testing

@Suite("Rules that every source file keeps")
struct SourceRuleTests {
  @Test("SQL of more than four lines stands in sql/, not in a Swift string")
  func sqlInSwift() throws {
    let statement = /(?m)^\s*(select|insert into|update|delete from)\s/
    for file in try SwiftSources.files(below: "Sources") {
      for literal in file.text.literals {
        let lines = literal.text.split(separator: "\n").count
        #expect(
          lines <= 4 || !literal.text.contains(statement),
          "\(file.source):\(literal.line) holds \(lines) lines of SQL")
      }
    }
  }

  @Test("no statement that reads or writes rows is put together by interpolation")
  func interpolatedSQL() throws {
    // Lower case, as SQL is written here; an English sentence begins with a capital.
    let statement = /^\s*(select|insert into|update|delete from|with|merge into)\s/
    // Puts a call of a function, text of our own code, into one constant statement.
    let exempt = "Sources/Store/Listing.swift"
    for file in try SwiftSources.files(below: "Sources") where file.source.path != exempt {
      for literal in file.text.literals where literal.hasInterpolation {
        #expect(
          !literal.text.contains(statement),
          "\(file.source):\(literal.line): values go to the server as parameters")
      }
    }
  }

  @Test("nothing is forced: neither try! nor as!")
  func forced() throws {
    for file in try SwiftSources.files() {
      for line in file.text.codeLines where line.text.contains(/\b(try|as)!/) {
        Issue.record("\(file.source):\(line.number) forces: \(line.text)")
      }
    }
  }

  @Test("no file names a folder of somebody's own machine")
  func paths() throws {
    // Taken apart, so that this file does not hold what it looks for.
    let folders = [["/ho", "me/"], ["/Us", "ers/"], ["/wo", "rk/"], ["/ro", "ot/"]]
      .map { $0.joined() }
    for file in try Repository.files() {
      for folder in folders where file.text.contains(folder) {
        Issue.record("\(file) holds \(folder)")
      }
    }
  }

  @Test("no placeholder is left in a folder that holds real files")
  func placeholders() throws {
    let files = try SwiftSources.files()
    for file in files where file.source.stem == "Placeholder" {
      let folder = file.source.path.split(separator: "/").dropLast().joined(separator: "/")
      let others = files.filter {
        $0.source.path.hasPrefix(folder + "/") && $0.source.stem != "Placeholder"
      }
      #expect(others.isEmpty, "\(file.source) can go")
    }
  }
}
