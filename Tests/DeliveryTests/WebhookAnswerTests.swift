import CallModel
import Delivery
import Testing

@Suite("An answer of a receiver")
struct WebhookAnswerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var status: Int
    var retryAfter: String?
    var answer: WebhookAnswer
    var testDescription: String { "\(status) \(retryAfter ?? "")" }
  }

  static let cases = [
    Case(status: 200, answer: .taken), Case(status: 204, answer: .taken),
    Case(status: 299, retryAfter: "9", answer: .taken),
    Case(status: 302, answer: .failed(why: "status 302, a redirect, which is not followed")),
    Case(status: 400, answer: .failed(why: "status 400")),
    Case(status: 404, retryAfter: "9", answer: .failed(why: "status 404")),
    Case(status: 410, answer: .gone),
    Case(status: 429, answer: .failed(why: "status 429")),
    Case(status: 429, retryAfter: "120", answer: .later(seconds: 120, why: "status 429")),
    Case(status: 503, retryAfter: "0", answer: .later(seconds: 0, why: "status 503")),
    Case(status: 503, retryAfter: "-5", answer: .later(seconds: 0, why: "status 503")),
    Case(status: 503, retryAfter: "9999999", answer: .later(seconds: 86_400, why: "status 503")),
    Case(
      status: 503, retryAfter: "Wed, 21 Oct 2026 07:30:00 GMT",
      answer: .later(seconds: 120, why: "status 503")),
    Case(
      status: 503, retryAfter: "Wed, 21 Oct 2015 07:30:00 GMT",
      answer: .later(seconds: 0, why: "status 503")),
    Case(status: 503, retryAfter: "tomorrow", answer: .failed(why: "status 503")),
    Case(status: 503, retryAfter: "nan", answer: .failed(why: "status 503")),
    Case(status: 500, answer: .failed(why: "status 500")),
  ]

  @Test("is judged by its status and the wish to be left alone", arguments: cases)
  func judged(_ sample: Case) throws {
    let now = try #require(Instant(rfc3339: "2026-10-21T07:28:00Z"))
    #expect(
      WebhookAnswer(status: sample.status, retryAfter: sample.retryAfter, now: now)
        == sample.answer)
  }

  @Test("that it did not take it is followed by longer and longer waits, then by giving up")
  func schedule() {
    var schedule = RetrySchedule()
    schedule.chance = { 0 }
    let waits = (1...10).map { schedule.delay(afterFailures: $0) }
    #expect(waits == [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, nil])
    schedule.chance = { 1 }
    #expect(schedule.delay(afterFailures: 2) == 360)
    #expect(schedule.delay(afterFailures: 0) == nil)
  }
}
