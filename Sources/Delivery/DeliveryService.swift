package import Store

/// All webhooks of a company, each with a worker of its own.
package struct DeliveryService: Sendable {
  private let workers: [WebhookWorker]
  private let options: DeliveryOptions

  package init(workers: [WebhookWorker], options: DeliveryOptions) {
    self.workers = workers
    self.options = options
  }

  /// Delivers what can be delivered now.
  ///
  /// - Returns: what became of it, by webhook.
  package func once() async throws -> [String: DeliveryTally] {
    try await withThrowingTaskGroup(of: (String, DeliveryTally).self) { group in
      for worker in workers {
        group.addTask { (worker.webhook.name, try await worker.run()) }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
  }

  /// Delivers until the options say that it is to stop. What is under way then is written down.
  ///
  /// - Parameters:
  ///   - listener: a store of its own, which waits for events.
  ///   - pollSeconds: how often to look for what is due, and for events in case none was announced.
  ///   - note: is told what goes wrong with the database; then it is tried again.
  /// - Throws: what trying again does not help against.
  package func follow(
    listener: Store, pollSeconds: Int32 = 1, note: @escaping @Sendable (String) -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      var bells: [AsyncStream<Void>.Continuation] = []
      for worker in workers {
        let (ticks, bell) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        bells.append(bell)
        group.addTask { try await serve(worker, ticks: ticks, note: note) }
      }
      let all = bells
      group.addTask {
        defer { all.forEach { $0.finish() } }
        try await ring(all, listener: listener, pollSeconds: pollSeconds, note: note)
      }
      do {
        try await group.waitForAll()
      } catch {
        all.forEach { $0.finish() }
        throw error
      }
    }
  }

  private func serve(
    _ worker: WebhookWorker, ticks: AsyncStream<Void>, note: @Sendable (String) -> Void
  ) async throws {
    for await _ in ticks {
      try await Self.enduring(note) { _ = try await worker.run() }
    }
  }

  /// Rings when there are events, and every so often in any case.
  private func ring(
    _ bells: [AsyncStream<Void>.Continuation], listener: Store, pollSeconds: Int32,
    note: @Sendable (String) -> Void
  ) async throws {
    while !options.isStopping(), !Task.isCancelled {
      bells.forEach { $0.yield() }
      try await Self.enduring(note) {
        // In slices, so that a wish to end is heard soon.
        for _ in 0..<(pollSeconds * 4) where !options.isStopping() {
          if try await listener.waitForEvents(milliseconds: 250) { return }
        }
      }
    }
  }

  /// Goes on after trouble that passes, such as a server that is started anew.
  private static func enduring(
    _ note: @Sendable (String) -> Void, _ body: () async throws -> Void
  ) async throws {
    do {
      try await body()
    } catch let error as StoreError where error.isPassing {
      note(error.description)
      try await Task.sleep(for: .seconds(2))
    }
  }
}
