/// How numbers and names are written on each exchange.
extension OfficeRun {
  mutating func write(_ number: NumberDigits, _ plan: inout CallPlan) {
    let isDialled = plan.direction == .outbound
    plan.written =
      plan.exchange == .branch
      ? writtenInBerlin(number, isDialled) : writtenInMoscow(number, isDialled)
    if plan.scenario == .outFailover { plan.written = "+\(number)" }
    guard !isDialled else { return }
    plan.callerName = callerName(plan)
  }

  private mutating func writtenInMoscow(_ number: NumberDigits, _ isDialled: Bool) -> String {
    let digits = String(number)
    guard digits.hasPrefix("7") && digits.count == 11 else {
      return isDialled ? "810\(digits)" : "+\(digits)"
    }
    let forms = ["8\(digits.dropFirst())", "+\(digits)", digits, String(digits.dropFirst())]
    return isDialled
      ? random.pick(weighted: [(forms[0], 75), (forms[1], 10), (forms[2], 8), (forms[3], 7)])
      : random.pick(weighted: [(forms[0], 10), (forms[1], 10), (forms[2], 80)])
  }

  private mutating func writtenInBerlin(_ number: NumberDigits, _ isDialled: Bool) -> String {
    let digits = String(number)
    if digits.hasPrefix("49") && random.chance(0.6) { return "0\(digits.dropFirst(2))" }
    return random.chance(isDialled ? 0.8 : 0.3) ? "00\(digits)" : "+\(digits)"
  }

  private mutating func callerName(_ plan: CallPlan) -> String {
    if spec.awkward && plan.exchange != .warehouse {
      // No C program writes a NUL; a disk that lost power does.
      if plan.exchange == .hq && callCount % 1009 == 500 { return "Иван\0Петров" }
      if random.chance(0.12) { return random.pick(Names.awkwardCallers) }
    }
    if let contact = plan.contact, random.chance(0.45) { return world.contacts[contact].name }
    return random.chance(0.5) ? plan.written : ""
  }
}
