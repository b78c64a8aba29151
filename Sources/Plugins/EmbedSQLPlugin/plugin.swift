import Foundation
import PackagePlugin

/// Turns every `.sql` file of the Schema target into one Swift source, so that one binary carries
/// its own schema. Listing each file as an input makes added, changed and removed files rebuild.
@main
struct EmbedSQLPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) async throws -> [Command] {
    guard let module = target as? any SourceModuleTarget else { return [] }
    let root = target.directoryURL
    let files = try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".sql") }
      .sorted()
    let output = context.pluginWorkDirectoryURL.appending(path: "\(module.moduleName)+Files.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(files.count) SQL files",
        executable: try context.tool(named: "EmbedSQL").url,
        arguments: [output.path, root.path] + files,
        inputFiles: files.map { root.appending(path: $0) },
        outputFiles: [output])
    ]
  }
}
