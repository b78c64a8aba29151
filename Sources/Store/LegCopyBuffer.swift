package import CallModel
import Postgres

/// Legs on their way into the staging table, in COPY's binary form.
///
/// The columns are those of `leg_stage` in `sql/functions/ingest/prepare_batch.sql`, in its order.
package struct LegCopyBuffer: Sendable {
  var writer: CopyBinaryWriter
  /// Legs in the buffer.
  package private(set) var legs = 0

  /// - Parameter capacity: bytes to begin with.
  package init(capacity: Int = 1 << 20) {
    writer = CopyBinaryWriter(columns: 34, capacity: capacity)
    // The header belongs to the stream, which `Store.beginBatch` opens; a buffer holds rows only.
    writer.reset()
  }

  /// Bytes in the buffer.
  package var byteCount: Int { writer.count }

  package mutating func append(
    _ leg: CallLeg, _ parties: LegParties, raw: UnsafeRawBufferPointer
  ) {
    legs += 1
    writer.startRow()
    writer.append(PostgresUUID(high: leg.key.high, low: leg.key.low))
    writer.append(Int64(bitPattern: Self.contentHash(raw)))
    writer.append(leg.position.byteOffset)
    writer.append(Int32(clamping: leg.position.byteLength))
    writer.append(Int64(leg.position.line))
    writer.append(PostgresTimestamp(leg.startedAt))
    writer.append(leg.answeredAt.map { PostgresTimestamp($0) })
    writer.append(PostgresTimestamp(leg.endedAt))
    writer.append(leg.durationSeconds)
    writer.append(leg.billableSeconds)
    writer.append(leg.disposition.rawValue)
    writer.append(leg.uniqueID)
    writer.append(leg.linkedID)
    writer.append(leg.sequence)
    writer.append(leg.source)
    writer.append(leg.destination)
    writer.append(leg.channel)
    writer.append(leg.destinationChannel)
    writer.append(leg.application)
    writer.append(leg.did)
    writer.append(leg.accountCode)
    writer.append(leg.userField)
    writer.append(leg.recordingFile)
    append(parties)
    writer.append(leg.flags.rawValue)
    writer.append(utf8: raw)
  }

  private mutating func append(_ parties: LegParties) {
    writer.append(parties.aKind.rawValue)
    writer.append(parties.aExtension)
    writer.append(parties.bKind.rawValue)
    writer.append(parties.bExtension)
    writer.append(parties.externalRaw)
    writer.append(parties.externalNumber?.e164)
    writer.append(parties.farNumber?.e164)
    writer.append(parties.crmHint)
    writer.append(parties.outcomeCode)
  }

  /// FNV-1a, 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>). It only has to tell a copy
  /// of a record from a record that took its key; nobody gains by forging it.
  static func contentHash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }
}
