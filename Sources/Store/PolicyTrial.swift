/// Other rules that are tried and not kept.
package struct PolicyTrial: Sendable, Hashable {
  /// Gate rules of a pipeline, as `gate_rules_apply` takes them.
  package struct Rules: Sendable, Hashable {
    /// The CRM's id.
    package var pipeline: String
    /// The YAML as written.
    package var source: String
    /// `shut` or `open`.
    package var skipping: String
    /// A JSON array.
    package var requirements: String

    package init(pipeline: String, source: String, skipping: String, requirements: String) {
      self.pipeline = pipeline
      self.source = source
      self.skipping = skipping
      self.requirements = requirements
    }
  }

  /// By their names in the table `setting`; what is not named stays as it is.
  package var settings: [String: String]
  /// Nil: those in force stay.
  package var rules: Rules?

  package init(settings: [String: String], rules: Rules?) {
    self.settings = settings
    self.rules = rules
  }
}

/// What other rules would change.
package struct PolicyOutcome: Sendable, Hashable {
  /// Moved calls by the rule that tied them before and would then.
  package var moves: Listing
  /// Gates of deals' current stages that were asked.
  package var gatesAsked: Int
  /// Those that would answer otherwise.
  package var gates: Listing
  /// Stages with a coverage figure that would be another.
  package var coverage: Listing
}
