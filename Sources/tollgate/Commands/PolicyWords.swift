import Evidence
import Store

/// The sentences of a dry run, in one language.
struct PolicyWords {
  private let isRussian: Bool

  init(_ language: GateWording.Language) { isRussian = language == .ru }

  private func say(_ english: String, _ russian: String) -> String {
    isRussian ? russian : english
  }

  var waiting: String {
    say("Waiting until nobody links calls…", "Жду, пока никто не привязывает звонки…")
  }
  var linking: String {
    say("Linking all calls by the other rules…", "Привязываю все звонки по другим правилам…")
  }
  var comparing: String { say("Comparing calls…", "Сравниваю звонки…") }
  var asking: String {
    say("Comparing coverage and gates…", "Сравниваю охват и ответы по этапам…")
  }

  func heading(_ file: String, _ period: ReportPeriod) -> String {
    let span = "\(period.firstDay) – \(period.lastDay)"
    return say(
      "Dry run of \(file), \(span). Nothing of it was kept.",
      "Проба правил \(file), \(span). Ничего из этого не сохранено.")
  }

  func calls(_ calls: Int, moved: Int) -> String {
    say(
      "Calls: \(calls); tied otherwise: \(moved).",
      "Звонков: \(calls); привязаны иначе: \(moved).")
  }

  func rest(_ count: Int) -> String {
    say("  … and \(count) more: --json lists all.", "  … и ещё \(count): все перечислит --json.")
  }

  func gates(_ asked: Int, changed: Int) -> String {
    say(
      "Gates of current stages that these rules may touch: \(asked); other answers: \(changed).",
      "Сделок, чей нынешний этап эти правила могут задеть: \(asked); ответ другой: \(changed).")
  }

  func coverage(_ stages: Int) -> String {
    say(
      "Stages with other coverage (due, called, attempted, reached): \(stages).",
      "Этапов с другим охватом (к сроку, звонили, пытались, дозвонились): \(stages).")
  }
}
