import EmbeddedPostgres
import Foundation
import Glibc
import Testing

@Suite struct EmbeddedClusterTests {
  @Test("a new cluster is created, started, shared, stopped and started again with its data")
  func life() async throws {
    try await withScratchFolder { folder in
      #expect(try await folder.cluster.status() == .notCreated)
      let first = try await folder.cluster.start()
      #expect(first.note == nil)
      #expect(try await SQL.run("select current_database()", on: first.uri) == "tollgate")
      try await SQL.run("create table kept (a int); insert into kept values (7)", on: first.uri)
      #expect(try await folder.cluster.start() == first)
      #expect(try await folder.cluster.status() == .running(first))
      try await folder.cluster.stop()
      try await folder.cluster.stop()
      #expect(try await folder.cluster.status() == .stopped)
      let second = try await folder.cluster.start()
      #expect(second.pid != first.pid)
      #expect(try await SQL.run("select a from kept", on: second.uri) == "7")
    }
  }

  @Test("the cluster is UTF-8, knows Cyrillic letters, checks its pages and opens no port")
  func setUp() async throws {
    try await withScratchFolder { folder in
      let running = try await folder.cluster.start()
      let sql = """
        select lower('ЁЖ') || ('Ж' ~* 'ж') || current_setting('server_encoding')
          || current_setting('data_checksums') || current_setting('listen_addresses')
          || current_setting('TimeZone')
        """
      #expect(try await SQL.run(sql, on: running.uri) == "ёжtrueUTF8onUTC")
      #expect(try await SQL.run("select version()", on: running.uri).contains(running.version))
      let attributes = try FileManager.default.attributesOfItem(atPath: running.socketFolder)
      #expect(attributes[.posixPermissions] as? Int == 0o700)
    }
  }

  @Test("two starters at once get the same server")
  func concurrentStarters() async throws {
    try await withScratchFolder { folder in
      async let first = folder.cluster.start()
      async let second = folder.cluster.start()
      async let third = folder.cluster.start()
      let all = try await [first, second, third]
      #expect(Set(all).count == 1)
    }
  }

  @Test("after kill -9 of the server, under load, the next start recovers what was committed")
  func killed() async throws {
    try await withScratchFolder { folder in
      let first = try await folder.cluster.start()
      try await SQL.run("create table kept (a int); insert into kept values (7)", on: first.uri)
      // A session that is busy when its postmaster dies lives on for a moment.
      let busy = Task.detached { try? await SQL.run("select pg_sleep(1)", on: first.uri) }
      try await Task.sleep(for: .milliseconds(200))
      kill(first.pid, SIGKILL)
      let second = try await folder.cluster.start()
      #expect(second.pid != first.pid)
      #expect(try await SQL.run("select a from kept", on: second.uri) == "7")
      _ = await busy.value
    }
  }

  @Test(
    "a stale file that names a living process of another kind, as after a reboot, is no obstacle")
  func staleFile() async throws {
    try await withScratchFolder { folder in
      let first = try await folder.cluster.start()
      let file = first.socketFolder.replacing("/socket", with: "/cluster/postmaster.pid")
      let text = try String(contentsOfFile: file, encoding: .utf8)
      try await folder.cluster.stop()
      try text.replacing("\(first.pid)\n", with: "\(getpid())\n", maxReplacements: 1)
        .write(toFile: file, atomically: true, encoding: .utf8)
      #expect(try await folder.cluster.status() == .stopped)
      let second = try await folder.cluster.start()
      #expect(try await SQL.run("select 1", on: second.uri) == "1")
    }
  }

  @Test("a cluster of another major version is refused and left as it is")
  func otherMajor() async throws {
    try await withScratchFolder { folder in
      let running = try await folder.cluster.start()
      try await SQL.run("create table kept (a int)", on: running.uri)
      try await folder.cluster.stop()
      let file = folder.path + "/cluster/PG_VERSION"
      let version = try String(contentsOfFile: file, encoding: .utf8)
      try "9.6\n".write(toFile: file, atomically: true, encoding: .utf8)
      let error = await #expect(throws: EmbeddedPostgresError.self) {
        try await folder.cluster.start()
      }
      #expect(error?.code == .otherMajorVersion)
      #expect(error?.message.contains("postgresql-9.6") == true)
      try version.write(toFile: file, atomically: true, encoding: .utf8)
      let again = try await folder.cluster.start()
      #expect(try await SQL.run("select count(*) from kept", on: again.uri) == "0")
    }
  }

  @Test("missing programs are told with what to install")
  func missingBinaries() async throws {
    try await withScratchFolder { folder in
      let cluster = EmbeddedCluster(dataFolder: folder.path, binaries: "/nonexistent")
      let error = await #expect(throws: EmbeddedPostgresError.self) { try await cluster.start() }
      #expect(error?.code == .binariesMissing)
      #expect(error?.message.contains("apt-get install postgresql-15") == true)
    }
  }

  @Test("a folder named `cluster` that is none is not touched")
  func foreignFolder() async throws {
    try await withScratchFolder { folder in
      let file = folder.path + "/cluster/precious.txt"
      try FileManager.default.createDirectory(
        atPath: folder.path + "/cluster", withIntermediateDirectories: false,
        attributes: [.posixPermissions: 0o755])
      try "kept".write(toFile: file, atomically: true, encoding: .utf8)
      let error = await #expect(throws: EmbeddedPostgresError.self) {
        try await folder.cluster.start()
      }
      #expect(error?.code == .creationFailed)
      #expect(try String(contentsOfFile: file, encoding: .utf8) == "kept")
    }
  }

  @Test("what a killed creation left is cleared away")
  func unfinished() async throws {
    try await withScratchFolder { folder in
      try await folder.cluster.start()
      try await folder.cluster.stop()
      try FileManager.default.moveItem(
        atPath: folder.path + "/cluster", toPath: folder.path + "/cluster.unfinished")
      let running = try await folder.cluster.start()
      #expect(try await SQL.run("select 1", on: running.uri) == "1")
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/cluster.unfinished"))
    }
  }

  @Test("a folder with quotes, spaces, dollars and Cyrillic letters in its name is as good as any")
  func oddName() async throws {
    try await withScratchFolder(suffix: " O'Нил \"$HOME\" `x` @%") { folder in
      let running = try await folder.cluster.start()
      #expect(try await SQL.run("select 1", on: running.uri) == "1")
    }
  }

  @Test(
    "a path too long for a socket's address, or with a comma in it, gets its socket elsewhere",
    arguments: [String(repeating: "x", count: 120), "a,b"])
  func unfitPath(suffix: String) async throws {
    try await withScratchFolder(suffix: suffix) { folder in
      let running = try await folder.cluster.start()
      #expect(!running.socketFolder.hasPrefix(folder.path))
      #expect(try await SQL.run("select 1", on: running.uri) == "1")
      try await folder.cluster.stop()
      let substitute = URL(fileURLWithPath: running.socketFolder).deletingLastPathComponent()
      try FileManager.default.removeItem(at: substitute)
    }
  }

  @Test("the server holds none of our files open and lives in a session of its own")
  func detached() async throws {
    try await withScratchFolder { folder in
      let pipe = Pipe()
      defer { try? pipe.fileHandleForReading.close() }
      let running = try await folder.cluster.start()
      let mine = try FileManager.default.destinationOfSymbolicLink(
        atPath: "/proc/self/fd/\(pipe.fileHandleForWriting.fileDescriptor)")
      let descriptors = "/proc/\(running.pid)/fd"
      let targets = try FileManager.default.contentsOfDirectory(atPath: descriptors).map {
        try FileManager.default.destinationOfSymbolicLink(atPath: "\(descriptors)/\($0)")
      }
      #expect(!targets.isEmpty)
      #expect(!targets.contains(mine))
      #expect(!targets.contains { $0.hasSuffix("cluster.lock") })
      #expect(getsid(running.pid) != getsid(0))
    }
  }
}
