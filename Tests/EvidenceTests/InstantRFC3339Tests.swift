import CallModel
import Testing

@Suite("An instant as RFC 3339")
struct InstantRFC3339Tests {
  @Test(
    "is read and written to the microsecond",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("2024-02-29T23:59:59Z", 1_709_251_199_000_000),
      ("2024-03-01T12:00:00.5Z", 1_709_294_400_500_000),
      ("2024-03-01T12:00:00.000001Z", 1_709_294_400_000_001),
      ("1969-12-31T23:59:59.75Z", -250_000), ("2000-02-29T00:00:00Z", 951_782_400_000_000),
    ] as [(String, Int64)])
  func bothWays(text: String, microseconds: Int64) {
    #expect(Instant(rfc3339: text)?.microseconds == microseconds)
    #expect(Instant(microseconds: microseconds).rfc3339 == text)
  }

  @Test("takes an offset into account, and drops what is finer than a microsecond")
  func offset() {
    #expect(
      Instant(rfc3339: "2024-03-01T15:00:00.1234567+03:00")?.rfc3339
        == "2024-03-01T12:00:00.123456Z")
    #expect(Instant(rfc3339: "2024-02-29T20:30:00-03:30")?.rfc3339 == "2024-03-01T00:00:00Z")
  }

  @Test(
    "refuses what is none",
    arguments: [
      "", "2024-03-01", "2024-03-01T12:00:00", "2024-03-01 12:00:00Z", "2023-02-29T00:00:00Z",
      "2024-13-01T00:00:00Z", "2024-03-01T24:00:00Z", "2024-03-01T12:60:00Z",
      "2024-03-01T12:00:00.Z", "2024-03-01T12:00:00+0300", "2024-03-01T12:00:00ZZ",
      "infinity, and twenty more",
    ])
  func refuses(text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }
}
