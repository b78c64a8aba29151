import CallModel

/// Makes a leg of one Asterisk record whose columns are known.
extension RecordFields {
  mutating func asteriskLeg(
    _ bytes: UnsafeRawBufferPointer, _ layout: AsteriskColumn.Layout, _ record: RawRecord
  ) throws(RecordTrouble) -> CallLeg {
    let word = raw(bytes, layout[.disposition])
    guard let disposition = AsteriskDisposition.read(word.trimmed) else {
      throw RecordTrouble(
        .disposition,
        """
        Column \((layout[.disposition] ?? 0) + 1) (disposition) holds no word that Asterisk \
        writes, such as ANSWERED or NO ANSWER.
        """)
    }
    let id = raw(bytes, layout[.uniqueid])
    let start = time(bytes, layout[.start]) ?? .unset
    let times = RecordTimes(
      start: start, answer: time(bytes, layout[.answer]), end: time(bytes, layout[.end]),
      duration: try seconds(bytes, layout[.duration], "duration"),
      billable: try seconds(bytes, layout[.billsec], "billsec"),
      idEpoch: AsteriskID.epoch(of: id), isAnswered: disposition == .answered)
    let placed = try clock.place(times)
    let sequence = try self.sequence(bytes, layout[.sequence])
    var leg = CallLeg(
      key: asteriskKey(id, sequence, start, record), startedAt: placed.startedAt,
      endedAt: placed.endedAt, disposition: disposition, position: record.position)
    leg.take(placed)
    leg.sequence = sequence
    fill(&leg, bytes, layout)
    leg.flags.formUnion(text.flags)
    if id.isEmpty { leg.flags.insert(.weakKey) }
    return leg
  }

  private mutating func fill(
    _ leg: inout CallLeg, _ bytes: UnsafeRawBufferPointer, _ layout: AsteriskColumn.Layout
  ) {
    leg.uniqueID = string(bytes, layout[.uniqueid])
    if let index = layout[.linkedid] { leg.linkedID = string(bytes, index) }
    leg.source = string(bytes, layout[.src])
    leg.destination = string(bytes, layout[.dst])
    leg.callerID = string(bytes, layout[.clid])
    leg.context = string(bytes, layout[.dcontext])
    leg.channel = string(bytes, layout[.channel])
    leg.destinationChannel = string(bytes, layout[.dstchannel])
    leg.application = string(bytes, layout[.lastapp])
    leg.applicationData = string(bytes, layout[.lastdata])
    leg.did = string(bytes, layout[.did])
    leg.outboundCallerID = string(bytes, layout[.outbound_cnum])
    leg.accountCode = string(bytes, layout[.accountcode])
    leg.userField = string(bytes, layout[.userfield])
    leg.recordingFile = string(bytes, layout[.recordingfile])
  }

  private func sequence(
    _ bytes: UnsafeRawBufferPointer, _ index: Int?
  ) throws(RecordTrouble) -> Int64? {
    let field = raw(bytes, index).trimmed
    if field.isEmpty { return nil }
    guard let number = NumberText.integer(field) else {
      throw RecordTrouble(
        .number, "Column \((index ?? 0) + 1) (sequence) holds no whole number.")
    }
    return number
  }

  /// uniqueid and sequence are unique within one life of the process; the start tells lives apart.
  /// Without a sequence one uniqueid has many records (a queue, a transfer), and only their bytes
  /// tell them apart. The start goes in as written, so that a corrected zone changes no key.
  private mutating func asteriskKey(
    _ id: UnsafeRawBufferPointer, _ sequence: Int64?, _ start: TimeText, _ record: RawRecord
  ) -> CallLeg.Key {
    if !id.isEmpty, let sequence {
      keys.begin(.asteriskSequence)
      keys.append(id)
      keys.append(sequence)
      keys.append(start.keySeconds)
    } else {
      keys.begin(.record)
      keys.append(record.content)
    }
    return keys.finish()
  }
}

extension TimeText {
  /// The written second, by the wall or since the epoch.
  fileprivate var keySeconds: Int64 {
    switch self {
    case .civil(let civil): civil.seconds
    case .instant(let instant): instant.seconds
    case .unset, .unreadable: 0
    }
  }
}

extension CallLeg {
  mutating func take(_ placed: PlacedTimes) {
    answeredAt = placed.answeredAt
    durationSeconds = placed.duration
    billableSeconds = placed.billable
    flags.formUnion(placed.flags)
  }
}
