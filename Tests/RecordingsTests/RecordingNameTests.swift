import CallModel
import Testing

@testable import Recordings

@Suite("Names of recordings")
struct RecordingNameTests {
  @Test(
    "hold the id of the call",
    arguments: [
      ("out-89370108752-107-20261123-145420-1795434859.1056.wav", "1795434859.1056"),
      ("external-104-anonymous-20261123-145139-1795434699.452.wav", "1795434699.452"),
      ("q-600-79650565470-20261123-145320-1795434800.855.WAV", "1795434800.855"),
      ("1795434800.855.gsm", "1795434800.855"), ("1795434800.855", "1795434800.855"),
      ("x_1795434800.855.wav.json", "1795434800.855"),
      ("018b4f72-D0E7-8d8e-b9a2-279e0d16bc46.wav", "018b4f72-d0e7-8d8e-b9a2-279e0d16bc46"),
      ("archive-018b4f72-d0e7-8d8e-b9a2-279e0d16bc46.mp3", "018b4f72-d0e7-8d8e-b9a2-279e0d16bc46"),
    ])
  func key(name: String, key: String) {
    #expect(RecordingName(name)?.callKey == key)
  }

  @Test(
    "may hold none",
    arguments: [
      "", "call.wav", "20261123-145420.wav", "1.2.wav", "../../etc/passwd", "1795434800.wav",
    ])
  func none(name: String) { #expect(RecordingName(name) == nil) }

  @Test("tell when the channel was created")
  func time() {
    #expect(RecordingName("1709287200.5.wav")?.createdAt == Instant(seconds: 1_709_287_200))
  }
}
