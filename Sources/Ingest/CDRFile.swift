import CallModel
import Glibc
import Store

/// An open regular file that is read by position: the checkpoint says where to begin, so there is
/// no read position to lose, and whoever has it reads the same file though another has taken its
/// name meanwhile.
final class CDRFile: Sendable {
  let path: String
  let device: Int64
  let inode: Int64
  private let descriptor: Int32

  /// - Throws: `unreadable` for what is missing, forbidden, or no regular file.
  init(path: String) throws(IngestError) {
    self.path = path
    // A FIFO without a writer must not hang us.
    descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.refusal(path, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      Glibc.close(descriptor)
      throw Self.refusal(path, code)
    }
    device = Int64(bitPattern: UInt64(status.st_dev))
    inode = Int64(bitPattern: UInt64(status.st_ino))
    guard status.st_mode & S_IFMT == S_IFREG else {
      Glibc.close(descriptor)
      let what = status.st_mode & S_IFMT == S_IFDIR ? "a directory" : "not a regular file"
      throw IngestError(
        .unreadable, path: path,
        message: "This is \(what). Name the CDR files in it, such as \(path)/Master.csv.")
    }
  }

  deinit { Glibc.close(descriptor) }

  private static func refusal(_ path: String, _ code: Int32) -> IngestError {
    switch code {
    case ENOENT:
      IngestError(.unreadable, path: path, message: "There is no such file.")
    case EACCES, EPERM:
      IngestError(
        .unreadable, path: path,
        message: "We may not read it. Give the user that runs tollgate the right to read it.")
    default:
      IngestError(
        .unreadable, path: path, message: "It can't be opened: \(String(cString: strerror(code))).")
    }
  }

  /// Bytes in the file now, and seconds since it was last written.
  func state() throws(IngestError) -> (size: Int64, idleSeconds: Double) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let written = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
    let present = Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    return (Int64(status.st_size), present - written)
  }

  /// When it was last written.
  func modifiedAt() throws(IngestError) -> Instant {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
    return Instant(
      microseconds: Int64(status.st_mtim.tv_sec) * 1_000_000
        + Int64(status.st_mtim.tv_nsec) / 1_000)
  }

  /// Reads at most `count` bytes at `offset`; fewer only at the end of the file.
  func read(at offset: Int64, count: Int) throws(IngestError) -> [UInt8] {
    var failed: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = 0
      while filled < count {
        let got = pread(
          descriptor, buffer.baseAddress?.advanced(by: filled), count - filled,
          off_t(offset) + off_t(filled))
        if got > 0 {
          filled += got
        } else if got == 0 {
          return
        } else if errno != EINTR {
          failed = errno
          return
        }
      }
    }
    guard failed == 0 else { throw failure(failed) }
    return bytes
  }

  private func failure(_ code: Int32) -> IngestError {
    IngestError(
      .io, path: path,
      message: "Reading failed: \(String(cString: strerror(code))). "
        + "What was committed stays; run it again.")
  }
}

extension CDRFile {
  static let headLimit = 4_096
  static let tailLimit = 4_096

  /// Length of the head by which a content of `size` bytes is known: a power of two, so that the
  /// same file is looked for under few lengths as it grows.
  static func headLength(size: Int64) -> Int {
    var length = 64
    guard size >= 64 else { return Int(max(size, 0)) }
    while length < headLimit, Int64(length * 2) <= size { length *= 2 }
    return length
  }

  /// The fingerprint of the content up to a checkpoint at `offset`.
  func fingerprint(offset: Int64) throws(IngestError) -> Fingerprint {
    let headLength = Self.headLength(size: try state().size)
    let tailLength = Int(min(offset, Int64(Self.tailLimit)))
    let head = try read(at: 0, count: headLength)
    let tail = try read(at: offset - Int64(tailLength), count: tailLength)
    return Fingerprint(
      headHash: Fingerprint.hash(head), headLength: headLength,
      tailHash: Fingerprint.hash(tail), tailLength: tailLength)
  }

  /// Whether this content is the one that was taken up to `checkpoint`.
  func continues(_ checkpoint: Checkpoint) throws(IngestError) -> Bool {
    guard try state().size >= checkpoint.offset else { return false }
    let tail = try read(
      at: checkpoint.offset - Int64(checkpoint.tailLength), count: checkpoint.tailLength)
    return checkpoint.tailLength == 0 || Fingerprint.hash(tail) == checkpoint.tailHash
  }
}
