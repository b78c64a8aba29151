import Foundation
import Glibc
import Synchronization

/// A receiver of webhooks on this machine, which answers as a test wants it to.
package final class WebhookReceiver: Sendable {
  /// One request as it came.
  package struct Delivery: Sendable {
    /// Names in small letters.
    package var headers: [String: String]
    package var body: String

    /// The CloudEvent's `data.evidence`, or 0.
    package var evidence: Int {
      let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
      return ((object?["data"] as? [String: Any])?["evidence"] as? Int) ?? 0
    }
    package var id: String { headers["webhook-id"] ?? "" }
  }

  /// What it does with a request.
  package enum Answer: Sendable {
    case status(Int, [String: String] = [:])
    /// Says nothing until it is stopped.
    case silence
    /// Ends the connection without a word.
    case hangUp
    /// Ends the connection in the middle of the status line.
    case half
  }

  private struct State {
    var answer: @Sendable (Delivery) -> Answer
    var deliveries: [Delivery] = []
    var isStopped = false
  }

  private let listener: Int32
  private let state: Mutex<State>
  package let port: UInt16

  /// Listens on a port of its own.
  package init(answer: @escaping @Sendable (Delivery) -> Answer) throws {
    state = Mutex(State(answer: answer))
    signal(SIGPIPE, SIG_IGN)
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, size) == 0 && listen(listener, 64) == 0
          && getsockname(listener, pointer, &size) == 0
      }
    }
    guard isListening else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in accept() }
  }

  package var url: String { "http://127.0.0.1:\(port)/events?key=1" }
  package var deliveries: [Delivery] { state.withLock { $0.deliveries } }

  /// Answers otherwise from now on.
  package func answer(_ answer: @escaping @Sendable (Delivery) -> Answer) {
    state.withLock { $0.answer = answer }
  }

  /// Stops listening; connections that are open end with the next request.
  package func stop() {
    state.withLock { $0.isStopped = true }
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  /// Waits until so many requests have come.
  package func wait(for count: Int) async throws {
    while deliveries.count < count { try await Task.sleep(for: .milliseconds(10)) }
  }

  private func accept() {
    while true {
      let connection = Glibc.accept(listener, nil, nil)
      guard connection >= 0 else { return }
      Thread.detachNewThread { [self] in serve(connection) }
    }
  }

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    var bytes: [UInt8] = []
    while let delivery = next(connection, &bytes) {
      let answer = state.withLock { state in
        state.deliveries.append(delivery)
        return state.isStopped ? .hangUp : state.answer(delivery)
      }
      switch answer {
      case .status(let code, let headers):
        let extra = headers.map { "\($0): \($1)\r\n" }.joined()
        send("HTTP/1.1 \(code) So\r\n\(extra)content-length: 2\r\n\r\nok", connection)
      case .silence:
        while !state.withLock({ $0.isStopped }) { usleep(10_000) }
        return
      case .hangUp: return
      case .half:
        send("HTTP/1.1 20", connection)
        return
      }
    }
  }

  private func send(_ text: String, _ connection: Int32) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
  }

  /// The next request; nil when the connection has ended.
  private func next(_ connection: Int32, _ bytes: inout [UInt8]) -> Delivery? {
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let delivery = Self.request(&bytes) { return delivery }
      let count = read(connection, &part, part.count)
      guard count > 0 else { return nil }
      bytes += part.prefix(count)
    }
  }

  private static func request(_ bytes: inout [UInt8]) -> Delivery? {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
    var headers: [String: String] = [:]
    for line in head.components(separatedBy: "\r\n").dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] =
        line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    let length = Int(headers["content-length"] ?? "") ?? 0
    guard bytes.count >= end.upperBound + length else { return nil }
    let body = bytes[end.upperBound..<end.upperBound + length]
    bytes.removeFirst(end.upperBound + length)
    return Delivery(headers: headers, body: String(decoding: body, as: UTF8.self))
  }
}
