import CDR
import CallModel
import PhoneNumbers
import Store

/// A piece of a file, parsed and ready to be sent.
struct LegChunk: Sendable {
  var legs: LegCopyBuffer
  var rejects: [RecordReject] = []
  /// Legs and rejects.
  var records = 0
  /// Bytes of blank lines, headers and byte order marks.
  var otherBytes: Int64 = 0
  /// Byte and line behind the last record of the piece.
  var offset: Int64
  var line: Int64
  /// The file ends here.
  var isLast = false
}

/// Reads a file from a checkpoint on and turns it into chunks of legs. An actor, so that the next
/// piece is parsed on one core while the database takes the last one on another.
actor LegSource {
  private let file: CDRFile
  private var reader: CDRReader
  private let plan: DialPlan
  private let tailGraceSeconds: Double
  /// Bytes that are read at a time, so that a batch is not much longer than it was asked to be.
  private let chunkBytes: Int
  /// Where the next bytes are read; behind `reader.consumedOffset` by an unfinished record.
  private var readOffset: Int64

  private static let chunkLimit = 1 << 20

  init(
    file: CDRFile, format: any CDRFormat, rules: DialPlan.Rules, checkpoint: Checkpoint,
    options: IngestOptions
  ) throws {
    self.file = file
    plan = try DialPlan(rules: rules)
    tailGraceSeconds = options.tailGraceSeconds
    chunkBytes = Int(max(1, min(Int64(Self.chunkLimit), options.batchBytes)))
    readOffset = checkpoint.offset
    var format = format
    if checkpoint.offset > 0 { try Self.prime(&format, from: file) }
    reader = CDRReader(
      format: format, startOffset: checkpoint.offset, startLine: Int(checkpoint.line) + 1)
  }

  /// A header row at the top decides how the records far below are read.
  private static func prime(_ format: inout any CDRFormat, from file: CDRFile) throws(IngestError) {
    let head = try file.read(at: 0, count: FormatDetector.headBytes)
    var primed = format
    head.withUnsafeBytes { bytes in
      var scanner = RecordScanner(dialect: primed.dialect)
      var isFirst = true
      scanner.feed(bytes, isLast: false) { segment in
        guard isFirst, case .record = segment.kind else { return }
        isFirst = false
        _ = primed.parse(RawRecord(content: segment.content, position: segment.position))
      }
    }
    format = primed
  }

  /// The next piece: about a mebibyte of the file, or a batch where that is less.
  func next() async throws -> LegChunk {
    let bytes = try file.read(at: readOffset, count: chunkBytes)
    readOffset += Int64(bytes.count)
    guard bytes.count < chunkBytes else { return parse(bytes, isLast: false) }
    // The end for now. Whoever writes the file may be in the middle of its last record.
    var chunk = parse(bytes, isLast: false)
    guard reader.consumedOffset < readOffset else {
      parse([], isLast: true, into: &chunk)
      return chunk
    }
    let state = try file.state()
    if state.idleSeconds < tailGraceSeconds {
      try await Task.sleep(for: .seconds(tailGraceSeconds - max(0, state.idleSeconds)))
    }
    // Grown meanwhile: the rest is read by the next call.
    guard try file.state().size <= readOffset else { return chunk }
    parse([], isLast: true, into: &chunk)
    return chunk
  }

  /// The fingerprint of the file with a checkpoint at `offset`.
  func fingerprint(offset: Int64) throws -> Fingerprint {
    try file.fingerprint(offset: offset)
  }

  private func parse(_ bytes: [UInt8], isLast: Bool) -> LegChunk {
    var chunk = LegChunk(
      legs: LegCopyBuffer(capacity: bytes.count * 2 + 4_096), offset: reader.consumedOffset,
      line: Int64(reader.nextLine) - 1)
    parse(bytes, isLast: isLast, into: &chunk)
    return chunk
  }

  private func parse(_ bytes: [UInt8], isLast: Bool, into chunk: inout LegChunk) {
    bytes.withUnsafeBytes { raw in
      reader.feed(raw, isLast: isLast) { result, content in
        switch result {
        case .leg(let leg):
          chunk.records += 1
          chunk.legs.append(leg, plan.parties(of: leg), raw: content)
        case .reject(let reject):
          chunk.records += 1
          chunk.rejects.append(reject)
        case .header(let position), .blank(let position):
          chunk.otherBytes += Int64(position.byteLength)
        }
      }
    }
    chunk.offset = reader.consumedOffset
    chunk.line = Int64(reader.nextLine) - 1
    chunk.isLast = isLast
  }
}
