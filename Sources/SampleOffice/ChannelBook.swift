/// The counters of one Asterisk process. Calls overlap, and a counter grows with time and not call
/// by call, so what is born waits here until everything that was born before it is known.
struct ChannelBook {
  private enum Birth {
    case channel(AsteriskChannel, peer: String)
    case local(AsteriskChannel, AsteriskChannel, name: String)
    case record(AsteriskSequence)
  }

  private var births = Agenda<Birth>()
  private var channels = 0
  private var locals = 0
  private var uniques = 0
  private var sequences = 0

  private var born = 0

  private mutating func born(at instant: EpochSeconds) -> AsteriskChannel {
    born += 1
    return AsteriskChannel(bornAt: instant, order: born)
  }

  mutating func channel(_ peer: String, at instant: EpochSeconds) -> AsteriskChannel {
    let channel = born(at: instant)
    births.add(.channel(channel, peer: peer), at: instant)
    return channel
  }

  mutating func local(_ name: String, at instant: EpochSeconds) -> (
    one: AsteriskChannel, two: AsteriskChannel
  ) {
    let one = born(at: instant)
    let two = born(at: instant)
    births.add(.local(one, two, name: name), at: instant)
    return (one, two)
  }

  mutating func add(_ record: AsteriskSequence, at instant: EpochSeconds) {
    births.add(.record(record), at: instant)
  }

  mutating func restart() { (channels, locals, uniques, sequences) = (0, 0, 0, 0) }

  mutating func name(before limit: EpochSeconds) {
    while let (_, birth) = births.next(before: limit) {
      switch birth {
      case .channel(let channel, let peer):
        channel.name = "\(peer)-\(Self.hexadecimal(channels))"
        channels += 1
        identify(channel)
      case .local(let one, let two, let name):
        let suffix = Self.hexadecimal(locals)
        locals += 1
        one.name = "\(name)-\(suffix);1"
        two.name = "\(name)-\(suffix);2"
        identify(one)
        identify(two)
      case .record(let sequence):
        sequence.number = sequences
        sequences += 1
      }
    }
  }

  private mutating func identify(_ channel: AsteriskChannel) {
    channel.uniqueID = "\(channel.bornAt).\(uniques)"
    uniques += 1
  }

  private static func hexadecimal(_ number: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, 8 - text.count)) + text
  }
}
