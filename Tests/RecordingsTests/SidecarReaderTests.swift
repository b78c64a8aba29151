import CallModel
import Foundation
import TestSupport
import Testing

@testable import Recordings

@Suite("Sidecars")
struct SidecarReaderTests {
  private func sample(_ name: String) throws -> Sidecar {
    try SidecarReader.read(try Samples.bytes("sidecars/\(name)"), name: name)
  }

  private func fault(_ text: String, name: String = "a.json") -> RecordReject.Reason? {
    do throws(SidecarFault) {
      _ = try SidecarReader.read(Array(text.utf8), name: name)
      return nil
    } catch {
      return error.reason
    }
  }

  private let tenUTC = Instant(seconds: 1_709_287_200)

  @Test("plain JSON gives id, start, duration and words")
  func plain() throws {
    let sidecar = try sample("agreed.json")
    #expect(sidecar.format == .json)
    #expect(sidecar.callKeys == ["1709287200.5"])
    #expect(sidecar.startedAt == tenUTC)
    #expect(sidecar.durationSeconds == 61)
    #expect(
      AgreedPhrases().findings(in: sidecar).map(\.ground)
        == ["\u{201C}договорились на встречу\u{201D}"])
  }

  @Test("an id may be a number in JSON, and may stand in the file's name")
  func ids() throws {
    let number = try SidecarReader.read(Array("{\"uniqueid\":1709287200.50}".utf8), name: "a.json")
    #expect(number.callKeys == ["1709287200.50"])
    let named = try SidecarReader.read(
      Array("{\"outcome\":\"meeting_booked\"}".utf8), name: "out-1-2-1709287200.5.wav.json")
    #expect(named.callKeys == ["1709287200.5"])
    #expect(AgreedPhrases().findings(in: named).map(\.ground) == ["tag meeting_booked"])
  }

  @Test("a vCon of each draft gives numbers, start and what was said")
  func vcon() throws {
    let old = try sample("agreed.vcon")
    #expect(old.format == .vcon)
    #expect(old.numbers == ["+7-916-000-00-01", "+74951234567"])
    #expect(old.startedAt == tenUTC.advanced(bySeconds: 20))
    #expect(
      AgreedPhrases().findings(in: old).map(\.ground)
        == ["\u{201C}приедем к вам\u{201D}"])
    let new = try sample("tags.vcon.json")
    #expect(new.tags == ["outcome:meeting_booked"])
    #expect(AgreedPhrases().findings(in: new).map(\.kind) == ["meeting_booked"])
    let signed = try sample("signed.vcon")
    #expect(signed.numbers == ["+79160000001"])
    #expect(AgreedPhrases().findings(in: signed).map(\.kind) == ["meeting_booked"])
  }

  @Test("what can't be taken says why")
  func faults() throws {
    #expect(throws: SidecarFault.self) { try sample("encrypted.vcon") }
    #expect(throws: SidecarFault.self) { try sample("broken.json") }
    #expect(fault("{\"ciphertext\":\"x\"}") == .encrypted)
    #expect(fault("[]") == .syntax)
    #expect(fault("{\"tags\":[]}") == .missing)
    #expect(fault("{\"number\":\"1\",\"start\":\"noon\"}") == .time)
    #expect(fault("{\"vcon\":\"0.0.1\",\"parties\":{}}") == .syntax)
    #expect(fault("{\"payload\":\"!\",\"signatures\":[]}") == .syntax)
    #expect(fault("{\"payload\":\"e30\",\"signatures\":[]}") == .missing)
    #expect(fault(String(repeating: " ", count: SidecarReader.longestFile + 1)) == .tooLong)
  }

  @Test(
    "JSON that is ambiguous or that the database can't hold is refused",
    arguments: [
      "{\"a\":1,\"a\":2}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\\udc00\\ud800\"}", "{\"a\":1e999}",
      "{\"a\":01}", "{\"a\":1.}", "{\"a\":\"\\u0000\"}", "{\"a\":\"\u{1}\"}", "{\"a\":}", "{", "",
      "{\"a\":1}x", "{\"a\":tru}", "{'a':1}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "[1,]",
      String(repeating: "[", count: 100_000),
    ])
  func strict(text: String) {
    #expect(throws: JSONReader.Fault.self) { try JSONReader.read(Array(text.utf8)) }
  }

  @Test("JSON that is good is read")
  func good() throws {
    let value = try JSONReader.read(
      Array(" {\"a\": [1, -2.5e3, \"\\ud83d\\ude00\\n\", true, null, {}]} ".utf8))
    #expect(
      value["a"]?.array
        == [.number("1"), .number("-2.5e3"), .string("😀\n"), .bool(true), .null, .object([:])])
  }

  @Test("any bytes give a sidecar or a fault, never a crash")
  func mutations() throws {
    var random = SystemRandomNumberGenerator()
    let samples = try ["agreed.json", "agreed.vcon", "tags.vcon.json", "signed.vcon"].map {
      try Samples.bytes("sidecars/\($0)")
    }
    for round in 0..<800 {
      var bytes = samples[round % samples.count]
      for _ in 0...Int.random(in: 0...6, using: &random) where !bytes.isEmpty {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + 9))
        default: bytes.insert(contentsOf: bytes.suffix(15), at: at)
        }
      }
      // Whether it is a sidecar still is chance.
      if let sidecar = try? SidecarReader.read(bytes, name: "x.json") {
        _ = AgreedPhrases().findings(in: sidecar)
      }
    }
  }
}
