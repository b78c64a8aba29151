/// Writes calls as a running Asterisk would. The shapes of the lines, scenario by scenario, are
/// those of a real Asterisk 20 with queues, transfers and voicemail.
struct AsteriskDesk {
  let exchange: Exchange
  let staff: Staff
  /// Recording names cost time and stand only in `cdr_custom`.
  let namesRecordings: Bool
  private var random: SplitMix64
  private var book = ChannelBook()

  init(exchange: Exchange, staff: Staff, seed: UInt64) {
    self.exchange = exchange
    self.staff = staff
    namesRecordings = exchange.id == .branch
    random = SplitMix64(seed: seed)
  }

  /// A new life of the process: every counter begins anew, so channel names and sequences repeat.
  mutating func restart() { book.restart() }

  /// Gives their names to all channels that were born before `limit`.
  mutating func name(before limit: EpochSeconds) { book.name(before: limit) }

  /// The call's lines, in the order in which Asterisk made them.
  mutating func lines(of plan: CallPlan) -> [AsteriskLine] {
    var lines: [AsteriskLine] =
      switch plan.direction {
      case .inbound: inbound(plan)
      case .outbound: outbound(plan)
      case .internal: internalCall(plan)
      }
    let oldest = AsteriskChannel.oldest(of: lines.map(\.channel))
    for index in lines.indices {
      lines[index].oldestChannel = oldest
      settle(&lines[index])
      book.add(lines[index].sequence, at: lines[index].startedAt)
    }
    return lines
  }

  private mutating func settle(_ line: inout AsteriskLine) {
    let whole = Int(line.endedAt - line.startedAt)
    line.duration = max(0, whole - (whole > 1 && random.chance(0.12) ? 1 : 0))
    if let answeredAt = line.answeredAt {
      let billed = Int(line.endedAt - answeredAt)
      let cut = billed > 1 && random.chance(0.12) ? 1 : 0
      line.billable = min(line.duration, billed - cut)
    }
  }

  // MARK: Channels and parties

  mutating func channel(peer: String, at instant: EpochSeconds) -> AsteriskChannel {
    book.channel("\(exchange.technology)/\(peer)", at: instant)
  }

  mutating func channel(_ telephone: Int, at instant: EpochSeconds) -> AsteriskChannel {
    channel(peer: String(telephone), at: instant)
  }

  mutating func trunk(at instant: EpochSeconds) -> AsteriskChannel {
    channel(peer: exchange.trunk, at: instant)
  }

  /// Both ends of a Local channel.
  mutating func local(
    _ number: String, _ context: String, at instant: EpochSeconds
  ) -> (one: AsteriskChannel, two: AsteriskChannel) {
    book.local("Local/\(number)@\(context)", at: instant)
  }

  func party(_ telephone: Int, at instant: EpochSeconds) -> AsteriskParty {
    let manager = staff.manager(at: telephone, on: exchange.id, at: instant)
    return AsteriskParty(
      name: manager.map(Staff.name(of:)) ?? "Стажёр \(telephone)", number: String(telephone))
  }

  func dial(_ telephone: Int) -> String { "\(exchange.technology)/\(telephone),20,tTr" }
}

/// From when to when, and who picked up in between.
struct Span {
  var start: EpochSeconds
  var answer: EpochSeconds?
  var end: EpochSeconds

  init(_ start: EpochSeconds, _ answer: EpochSeconds?, _ end: EpochSeconds) {
    (self.start, self.answer, self.end) = (start, answer, end)
  }
}

/// The outside caller's channel and what its lines share.
struct AsteriskFront {
  var channel: AsteriskChannel
  var caller: AsteriskParty
  var did: String
  var recordingStem: String
  /// When the channel ends, and so when its lines are written.
  var endsAt: EpochSeconds

  func line(
    to other: AsteriskChannel?, _ destination: String, _ context: String, _ application: String,
    _ data: String, _ span: Span, _ disposition: String, isTalk: Bool = false
  ) -> AsteriskLine {
    var line = AsteriskLine(
      caller: caller, destination: destination, context: context, channel: channel,
      startedAt: span.start, answeredAt: span.answer, endedAt: span.end, disposition: disposition,
      writtenAt: endsAt)
    line.destinationChannel = other
    line.application = application
    line.applicationData = data
    line.did = did
    line.recordingStem = recordingStem
    line.callerNumber = did.isEmpty ? "" : caller.number
    line.callerName = did.isEmpty ? "" : caller.name
    line.isTalk = isTalk
    return line
  }
}

extension AsteriskLine {
  /// A line of another channel than the outside caller's: no did, no recording.
  static func leg(
    _ channel: AsteriskChannel, to other: AsteriskChannel?, from caller: AsteriskParty,
    _ destination: String, _ context: String, _ application: String, _ data: String, _ span: Span,
    _ disposition: String, isTalk: Bool = false
  ) -> AsteriskLine {
    var line = AsteriskLine(
      caller: caller, destination: destination, context: context, channel: channel,
      startedAt: span.start, answeredAt: span.answer, endedAt: span.end, disposition: disposition,
      writtenAt: span.end)
    line.destinationChannel = other
    line.application = application
    line.applicationData = data
    line.isTalk = isTalk
    return line
  }
}
