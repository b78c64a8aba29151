import Testing

@testable import Recordings

@Suite("Phrases by which people agree")
struct AgreedPhrasesTests {
  private func finds(_ text: String, _ phrases: AgreedPhrases = AgreedPhrases()) -> Bool {
    var sidecar = Sidecar(format: .json)
    sidecar.texts = [text]
    return !phrases.findings(in: sidecar).isEmpty
  }

  @Test(
    "are found whatever the case, ё, marks and line ends",
    arguments: [
      "ДОГОВОРИЛИСЬ НА ВСТРЕЧУ!", "Ну всё, встречаемся,\nво вторник.", "ждём вас в офисе",
      "жде\u{308}м вас в офисе", "Ок: договорились на замеры", "See you on Monday",
      "Let's meet on 5",
      "we AGREED to   meet",
    ])
  func found(text: String) { #expect(finds(text)) }

  @Test(
    "are not found in part of a word, or where they are denied",
    arguments: [
      "", "не договорились на встречу", "передоговорились на встречу", "встреча",
      "we have not agreed to meet", "see yourself on",
    ])
  func notFound(text: String) { #expect(!finds(text)) }

  @Test("may be one's own, also with open endings, and for any kind")
  func own() {
    let phrases = AgreedPhrases(["contract_signed": ["подписал* договор*", "signed"]])
    #expect(finds("Мы подписали договоры вчера", phrases))
    #expect(!finds("Мы не подписали договор", phrases))
    #expect(!finds("договорились на встречу", phrases))
    #expect(finds("It is signed.", phrases))
  }
}
