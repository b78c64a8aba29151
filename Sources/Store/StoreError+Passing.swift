import Postgres

extension StoreError {
  /// Whether the trouble passes by itself, such as a server that is started anew: then the same may
  /// be tried again.
  package var isPassing: Bool { cause?.errorClass == .retry }
}
