import CallModel
import Foundation
import Testing

@testable import CRM

/// A folder of its own with these files; it goes with the process's temporary files.
private func folder(_ files: [String: String]) throws -> String {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  for (name, text) in files {
    try Data(text.utf8).write(to: url.appendingPathComponent(name))
  }
  return url.path
}

@Suite struct CRMFolderTests {
  @Test("files are read in the order in which they lean on each other")
  func order() throws {
    let path = try folder([
      "tasks.csv": "task,deal,kind,created_at\n", "contacts.csv": "contact,name\n",
      "companies.csv": "company,name\n",
    ])
    defer { try? FileManager.default.removeItem(atPath: path) }
    let set = try CRMFolder(path: path)
    #expect(set.readers.map(\.file) == [.companies, .contacts, .tasks])
    #expect(set.warnings.isEmpty)
  }

  @Test("a file of another name is a warning that guesses what was meant")
  func unknown() throws {
    let path = try folder([
      "contacts.csv": "contact,name\n", "Deal-Contacts.CSV": "", "readme.txt": "", ".hidden": "",
    ])
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(
      try CRMFolder(path: path).warnings == [
        "Deal-Contacts.CSV is no file of the set and was not read. "
          + "Did you mean deal_contacts.csv?",
        "readme.txt is no file of the set and was not read.",
      ])
  }

  @Test("a folder without files of the set, and none at all, are errors")
  func nothing() throws {
    let path = try folder(["readme.txt": ""])
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect { try CRMFolder(path: path) } throws: { ($0 as? CRMError)?.code == .noFiles }
    #expect { try CRMFolder(path: path + "/none") } throws: { ($0 as? CRMError)?.code == .folder }
  }

  @Test("one bad header stops the import before anything is read")
  func badHeader() throws {
    let path = try folder(["contacts.csv": "contact,name\n", "deals.csv": "deal\n"])
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect { try CRMFolder(path: path) } throws: {
      ($0 as? CRMError)?.code == .missingColumn
    }
  }

  @Test("a large file is read to its end")
  func large() throws {
    let text = "contact,name\n" + (0..<50_000).map { "c\($0),Имя \($0)\n" }.joined()
    let path = try folder(["contacts.csv": text])
    defer { try? FileManager.default.removeItem(atPath: path) }
    let reader = try #require(try CRMFolder(path: path).readers.first)
    var count = 0
    while let record = try reader.next() {
      guard case .row(let row) = record else { continue }
      #expect(row.key == "c\(count)")
      count += 1
    }
    #expect(count == 50_000)
  }
}
