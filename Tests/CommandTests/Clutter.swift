/// Files that one or another command can't use, beside some that it can.
enum Clutter {
  static let folder = Result {
    let folder = try ScratchFolder.make()
    try folder.write(
      """
      pbx:
        - {name: hq, timezone: Europe/Moscow}
        - {name: branch, timezone: Asia/Tokyo}
      """, to: "tollgate.yaml")
    try folder.write(
      "company:\n  name: Shop\n  region: RU\n  timezon: Europe/Moscow\n", to: "misspelt.yaml")
    try folder.write("pbx:\n  - {name: hq\nspools: [\n", to: "broken.yaml")
    try folder.write(
      "pipeline: sales\nstages:\n  incoming:\n    - client_reachd\n", to: "misspelt-gates.yaml")
    try folder.write(
      "pipeline: elsewhere\nstages:\n  incoming:\n    - client_reached\n", to: "foreign-gates.yaml")
    try folder.write("Dear Sir,\nthe records are late.\nYours\n", to: "letter.txt")
    try folder.write([0x1f, 0x8b, 8, 0, 0, 0, 0, 0], to: "good.csv.gz")
    try folder.write("contact,nickname\n1,Bo\n", to: "headless/contacts.csv")
    try folder.write("", to: "folder/unrelated.txt")
    let good = AsteriskRecord.lines(40)
    try folder.write(good, to: "good.csv")
    try folder.write(good + "\"too\",\"short\"\n", to: "mixed.csv")
    return folder
  }
}
