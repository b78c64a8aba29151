/// Names of time zones as calendar programs write them.
enum ZoneNames {
  /// The IANA name that is meant; what is not known is given back as it is.
  ///
  /// Outlook writes Windows' names (unicode.org, CLDR, windowsZones.xml; here those of Russia and
  /// its neighbours); some programs put a path of their own before the IANA name.
  static func iana(_ name: String) -> String {
    if let known = windows[name] { return known }
    guard name.hasPrefix("/") else { return name }
    return name.split(separator: "/").suffix(2).joined(separator: "/")
  }

  private static let windows: [String: String] = [
    "Kaliningrad Standard Time": "Europe/Kaliningrad",
    "Russian Standard Time": "Europe/Moscow",
    "Volgograd Standard Time": "Europe/Volgograd",
    "Saratov Standard Time": "Europe/Saratov",
    "Astrakhan Standard Time": "Europe/Astrakhan",
    "Russia Time Zone 3": "Europe/Samara",
    "Ekaterinburg Standard Time": "Asia/Yekaterinburg",
    "Omsk Standard Time": "Asia/Omsk",
    "N. Central Asia Standard Time": "Asia/Novosibirsk",
    "Altai Standard Time": "Asia/Barnaul",
    "Tomsk Standard Time": "Asia/Tomsk",
    "North Asia Standard Time": "Asia/Krasnoyarsk",
    "North Asia East Standard Time": "Asia/Irkutsk",
    "Transbaikal Standard Time": "Asia/Chita",
    "Yakutsk Standard Time": "Asia/Yakutsk",
    "Vladivostok Standard Time": "Asia/Vladivostok",
    "Sakhalin Standard Time": "Asia/Sakhalin",
    "Magadan Standard Time": "Asia/Magadan",
    "Russia Time Zone 10": "Asia/Srednekolymsk",
    "Russia Time Zone 11": "Asia/Kamchatka",
    "Belarus Standard Time": "Europe/Minsk",
    "Central Asia Standard Time": "Asia/Almaty",
    "West Asia Standard Time": "Asia/Tashkent",
    "Georgian Standard Time": "Asia/Tbilisi",
    "Caucasus Standard Time": "Asia/Yerevan",
    "Azerbaijan Standard Time": "Asia/Baku",
    "FLE Standard Time": "Europe/Kyiv",
    "GTB Standard Time": "Europe/Bucharest",
    "W. Europe Standard Time": "Europe/Berlin",
    "GMT Standard Time": "Europe/London",
    "Eastern Standard Time": "America/New_York",
    "UTC": "UTC",
    "Etc/UTC": "UTC",
  ]
}
