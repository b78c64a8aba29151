import AsyncHTTPClient
package import CallModel
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// One delivery, ready to be sent.
package struct WebhookRequest: Sendable {
  package var address: String
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]
  package var timeoutSeconds: Int64

  /// - Parameters:
  ///   - id: the event's.
  ///   - json: the event.
  ///   - webhook: the receiver.
  ///   - now: the moment of the attempt.
  package init(id: String, json: String, to webhook: Webhook, now: Instant) {
    body = Array(json.utf8)
    address = webhook.address.text
    timeoutSeconds = webhook.timeoutSeconds
    headers = [
      ("content-type", "application/cloudevents+json; charset=utf-8"),
      ("user-agent", "tollgate"),
      ("webhook-id", id),
      ("webhook-timestamp", String(now.seconds)),
      (
        "webhook-signature",
        webhook.secrets.signatures(id: id, seconds: now.seconds, body: body)
      ),
    ]
  }
}

/// Sends requests over HTTP/1.1. It follows no redirect, and of an answer only the status counts.
package struct WebhookClient: Sendable {
  private let client: HTTPClient
  private let now: @Sendable () -> Instant
  /// More of an answer's body is not read.
  private static let longestBody = 1 << 16

  package init(now: @escaping @Sendable () -> Instant) {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.httpVersion = .http1Only
    configuration.timeout.connect = .seconds(10)
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    self.now = now
  }

  /// Ends it; nothing may be sent any more.
  package func close() async {
    // Nothing is under way, and connections close with the process in any case.
    try? await client.shutdown()
  }

  package func send(_ request: WebhookRequest) async -> WebhookAnswer {
    var message = HTTPClientRequest(url: request.address)
    message.method = .POST
    for (name, value) in request.headers { message.headers.add(name: name, value: value) }
    message.body = .bytes(request.body)
    do {
      let response = try await client.execute(message, timeout: .seconds(request.timeoutSeconds))
      await Self.drop(response.body)
      return WebhookAnswer(
        status: Int(response.status.code),
        retryAfter: response.headers.first(name: "retry-after"), now: now())
    } catch {
      return .failed(why: Self.words(error, timeoutSeconds: request.timeoutSeconds))
    }
  }

  /// Reads the body to its end, so that the connection can be used again.
  private static func drop(_ body: HTTPClientResponse.Body) async {
    var count = 0
    do {
      for try await part in body {
        count += part.readableBytes
        if count > longestBody { return }
      }
    } catch {
      // The status was there, and it is what counts.
    }
  }

  private static func words(_ error: any Error, timeoutSeconds: Int64) -> String {
    switch error as? HTTPClientError {
    case .some(.deadlineExceeded), .some(.readTimeout):
      return "no answer within \(timeoutSeconds) s"
    case .some(.connectTimeout): return "nobody took the connection"
    case .some(.remoteConnectionClosed): return "the connection ended before the answer"
    default: return "no connection: " + String(String(describing: error).prefix(200))
    }
  }
}
