import Evidence
import Testing

@Suite("Russian plurals")
struct RussianPluralTests {
  @Test(
    "agree with the number",
    arguments: [
      (0, "0 звонков"), (1, "1 звонок"), (2, "2 звонка"), (4, "4 звонка"), (5, "5 звонков"),
      (11, "11 звонков"), (12, "12 звонков"), (14, "14 звонков"), (20, "20 звонков"),
      (21, "21 звонок"), (22, "22 звонка"), (101, "101 звонок"), (111, "111 звонков"),
      (112, "112 звонков"), (1001, "1001 звонок"),
    ])
  func agree(number: Int, words: String) {
    #expect(RussianPlural.count(number, "звонок", "звонка", "звонков") == words)
  }
}
