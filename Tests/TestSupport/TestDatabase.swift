/// A fresh database of its own for one test, on this process's private cluster.
package struct TestDatabase: Sendable {
  package let name: String
  /// For libpq; always over the private cluster's unix socket.
  package let uri: String

  /// An empty database.
  package static func make() async throws -> TestDatabase {
    let name = randomName()
    return TestDatabase(name: name, uri: try await TestCluster.shared.create(name))
  }

  /// A copy of a template, which is prepared once in this process.
  ///
  /// - Parameters:
  ///   - template: any name of letters, digits and underscores; one name, one `prepare`.
  ///   - prepare: gets the URI of the empty template. It must close its connections: a database
  ///     in use can't be copied.
  /// - Returns: the copy, this test's own.
  /// - Throws: what `prepare` throws, or why there is no cluster.
  package static func make(
    template: String, prepare: @escaping @Sendable (String) async throws -> Void
  ) async throws -> TestDatabase {
    let templateName = "template_" + template.lowercased()
    let isPlain = templateName.utf8.allSatisfy {
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
        || $0 == UInt8(ascii: "_")
    }
    precondition(isPlain, "a template's name is of letters, digits and underscores")
    try await TestCluster.shared.prepareTemplate(templateName, prepare: prepare)
    let name = randomName()
    let uri = try await TestCluster.shared.create(name, template: templateName)
    return TestDatabase(name: name, uri: uri)
  }

  /// Removes the database, breaking off whoever uses it. Not needed: all of them go with the
  /// process.
  package func drop() async throws { try await TestCluster.shared.drop(name) }

  private static func randomName() -> String {
    "test_" + String(UInt64.random(in: .min ... .max), radix: 36)
  }
}
