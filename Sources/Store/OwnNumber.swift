/// A number of which it was said whether it is a line of our own.
package struct OwnNumber: Sendable, Hashable {
  package enum State: String, Sendable, Hashable { case configured, confirmed, rejected }

  package var number: String
  /// The PBX that the configuration names it for; empty for what a person said, which holds for all.
  package var exchange: String
  package var state: State
  /// Who said so; nil for the configuration.
  package var by: String?
}

/// A number as an outside line showed it as ours.
package struct OwnNumberSighting: Sendable, Hashable {
  package var exchange: String
  /// As the exchange wrote it.
  package var written: String
  /// Legs that called it from outside.
  package var called: Int
  /// Legs of extensions that showed it when they called out.
  package var shown: Int
  package var exampleCall: Int64
}

/// What a change of our own numbers led to.
package struct OwnNumberOutcome: Sendable, Hashable {
  /// Whether anything changed.
  package var isNew = false
  /// Legs that are read otherwise now.
  package var legs = 0
  /// Calls whose facts or links changed.
  package var callsChanged = 0
}
