import CallModel
import Testing

@testable import PhoneNumbers

/// One row: what stands in the field, the region of the source, and what it is.
struct NumberRow: Sendable, CustomTestStringConvertible {
  let region: String
  let raw: String
  let expected: String
  init(_ region: String, _ raw: String, _ expected: String) {
    self.region = region
    self.raw = raw
    self.expected = expected
  }
  var testDescription: String { "\(region) \(raw.debugDescription)" }
}

private func spelled(_ number: NormalizedNumber) -> String {
  switch number {
  case .number(let number): number.e164
  case .anonymous: "anonymous"
  case .service(let signs): "service \(signs)"
  case .unparsable(let reason): reason.rawValue
  }
}

@Suite struct NumberNormalizerTests {
  // Russian numbering: national prefix 8, international 8~10, numbers of 10 digits (ITU-T
  // Operational Bulletin, national numbering plan of the Russian Federation).
  static let russianSpellings = [
    "+79261234567", "79261234567", "89261234567", "9261234567", "+7 926 123 45 67",
    "8 (926) 123-45-67", "8.926.123.45.67", "8\u{A0}926\u{A0}123\u{2011}45\u{2011}67",
    "8\u{202F}926\u{2009}123\u{2013}45\u{2014}67", "[8] 926 1234567", "８９２６１２３４５６７",
    "＋７（９２６）１２３４５６７", "٧٩٢٦١٢٣٤٥٦٧", "۷۹۲۶۱۲۳۴۵۶۷", "tel:+7-926-123-45-67",
    "TEL:+79261234567", "tel:+79261234567;ext=12", "sip:+79261234567@10.0.0.1;user=phone",
    "sip:%2B79261234567@example.test", "sips:79261234567@pbx.test:5061",
    "sip:89261234567:secret@pbx.test", "sip:89261234567", "89261234567@trunk",
    "\"Иванов Иван\" <79261234567>", "\"79999999999\" <79261234567>", "<+79261234567>",
    "\"\" <89261234567>", "89261234567,101", "89261234567;101", "89261234567#101",
    "8 926 123-45-67 доб. 101", "8 926 123-45-67 доб 5", "+79261234567 ext. 101",
    "+79261234567x101", "+79261234567 x 5", "79261234567abc", "79261234567 (Иван)",
    "79261234567/79031234567", "\u{202A}+79261234567\u{202C}", "\u{FEFF}+7926\u{200B}1234567",
    "  79261234567  ", "\t79261234567\r\n", "'79261234567", "+89261234567", "0079261234567",
    "+0079261234567",
  ]

  @Test("every spelling of one Russian number gives the same E.164", arguments: russianSpellings)
  func russian(_ raw: String) throws {
    let normalizer = try NumberNormalizer(region: "RU")
    #expect(spelled(normalizer.normalize(raw)) == "+79261234567")
  }

  static let rows = [
    NumberRow("RU", "84951234567", "+74951234567"),
    NumberRow("RU", "4951234567", "+74951234567"),
    NumberRow("RU", "88005553535", "+78005553535"),
    NumberRow("RU", "810375291234567", "+375291234567"),
    NumberRow("RU", "8~10 375 29 123 45 67", "+375291234567"),
    NumberRow("RU", "8 10 49 30 123456", "+4930123456"),
    NumberRow("RU", "375291234567", "+375291234567"),
    NumberRow("RU", "998901234567", "+998901234567"),
    NumberRow("RU", "34688886392", "+34688886392"),
    NumberRow("RU", "0034688886392", "+34688886392"),
    NumberRow("RU", "+34688886392", "+34688886392"),
    NumberRow("RU", "+34 688 88 63 92", "+34688886392"),
    // Kazakhstan shares +7 and dials 8 as well.
    NumberRow("RU", "87011234567", "+77011234567"),
    NumberRow("KZ", "87011234567", "+77011234567"),
    NumberRow("KZ", "8 727 250 00 00", "+77272500000"),
    // Valid both as +7 491 234-56-78 and as Vietnamese +84 91 234 56 78: the national wins.
    NumberRow("RU", "84912345678", "+74912345678"),
    // Possible, in no range that the metadata knows.
    NumberRow("RU", "71234567890", "+71234567890"),
    NumberRow("RU", "83101234567", "+73101234567"),
    NumberRow("RU", "1234567890", "+71234567890"),
    // No valid Russian number, but a valid Japanese one: rule 3 stands before rule 4.
    NumberRow("RU", "81312345678", "+81312345678"),
    NumberRow("RU", "+71234567890", "+71234567890"),
    NumberRow("RU", "00034688886392", "no_such_length_or_country"),
    NumberRow("RU", "12345678901234567890", "no_such_length_or_country"),
    NumberRow("RU", "+999123456789", "no_such_length_or_country"),
    NumberRow("RU", "1234567", "too_short"),
    NumberRow("RU", "+7495123", "too_short"),
    NumberRow("RU", "112", "service 112"),
    NumberRow("RU", "01", "service 01"),
    NumberRow("RU", "0611", "service 0611"),
    NumberRow("RU", "101", "service 101"),
    NumberRow("RU", "123456", "service 123456"),
    NumberRow("RU", "1-23-45", "service 12345"),
    NumberRow("RU", "*72", "service *72"),
    NumberRow("RU", "*7289261234567", "service *7289261234567"),
    NumberRow("RU", "#31#", "service #31#"),
    NumberRow("RU", "s", "not_a_number"),
    NumberRow("RU", "h", "not_a_number"),
    NumberRow("RU", "?NAME", "not_a_number"),
    NumberRow("RU", "MakeCall", "not_a_number"),
    NumberRow("RU", "Ext.610", "not_a_number"),
    NumberRow("RU", "sip:alice@example.test", "not_a_number"),
    NumberRow("RU", "192.168.100.10", "not_a_number"),
    NumberRow("US", "192.168.100.10", "not_a_number"),
    NumberRow("RU", "+", "not_a_number"),
    NumberRow("RU", "", "anonymous"),
    NumberRow("RU", "   ", "anonymous"),
    NumberRow("RU", "\u{200B}\u{202A}", "anonymous"),
    NumberRow("RU", "\"\" <>", "anonymous"),
    NumberRow("RU", "anonymous", "anonymous"),
    NumberRow("RU", "Anonymous", "anonymous"),
    NumberRow("RU", "\"Anonymous\" <anonymous>", "anonymous"),
    NumberRow("RU", "sip:anonymous@anonymous.invalid", "anonymous"),
    NumberRow("RU", "unknown", "anonymous"),
    NumberRow("RU", "<unknown>", "anonymous"),
    NumberRow("RU", "Restricted", "anonymous"),
    NumberRow("RU", "PRIVATE", "anonymous"),
    NumberRow("RU", "Private  Number", "anonymous"),
    NumberRow("RU", "Номер скрыт", "anonymous"),
    NumberRow("US", "(212) 555-2368", "+12125552368"),
    NumberRow("US", "1-212-555-2368", "+12125552368"),
    NumberRow("US", "+1 212 555 2368 x42", "+12125552368"),
    NumberRow("US", "011 44 20 7946 0958", "+442079460958"),
    NumberRow("US", "00442079460958", "+442079460958"),
    NumberRow("US", "911", "service 911"),
    NumberRow("US", "79261234567", "+79261234567"),
    NumberRow("DE", "030 123456", "+4930123456"),
    NumberRow("DE", "0049 30 123456", "+4930123456"),
    NumberRow("DE", "+49 (30) 123456", "+4930123456"),
    // Italian numbers keep their zero behind the country code.
    NumberRow("IT", "06 6982 1234", "+390669821234"),
    NumberRow("NO", "22.33.44.55", "+4722334455"),
    NumberRow("ru", "89261234567", "+79261234567"),
  ]

  @Test("a field is read as what it is", arguments: rows)
  func table(_ row: NumberRow) throws {
    let normalizer = try NumberNormalizer(region: row.region)
    #expect(spelled(normalizer.normalize(row.raw)) == row.expected)
  }

  @Test("an unknown region is refused with a sentence", arguments: ["", "XX", "Russia", "RU\0"])
  func unknownRegion(_ region: String) {
    #expect(throws: PhoneNumbersError.self) {
      try NumberNormalizer(region: region)
    }
  }

  @Test("the cache answers as the library did and stays within its bound")
  func cacheIsBounded() throws {
    let normalizer = try NumberNormalizer(region: "RU", cacheLimit: 10)
    for _ in 1...2 {
      for suffix in 100...150 {
        let result = normalizer.normalize("8926123" + "4\(suffix)")
        #expect(spelled(result) == "+7926123" + "4\(suffix)")
        #expect(normalizer.cachedCount <= 10)
      }
    }
  }

  @Test("any text gives a result, and every E.164 begins with a plus and holds 7 to 15 digits")
  func anyText() throws {
    let normalizer = try NumberNormalizer(region: "RU", cacheLimit: 100)
    let alphabet = Array("0123456789012345678978+*#,; ()-<>@:.xsip%tel\u{0}\u{FF}я٣＋\u{200B}\"'")
    var generator = SeededGenerator(seed: 7)
    for _ in 1...5_000 {
      let length = Int.random(in: 0...24, using: &generator)
      let raw = String((0..<length).compactMap { _ in alphabet.randomElement(using: &generator) })
      if case .number(let number) = normalizer.normalize(raw) {
        #expect((8...16).contains(number.e164.utf8.count), "\(raw.debugDescription)")
      }
    }
  }
}

/// SplitMix64: the same numbers on every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
