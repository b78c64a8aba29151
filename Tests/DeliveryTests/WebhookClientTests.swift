import CallModel
import Delivery
import Foundation
import TestSupport
import Testing

@Suite("Over the wire", .timeLimit(.minutes(10)))
struct WebhookClientTests {
  @Test("an event goes as Standard Webhooks and CloudEvents have it")
  func headers() async throws {
    let receiver = try WebhookReceiver { _ in .status(204) }
    defer { receiver.stop() }
    let json = #"{"specversion":"1.0","subject":"сделка"}"#
    #expect(try await Self.send(json, to: receiver) == .taken)
    let delivery = try #require(receiver.deliveries.first)
    #expect(delivery.body == json)
    #expect(delivery.headers["content-type"] == "application/cloudevents+json; charset=utf-8")
    #expect(delivery.headers["webhook-id"] == "tollgate:acme:recorded-1")
    #expect(delivery.headers["webhook-timestamp"] == "1700000000")
    let secret = try #require(WebhookSecret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="))
    #expect(
      delivery.headers["webhook-signature"]
        == secret.signature(
          id: "tollgate:acme:recorded-1", seconds: 1_700_000_000, body: Array(json.utf8)))
  }

  @Test("every trouble of a receiver is an answer, and none an error")
  func troubles() async throws {
    let receiver = try WebhookReceiver { _ in .status(500) }
    #expect(try await Self.send(to: receiver) == .failed(why: "status 500"))
    receiver.answer { _ in .status(410) }
    #expect(try await Self.send(to: receiver) == .gone)
    receiver.answer { _ in .status(429, ["Retry-After": "7"]) }
    #expect(try await Self.send(to: receiver) == .later(seconds: 7, why: "status 429"))
    receiver.answer { _ in .hangUp }
    #expect(try await Self.isFailure(Self.send(to: receiver)))
    receiver.answer { _ in .half }
    #expect(try await Self.isFailure(Self.send(to: receiver)))
    receiver.answer { _ in .silence }
    #expect(
      try await Self.send(to: receiver, timeoutSeconds: 1)
        == .failed(why: "no answer within 1 s"))
    let count = receiver.deliveries.count
    receiver.answer { [url = receiver.url] _ in .status(307, ["Location": url]) }
    #expect(try await Self.isFailure(Self.send(to: receiver)))
    #expect(receiver.deliveries.count == count + 1)
    receiver.stop()
    #expect(try await Self.isFailure(Self.send(to: receiver)))
  }

  @Test("many at once are kept apart")
  func many() async throws {
    let receiver = try WebhookReceiver { $0.id.hasSuffix("3") ? .status(400) : .status(200) }
    defer { receiver.stop() }
    let client = WebhookClient(now: { Instant(seconds: 1_700_000_000) })
    let webhook = try Webhook.sample(url: receiver.url)
    let failed = await withTaskGroup(of: Int?.self) { group in
      for number in 0..<60 {
        group.addTask {
          let request = WebhookRequest(
            id: "e-\(number)", json: "{}", to: webhook, now: Instant(seconds: 0))
          return await client.send(request) == .taken ? nil : number
        }
      }
      return await group.reduce(into: [Int]()) { if let number = $1 { $0.append(number) } }
    }
    await client.close()
    #expect(failed.sorted() == [3, 13, 23, 33, 43, 53])
  }

  private static func send(
    _ json: String = "{}", to receiver: WebhookReceiver, timeoutSeconds: Int64 = 5
  ) async throws -> WebhookAnswer {
    let webhook = try Webhook.sample(url: receiver.url, timeoutSeconds: timeoutSeconds)
    let moment = Instant(seconds: 1_700_000_000)
    let client = WebhookClient(now: { moment })
    let answer = await client.send(
      WebhookRequest(id: "tollgate:acme:recorded-1", json: json, to: webhook, now: moment))
    await client.close()
    return answer
  }

  private static func isFailure(_ answer: WebhookAnswer) -> Bool {
    if case .failed = answer { return true }
    return false
  }
}
