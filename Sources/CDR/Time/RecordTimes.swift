import CallModel

/// The times of one record as written, before they are brought together.
struct RecordTimes {
  var start: TimeText
  /// Nil when the layout has no such column.
  var answer: TimeText?
  /// Nil when the layout has no such column.
  var end: TimeText?
  /// Whole seconds; nil when the layout has no such column.
  var duration: Int32?
  var billable: Int32?
  /// The second of the channel's creation, from its id.
  var idEpoch: Int64?
  /// What the disposition says.
  var isAnswered = false
}

/// The times of one leg. Invariant: `startedAt <= endedAt`, and an answer lies between them.
struct PlacedTimes: Equatable {
  var startedAt: Instant
  var answeredAt: Instant?
  var endedAt: Instant
  var duration: Int32
  var billable: Int32
  var flags: CallLeg.Flags
}

extension PBXClock {
  /// Brings the times of a record together. What contradicts itself is mended and flagged, for a
  /// record with an impossible time is still a call.
  ///
  /// - Throws: `RecordTrouble` when the start can't be told, or nothing tells the end.
  mutating func place(_ times: RecordTimes) throws(RecordTrouble) -> PlacedTimes {
    var flags = CallLeg.Flags.none
    let start = try placeStart(times, &flags)
    var end = try placeEnd(times, start, &flags)
    if end < start {
      flags.insert(.impossibleTimes)
      end = start.advanced(bySeconds: Int64(times.duration ?? 0))
    }
    let duration = times.duration ?? Int32(clamping: end.seconds - start.seconds)
    let answer = try placeAnswer(times, start, end, &flags)
    let billable = times.billable ?? answer.map { Int32(clamping: end.seconds - $0.seconds) } ?? 0
    if billable > duration { flags.insert(.impossibleTimes) }
    return PlacedTimes(
      startedAt: start, answeredAt: answer, endedAt: end, duration: duration, billable: billable,
      flags: flags)
  }

  private mutating func placeStart(
    _ times: RecordTimes, _ flags: inout CallLeg.Flags
  ) throws(RecordTrouble) -> Instant {
    switch times.start {
    case .instant(let instant):
      return instant
    case .unset:
      throw RecordTrouble(.missing, "The start time is empty; a call without one can't be placed.")
    case .unreadable:
      throw RecordTrouble(.time, Self.unreadable("start"))
    case .civil(let civil):
      let settled = settle(civil) { clock in
        if let epoch = times.idEpoch { return .notBefore(epoch) }
        return clock.startByEnd(times)
      }
      guard let settled else {
        throw RecordTrouble(
          .time,
          """
          The start time falls into the hour that the clocks of \(zone) skip, and no id tells \
          which hour is meant. Check the zone of the PBX; if it is right, correct the time by hand.
          """)
      }
      flags.formUnion(settled.flags)
      return settled.instant
    }
  }

  /// Where the end is certain and the duration known, the start is certain.
  private mutating func startByEnd(_ times: RecordTimes) -> Hint? {
    guard let duration = times.duration, case .civil(let end) = times.end,
      case .one(let instant) = resolve(end)
    else { return nil }
    return .about(instant.seconds - Int64(duration))
  }

  private mutating func placeEnd(
    _ times: RecordTimes, _ start: Instant, _ flags: inout CallLeg.Flags
  ) throws(RecordTrouble) -> Instant {
    let expected = start.advanced(bySeconds: Int64(times.duration ?? 0))
    switch times.end {
    case .instant(let instant):
      return instant
    case .civil(let civil):
      return settled(civil, about: expected, &flags)
    case .unreadable:
      throw RecordTrouble(.time, Self.unreadable("end"))
    case .unset, nil:
      guard times.duration != nil else {
        throw RecordTrouble(
          .missing, "Neither an end time nor a duration is there; nothing tells how long it took.")
      }
      return expected
    }
  }

  private mutating func placeAnswer(
    _ times: RecordTimes, _ start: Instant, _ end: Instant, _ flags: inout CallLeg.Flags
  ) throws(RecordTrouble) -> Instant? {
    let billable = times.billable ?? 0
    let computed = max(start, end.advanced(bySeconds: -Int64(billable)))
    let written: Instant
    switch times.answer {
    case .instant(let instant):
      written = instant
    case .civil(let civil):
      written = settled(civil, about: computed, &flags)
    case .unreadable:
      throw RecordTrouble(.time, Self.unreadable("answer"))
    case .unset:
      if times.isAnswered { flags.insert(.impossibleTimes) }
      return times.isAnswered ? computed : nil
    case nil:
      return times.isAnswered || billable > 0 ? computed : nil
    }
    if written < start || written > end { flags.insert(.impossibleTimes) }
    return min(max(written, start), end)
  }

  private mutating func settled(
    _ civil: CivilTime, about expected: Instant, _ flags: inout CallLeg.Flags
  ) -> Instant {
    guard let settled = settle(civil, { _ in .about(expected.seconds) }) else { return expected }
    flags.formUnion(settled.flags)
    return settled.instant
  }

  private static func unreadable(_ field: String) -> String {
    """
    The \(field) time is no date that exists, such as 2026-01-31 09:00:00, and no epoch second.
    """
  }
}
