import Foundation
import Reports
import Store

/// Reports with made-up rows, for the renderers: they need no database.
enum SampleReports {
  static let period = ReportPeriod(
    firstDay: "2024-03-04", lastDay: "2024-03-08", asOf: "2024-03-08 18:00",
    timeZone: "Europe/Moscow")

  static func coverage() throws -> CoverageReport {
    CoverageReport(
      period: period, completeness: try findings(), visits: try rows(visits),
      leads: try rows(leads), attribution: try rows(attribution),
      inbound: try (rows(inbound) as [InboundService]).first)
  }

  static func leaks() throws -> LeakReport {
    LeakReport(
      period: period, completeness: try findings(), leaks: try rows(leakRows),
      callbacks: try (rows(callbacks) as [CallbackSummary]).first)
  }

  static func funnel() throws -> FunnelReport {
    FunnelReport(
      period: period, completeness: [], stages: try rows(stages), outcomes: try rows(outcomes))
  }

  static func findings() throws -> [CompletenessFinding] {
    try rows(
      """
      [{"kind":"silence","level":"fault","name":"hq","at_time":"2024-03-08 15:30","seconds":9000,
        "limit_seconds":5400},
       {"kind":"quarantine","level":"fault","name":"bad_time","count":2},
       {"kind":"watermark","level":"note","name":"hq","at_time":"2024-03-08 17:55","seconds":300,
        "limit_seconds":3600},
       {"kind":"ambiguous","level":"note","count":3,"total":1250}]
      """)
  }

  /// Rows from JSON as the database gives it.
  static func rows<Row: Decodable>(_ json: String) throws -> [Row] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode([Row].self, from: Data(json.utf8))
  }

  private static func visit(
    _ level: String, stage: String, manager: String, due: Int, reached: Int
  ) -> String {
    """
    {"level":"\(level)","pipeline":"sales",\(stage)\(manager)"visits":\(due + 3),"deals":\(due),
     "passed_through":1,"pending":2,"due":\(due),"called":\(due - 1),"attempted":\(due - 2),
     "reached":\(reached),"dials":\(due * 2),"attempts":\(due),"attempts_p50":1,"attempts_max":4,
     "attempts_answered":\(reached),"answered":\(due),"conversations":\(reached),
     "talk_seconds":\(reached * 95),"talk_p50":95,"expected":\(reached),"recorded":\(reached - 1),
     "attempt_n":\(due - 2),"attempt_business_p50":720,"attempt_business_p90":11100,
     "attempt_wall_p50":720,"attempt_wall_p90":101100,"reach_n":\(reached),
     "reach_business_p50":50,"reach_wall_p50":50,"left_forward":\(due),"gate_met":\(reached),
     "gate_shut":\(due - reached),"gate_unknown":0}
    """
  }

  private static let stage = #""stage":"s3","stage_name":"Назначение встречи","#
  /// A name as a caller might write it: a terminal escape, and a formula.
  private static let hostile = #""manager":"m2","manager_name":"=1+1\u001b[31m Борис\u202e","#

  private static let visits = """
    [\(visit("manager", stage: stage, manager: #""manager":"m1","manager_name":"Анна","#, due: 12, reached: 7)),
     \(visit("manager", stage: stage, manager: hostile, due: 1250, reached: 1249)),
     \(visit("stage", stage: stage, manager: "", due: 1262, reached: 1256)),
     \(visit("total", stage: "", manager: "", due: 1262, reached: 1256))]
    """

  private static let leads = """
    [{"level":"total","leads":45,"call_born":5,"sla_due":38,"in_sla":19,"sla_pending":2,
      "never_attempted":4,"band5":10,"band15":9,"band60":8,"band_over":7,"attempt_n":34,
      "attempt_business_p50":840,"attempt_business_p95":14000,"attempt_wall_p50":840,
      "attempt_wall_p95":100000,"contact_n":30,"contact_business_p50":1200,
      "contact_business_p95":20000,"contact_wall_p50":1200,"contact_wall_p95":120000,
      "contact_due":15,"contacted":11,"contact_pending":30,"dials":120,"attempts":101,
      "attempts_p50":2,"attempts_max":9,"attempts0":4,"attempts1":16,"attempts2":10,
      "attempts3":12,"attempts6":3,"unreached":4,"unreached_attempts":13}]
    """

  private static let attribution = """
    [{"method":"internal","calls":7,"with_deal":0,"ambiguous":0},
     {"method":"latest_activity","calls":3,"with_deal":3,"ambiguous":3},
     {"method":"only_open_deal","calls":60,"with_deal":60,"ambiguous":0}]
    """

  private static let inbound = """
    [{"offered":40,"answered":30,"abandoned":8,"voicemail":2,"short":3,"in_level":21,
      "level_seconds":20,"wait_p50":12,"wait_p95":48,"wait_mean":17.4}]
    """

  private static let callbacks = """
    [{"opened":21,"misses":29,"due":20,"pending":1,"attempted_in_sla":12,"reached_in_sla":9,
      "called_back":13,"self_recovered":4,"attempt_n":15,"attempt_business_p50":600,
      "attempt_business_p95":5000,"attempt_wall_p50":600,"attempt_wall_p95":60000,"reach_n":13,
      "reach_business_p50":900,"reach_business_p95":7000,"reach_wall_p50":900,
      "reach_wall_p95":70000,"remainder":4,"open1_hour":1,"open4_hours":0,"open24_hours":1,
      "open_longer":2,"lost":1}]
    """

  private static func leak(
    _ item: String, deal: String?, facts: String, amount: String?, takes: Bool = true,
    severity: String = "leak"
  ) -> String {
    let named = deal.map { #""deal":"\#($0)","title":"Сделка \#($0)","# } ?? ""
    let money = amount.map { #""amount":\#($0),"currency":"RUB","worth":100.25,"# } ?? ""
    return """
      {"class":"\(item)","severity":"\(severity)",\(named)\(money)"call":77,"pipeline":"sales",
       "stage":"s1","stage_name":"Входящая заявка","manager":"m1","manager_name":"Анна",
       "since_time":"2024-03-07 16:45","action":"call_client",\(facts),"takes_money":\(takes),
       "tags":["L8"]}
      """
  }

  private static let time =
    #""business_seconds":4500,"wall_seconds":90900,"limit_seconds":86400,"attempts":2,"items":[]"#
  private static let leakRows = """
    [\(leak("L1", deal: "=cmd", facts: time, amount: "1250000")),
     \(leak("L2", deal: nil, facts: time + #","found":2"#, amount: nil, takes: false, severity: "warning")),
     \(leak("L13", deal: "d3", facts: #""business_seconds":40000,"wall_seconds":200000,"limit_seconds":36000,"items":["won_p90","active"]"#, amount: "99.5")),
     \(leak("L14", deal: "d4", facts: #""found":1,"items":["Классификация","Встреча"]"#, amount: nil)),
     \(leak("L15", deal: "d5", facts: #""items":["call_made|client_reached","meeting_booked"]"#, amount: "5"))]
    """

  private static let stages = """
    [{"pipeline":"sales","stage":"s1","stage_name":"Входящая заявка","rank":1,"visits":40,
      "converted":30,"skipped":4,"lost":5,"there":1,"is_mature":true,"reached":38,"worked":35,
      "left_n":39,"business_p50":3600,"business_p90":36000,"wall_p50":3600,"wall_p90":90000,
      "closed":100,"won":31,"win_rate":0.31}]
    """
  private static let outcomes = """
    [{"pipeline":"sales","outcome":"won","currency":"RUB","deals":3,"amount":1250000,
      "without_amount":0,"close_wall_p50":864000,"close_wall_p90":1728000,
      "deal_ids":["d1","d2","d3"]},
     {"pipeline":"sales","outcome":"lost","deals":1,"without_amount":1,"deal_ids":["d9"]}]
    """
}
