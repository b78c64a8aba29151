package import CallModel

/// Whether a file's local times agree with the zone that the PBX was configured with.
package struct ZoneEvidence: Sendable, Hashable {
  /// Ids that told something.
  package var samples: Int
  /// How many of them lie a whole number of quarter-hours, not zero, away from the zone.
  package var contradicting: Int
  /// The commonest true offset of the file, in seconds east of UTC; nil without samples.
  package var offsetSeconds: Int?
  /// False when at least five samples were seen and nine in ten contradict the zone.
  package var agreesWithZone: Bool
  /// Zones that fit, such as `UTC` or `Asia/Yekaterinburg, Etc/GMT-5`; nil when the zone agrees
  /// or nothing fits.
  package var suggestion: String?
}

/// Compares the times of a file's first legs with the seconds in their ids. Asterisk's uniqueid
/// begins with the second of the channel's creation in UTC, and a channel's first record starts
/// within moments of it; what is left between the two is the error of the zone.
package struct OffsetEstimator: Sendable {
  private struct Sample {
    var startedAt: Int64
    var residual: Int64
  }

  private let clock: PBXClock
  private let limit: Int
  private var samples: [String: Sample] = [:]

  /// - Parameters:
  ///   - zone: the configured IANA zone, with which the legs were read.
  ///   - limit: after so many different ids nothing more is collected.
  /// - Throws: `CDRError` when the zone is unknown.
  package init(zone: String, limit: Int = 1_000) throws(CDRError) {
    clock = try PBXClock(zone: zone)
    self.limit = limit
  }

  /// Whether more legs would add to the evidence.
  package var wantsMore: Bool { samples.count < limit }

  /// Takes a leg into account; one whose id holds no second is passed over. The hours around a
  /// change of the clocks are left out, since there the id itself decided the time.
  package mutating func add(_ leg: CallLeg) {
    let flags = leg.flags.intersection([.ambiguousTime, .nonexistentTime])
    guard flags.isEmpty, let epoch = AsteriskID.epoch(of: leg.uniqueID) else { return }
    let start = leg.startedAt.seconds
    let sample = Sample(startedAt: start, residual: start - epoch)
    // Later legs of one channel (a transfer, the next agent of a queue) start later.
    if let known = samples[leg.uniqueID] {
      if sample.residual < known.residual { samples[leg.uniqueID] = sample }
    } else if wantsMore {
      samples[leg.uniqueID] = sample
    }
  }

  package func evidence() -> ZoneEvidence {
    let found = samples.values.compactMap { self.finding($0) }
    let contradicting = found.filter { $0.error != 0 }.count
    let offsets = Dictionary(grouping: found) { $0.offset }.mapValues(\.count)
    let commonest = offsets.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    let agrees = found.count < 5 || contradicting * 10 < found.count * 9
    return ZoneEvidence(
      samples: found.count, contradicting: contradicting, offsetSeconds: commonest,
      agreesWithZone: agrees, suggestion: agrees ? nil : Self.suggestion(found))
  }

  /// What one sample says: the moment, the zone's error, the true offset. Nil when the rest is
  /// neither near a quarter-hour nor near zero: a leg that began long after its channel.
  private struct Finding {
    var epoch: Int64
    var error: Int
    var offset: Int
  }

  private static let quarter: Int64 = 900
  /// A channel's first leg starts at once, but a caller may sit in a menu first.
  private static let slack: Int64 = 180

  private func finding(_ sample: Sample) -> Finding? {
    let shifted = sample.residual + Self.slack / 3
    let floor = shifted >= 0 ? shifted / Self.quarter : (shifted - Self.quarter + 1) / Self.quarter
    let error = floor * Self.quarter
    guard abs(error) <= 26 * 3_600, sample.residual - error <= Self.slack else { return nil }
    let offset = clock.offset(at: sample.startedAt) + Int(error)
    return Finding(epoch: sample.startedAt - sample.residual, error: Int(error), offset: offset)
  }

  /// Zones in the order in which they are offered; one for each way of keeping time that offices
  /// use. A few suffice: the administrator knows which is his.
  private static let candidates = [
    "UTC", "Europe/Moscow", "Europe/Kaliningrad", "Europe/Samara", "Asia/Yekaterinburg",
    "Asia/Omsk", "Asia/Novosibirsk", "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok",
    "Asia/Magadan", "Asia/Kamchatka", "Asia/Almaty", "Asia/Tashkent", "Asia/Tbilisi",
    "Europe/Kyiv", "Europe/Berlin", "Europe/London", "America/New_York", "America/Chicago",
    "America/Denver", "America/Los_Angeles", "Asia/Kolkata", "Asia/Shanghai", "Australia/Sydney",
  ]

  private static func suggestion(_ found: [Finding]) -> String? {
    var names: [String] = []
    for name in candidates where names.count < 3 {
      // A zone that this system does not have can't be suggested; it is no error here.
      guard let clock = try? PBXClock(zone: name) else { continue }
      let fitting = found.filter { clock.offset(at: $0.epoch) == $0.offset }.count
      if fitting * 20 >= found.count * 19 { names.append(name) }
    }
    if let first = found.first, found.allSatisfy({ $0.offset == first.offset }),
      first.offset != 0, first.offset % 3_600 == 0, (-12...14).contains(first.offset / 3_600)
    {
      // In these names the sign is that of POSIX: west of Greenwich is positive.
      let hours = -first.offset / 3_600
      names.append("Etc/GMT" + (hours > 0 ? "+" : "") + "\(hours)")
    }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }
}
