import Glibc

/// Files of a folder by a shell pattern.
enum Glob {
  /// Paths of the files in `folder` whose names match `pattern`, sorted by name.
  static func files(_ folder: String, matching pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob("\(folder)/\(pattern)", GLOB_MARK, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { index in
      found.gl_pathv[index].map { String(cString: $0) }
    }.filter { !$0.hasSuffix("/") }
  }
}
