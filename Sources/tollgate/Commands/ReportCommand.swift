import ArgumentParser
import Reports
import Store

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Coverage, leaks and funnel.",
    discussion: "What each figure means: docs/metrics.md.",
    subcommands: [Coverage.self, Leaks.self, Funnel.self])

  struct Coverage: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What was done for the deals in each stage, by manager.",
      discussion: """
        --figure lists the deals behind a figure of the visits: \
        \(ReportFigure.coverageKeys.joined(separator: ", ")); or of the new deals: \
        \(ReportFigure.leadKeys.joined(separator: ", ")).
        """)
    @OptionGroup var options: ReportOptions

    func validate() throws {
      try options.checkFigure(ReportFigure.coverageKeys + ReportFigure.leadKeys)
    }

    func run() async throws {
      try await options.print { builder, scope, locale, figure in
        guard let figure else { return try await builder.coverage(scope).document(locale) }
        let isOfVisits = ReportFigure.coverageKeys.contains(figure)
        return try await builder.deals(isOfVisits ? .coverage(figure) : .leads(figure), scope)
          .document(locale)
      }
    }
  }

  struct Leaks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Where clients are lost or about to be, the money, and the next step.",
      discussion: "Every leak is listed; --format csv and --json give all of them uncut.")
    @OptionGroup var options: ReportOptions

    func validate() throws { try options.checkFigure([]) }

    func run() async throws {
      try await options.print { builder, scope, locale, _ in
        try await builder.leaks(scope).document(locale)
      }
    }
  }

  struct Funnel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Conversion from stage to stage, deals that came so far and were worked.",
      discussion: """
        --figure lists the deals behind a figure: \
        \(ReportFigure.funnelKeys.joined(separator: ", ")).
        """)
    @OptionGroup var options: ReportOptions

    func validate() throws { try options.checkFigure(ReportFigure.funnelKeys) }

    func run() async throws {
      try await options.print { builder, scope, locale, figure in
        guard let figure else { return try await builder.funnel(scope).document(locale) }
        return try await builder.deals(.funnel(figure), scope).document(locale)
      }
    }
  }
}
