import ArgumentParser
import FoundationEssentials
import Yams

extension Settings {
  /// Reads other rules that are to be tried: the keys of the configuration that links, evidence and
  /// gates depend on. What is not named stays as it is in force.
  ///
  /// - Throws: `SettingsError` that names file and line, `CommandError` when there is no such file.
  init(policy file: String) throws {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw CommandError(.noInput, "\(file): there is no such file, or it can't be read.")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw SettingsError("\(file): it can't be read as UTF-8.")
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw SettingsError("\(file): it is no YAML. \(error)")
    }
    path = file
    guard let root, root.null == nil else { throw Self.empty(file) }
    let top = try YAMLMapping(
      root, file: file, place: "", known: ["evidence", "linking", "gates"])
    try readEvidence(top)
    try readLinking(top)
    gates = try top.string("gates").map { Self.resolve($0, beside: file) }
    if thresholds.isEmpty, gates == nil { throw Self.empty(file) }
  }

  private static func empty(_ file: String) -> SettingsError {
    SettingsError("\(file): it names no rule to try. Write evidence:, linking: or gates:.")
  }
}
