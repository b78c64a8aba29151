/// Transfers with a consultation: the first person talks, asks a colleague while the client holds
/// the line, and the colleague takes over, or does not.
extension AsteriskDesk {
  /// Seconds for which a colleague is asked.
  static let consultation: EpochSeconds = 6

  private struct Course {
    var answeredAt: EpochSeconds
    var askedAt: EpochSeconds
    var passedAt: EpochSeconds
    var end: EpochSeconds

    init(_ plan: CallPlan) {
      answeredAt = plan.startedAt + EpochSeconds(plan.ring)
      askedAt = answeredAt + EpochSeconds(plan.talk)
      passedAt = askedAt + AsteriskDesk.consultation
      end = passedAt + EpochSeconds(plan.secondTalk)
    }
  }

  mutating func attendedTransfer(_ plan: CallPlan) -> [AsteriskLine] {
    let course = Course(plan)
    let telephone = plan.telephones[0]
    let front = front(
      plan, did: exchange.directNumber(of: telephone), kind: "external-\(telephone)",
      endsAt: course.end)
    let far = channel(telephone, at: plan.startedAt)
    return attended(
      plan, course, front, far, destination: String(telephone), context: "ext-local",
      application: "Dial", data: dial(telephone), own: ("", "AppDial"))
  }

  mutating func queuedAttendedTransfer(_ plan: CallPlan) -> [AsteriskLine] {
    let course = Course(plan)
    let front = front(plan, did: exchange.mainNumber, kind: "q-601", endsAt: course.end)
    let far = channel(plan.telephones[0], at: plan.startedAt)
    return attended(
      plan, course, front, far, destination: "601", context: "ext-queues", application: "Queue",
      data: "601,tT,,,9", own: ("601", "AppQueue"))
  }

  /// `own` is what stands on the first person's own line.
  private mutating func attended(
    _ plan: CallPlan, _ course: Course, _ front: AsteriskFront, _ far: AsteriskChannel,
    destination: String, context: String, application: String, data: String,
    own: (destination: String, application: String)
  ) -> [AsteriskLine] {
    let colleague = plan.telephones[1]
    let me = party(plan.telephones[0], at: plan.startedAt)
    let you = party(colleague, at: plan.startedAt)
    let consult = local(String(colleague), "from-internal-xfer", at: course.askedAt)
    let second = channel(colleague, at: course.askedAt)
    let asking = Span(course.askedAt, course.askedAt, course.passedAt)
    let after = Span(course.passedAt, course.passedAt, course.end)
    return [
      .leg(
        far, to: consult.one, from: me, own.destination, "from-internal", own.application,
        "(Outgoing Line)", asking, "ANSWERED"),
      .leg(
        consult.one, to: nil, from: you, String(colleague), "from-internal-xfer", "", "",
        Span(course.passedAt, course.passedAt, course.passedAt), "ANSWERED"),
      .leg(
        consult.two, to: second, from: front.caller, String(colleague), "ext-local", "Dial",
        dial(colleague), Span(course.askedAt, course.askedAt + 1, course.passedAt), "ANSWERED"),
      front.line(
        to: far, destination, context, application, data,
        Span(
          plan.startedAt, application == "Queue" ? plan.startedAt : course.answeredAt,
          course.askedAt), "ANSWERED", isTalk: true),
      front.line(to: consult.one, destination, context, application, data, asking, "ANSWERED"),
      front.line(
        to: second, destination, context, application, data, after, "ANSWERED", isTalk: true),
      .leg(
        second, to: nil, from: you, "", "from-internal", "AppDial", "(Outgoing Line)", after,
        "ANSWERED"),
    ]
  }

  mutating func refusedTransfer(_ plan: CallPlan) -> [AsteriskLine] {
    let course = Course(plan)
    let telephone = plan.telephones[0]
    let colleague = plan.telephones[1]
    let front = front(
      plan, did: exchange.directNumber(of: telephone), kind: "external-\(telephone)",
      endsAt: course.end)
    let far = channel(telephone, at: plan.startedAt)
    let me = party(telephone, at: plan.startedAt)
    let consult = local(String(colleague), "from-internal-xfer", at: course.askedAt)
    let second = channel(colleague, at: course.askedAt)
    let asking = Span(course.askedAt, course.askedAt, course.passedAt)
    return [
      .leg(
        consult.two, to: second, from: me, String(colleague), "ext-local", "Dial",
        dial(colleague), asking, "ANSWERED"),
      .leg(
        far, to: consult.one, from: me, "", "from-internal", "AppDial", "(Outgoing Line)", asking,
        "ANSWERED"),
      .leg(
        far, to: nil, from: me, "", "from-internal", "AppDial", "(Outgoing Line)",
        Span(course.passedAt, course.passedAt, course.end), "ANSWERED"),
      front.line(
        to: far, String(telephone), "ext-local", "Dial", dial(telephone),
        Span(plan.startedAt, course.answeredAt, course.end), "ANSWERED", isTalk: true),
    ]
  }

  mutating func outboundAttendedTransfer(_ plan: CallPlan) -> [AsteriskLine] {
    let course = Course(plan)
    let colleague = plan.telephones[1]
    let front = outboundFront(plan, endsAt: course.passedAt)
    let far = trunk(at: plan.startedAt)
    let you = party(colleague, at: plan.startedAt)
    let consult = local(String(colleague), "from-internal-xfer", at: course.askedAt)
    let second = channel(colleague, at: course.askedAt)
    let client = AsteriskParty(name: "", number: plan.written)
    let asking = Span(course.askedAt, course.askedAt, course.passedAt)
    return [
      outboundLine(
        plan, front, far, Span(plan.startedAt, course.answeredAt, course.askedAt), "ANSWERED",
        isTalk: true),
      outboundLine(plan, front, consult.one, asking, "ANSWERED"),
      .leg(
        consult.one, to: far, from: you, String(colleague), "from-internal-xfer", "", "",
        Span(course.passedAt, course.passedAt, course.passedAt), "ANSWERED"),
      .leg(
        consult.two, to: second, from: client, String(colleague), "ext-local", "Dial",
        dial(colleague), Span(course.askedAt, course.askedAt + 1, course.passedAt), "ANSWERED"),
      .leg(
        second, to: far, from: you, "", "from-internal", "AppDial", "(Outgoing Line)",
        Span(course.passedAt, course.passedAt, course.end), "ANSWERED", isTalk: true),
    ]
  }
}
