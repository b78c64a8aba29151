import Foundation
import Glibc

/// The program `tollgate` as it was built beside these tests, run as a user or cron runs it:
/// standard output and standard error are files, never a terminal.
enum Program {
  /// The binary in the folder where SwiftPM put this test's own.
  static let path: String = {
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = own.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path } ?? "."
    let path = folder + "/tollgate"
    precondition(
      FileManager.default.isExecutableFile(atPath: path),
      "There is no program \(path). Build it first: swift build --product tollgate")
    return path
  }()

  /// So many programs run at once: each has a session on the server and wants a core.
  private static let turnstile = Turnstile(places: ProcessInfo.processInfo.activeProcessorCount + 1)

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - arguments: what is written behind its name.
  ///   - environment: added to the few variables that it is given; nothing is inherited that
  ///     would lead it to another database.
  ///   - folder: where it works; nil for an empty one.
  ///   - input: standard input; nil for none.
  /// - Returns: how it ended and what it wrote.
  /// - Throws: when it can't be started.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], in folder: ScratchFolder? = nil,
    input: String? = nil
  ) async throws -> Outcome {
    await turnstile.enter()
    do {
      let program = try start(arguments, environment: environment, in: folder, input: input)
      let outcome = try await program.outcome()
      await turnstile.leave()
      return outcome
    } catch {
      await turnstile.leave()
      throw error
    }
  }

  /// Starts the program and leaves it running.
  static func start(
    _ arguments: [String], environment: [String: String] = [:],
    in workingFolder: ScratchFolder? = nil, input: String? = nil
  ) throws -> RunningProgram {
    let folder = try ScratchFolder.make()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let workingFolder = try workingFolder ?? ScratchFolder.make()
    process.currentDirectoryURL = URL(fileURLWithPath: workingFolder.path)
    process.environment = defaults(folder).merging(environment) { $1 }
    let input = try folder.write(input ?? "", to: "input")
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: input))
    for name in ["output", "errors"] { try folder.write("", to: name) }
    process.standardOutput = FileHandle(forWritingAtPath: folder.path + "/output")
    process.standardError = FileHandle(forWritingAtPath: folder.path + "/errors")
    return try RunningProgram(process, folder: folder)
  }

  private static func defaults(_ folder: ScratchFolder) -> [String: String] {
    let own = ProcessInfo.processInfo.environment
    var values = [
      "HOME": folder.path, "USER": "tester", "TMPDIR": folder.path, "LC_ALL": "C.UTF-8",
    ]
    for name in ["PATH", "LD_LIBRARY_PATH", "TOLLGATE_PG_BIN"] { values[name] = own[name] }
    return values
  }
}

/// What a run of the program left.
struct Outcome: Sendable, CustomStringConvertible {
  /// The exit code; nil when a signal ended it.
  var exitCode: Int32?
  /// The signal that ended it; nil when it exited.
  var signal: Int32?
  var output: String
  var errors: String

  /// Lines of the output.
  var lines: [String] { output.split(separator: "\n").map(String.init) }

  var description: String {
    let end = exitCode.map { "exit \($0)" } ?? "signal \(signal ?? 0)"
    return "\(end)\noutput: \(output.prefix(1_000))\nerrors: \(errors.prefix(1_000))"
  }
}

/// The program at work.
final class RunningProgram: Sendable {
  let pid: Int32
  private let folder: ScratchFolder
  private let ending: Task<(exitCode: Int32?, signal: Int32?), Never>

  fileprivate init(_ process: Process, folder: ScratchFolder) throws {
    self.folder = folder
    let (ends, continuation) = AsyncStream<(exitCode: Int32?, signal: Int32?)>.makeStream()
    process.terminationHandler = { process in
      let status = process.terminationStatus
      continuation.yield(
        process.terminationReason == .exit ? (status, nil) : (nil, status))
      continuation.finish()
    }
    try process.run()
    pid = process.processIdentifier
    ending = Task {
      for await end in ends { return end }
      return (nil, nil)
    }
  }

  /// Sends a signal.
  func signal(_ number: Int32) { kill(pid, number) }

  /// Waits for its end. A test that is given up, as by its time limit, takes it along.
  func outcome() async throws -> Outcome {
    let end = await withTaskCancellationHandler {
      await ending.value
    } onCancel: {
      kill(pid, SIGKILL)
    }
    func text(_ name: String) throws -> String {
      String(
        decoding: try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)")),
        as: UTF8.self)
    }
    return Outcome(
      exitCode: end.exitCode, signal: end.signal, output: try text("output"),
      errors: try text("errors"))
  }
}

/// Lets so many in at once.
private actor Turnstile {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(places: Int) { free = places }

  func enter() async {
    guard free == 0 else {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func leave() {
    guard !waiting.isEmpty else {
      free += 1
      return
    }
    waiting.removeFirst().resume()
  }
}
