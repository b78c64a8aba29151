/// A seeded company that never was: its CRM's export, the CDR files of its exchanges, and the
/// truth that its maker knew before any file was written.
package enum SampleOffice {
  /// Writes the office of that spec: `tollgate.yaml`, `crm/`, `cdr/` and `truth/`.
  ///
  /// Calls stream into the sink as they happen; people, deals and tasks are held in memory.
  /// - Returns: the sink, closed.
  /// - Throws: `OfficeError` when the sink can't take what it is given.
  package static func write<Sink: OfficeSink>(_ spec: OfficeSpec, into sink: Sink)
    throws(OfficeError) -> Sink
  {
    var run = OfficeRun(spec: spec, sink: sink)
    try run.run()
    return run.sink
  }

  /// The office's files in memory, by path.
  package static func files(_ spec: OfficeSpec) throws(OfficeError) -> MemorySink {
    try write(spec, into: MemorySink())
  }
}
