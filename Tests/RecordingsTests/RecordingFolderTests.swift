import CallModel
import Foundation
import Testing

@testable import Recordings

@Suite("Folders of recordings")
struct RecordingFolderTests {
  /// A WAV file of 8,000 bytes a second, PCM.
  static func wav(seconds: Int, claims: UInt32? = nil) -> Data {
    func number(_ value: UInt32, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(value >> (8 * UInt32($0)) & 0xFF) }
    }
    let size = UInt32(seconds * 8_000)
    var bytes = Array("RIFF".utf8) + number(36 + size, 4) + Array("WAVEfmt ".utf8) + number(16, 4)
    bytes += number(1, 2) + number(1, 2) + number(8_000, 4) + number(8_000, 4)
    bytes += number(1, 2) + number(8, 2) + Array("data".utf8) + number(claims ?? size, 4)
    return Data(bytes) + Data(count: Int(size))
  }

  private func folder() throws -> URL {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("tollgate-recordings-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url
  }

  private var later: Instant { Instant(seconds: Int64(Date().timeIntervalSince1970) + 3_600) }

  @Test("what lies there is judged by its bytes, and links lead nowhere")
  func statuses() throws {
    let root = try folder()
    defer { try? FileManager.default.removeItem(at: root) }
    let day = root.appendingPathComponent("2024/03/01")
    try FileManager.default.createDirectory(at: day, withIntermediateDirectories: true)
    try Self.wav(seconds: 5).write(to: day.appendingPathComponent("good.wav"))
    try Self.wav(seconds: 5, claims: .max).write(to: day.appendingPathComponent("crashed.WAV"))
    try Self.wav(seconds: 0).write(to: day.appendingPathComponent("bare.wav"))
    try Data().write(to: day.appendingPathComponent("empty.gsm"))
    try Data(count: 3_300).write(to: day.appendingPathComponent("speech.gsm"))
    try Data("{}".utf8).write(to: day.appendingPathComponent("good.json"))
    try Data("x".utf8).write(to: day.appendingPathComponent("notes.txt"))
    try FileManager.default.createDirectory(
      at: day.appendingPathComponent("folder.wav"), withIntermediateDirectories: true)
    let outside = try folder()
    defer { try? FileManager.default.removeItem(at: outside) }
    try Self.wav(seconds: 1).write(to: outside.appendingPathComponent("secret.wav"))
    try FileManager.default.createSymbolicLink(
      at: root.appendingPathComponent("link.wav"),
      withDestinationURL: outside.appendingPathComponent("secret.wav"))
    try FileManager.default.createSymbolicLink(
      at: root.appendingPathComponent("out"), withDestinationURL: outside)
    #expect(mkfifo(root.path + "/pipe.wav", 0o600) == 0)

    let listing = try RecordingFolder.list(root.path, now: later)
    let found = Dictionary(uniqueKeysWithValues: listing.recordings.map { ($0.name, $0) })
    #expect(
      found.keys.sorted() == ["bare.wav", "crashed.WAV", "empty.gsm", "good.wav", "speech.gsm"])
    #expect(found["good.wav"]?.path == "2024/03/01/good.wav")
    #expect(found["good.wav"]?.status == .present)
    #expect(found["good.wav"]?.durationSeconds == 5)
    #expect(found["crashed.WAV"]?.durationSeconds == 5)
    #expect(found["bare.wav"]?.status == .headerOnly)
    #expect(found["empty.gsm"]?.status == .empty)
    #expect(found["speech.gsm"]?.status == .present)
    #expect(found["speech.gsm"]?.durationSeconds == nil)
    #expect(listing.documents == ["2024/03/01/good.json"])
    #expect(listing.refused.sorted() == ["link.wav: it is a link", "out: it is a link"])
    let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
    let growing = try RecordingFolder.list(root.path, now: now).recordings
    #expect(growing.allSatisfy { $0.status == .growing })
  }

  @Test("a root that is not there is an error that names it")
  func missing() throws {
    #expect(throws: RecordingFolder.Fault.self) {
      try RecordingFolder.list("/nonexistent/recordings", now: later)
    }
  }
}
