import Glibc

/// Who runs the command, for records of who said what.
enum Person {
  static var current: String {
    for name in ["SUDO_USER", "USER", "LOGNAME"] {
      if let value = getenv(name), value.pointee != 0 { return String(cString: value) }
    }
    return "uid \(getuid())"
  }
}
