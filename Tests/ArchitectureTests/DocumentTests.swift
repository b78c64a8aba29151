import Foundation
import Testing

@Suite("Documents hold together")
struct DocumentTests {
  @Test("a link from one document to another leads to a file that is there")
  func links() throws {
    for document in try Repository.files(suffixes: [".md"]) {
      let folder = Repository.root.appending(path: document.path).deletingLastPathComponent()
      for match in document.text.matches(of: /\]\(([^)#:\s]+)(#[^)]*)?\)/) {
        let target = folder.appending(path: String(match.1)).standardizedFileURL
        #expect(
          FileManager.default.fileExists(atPath: target.path),
          "\(document) links to \(match.1), which does not exist")
      }
    }
  }

  @Test("every decision has a number of its own, and says what was decided")
  func decisions() throws {
    let pages = try Repository.files(below: "docs/decisions", suffixes: [".md"])
    let numbers = pages.compactMap { Int($0.stem.prefix(4)) }
    #expect(numbers.count == pages.count, "a page has no number")
    #expect(Set(numbers).count == numbers.count, "two pages share a number")
    for page in pages {
      #expect(page.text.contains(/^# \S/), "\(page) has no title")
      #expect(page.text.contains("\n## Decision\n"), "\(page) doesn't say what was decided")
    }
  }

  @Test("make help names every target of the Makefile")
  func makefile() throws {
    let makefile = try #require(try Repository.files(suffixes: ["Makefile"]).first)
    let targets = makefile.text.matches(of: /(?m)^\.PHONY: (\w+)$/).map { String($0.1) }
    #expect(targets.count > 10)
    // `swift` is only a check that others lean on.
    for target in targets where target != "swift" {
      #expect(
        makefile.text.contains(try Regex("(?m)^\(target):[^#\n]*## ")), "\(target) has no help")
    }
  }
}
