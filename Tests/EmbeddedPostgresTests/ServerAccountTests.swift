import EmbeddedPostgres
import Foundation
import Glibc
import Testing

/// These need root, who alone can become another user.
@Suite(.enabled(if: geteuid() == 0)) struct ServerAccountTests {
  @Test("started by root, the server runs as another user, who owns its files")
  func asRoot() async throws {
    try await withScratchFolder { folder in
      let running = try await folder.cluster.start()
      #expect(try await SQL.run("select 1", on: running.uri) == "1")
      let status = try String(contentsOfFile: "/proc/\(running.pid)/status", encoding: .utf8)
      let user = status.split(separator: "\n").first { $0.hasPrefix("Uid:") }?
        .split(separator: "\t").dropFirst().first.flatMap { UInt32($0) }
      let files = try FileManager.default.attributesOfItem(atPath: folder.path + "/cluster")
      #expect(user != 0)
      #expect(files[.ownerAccountID] as? UInt32 == user)
    }
  }

  @Test("started by an ordinary user, the server runs as that user")
  func asOrdinaryUser() async throws {
    await #expect(processExitsWith: .success) {
      guard setgroups(0, nil) == 0, setgid(65534) == 0, setuid(65534) == 0 else { exit(2) }
      try await withScratchFolder { folder in
        let running = try await folder.cluster.start()
        #expect(try await SQL.run("select 1", on: running.uri) == "1")
        let files = try FileManager.default.attributesOfItem(atPath: folder.path + "/cluster")
        #expect(files[.ownerAccountID] as? UInt32 == 65534)
        #expect(running.note == nil)
      }
    }
  }

  @Test("a folder that the server's user can't pass through keeps its mode, and the note tells")
  func closedFolder() async throws {
    try await withScratchFolder { folder in
      let inner = folder.path + "/closed/data"
      try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
      chmod(folder.path + "/closed", 0o700)
      let cluster = EmbeddedCluster(dataFolder: inner, durability: .none)
      let running = try await cluster.start()
      #expect(running.note?.contains("/var/tmp/tollgate-") == true)
      #expect(running.socketFolder.hasPrefix("/var/tmp/tollgate-"))
      #expect(try await SQL.run("select 1", on: running.uri) == "1")
      #expect(try await cluster.status() == .running(running))
      let closed = try FileManager.default.attributesOfItem(atPath: folder.path + "/closed")
      #expect(closed[.posixPermissions] as? Int == 0o700)
      try await cluster.stop()
      let substitute = URL(fileURLWithPath: running.socketFolder).deletingLastPathComponent()
      try FileManager.default.removeItem(at: substitute)
    }
  }

  @Test("another user's cluster is refused with his name")
  func foreignCluster() async throws {
    await #expect(processExitsWith: .success) {
      try await withScratchFolder { folder in
        try await folder.cluster.start()
        try await folder.cluster.stop()
        let path = folder.path
        guard seteuid(65534) == 0 else { exit(2) }
        let error = await #expect(throws: EmbeddedPostgresError.self) {
          try await EmbeddedCluster(dataFolder: path).start()
        }
        seteuid(0)
        #expect(error?.code == .account)
      }
    }
  }
}
