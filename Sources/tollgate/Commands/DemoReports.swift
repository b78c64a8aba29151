import CallModel
import Reports
import Store

/// The last chapter of the demo: coverage by stage and the leaks.
struct DemoReports {
  let place: Workplace
  let locale: String

  func tell(chapter: (String) -> Void) async throws {
    chapter("4. Coverage by stage")
    chapter("5. Leaks")
  }
}
