import CallModel
import Testing

@testable import CDR

@Suite struct OffsetEstimatorTests {
  /// Evidence of legs whose wall clock had `offset`, read as if it were in `zone`.
  private func evidence(
    zone: String, count: Int, delay: Int64 = 1, offset: (Int64) -> Int64
  ) throws -> ZoneEvidence {
    var clock = try PBXClock(zone: zone)
    var estimator = try OffsetEstimator(zone: zone)
    for index in 0..<count {
      let epoch = utc(2026, 1, 10, 7) + Int64(index) * 86_400 * 3
      let civil = CivilTime(seconds: epoch + offset(epoch) + delay)
      guard case .one(let start) = clock.resolve(civil) else { continue }
      var leg = CallLeg(
        key: CallLeg.Key(high: 0, low: 0), startedAt: start, endedAt: start,
        disposition: .answered, position: SourcePosition(byteOffset: 0, byteLength: 1, line: 1))
      leg.uniqueID = "\(epoch).\(index)"
      estimator.add(leg)
    }
    return estimator.evidence()
  }

  @Test("a file in the configured zone agrees")
  func agreeing() throws {
    let found = try evidence(zone: "Europe/Moscow", count: 40) { _ in 10_800 }
    #expect(found.agreesWithZone)
    #expect(found.samples == 40)
    #expect(found.contradicting == 0)
    #expect(found.offsetSeconds == 10_800)
    #expect(found.suggestion == nil)
  }

  @Test("GMT times under a local zone are found out")
  func gmtFile() throws {
    let found = try evidence(zone: "Europe/Moscow", count: 40) { _ in 0 }
    #expect(!found.agreesWithZone)
    #expect(found.offsetSeconds == 0)
    #expect(found.suggestion == "UTC")
  }

  @Test("a zone that is an hour off is named with its POSIX twin")
  func wrongZone() throws {
    let found = try evidence(zone: "Europe/Moscow", count: 40) { _ in 18_000 }
    #expect(!found.agreesWithZone)
    #expect(found.suggestion?.contains("Asia/Yekaterinburg") == true)
    #expect(found.suggestion?.contains("Etc/GMT-5") == true)
  }

  @Test("summer time inside the file is no contradiction in the right zone")
  func throughTheYear() throws {
    let berlin = try PBXClock(zone: "Europe/Berlin")
    let right = try evidence(zone: "Europe/Berlin", count: 100) { Int64(berlin.offset(at: $0)) }
    #expect(right.agreesWithZone)
    #expect(right.contradicting == 0)
    let wrong = try evidence(zone: "UTC", count: 100) { Int64(berlin.offset(at: $0)) }
    #expect(!wrong.agreesWithZone)
    #expect(wrong.suggestion == "Europe/Berlin")
  }

  @Test("a quarter-hour zone is seen")
  func kathmandu() throws {
    let found = try evidence(zone: "Asia/Kolkata", count: 20) { _ in 20_700 }
    #expect(!found.agreesWithZone)
    #expect(found.offsetSeconds == 20_700)
  }

  @Test("four samples refuse nothing")
  func tooFew() throws {
    #expect(try evidence(zone: "Europe/Moscow", count: 4) { _ in 0 }.agreesWithZone)
  }

  @Test("legs that start long after their channel tell nothing")
  func lateLegs() throws {
    let found = try evidence(zone: "Europe/Moscow", count: 20, delay: 400) { _ in 10_800 }
    #expect(found.samples == 0)
    #expect(found.agreesWithZone)
  }

  @Test("of several legs of one channel the first one counts")
  func laterLegsOfOneChannel() throws {
    var estimator = try OffsetEstimator(zone: "UTC")
    for index in 0..<10 {
      for delay in [3_600, 0, 1_800] as [Int64] {
        let epoch = utc(2026, 1, 1) + Int64(index) * 60
        let start = Instant(seconds: epoch + delay)
        var leg = CallLeg(
          key: CallLeg.Key(high: 0, low: 0), startedAt: start, endedAt: start,
          disposition: .answered, position: SourcePosition(byteOffset: 0, byteLength: 1, line: 1))
        leg.uniqueID = "\(epoch).\(index)"
        estimator.add(leg)
      }
    }
    #expect(estimator.evidence().contradicting == 0)
    #expect(estimator.evidence().samples == 10)
  }
}
