import Postgres

extension StoreError {
  /// The same error, with the code that fits what a function of ours raised in so many words: no
  /// such deal, a kind that is no word, a key that is taken.
  var asRaised: StoreError {
    guard let cause, let code = Self.code(ofRaised: cause) else { return self }
    let message = [cause.message, cause.hint].compactMap { $0 }.joined(separator: " ")
    return StoreError(code, operation: operation, message: message, cause: cause)
  }

  private static func code(ofRaised error: PostgresError) -> Code? {
    // A constraint's name tells the server's own complaint from one that a function raised.
    guard error.constraint == nil else { return nil }
    return switch error.sqlState {
    case "P0002": .notFound
    case "22023", "23505": .invalid
    default: nil
    }
  }
}
