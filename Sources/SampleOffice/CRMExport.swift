/// The CRM's export: one CSV file a table.
struct CRMExport {
  let spec: OfficeSpec
  let staff: Staff
  let world: World

  func write(into sink: inout some OfficeSink) throws(OfficeError) {
    try writePeople(into: &sink)
    try writeFunnel(into: &sink)
    try writeDeals(into: &sink)
    try writeTasks(into: &sink)
  }

  func table(
    _ name: String, _ columns: [String], into sink: inout some OfficeSink,
    _ rows: (_ add: ([String]) -> Void) -> Void
  ) throws(OfficeError) {
    var bytes = Self.record(columns)
    rows { bytes += Self.record($0) }
    try sink.append(bytes, to: "crm/\(name).csv")
  }

  private static func record(_ fields: [String]) -> [UInt8] {
    var writer = RecordWriter()
    for field in fields { writer.rfc(field) }
    return writer.finished()
  }

  /// Some systems export UTC, some the office's own time: here rows take turns.
  func stamp(_ instant: EpochSeconds?, row: Int) -> String {
    guard let instant else { return "" }
    return row % 2 == 0 ? Stamp.utc(instant) : Stamp.moscow(instant)
  }

  private func writePeople(into sink: inout some OfficeSink) throws(OfficeError) {
    try table("managers", ["manager", "name", "email"], into: &sink) { add in
      for index in 0..<staff.count {
        add([CRMID.manager(index), Staff.name(of: index), "manager\(index + 1)@example.com"])
      }
    }
    try table(
      "manager_extensions", ["manager", "extension", "pbx", "from", "to"], into: &sink
    ) { add in
      for seat in staff.seats {
        add([
          CRMID.manager(seat.manager), String(seat.number), seat.exchange.rawValue,
          stamp(seat.since, row: 1), stamp(seat.until, row: 1),
        ])
      }
      for index in 0..<(spec.intricate ? staff.count : 0) {
        add([CRMID.manager(index), "+\(Staff.mobile(of: index))", "", "", ""])
      }
    }
    try table("companies", ["company", "name"], into: &sink) { add in
      for index in 0..<world.companyCount { add([CRMID.company(index), Names.company(index)]) }
    }
    try table("contacts", ["contact", "name", "company"], into: &sink) { add in
      for (index, contact) in world.contacts.enumerated() {
        add([CRMID.contact(index), contact.name, contact.company.map(CRMID.company) ?? ""])
      }
    }
    let periods = spec.intricate ? ["from", "to"] : []
    try table("contact_phones", ["contact", "phone", "label"] + periods, into: &sink) { add in
      for (index, contact) in world.contacts.enumerated() {
        for phone in contact.phones {
          let row = [CRMID.contact(index), phone.spelling.text(phone.number), phone.label]
          let times = [stamp(phone.since, row: index), stamp(phone.until, row: index)]
          add(spec.intricate ? row + times : row)
        }
      }
    }
    if spec.intricate { try writeIntricacies(into: &sink) }
  }

  private func writeFunnel(into sink: inout some OfficeSink) throws(OfficeError) {
    try table("stages", ["pipeline", "stage", "position", "name", "kind"], into: &sink) { add in
      for (index, stage) in Stage.funnel.enumerated() {
        add(["sales", stage.id, String(index + 1), stage.name, stage.kind])
      }
    }
  }

  private func writeDeals(into sink: inout some OfficeSink) throws(OfficeError) {
    let columns = [
      "deal", "title", "pipeline", "owner", "company", "amount", "currency", "created_at",
      "closed_at", "outcome", "loss_reason",
    ]
    try table("deals", columns, into: &sink) { add in
      for (index, deal) in world.deals.enumerated() {
        let isLost = deal.closedAt != nil && !deal.isWon
        add([
          CRMID.deal(index), "\(Names.goods[index % Names.goods.count]) № \(index + 1)", "sales",
          CRMID.manager(deal.succession?.owner ?? deal.owner),
          world.contacts[deal.contacts[0]].company.map(CRMID.company) ?? "",
          "\(deal.amount).00", "RUB", stamp(deal.createdAt, row: index),
          stamp(deal.closedAt, row: index), deal.isWon ? "won" : isLost ? "lost" : "",
          isLost ? Names.lossReasons[index % Names.lossReasons.count] : "",
        ])
      }
    }
    try table("deal_contacts", ["deal", "contact"], into: &sink) { add in
      for (index, deal) in world.deals.enumerated() {
        for contact in deal.contacts { add([CRMID.deal(index), CRMID.contact(contact)]) }
      }
      if spec.awkward { add([CRMID.deal(0), "9999999"]) }
    }
    try table("stage_history", ["deal", "stage", "entered_at"], into: &sink) { add in
      for (index, deal) in world.deals.enumerated() {
        for visit in deal.visits {
          add([
            CRMID.deal(index), Stage.funnel[visit.stage].id, stamp(visit.enteredAt, row: index + 1),
          ])
        }
      }
      if spec.awkward { add(["9999999", "proposal", "2026-10-01T09:00:00Z"]) }
    }
  }

  private func writeTasks(into sink: inout some OfficeSink) throws(OfficeError) {
    let columns = [
      "task", "deal", "kind", "created_at", "due_at", "done_at", "cancelled_at", "owner",
      "contact", "place", "starts_at", "notes",
    ]
    try table("tasks", columns, into: &sink) { add in
      for (index, task) in world.tasks.enumerated() where !task.isDropped {
        add([
          CRMID.task(index), CRMID.deal(task.deal), task.kind, stamp(task.createdAt, row: index),
          stamp(task.dueAt, row: index), stamp(task.doneAt, row: index),
          stamp(task.cancelledAt, row: index), task.owner.map(CRMID.manager) ?? "",
          task.contact.map(CRMID.contact) ?? "", task.place ?? "",
          stamp(task.startsAt, row: index), task.notes ?? "",
        ])
      }
    }
  }
}
