/// All formats that are known, in the order in which the detector tries them.
package enum CDRFormats {
  package static let all: [any CDRFormat.Type] = [
    AsteriskCSV.self, AsteriskCustom.self, FreeSwitchCSV.self,
  ]

  /// Makes a reader of the format `name`.
  ///
  /// - Throws: `CDRError` when the name, the zone or a column is unknown.
  package static func make(
    _ name: String, settings: FormatSettings
  ) throws(CDRError) -> any CDRFormat {
    guard let format = all.first(where: { $0.name == name }) else {
      let names = all.map { $0.name }.joined(separator: ", ")
      throw CDRError(
        code: .unknownFormat,
        description: "There is no CDR format \"\(name)\". Known formats: \(names).")
    }
    return try format.init(settings: settings)
  }
}
