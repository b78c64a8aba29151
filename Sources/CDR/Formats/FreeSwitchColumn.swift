/// Columns of FreeSWITCH's mod_cdr_csv by the channel variables that its templates name.
///
/// FreeSWITCH, conf/vanilla/autoload_configs/cdr_csv.conf.xml and src/switch_channel.c.
enum FreeSwitchColumn: Int, ColumnName {
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case start_stamp, answer_stamp, end_stamp, duration, billsec, hangup_cause
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case caller_id_name, caller_id_number, caller_id, destination_number, context
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case channel_name, bridge_channel, last_app, last_arg
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case uuid, bleg_uuid, call_uuid, signal_bond, bridge_uuid
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case accountcode, userfield, recording_file, effective_caller_id_number

  static var start: FreeSwitchColumn { .start_stamp }

  static let aliases: [String: FreeSwitchColumn] = [
    "start_epoch": .start_stamp, "start_uepoch": .start_stamp, "answer_epoch": .answer_stamp,
    "answer_uepoch": .answer_stamp, "end_epoch": .end_stamp, "end_uepoch": .end_stamp,
    "ani": .caller_id_number, "last_bridge_to": .bridge_uuid, "record_file": .recording_file,
    "record_name": .recording_file, "sofia_record_file": .recording_file,
  ]

  static let unused = [
    "-", "amaflags", "direction", "network_addr", "read_codec", "write_codec", "sip_gateway_name",
    "originating_leg_uuid", "sip_hangup_disposition", "digits_dialed",
  ]

  typealias Layout = ColumnLayout<FreeSwitchColumn>

  /// The stock templates `example`, `sql` (also the built-in one) and `asterisk`.
  static let stock = [exampleTemplate, sqlTemplate, asteriskTemplate].map { Layout($0) }

  private static let exampleTemplate: [FreeSwitchColumn?] = sqlTemplate + [nil, nil]

  private static let sqlTemplate: [FreeSwitchColumn?] = [
    .caller_id_name, .caller_id_number, .destination_number, .context, .start_stamp, .answer_stamp,
    .end_stamp, .duration, .billsec, .hangup_cause, .uuid, .bleg_uuid, .accountcode,
  ]

  private static let asteriskTemplate: [FreeSwitchColumn?] = [
    .accountcode, .caller_id_number, .destination_number, .context, .caller_id, .channel_name,
    .bridge_channel, .last_app, .last_arg, .start_stamp, .answer_stamp, .end_stamp, .duration,
    .billsec, .hangup_cause, nil, .uuid, .userfield,
  ]
}
