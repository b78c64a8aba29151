/// A telephone number: its E.164 digits without the plus, such as 79265551234.
typealias NumberDigits = Int64

/// Hands out invented numbers, each once, that libphonenumber takes for valid.
struct NumberPlan {
  private static let mobilePrefixes: [NumberDigits] = [
    903, 905, 906, 909, 910, 915, 916, 917, 919, 925, 926, 929, 963, 965, 967, 968, 977, 985, 999,
  ]
  /// A prime, so that stepping by 7,919 visits every subscriber number once.
  private static let subscribers: NumberDigits = 100_003
  private var mobiles: NumberDigits = 0
  private var landlines: NumberDigits = 0
  private var foreigners: NumberDigits = 0

  /// A plan whose numbers are nobody's in the CRM.
  static func forStrangers() -> NumberPlan {
    var plan = NumberPlan()
    plan.firstSubscriber = 7_770_000
    return plan
  }

  private var firstSubscriber: NumberDigits = 5_550_000

  /// A Russian mobile number, `+7 9xx 555xxxx` and on.
  mutating func mobile() -> NumberDigits {
    let prefixes = NumberDigits(Self.mobilePrefixes.count)
    let prefix = Self.mobilePrefixes[Int(mobiles % prefixes)]
    let subscriber = firstSubscriber + mobiles / prefixes * 7919 % Self.subscribers
    mobiles += 1
    return 70_000_000_000 + prefix * 10_000_000 + subscriber
  }

  /// A Moscow landline number, +7 495 or +7 499.
  mutating func landline() -> NumberDigits {
    let prefix: NumberDigits = landlines % 2 == 0 ? 495 : 499
    let subscriber = 2_220_000 + landlines / 2 * 7919 % Self.subscribers
    landlines += 1
    return 70_000_000_000 + prefix * 10_000_000 + subscriber
  }

  /// A German mobile number, +49 151 and eight digits.
  mutating func german() -> NumberDigits {
    foreigners += 1
    return 4_915_155_500_000 + foreigners * 37
  }

  /// A Belarusian mobile number, +375 29 and seven digits.
  mutating func belarusian() -> NumberDigits {
    foreigners += 1
    return 375_295_550_000 + foreigners * 41
  }
}

/// Ways in which people type a number into a CRM.
enum Spelling: Int, CaseIterable {
  case international, bracketed, plain, local, dashed, hardSpaced, trailingBlanks, withExtension

  func text(_ number: NumberDigits) -> String {
    let digits = String(number)
    guard digits.hasPrefix("7") && digits.count == 11 else { return foreign(digits) }
    let national = digits.dropFirst()
    let code = national.prefix(3)
    let a = national.dropFirst(3).prefix(3)
    let b = national.dropFirst(6).prefix(2)
    let c = national.suffix(2)
    switch self {
    case .international: return "+\(digits)"
    case .bracketed: return "8 (\(code)) \(a)-\(b)-\(c)"
    case .plain: return digits
    case .local: return String(national)
    case .dashed: return "8-\(code)-\(a)-\(b)-\(c)"
    case .hardSpaced: return "+7\u{A0}\(code)\u{A0}\(a)-\(b)-\(c)"
    case .trailingBlanks: return "8\(national)  "
    case .withExtension: return "+7 (\(code)) \(a)-\(b)-\(c) доб. 12"
    }
  }

  private func foreign(_ digits: String) -> String {
    switch self {
    case .dashed where digits.hasPrefix("375"): "8 10 \(digits.prefix(3)) \(digits.dropFirst(3))"
    case .hardSpaced: "+\(digits.prefix(2))\u{A0}\(digits.dropFirst(2))"
    default: "+\(digits)"
    }
  }
}
