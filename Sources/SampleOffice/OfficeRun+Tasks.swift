/// What a meeting task is worth as evidence.
extension OfficeRun {
  /// Decides what a meeting task is worth, or takes it out when the data could not tell.
  mutating func judge(_ index: Int) throws(OfficeError) {
    let task = world.tasks[index]
    guard let visit = world.visit(of: task.deal, at: task.createdAt) else {
      world.tasks[index].isDropped = true
      return
    }
    let past = (conversations[task.deal] ?? []).filter {
      $0.at < task.createdAt && $0.at > task.createdAt - 26 * 3600
    }
    let isGrounded = past.contains {
      $0.isCertain && $0.visit == visit && $0.at > task.createdAt - 23 * 3600
    }
    let isClear = isGrounded || past.isEmpty
    if !isClear || hasOpenDebt(task.deal) {
      world.tasks[index].isDropped = true
    } else if isGrounded && task.hasAllFourWs && task.cancelledAt == nil {
      try truth.addEvidence(
        "meeting_booked", deal: task.deal, visit: visit, at: task.createdAt, task: index,
        isAmbiguous: false, world: world, into: &sink)
    }
  }

  mutating func close(_ index: Int) throws(OfficeError) {
    let task = world.tasks[index]
    guard let doneAt = task.doneAt, !task.isDropped else { return }
    guard let visit = world.visit(of: task.deal, at: doneAt), !hasOpenDebt(task.deal) else {
      world.tasks[index].doneAt = nil
      return
    }
    try truth.addEvidence(
      "meeting_held", deal: task.deal, visit: visit, at: doneAt, task: index, isAmbiguous: false,
      world: world, into: &sink)
  }

  /// A meeting that is noted while we owe the client a call would pay that debt in a weak way.
  private func hasOpenDebt(_ deal: Int) -> Bool {
    world.deals[deal].contacts.contains { debts[NumberDigits($0)] != nil }
  }
}
