import Glibc
import Subprocess

/// Runs PostgreSQL's programs as the server's user.
struct ServerTool: Sendable {
  /// Folder of `initdb`, `pg_ctl` and `postgres`.
  let binaries: String
  /// As whom to run; nil for ourselves.
  let account: ServerAccount?

  struct Outcome {
    let isSuccess: Bool
    /// Standard output and error together.
    let output: String
  }

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - command: program and arguments; no shell looks at them.
  ///   - folder: where to run it.
  ///   - data: value of `PGDATA`.
  ///   - input: its standard input.
  ///   - failure: the code of the error if nothing could be run at all.
  /// - Returns: what came out; a program that failed is no error here.
  /// - Throws: only if nothing could be run at all.
  func run(
    _ command: [String], in folder: String, data: String = "", input: String = "",
    failure: EmbeddedPostgresError.Code
  ) async throws(EmbeddedPostgresError) -> Outcome {
    // Nothing of our own environment goes to the server: PGPORT, PGDATA and LC_ALL would mislead it.
    let environment: [Environment.Key: String] = [
      "PATH": "\(binaries):/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", "PGDATA": data,
      "TOLLGATE_FOLDER": folder,
    ]
    // The shell changes the folder after the user, so that it needs that user's rights; and files
    // of the server are private from the start. Subprocess closes all descriptors but three.
    let script = "cd -- \"$TOLLGATE_FOLDER\" && umask 077 && exec \"$@\""
    let words = becomingAccount + ["sh", "-c", script, "sh"] + command
    do {
      let result = try await Subprocess.run(
        .name(words[0]), arguments: Arguments(Array(words.dropFirst())),
        environment: .custom(environment), input: .string(input), output: .string(limit: 1 << 20),
        error: .combinedWithOutput)
      return Outcome(
        isSuccess: result.terminationStatus.isSuccess, output: result.standardOutput)
    } catch {
      throw EmbeddedPostgresError(
        failure, operation: "run \(command.first ?? "sh")", message: "\(error)")
    }
  }

  /// The words before a command that make it run as the server's user.
  ///
  /// A program of its own does it, and not setuid between fork and exec: there glibc waits for
  /// ever for a thread of the parent that was being created at the moment of the fork.
  private var becomingAccount: [String] {
    guard let account, account.needsSwitch else { return [] }
    return [
      "setpriv", "--reuid=\(account.user)", "--regid=\(account.group)", "--clear-groups", "--",
    ]
  }

  /// Whether the server's user may enter a folder.
  func canEnter(_ folder: String) async throws(EmbeddedPostgresError) -> Bool {
    try await run(["true"], in: folder, failure: .folder).isSuccess
  }
}
