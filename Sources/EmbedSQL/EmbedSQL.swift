import Foundation

/// Build tool: writes one Swift file that holds the text of the SQL files named in its arguments.
///
/// Arguments: output file, root folder, then the files' paths below the root.
@main
struct EmbedSQL {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      throw CocoaError(.featureUnsupported)
    }
    let root = URL(filePath: arguments[2])
    var source = """
      // Made by the EmbedSQL build tool from sql/. Do not edit.
      extension Schema {
        /// Every SQL file, by its path below sql/, in the order of the paths.
        package static let files: [SQLFile] = [

      """
    for path in arguments[3...] {
      let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
      source += "    SQLFile(path: #\"\(path)\"#, text: ####\"\"\"\n\(text)\n\"\"\"####),\n"
    }
    source += "  ]\n}\n"
    try source.write(toFile: arguments[1], atomically: true, encoding: .utf8)
  }
}
