extension GateRules {
  /// The rules that Tollgate comes with, for the funnel of eleven stages, as YAML. The same text
  /// stands in samples/office/gates.yaml, to be copied and changed.
  package static let defaultYAML = """
    # What a deal must have before it leaves a stage.        # Что должно быть у сделки, чтобы уйти с этапа.
    #
    # Each line that begins with - must be met; any: [...]   # Нужна каждая строка с «-»; any: [...] значит
    # means that one of the kinds is enough.                 # «достаточно одного из видов».
    # Unless since: deal stands there, only what happened    # Без since: deal считается только то, что было
    # in this very visit of the stage counts.                # именно в этот заход на этап.
    # certain: true means that a call counts only when it    # certain: true — звонок считается, только если
    # is certain which of the client's deals it was about.   # точно известно, к какой сделке он относится.
    #
    # Apply with: tollgate gate rules apply FILE             # Применить: tollgate gate rules apply ФАЙЛ
    # The whole format is in docs/gates.md.                  # Весь формат описан в docs/gates.md.

    pipeline: sales

    # A move that leaves out stages finds the gate shut.     # Перескочить через этап нельзя.
    skipping: shut

    stages:
      # 1. Incoming request                                  # 1. Входящая заявка
      # The request came by telephone or by a form, and      # Заявка пришла звонком или с формы, и есть
      # somebody has a task with a due time to classify it.  # задача со сроком: классифицировать её.
      incoming:
        - {any: [call_received, form_received], since: deal}
        - {kind: task_planned, task: classify, since: deal}

      # 2. Qualification                                     # 2. Классификация
      # How much it may be worth and what work it is.        # Известны примерная сумма и вид работ.
      qualification:
        - {kind: fields_filled, fields: [amount, type_of_work]}

      # 3. Appointment                                       # 3. Назначение встречи
      # The client was called, was reached, and a meeting    # Клиенту звонили, с ним поговорили, и встреча
      # is agreed: who, with whom, where, when.              # назначена: кто, с кем, где, когда.
      appointment:
        - {kind: call_made, certain: true}
        - {kind: client_reached, certain: true}
        - {kind: meeting_booked, certain: true}

      # 4. Meeting                                           # 4. Встреча
      # The meeting took place; contact, company and deal    # Встреча прошла; контакт, компания и сделка
      # are filled in.                                       # заполнены.
      meeting:
        - meeting_held
        - {kind: fields_filled, fields: [contact, company, owner, amount]}

      # 5. Proposal                                          # 5. Отправка КП
      # The proposal was sent, and only after a meeting: a   # КП отправлено, и только после встречи: цена
      # price without one is a price nobody understands.     # без встречи клиенту непонятна.
      proposal:
        - proposal_sent
        - {kind: meeting_held, since: deal, before: proposal_sent}

      # 6. Negotiation                                       # 6. Согласование
      # We talked with the client about it and he signed.    # С клиентом это обсудили, и он подписал.
      negotiation:
        - {kind: client_reached, certain: true}
        - contract_signed

      # 7. Invoice                                           # 7. Выставление счёта
      invoice:
        - invoice_sent

      # 8. Prepayment                                        # 8. Предоплата
      prepayment:
        - payment_received

      # 9. In production                                     # 9. В работе
      production:
        - work_finished

      # 10. Acceptance                                       # 10. Приём
      acceptance:
        - work_accepted

      # 11. Paid in full: the balance, not the prepayment    # 11. Полная оплата: остаток, а не предоплата
      paid:
        - payment_received

    """
}
