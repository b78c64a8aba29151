import CallModel

/// Makes a leg of one FreeSWITCH record whose columns are known.
extension RecordFields {
  mutating func freeSwitchLeg(
    _ bytes: UnsafeRawBufferPointer, _ layout: FreeSwitchColumn.Layout, _ record: RawRecord
  ) throws(RecordTrouble) -> CallLeg {
    var times = RecordTimes(
      start: time(bytes, layout[.start_stamp]) ?? .unset,
      answer: time(bytes, layout[.answer_stamp]), end: time(bytes, layout[.end_stamp]))
    times.duration = try seconds(bytes, layout[.duration], "duration")
    times.billable = try seconds(bytes, layout[.billsec], "billsec")
    times.isAnswered = times.answer.map { $0.isSet } ?? ((times.billable ?? 0) > 0)
    let placed = try clock.place(times)
    let uuid = raw(bytes, layout[.uuid]).trimmed
    var leg = CallLeg(
      key: freeSwitchKey(uuid, record), startedAt: placed.startedAt, endedAt: placed.endedAt,
      disposition: try disposition(bytes, layout, isAnswered: placed.answeredAt != nil),
      position: record.position)
    leg.take(placed)
    fill(&leg, bytes, layout)
    leg.flags.formUnion(text.flags)
    if uuid.isEmpty { leg.flags.insert(.weakKey) }
    return leg
  }

  private mutating func fill(
    _ leg: inout CallLeg, _ bytes: UnsafeRawBufferPointer, _ layout: FreeSwitchColumn.Layout
  ) {
    leg.uniqueID = string(bytes, layout[.uuid])
    leg.linkedID = linkedID(bytes, layout, own: leg.uniqueID)
    leg.source = string(bytes, layout[.caller_id_number])
    leg.destination = string(bytes, layout[.destination_number])
    leg.callerID = string(bytes, layout[.caller_id] ?? layout[.caller_id_name])
    leg.context = string(bytes, layout[.context])
    leg.channel = string(bytes, layout[.channel_name])
    leg.destinationChannel = string(bytes, layout[.bridge_channel])
    leg.application = string(bytes, layout[.last_app])
    // Vanilla dialplan, conf/vanilla/dialplan/default.xml: *99 before an extension is its mailbox.
    // The templates without last_app show a deposited message by nothing else.
    if layout[.last_app] == nil, leg.destination.hasPrefix("*99") { leg.application = "voicemail" }
    leg.applicationData = string(bytes, layout[.last_arg])
    leg.outboundCallerID = string(bytes, layout[.effective_caller_id_number])
    leg.accountCode = string(bytes, layout[.accountcode])
    leg.userField = string(bytes, layout[.userfield])
    leg.recordingFile = string(bytes, layout[.recording_file])
    let other = string(bytes, layout[.bleg_uuid])
    if layout[.bridge_channel] == nil && !other.isEmpty { leg.destinationChannel = "uuid:" + other }
  }

  private mutating func linkedID(
    _ bytes: UnsafeRawBufferPointer, _ layout: FreeSwitchColumn.Layout, own: String
  ) -> String? {
    if let index = layout[.call_uuid] {
      let shared = string(bytes, index)
      if !shared.isEmpty { return shared }
    }
    let bonds = [layout[.signal_bond], layout[.bridge_uuid]].compactMap { $0 }
    for index in bonds {
      let other = string(bytes, index)
      if !other.isEmpty { return min(own, other) }
    }
    return layout[.call_uuid] == nil && bonds.isEmpty ? nil : ""
  }

  private func disposition(
    _ bytes: UnsafeRawBufferPointer, _ layout: FreeSwitchColumn.Layout, isAnswered: Bool
  ) throws(RecordTrouble) -> CallLeg.Disposition {
    if isAnswered { return .answered }
    let cause = raw(bytes, layout[.hangup_cause]).trimmed
    guard let disposition = FreeSwitchCause.unanswered(cause) else {
      throw RecordTrouble(
        .disposition,
        """
        Column \((layout[.hangup_cause] ?? 0) + 1) (hangup_cause) holds no name of a cause, such \
        as NORMAL_CLEARING.
        """)
    }
    return disposition
  }

  /// FreeSWITCH writes one record for each uuid; after a failed write the same one again.
  private mutating func freeSwitchKey(
    _ uuid: UnsafeRawBufferPointer, _ record: RawRecord
  ) -> CallLeg.Key {
    keys.begin(uuid.isEmpty ? .record : .freeSwitch)
    keys.append(uuid.isEmpty ? record.content : uuid)
    return keys.finish()
  }
}
