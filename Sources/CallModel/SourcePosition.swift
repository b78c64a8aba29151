/// Where in a file a record stands. Offsets are of the decompressed stream.
package struct SourcePosition: Sendable, Hashable {
  /// Offset of the record's first byte; 0 is the first byte of the file.
  package var byteOffset: Int64
  /// Length in bytes, with its line end.
  package var byteLength: Int
  /// Number of the physical line on which the record begins; 1 is the first line of what was read.
  package var line: Int

  package init(byteOffset: Int64, byteLength: Int, line: Int) {
    self.byteOffset = byteOffset
    self.byteLength = byteLength
    self.line = line
  }
}
