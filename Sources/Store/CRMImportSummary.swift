package import CallModel

/// What an import of CRM facts did.
package struct CRMImportSummary: Sendable, Hashable {
  /// Of one file: `read` = `new` + `changed` + `unchanged` + `repeated` + `quarantined` when no row
  /// arrived from quarantine; one that did is among the first four without having been read.
  package struct Count: Sendable, Hashable {
    package var file: CRMFile
    /// Rows in the file, blank ones not counted.
    package var read = 0
    /// Facts that were not known.
    package var new = 0
    /// Facts that were known with other content.
    package var changed = 0
    package var unchanged = 0
    /// Rows that another row replaces in the same import.
    package var repeated = 0
    /// Rows that can't be taken: unreadable, of something unknown, or contradicting another.
    package var quarantined = 0
    /// Rows that had waited in quarantine and were taken now.
    package var arrived = 0
    /// Facts that a complete file does not have any more.
    package var removed = 0

    package init(file: CRMFile) { self.file = file }
  }

  /// One for each file that was read or whose waiting rows were taken, in the order of `CRMFile`.
  package var files: [Count] = []
  /// Known stage periods that end at another time now.
  package var periodsChanged = 0
  /// Numbers whose calls were linked again.
  package var affectedNumbers = 0
  /// Extensions whose calls were linked again.
  package var affectedExtensions = 0
  /// Tasks whose evidence was looked at again.
  package var affectedTasks = 0
  package var callsChanged = 0
  package var evidenceRecorded = 0
  package var evidenceRevoked = 0
  /// Sentences; telephone numbers in them are masked.
  package var warnings: [String] = []
  /// Nothing was kept.
  package var isDryRun = false

  package init() {}

  /// Facts of all files that went because a complete file does not have them any more.
  package var removed: Int { files.reduce(0) { $0 + $1.removed } }
  /// Rows that had waited in quarantine and were taken now.
  package var arrived: Int { files.reduce(0) { $0 + $1.arrived } }

  /// Adds what a further pass took of the rows that the first one had set aside.
  mutating func add(_ pass: CRMImportSummary) {
    for count in pass.files {
      guard let index = files.firstIndex(where: { $0.file == count.file }) else {
        files.append(count)
        continue
      }
      // What was refused and then taken was never in quarantine, to whoever imports.
      let own = min(files[index].quarantined, count.arrived)
      files[index].quarantined -= own
      files[index].arrived += count.arrived - own
      files[index].new += count.new
      files[index].changed += count.changed
    }
    periodsChanged += pass.periodsChanged
    affectedNumbers = max(affectedNumbers, pass.affectedNumbers)
    affectedExtensions = max(affectedExtensions, pass.affectedExtensions)
    affectedTasks = max(affectedTasks, pass.affectedTasks)
    callsChanged += pass.callsChanged
    evidenceRecorded += pass.evidenceRecorded
    evidenceRevoked += pass.evidenceRevoked
  }

  /// Rows of all files that can't be taken.
  package var quarantined: Int { files.reduce(0) { $0 + $1.quarantined } }
  /// Whether any fact is new or other than before.
  package var hasChanges: Bool {
    files.contains { $0.new > 0 || $0.changed > 0 || $0.removed > 0 } || periodsChanged > 0
  }
}
