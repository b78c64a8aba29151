/// Columns of Asterisk's CDR by the names of `CDR(name)`, and those that FreePBX adds.
///
/// Asterisk, funcs/func_cdr.c and res/cdrel_custom/registry.c; FreePBX module cdr,
/// functions.inc.php (cdr_export_csv) and install.php.
enum AsteriskColumn: Int, ColumnName {
  case start, answer, end, duration, billsec, disposition
  case clid, src, dst, dcontext, channel, dstchannel, lastapp, lastdata
  case accountcode, uniqueid, userfield, linkedid, sequence
  case did, recordingfile
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case outbound_cnum

  static let aliases: [String: AsteriskColumn] = [
    "calldate": .start, "answerdate": .answer, "hangupdate": .end, "enddate": .end,
  ]

  static let unused = [
    "-", "amaflags", "peeraccount", "cnum", "cnam", "outbound_cnam", "dst_cnam", "tenantid",
    "peertenantid",
  ]

  typealias Layout = ColumnLayout<AsteriskColumn>
}

extension ColumnLayout<AsteriskColumn> {
  /// The 16 columns that cdr_csv always writes. Asterisk, cdr/cdr_csv.c, build_csv_record.
  static let cdrCSV: [AsteriskColumn?] = [
    .accountcode, .src, .dst, .dcontext, .clid, .channel, .dstchannel, .lastapp, .lastdata, .start,
    .answer, .end, .duration, .billsec, .disposition, nil,
  ]

  /// The sample mapping of cdr_custom. Asterisk, configs/samples/cdr_custom.conf.sample.
  static let customSample: [AsteriskColumn?] = [
    .clid, .src, .dst, .dcontext, .channel, .dstchannel, .lastapp, .lastdata, .start, .answer, .end,
    .duration, .billsec, .disposition, nil, .accountcode, .uniqueid, .userfield, .sequence,
  ]

  /// The columns of FreePBX's table in a cdr_custom mapping, with sequence, answer and end behind.
  static let freePBXMapping: [AsteriskColumn?] = [
    .start, .clid, .src, .dst, .dcontext, .channel, .dstchannel, .lastapp, .lastdata, .duration,
    .billsec, .disposition, nil, .accountcode, .uniqueid, .userfield, .did, .recordingfile, nil,
    nil, .outbound_cnum, .linkedid, nil, .sequence, .answer, .end,
  ]

  /// The export of FreePBX's report page. FreePBX module cdr, functions.inc.php, cdr_export_csv.
  static let freePBXReport: [AsteriskColumn?] = [
    .start, .clid, .src, .dst, .dcontext, .channel, .dstchannel, .lastapp, .lastdata, .duration,
    .billsec, .disposition, nil, .accountcode, .uniqueid, .userfield, .did, nil, nil,
    .outbound_cnum, nil, nil, .recordingfile, .linkedid, nil, .sequence,
  ]
}
