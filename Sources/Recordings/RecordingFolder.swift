package import CallModel
import Glibc

/// Looks through a folder of recordings without ever leaving it: links are not followed, at no level,
/// and nothing but regular files is opened.
package struct RecordingFolder {
  /// Why the folder can't be looked through.
  package struct Fault: Error, Sendable, CustomStringConvertible {
    package var description: String
  }

  static let formats: Set<String> = [
    "wav", "wav49", "gsm", "mp3", "ogg", "opus", "ulaw", "alaw", "ul", "al", "g722", "sln", "sln16",
    "flac", "m4a", "webm", "au",
  ]
  static let documents: Set<String> = ["vcon", "json", "ics"]
  private static let deepest = 12
  /// FreePBX's own rule: a head without sound is 44 bytes.
  private static let bareHeader: Int64 = 44

  private let now: Instant
  /// A file written later than so many seconds ago may still grow.
  private let settleSeconds: Int64
  /// What need not be opened again: path -> length and time.
  private let known: (String) -> (bytes: Int64, modifiedAt: Instant)?
  private var listing = RecordingListing()

  /// Looks through a folder.
  ///
  /// - Parameters:
  ///   - root: its path; links up to and in it are followed, as the administrator wrote it.
  ///   - now: the time.
  ///   - settleSeconds: a file written later than so many seconds ago may still grow.
  ///   - known: length and time of files that need not be opened again.
  /// - Returns: what lies there; known files that did not change are listed without a duration.
  /// - Throws: `Fault` when the root can't be opened.
  package static func list(
    _ root: String, now: Instant, settleSeconds: Int64 = 2,
    known: @escaping (String) -> (bytes: Int64, modifiedAt: Instant)? = { _ in nil }
  ) throws(Fault) -> RecordingListing {
    let folder = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else {
      throw Fault(
        description: "The folder of recordings \(root) can't be opened: "
          + "\(String(cString: strerror(errno))).")
    }
    var walk = RecordingFolder(now: now, settleSeconds: settleSeconds, known: known)
    walk.look(into: folder, path: "", depth: 0)
    return walk.listing
  }

  private init(
    now: Instant, settleSeconds: Int64,
    known: @escaping (String) -> (bytes: Int64, modifiedAt: Instant)?
  ) {
    self.now = now
    self.settleSeconds = settleSeconds
    self.known = known
  }

  /// Takes the descriptor and closes it.
  private mutating func look(into folder: Int32, path: String, depth: Int) {
    guard let stream = fdopendir(folder) else {
      close(folder)
      return
    }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      guard let name else {
        listing.refused.append(path + "?: its name is not in UTF-8")
        continue
      }
      if name == "." || name == ".." { continue }
      take(name, in: folder, path: path + name, depth: depth)
    }
  }

  private mutating func take(_ name: String, in folder: Int32, path: String, depth: Int) {
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return }
    switch status.st_mode & S_IFMT {
    case S_IFLNK:
      listing.refused.append(path + ": it is a link")
    case S_IFDIR:
      guard depth < Self.deepest else {
        listing.refused.append(path + ": too deep")
        return
      }
      let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      if inner >= 0 { look(into: inner, path: path + "/", depth: depth + 1) }
    case S_IFREG:
      let ending =
        name.split(separator: ".").count > 1
        ? name.split(separator: ".").last?.lowercased() ?? "" : ""
      if Self.documents.contains(ending) { listing.documents.append(path) }
      guard Self.formats.contains(ending) else { return }
      listing.recordings.append(
        recording(name, in: folder, path: path, format: ending, status: status))
    default: break
    }
  }

  private func recording(
    _ name: String, in folder: Int32, path: String, format: String, status: stat
  ) -> RecordingFile {
    let written = Instant(
      microseconds: Int64(status.st_mtim.tv_sec) * 1_000_000
        + Int64(status.st_mtim.tv_nsec) / 1_000)
    var file = RecordingFile(
      path: path, name: name, bytes: Int64(status.st_size), modifiedAt: written, format: format,
      status: .present)
    if now.seconds(since: written) < Double(settleSeconds) {
      file.status = .growing
    } else if file.bytes == 0 {
      file.status = .empty
    } else if file.bytes <= Self.bareHeader {
      file.status = .headerOnly
    } else if let known = known(path), known == (file.bytes, written) {
      return file
    } else {
      examine(&file, in: folder)
    }
    return file
  }

  private func examine(_ file: inout RecordingFile, in folder: Int32) {
    let descriptor = openat(folder, file.name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG
    else {
      if descriptor >= 0 { close(descriptor) }
      file.status = .unreadable
      return
    }
    defer { close(descriptor) }
    guard file.format.hasPrefix("wav") else { return }
    let head = [UInt8](unsafeUninitializedCapacity: 4_096) { buffer, filled in
      filled = max(0, pread(descriptor, buffer.baseAddress, buffer.count, 0))
    }
    guard let header = WAVHeader(head, length: file.bytes) else { return }
    file.durationSeconds = header.durationSeconds
    if header.soundBytes == 0 { file.status = .headerOnly }
  }
}
