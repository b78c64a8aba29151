import CallModel
import Store
import Testing

/// One change to the sample set, and how many numbers, extensions and tasks it wakes.
struct CRMChange: Sendable, CustomTestStringConvertible {
  let name: String
  let file: CRMFile
  let text: String
  let numbers: Int
  let extensions: Int
  let tasks: Int

  init(
    _ name: String, _ file: CRMFile, _ text: String, numbers: Int = 0, extensions: Int = 0,
    tasks: Int = 0
  ) {
    self.name = name
    self.file = file
    self.text = text
    self.numbers = numbers
    self.extensions = extensions
    self.tasks = tasks
  }

  var testDescription: String { name }
}

@Suite("What a change of CRM facts wakes")
struct CRMAffectedTests {
  /// d1 is a deal of c1 (two numbers) and f1 (one number) with task t1.
  static let changes = [
    CRMChange("a contact's name", .contacts, "contact,name\nc1,Иван Иванович\n"),
    CRMChange("a number is added", .contactPhones, "contact,phone\nc2,+79031234567\n", numbers: 1),
    CRMChange("a number's label", .contactPhones, "contact,phone,label\nc2,9161112233,HOME\n"),
    CRMChange(
      "a company's number is added", .companyPhones, "company,phone\nf2,+74951112233\n",
      numbers: 1),
    CRMChange("a contact joins a deal", .dealContacts, "deal,contact\nd3,c2\n", numbers: 1),
    CRMChange(
      "a deal's title and amount", .deals,
      "deal,title,pipeline,created_at,amount\nd1,X,sales,2026-05-01T10:00:00+03:00,7\n"),
    CRMChange(
      "a deal's owner", .deals,
      "deal,title,pipeline,created_at,owner\nd1,Окна,sales,2026-05-01T10:00:00+03:00,m2\n",
      numbers: 3, tasks: 1),
    CRMChange(
      "a deal is closed", .deals,
      "deal,title,pipeline,created_at,closed_at\nd1,Окна,sales,2026-05-01T10:00:00+03:00,"
        + "2026-05-09T10:00:00+03:00\n",
      numbers: 3, tasks: 1),
    CRMChange(
      "a deal goes to another company", .deals,
      "deal,title,pipeline,created_at,company\nd1,Окна,sales,2026-05-01T10:00:00+03:00,f2\n",
      numbers: 3, tasks: 1),
    CRMChange(
      "a new deal of a company", .deals,
      "deal,title,pipeline,created_at,company\nd9,Y,sales,2026-05-01T10:00:00+03:00,f1\n",
      numbers: 1),
    CRMChange(
      "a deal enters a stage", .stageHistory,
      "deal,stage,entered_at\nd1,won,2026-05-30T10:00:00+03:00\n", numbers: 3, tasks: 1),
    CRMChange(
      "a stage becomes an end", .stages,
      "pipeline,stage,position,name,kind\nsales,talk,2,Встреча,won\n", numbers: 3, tasks: 1),
    CRMChange(
      "a stage's name", .stages,
      "pipeline,stage,position,name,kind\nsales,talk,2,Переговоры,open\n"),
    CRMChange(
      "an extension ends", .managerExtensions,
      "manager,extension,pbx,from,to\nm2,102,,,2026-07-01T00:00:00Z\n", extensions: 1),
    CRMChange(
      "a task is done", .tasks,
      "task,deal,kind,created_at,done_at\n"
        + "t1,d1,meeting,2026-05-06T10:00:00+03:00,2026-05-08T13:00:00+03:00\n", tasks: 1),
  ]

  @Test("exactly what a change touches is looked at again", arguments: changes)
  func wakes(change: CRMChange) async throws {
    let office = try await CRMOffice.make()
    try await office.take(CRMSample.files)
    let summary = try await office.take([change.file: change.text])
    #expect(summary.quarantined == 0)
    #expect(summary.hasChanges)
    #expect(summary.affectedNumbers == change.numbers)
    #expect(summary.affectedExtensions == change.extensions)
    #expect(summary.affectedTasks == change.tasks)
  }

  @Test("an extension that changes hands in one import overlaps with nobody")
  func handOver() async throws {
    let office = try await CRMOffice.make()
    let managers = "manager,name\nm1,A\nm2,B\n"
    let header = "manager,extension,pbx,from,to\n"
    try await office.take([.managers: managers, .managerExtensions: header + "m1,101,hq,,\n"])
    let summary = try await office.take([
      .managerExtensions: header + "m2,101,hq,2026-06-01T00:00:00Z,\n"
        + "m1,101,hq,,2026-06-01T00:00:00Z\n"
    ])
    #expect(summary.files.map(\.new) == [1])
    #expect(summary.files.map(\.changed) == [1])
    #expect(summary.quarantined == 0)
  }

  @Test("a second claim to an extension waits until the first one ends")
  func claim() async throws {
    let office = try await CRMOffice.make()
    let managers = "manager,name\nm1,A\nm2,B\n"
    let header = "manager,extension,pbx,from,to\n"
    try await office.take([.managers: managers, .managerExtensions: header + "m1,101,hq,,\n"])
    let conflict = try await office.take([
      .managerExtensions: header + "m2,101,hq,2026-06-01T00:00:00Z,\n"
    ])
    #expect(conflict.quarantined == 1)
    #expect(try office.rows("select reason from quarantine") == ["(conflict)"])

    let ending = try await office.take([
      .managerExtensions: header + "m1,101,hq,,2026-06-01T00:00:00Z\n"
    ])
    #expect(ending.files.map(\.arrived) == [1])
    #expect(
      try office.rows(
        "select m.crm_id from manager_extension join manager m using (manager_id) order by 1")
        == ["(m1)", "(m2)"])
  }
}
