/// Who is who in a leg, by the PBX's dial plan.
package struct LegParties: Sendable, Hashable {
  /// What stands at one end of a leg.
  package enum Kind: String, Sendable, Hashable {
    /// A telephone of ours.
    case `extension`
    /// An outside line.
    case trunk
    /// Asterisk's Local channel: a thread back into the dialplan.
    case local
    /// Neither: a console, a conference bridge.
    case other
    /// Nobody: a voice menu, an announcement, a voicemail box.
    case none
  }

  package var aKind: Kind
  /// Extension at the calling end; nil when it is none.
  package var aExtension: String?
  package var bKind: Kind
  /// Extension at the called end; nil when it is none.
  package var bExtension: String?
  /// The outside party as written; nil when the leg touches no outside line.
  package var externalRaw: String?
  /// The outside party; nil when it is no number, or a number of ours.
  package var externalNumber: PhoneNumber?
  /// The number behind an outside line at the called end, where it is not the outside party: to
  /// whom a call from outside was forwarded. Nil otherwise.
  package var farNumber: PhoneNumber?
  /// CRM's deal id that the record carries; nil when it carries none.
  package var crmHint: String?
  /// Evidence kind that the agent's code stands for; nil when there is none.
  package var outcomeCode: String?

  package init(aKind: Kind, aExtension: String?, bKind: Kind, bExtension: String?) {
    self.aKind = aKind
    self.aExtension = aExtension
    self.bKind = bKind
    self.bExtension = bExtension
  }
}
