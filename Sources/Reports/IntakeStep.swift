/// What is to be done next with an intake card.
package enum IntakeStep {
  /// A sentence for a fixed word of `intake_list`; the word itself when it is not known.
  package static func sentence(_ step: String, _ locale: ReportLocale) -> String {
    switch step {
    case "call_back":
      Phrase(
        "Nobody has spoken with the caller yet: call back, then make a contact and a deal in the CRM, or dismiss the card.",
        "С позвонившим ещё не говорили: перезвоните, затем заведите контакт и сделку в CRM или закройте карточку как лишнюю."
      )[locale]
    case "create_card":
      Phrase(
        "Make a contact with this number and a deal in the CRM, or dismiss the card; it closes by itself when the CRM has the number.",
        "Заведите в CRM контакт с этим номером и сделку или закройте карточку как лишнюю; когда номер появится в CRM, она закроется сама."
      )[locale]
    default: step
    }
  }
}
