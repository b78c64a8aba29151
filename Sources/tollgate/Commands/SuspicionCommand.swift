import ArgumentParser
import Reports
import Store

struct SuspicionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suspicion",
    abstract: "What is worth a question: machines, very short calls, moves right after a call.",
    discussion: """
      Questions and no verdicts: each row says why. What each kind means: docs/suspicion.md.
      """)
  @OptionGroup var options: ReportOptions

  func validate() throws { try options.checkFigure([]) }

  func run() async throws {
    try await options.print { builder, scope, locale, _ in
      try await builder.suspicion(scope).document(locale)
    }
  }
}
