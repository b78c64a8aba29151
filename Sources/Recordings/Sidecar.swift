package import CallModel

/// What a file beside a recording says of its call.
package struct Sidecar: Sendable, Hashable {
  package enum Format: String, Sendable, Hashable {
    case vcon
    case json
  }

  package var format: Format
  /// Ids of the exchange that it gives: unique id, linked id, UUID. As written.
  package var callKeys: [String] = []
  /// When the call began; nil when not said.
  package var startedAt: Instant?
  /// Rounded; nil when not said.
  package var durationSeconds: Int32?
  /// Telephone numbers of the parties, as written.
  package var numbers: [String] = []
  /// Outcomes and tags, as written.
  package var tags: [String] = []
  /// Transcripts and what an analysis wrote.
  package var texts: [String] = []

  init(format: Format) { self.format = format }
}

/// Why a sidecar can't be taken.
package struct SidecarFault: Error, Sendable, Hashable {
  package var reason: RecordReject.Reason
  /// A sentence.
  package var detail: String
}
