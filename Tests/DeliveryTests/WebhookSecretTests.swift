import Delivery
import Testing

@Suite("A signature")
struct WebhookSecretTests {
  @Test("is that of Standard Webhooks' own example")
  func example() throws {
    let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    #expect(
      secret.signature(
        id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1_614_265_330,
        body: Array(#"{"test": 2432232314}"#.utf8))
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test("covers the bytes of a body that is not ASCII; each secret gives one")
  func several() throws {
    let secrets = [
      "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
      "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    ].compactMap { WebhookSecret($0) }
    let header = secrets.signatures(
      id: "tollgate:acme:recorded-1", seconds: 1_700_000_000,
      body: Array(#"{"deal":"сделка"}"#.utf8))
    // The first was computed by Python's hmac.
    #expect(header.hasPrefix("v1,5eulpaKE6POy3R9zs/0RYcxxcpQfsekyZPUytkm6yQM= v1,"))
    #expect(header.split(separator: " ").count == 2)
  }

  @Test(
    "is made with no key that is too short, too long, or not base64",
    arguments: [
      "", "whsec_", "whsec_AAECAwQFBgcICQ==", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
      "whsec_!!!!AwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
      "whsec_" + String(repeating: "AAAA", count: 22),
    ])
  func refused(_ text: String) {
    #expect(WebhookSecret(text) == nil)
  }

  @Test("never shows its key")
  func hidden() throws {
    let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    var dumped = ""
    dump(secret, to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), dumped] {
      #expect(!text.contains("MfKQ") && !text.contains("SymmetricKey"), "\(text)")
    }
  }
}
