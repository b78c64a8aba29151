import Delivery
import Foundation
import Testing

@Suite("A webhook's address and secrets")
struct WebhookSettingsTests {
  @Test(
    "an address is https, or http to this machine",
    arguments: [
      "https://crm.example.com/hook", "http://localhost:8080/", "http://127.0.0.1/x",
      "http://127.8.9.1/x", "http://[::1]:80/",
    ])
  func addresses(_ text: String) throws {
    #expect(try WebhookAddress(text, isInsecure: false, name: "crm").text == text)
  }

  @Test(
    "others are refused with what to do",
    arguments: [
      ("http://crm.example.com/", "insecure: true"), ("ftp://x.example.com/", "no https address"),
      ("crm.example.com", "no https address"), ("https://a:b@crm.example.com/", "leave them out"),
      ("http://127.0.0.1.example.com/", "insecure: true"), ("", "no https address"),
    ])
  func refusedAddresses(_ text: String, _ words: String) {
    let error = #expect(throws: DeliveryError.self) {
      try WebhookAddress(text, isInsecure: false, name: "crm")
    }
    #expect(error?.code == .address)
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test("what may be a key in an address is not shown, and http is taken when it is asked for")
  func shown() throws {
    let address = try WebhookAddress(
      "http://crm.example.com/hook?key=1", isInsecure: true, name: nil)
    #expect(address.shown == "http://crm.example.com/hook")
    #expect(address.host == "crm.example.com")
  }

  @Test("secrets are read line by line from a file that not everybody can read")
  func secrets() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    func write(_ text: String, mode: Int) throws {
      try Data(text.utf8).write(to: URL(filePath: path))
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
    func refusal() -> String {
      let error = #expect(throws: DeliveryError.self) {
        try SecretFile.secrets(at: path, for: "crm")
      }
      #expect(error?.code == .secret)
      return error?.description ?? ""
    }
    #expect(refusal().contains("head -c 32 /dev/urandom"))
    try write("# new\n\n  \(secret)\r\n\(secret) old\n", mode: 0o640)
    #expect(try SecretFile.secrets(at: path, for: "crm").count == 2)
    try write(secret, mode: 0o644)
    #expect(refusal().contains("chmod o="))
    try write("# nothing\n", mode: 0o600)
    #expect(refusal().contains("holds no secret"))
    try write("\(secret)\nwhsec_short\n", mode: 0o600)
    #expect(refusal().contains("Secret 2"))
  }
}
