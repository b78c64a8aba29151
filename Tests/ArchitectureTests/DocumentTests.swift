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

  @Test("every decision has its number, a status and the four parts of the template")
  func decisions() throws {
    let pages = try Repository.files(below: "docs/decisions", suffixes: [".md"])
    for (number, page) in pages.enumerated() {
      #expect(Int(page.stem.prefix(4)) == number, "\(page) is out of line")
      #expect(page.text.contains(/\nStatus: (accepted|replaced by )/), "\(page) has no status")
      for part in ["Question", "Decision", "Why not otherwise", "What follows"] {
        #expect(page.text.contains("\n## \(part)\n"), "\(page) lacks \"\(part)\"")
      }
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
