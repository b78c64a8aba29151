-- Where records come from, how far each file was taken, and what could not be taken.

create table pbx (
  pbx_id integer generated always as identity constraint pbx_pkey primary key,
  name text not null constraint pbx_name_key unique,
  format text,
  time_zone text not null,
  region text not null,
  complete_up_to timestamptz,
  longest_leg_seconds integer not null default 0
);
comment on table pbx is 'One exchange that writes CDRs.';
comment on column pbx.pbx_id is 'Our number for the exchange.';
comment on column pbx.name is 'Name in the configuration.';
comment on column pbx.format is 'CDR format; null while detected file by file.';
comment on column pbx.time_zone is 'IANA zone of the local times in its CDRs.';
comment on column pbx.region is 'Region whose dialling rules read its numbers, ISO 3166.';
comment on column pbx.complete_up_to is
  'Watermark: the end of the newest leg committed; null before the first.';
comment on column pbx.longest_leg_seconds is
  'Longest leg ever taken: how far back a leg of the same call may have begun.';

create table source_file (
  source_file_id bigint generated always as identity constraint source_file_pkey primary key,
  pbx_id integer not null constraint source_file_pbx_id_fkey references pbx,
  path text not null,
  device bigint not null,
  inode bigint not null,
  head_hash text not null,
  head_length integer not null,
  tail_hash text not null,
  tail_length integer not null,
  committed_offset bigint not null default 0,
  committed_line bigint not null default 0,
  format text,
  first_seen_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  constraint source_file_offset_is_not_negative check (committed_offset >= 0)
);
comment on table source_file is
  'One content that was read: known by the hash of its head, so that a renamed, rotated or re-sent file is the same file.';
comment on column source_file.source_file_id is 'Our number for the content.';
comment on column source_file.pbx_id is 'The exchange that wrote it.';
comment on column source_file.path is 'Path under which it was last seen.';
comment on column source_file.device is 'Device when last seen: a hint, never an identity.';
comment on column source_file.inode is 'Inode when last seen: a hint, never an identity.';
comment on column source_file.head_hash is 'SHA-256 of the first head_length bytes, in hexadecimal.';
comment on column source_file.head_length is 'Bytes hashed at the head; grows with a short file, at most 4096.';
comment on column source_file.tail_hash is 'SHA-256 of the tail_length bytes that end at the checkpoint, in hexadecimal.';
comment on column source_file.tail_length is 'Bytes hashed before the checkpoint, at most 4096.';
comment on column source_file.committed_offset is
  'Checkpoint: bytes taken, of the decompressed stream. Moves only in the transaction of the records.';
comment on column source_file.committed_line is 'Physical lines taken.';
comment on column source_file.format is 'Format as detected or given; null before the first record.';
comment on column source_file.first_seen_at is 'When it was first read.';
comment on column source_file.changed_at is 'When its checkpoint last moved.';
-- Serves: which known content is this file?
create index source_file_head_hash_idx on source_file (pbx_id, head_length, head_hash);

create table batch (
  batch_id bigint generated always as identity constraint batch_pkey primary key,
  source_file_id bigint not null constraint batch_source_file_id_fkey references source_file,
  from_offset bigint not null,
  to_offset bigint not null,
  records bigint not null,
  accepted bigint not null,
  accepted_bytes bigint not null,
  duplicate bigint not null,
  duplicate_bytes bigint not null,
  quarantined bigint not null,
  quarantined_bytes bigint not null,
  other_bytes bigint not null,
  committed_at timestamptz not null default now(),
  constraint batch_range_is_ordered check (from_offset <= to_offset),
  constraint batch_accounts_for_every_byte check (
    accepted_bytes + duplicate_bytes + quarantined_bytes + other_bytes = to_offset - from_offset),
  constraint batch_accounts_for_every_record check (
    accepted + duplicate + quarantined = records),
  constraint batch_follows_the_one_before unique (source_file_id, from_offset, to_offset)
);
comment on table batch is
  'What one transaction took of a file. The ranges of a file tile it: the conservation law.';
comment on column batch.batch_id is 'Our number for the batch.';
comment on column batch.source_file_id is 'The file it was read from.';
comment on column batch.from_offset is 'First byte.';
comment on column batch.to_offset is 'The byte after the last one.';
comment on column batch.records is 'Records found.';
comment on column batch.accepted is 'Records that became legs.';
comment on column batch.accepted_bytes is 'Their bytes.';
comment on column batch.duplicate is 'Records whose leg was there already with the same content.';
comment on column batch.duplicate_bytes is 'Their bytes.';
comment on column batch.quarantined is 'Records that could not be taken.';
comment on column batch.quarantined_bytes is 'Their bytes.';
comment on column batch.other_bytes is 'Bytes of blank lines, headers and byte order marks.';
comment on column batch.committed_at is 'Start of the transaction that took it.';

create table quarantine (
  quarantine_id bigint generated always as identity constraint quarantine_pkey primary key,
  pbx_id integer constraint quarantine_pbx_id_fkey references pbx,
  source_file_id bigint constraint quarantine_source_file_id_fkey references source_file,
  origin text not null,
  byte_offset bigint not null,
  byte_length bigint not null,
  line bigint not null,
  reason text not null,
  detail text not null,
  raw bytea not null,
  digest bytea,
  quarantined_at timestamptz not null default now(),
  settled_at timestamptz,
  settled_how text,
  settled_by text,
  settled_why text,
  constraint quarantine_settled_how_is_known
    check (settled_how in ('replayed', 'duplicate', 'discarded', 'arrived')),
  constraint quarantine_settled_is_whole check ((settled_at is null) = (settled_how is null))
);
comment on table quarantine is
  'Records that could not be taken, whole, with the reason, to be replayed or discarded.';
comment on column quarantine.quarantine_id is 'Our number for the record.';
comment on column quarantine.pbx_id is 'The exchange; null for a CRM row.';
comment on column quarantine.source_file_id is 'The CDR file; null for a CRM row.';
comment on column quarantine.origin is 'Path of the file, as it was named.';
comment on column quarantine.byte_offset is 'First byte of the record.';
comment on column quarantine.byte_length is 'Length of the record with its line end.';
comment on column quarantine.line is 'Physical line on which it begins, from 1.';
comment on column quarantine.reason is 'Why, in a fixed word.';
comment on column quarantine.detail is 'Why, in a sentence.';
comment on column quarantine.raw is 'The bytes, at most the first 65,536.';
comment on column quarantine.digest is 'SHA-256 of all bytes when raw does not hold them; else null.';
comment on column quarantine.quarantined_at is 'When it was set aside.';
comment on column quarantine.settled_at is 'When it was dealt with; null while it waits.';
comment on column quarantine.settled_how is 'How it was dealt with; null while it waits.';
comment on column quarantine.settled_by is 'Who dealt with it; null when the program did.';
comment on column quarantine.settled_why is 'Why it was discarded; null otherwise.';
-- Serves: quarantine list, and the count in each report.
create index quarantine_waiting_idx on quarantine (reason, quarantined_at) where settled_at is null;
-- Serves: the same bytes again are the same reject.
create unique index quarantine_record_key
  on quarantine (source_file_id, byte_offset) where source_file_id is not null;
-- Serves: was this CRM record set aside before?
create index quarantine_crm_record_idx on quarantine (md5(raw))
  where pbx_id is null and source_file_id is null;
