/// What one undisturbed run of `ingest` over an office's spools makes of its calls; each office is
/// taken once in this process.
actor CleanRun {
  static let shared = CleanRun()

  private var taken: [String: Task<DatabaseSnapshot, any Error>] = [:]

  func snapshot(of office: OfficeFiles) async throws -> DatabaseSnapshot {
    if let known = taken[office.name] { return try await known.value }
    let task = Task {
      let bench = try await Workbench.busy(office)
      return try DatabaseSnapshot(of: bench, folder: office.folder.path)
    }
    taken[office.name] = task
    return try await task.value
  }
}
