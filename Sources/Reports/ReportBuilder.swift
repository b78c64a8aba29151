package import Store

/// Asks the store for everything that a report needs.
package struct ReportBuilder: Sendable {
  private let store: Store

  package init(_ store: Store) {
    self.store = store
  }

  /// - Throws: `StoreError`.
  package func coverage(_ scope: ReportScope) async throws(StoreError) -> CoverageReport {
    CoverageReport(
      period: scope.period, completeness: try await store.completeness(scope),
      visits: try await store.coverage(scope), leads: try await store.leadCoverage(scope),
      attribution: try await store.attribution(scope),
      inbound: try await store.inboundService(scope).first)
  }

  /// - Throws: `StoreError`.
  package func leaks(_ scope: ReportScope) async throws(StoreError) -> LeakReport {
    let list = try await store.leakList(scope)
    return LeakReport(
      period: scope.period, completeness: try await store.completeness(scope),
      leaks: list.leaks, callbacks: list.callbacks)
  }

  /// - Throws: `StoreError`.
  package func funnel(_ scope: ReportScope) async throws(StoreError) -> FunnelReport {
    let stages = try await store.funnel(scope)
    return FunnelReport(
      period: scope.period, completeness: try await store.completeness(scope),
      stages: scope.stage.map { stage in stages.filter { $0.stage == stage } } ?? stages,
      outcomes: try await store.outcomes(scope))
  }

  /// - Throws: `StoreError`.
  package func suspicion(_ scope: ReportScope) async throws(StoreError) -> SuspicionReport {
    SuspicionReport(
      period: scope.period, completeness: try await store.completeness(scope),
      rows: try await store.suspicion(scope))
  }

  /// The deals behind a figure.
  ///
  /// - Throws: `StoreError`.
  package func deals(
    _ figure: ReportFigure, _ scope: ReportScope
  ) async throws(StoreError) -> FigureReport {
    let (key, deals): (String, FigureReport.Deals) =
      switch figure {
      case .coverage(let key): (key, .coverage(try await store.coverageDeals(figure: key, scope)))
      case .leads(let key): (key, .leads(try await store.leadDeals(figure: key, scope)))
      case .funnel(let key): (key, .funnel(try await store.funnelDeals(figure: key, scope)))
      }
    return FigureReport(
      period: scope.period, completeness: try await store.completeness(scope), figure: key,
      deals: deals)
  }
}
