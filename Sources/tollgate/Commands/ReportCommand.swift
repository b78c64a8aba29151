import ArgumentParser

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Coverage, leaks and funnel.")
  @OptionGroup var global: GlobalOptions
}
