/// Why a rules file can't be taken: everything that is wrong with it, each with its place.
package struct GateRulesError: Error, Sendable, Hashable, CustomStringConvertible {
  package struct Problem: Sendable, Hashable {
    package var place: GateRules.Place
    /// What is wrong and what to write instead.
    package var message: String

    package init(_ place: GateRules.Place, _ message: String) {
      self.place = place
      self.message = message
    }
  }

  /// In the order of the file; never empty.
  package var problems: [Problem]

  package init(_ problems: [Problem]) { self.problems = problems }

  package var description: String {
    problems.map { "Line \($0.place.line), column \($0.place.column): \($0.message)" }
      .joined(separator: "\n")
  }
}
