-- What comes beside call records and CRM facts: calendars, sidecars and recordings; suggestions that
-- wait for a person's word, and the words that persons gave.

create table document (
  document_id bigint generated always as identity constraint document_pkey primary key,
  kind text not null,
  path text not null,
  name text not null,
  digest text not null,
  bytes bigint not null,
  modified_at timestamptz not null,
  first_seen_at timestamptz not null default now(),
  constraint document_key unique (digest, name),
  constraint document_kind_is_known check (kind in ('calendar', 'sidecar')),
  constraint document_bytes_are_not_negative check (bytes >= 0)
);
comment on table document is
  'A file that is taken as a whole: a calendar, or a sidecar of a call. The same content under the same name is the same document.';
comment on column document.document_id is 'Our number.';
comment on column document.kind is 'What it holds.';
comment on column document.path is 'Path under which it was last seen.';
comment on column document.name is 'Last part of the path: it may name a call.';
comment on column document.digest is 'SHA-256 of the content, in hexadecimal.';
comment on column document.bytes is 'Length of the content.';
comment on column document.modified_at is 'When the file was last written, as last seen.';
comment on column document.first_seen_at is 'When it was first read.';
-- Serves: was this file taken as it lies there?
create index document_path_idx on document (path);

alter table quarantine
  add column document_id bigint constraint quarantine_document_id_fkey references document;
comment on column quarantine.document_id is
  'The calendar or sidecar that it is, or is part of; null for records of CDR files and CRM rows.';
-- Serves: the same bytes of a document again are the same reject.
create unique index quarantine_document_key
  on quarantine (document_id, byte_offset) where document_id is not null;

create table calendar_entry (
  calendar_entry_id bigint generated always as identity constraint calendar_entry_pkey primary key,
  uid text not null,
  recurrence text not null default '',
  sequence integer not null default -1,
  stamped_at timestamptz not null default '-infinity',
  digest text not null default '',
  created_at timestamptz,
  starts_at timestamptz,
  ends_at timestamptz,
  place text,
  summary text not null default '',
  is_cancelled boolean not null default false,
  recurs boolean not null default false,
  document_id bigint not null constraint calendar_entry_document_id_fkey references document,
  constraint calendar_entry_key unique (uid, recurrence)
);
comment on table calendar_entry is
  'A meeting of a calendar, in the newest version that we saw, whatever came first.';
comment on column calendar_entry.calendar_entry_id is 'Our number.';
comment on column calendar_entry.uid is 'What the calendar calls it, the same in every version.';
comment on column calendar_entry.recurrence is
  'Which of a series it replaces, as written; empty for the meeting itself.';
comment on column calendar_entry.sequence is 'Version; the greater one is newer.';
comment on column calendar_entry.stamped_at is
  'When the version was written: tells versions of one number apart; -infinity when not said.';
comment on column calendar_entry.digest is 'SHA-256 of the version, the last word between equals.';
comment on column calendar_entry.created_at is
  'When the meeting was made: the earliest that any version says; null when none does.';
comment on column calendar_entry.starts_at is 'When it begins, of a series the first; null when not said.';
comment on column calendar_entry.ends_at is 'When it ends; null when not said.';
comment on column calendar_entry.place is 'Place, or address of a conference; null when not said.';
comment on column calendar_entry.summary is 'Title; empty when there is none.';
comment on column calendar_entry.is_cancelled is 'Whether it was called off.';
comment on column calendar_entry.recurs is 'Whether it stands for a series, of which the first counts.';
comment on column calendar_entry.document_id is 'The file that brought this version.';

create table calendar_party (
  calendar_entry_id bigint not null
    constraint calendar_party_calendar_entry_id_fkey references calendar_entry on delete cascade,
  address text not null,
  is_organizer boolean not null,
  constraint calendar_party_pkey primary key (calendar_entry_id, address, is_organizer)
);
comment on table calendar_party is 'Who takes part in a meeting of a calendar.';
comment on column calendar_party.calendar_entry_id is 'The meeting.';
comment on column calendar_party.address is 'Mail address in small letters, or number in E.164.';
comment on column calendar_party.is_organizer is 'Whether this is who invites.';
-- Serves: the meetings that name a mail address or a number.
create index calendar_party_address_idx on calendar_party (address);
-- Serves: whose mail address is this?
create index contact_email_idx on contact (lower(attributes ->> 'email'))
  where attributes ->> 'email' is not null;

create table sidecar (
  sidecar_id bigint generated always as identity constraint sidecar_pkey primary key,
  document_id bigint not null constraint sidecar_document_id_fkey references document,
  format text not null,
  call_keys text[] not null,
  started_at timestamptz,
  duration_seconds integer,
  around_at timestamptz not null,
  call_id bigint constraint sidecar_call_id_fkey references call on delete set null,
  constraint sidecar_document_key unique (document_id),
  constraint sidecar_format_is_known check (format in ('vcon', 'json'))
);
comment on table sidecar is 'What a file beside a recording says of its call.';
comment on column sidecar.sidecar_id is 'Our number.';
comment on column sidecar.document_id is 'The file.';
comment on column sidecar.format is 'vcon, or plain json.';
comment on column sidecar.call_keys is 'Ids of the exchange that it or its name gives, such as a unique id.';
comment on column sidecar.started_at is 'When the call began; null when not said.';
comment on column sidecar.duration_seconds is 'How long it was; null when not said.';
comment on column sidecar.around_at is 'Its beginning, or else the time in its id, or of the file.';
comment on column sidecar.call_id is 'The call it tells of; null while that is not known.';
-- Serves: which sidecars may tell of the calls of a batch?
create index sidecar_around_at_idx on sidecar (around_at);
-- Serves: the sidecars of a call.
create index sidecar_call_id_idx on sidecar (call_id);

create table sidecar_party (
  sidecar_id bigint not null
    constraint sidecar_party_sidecar_id_fkey references sidecar on delete cascade,
  number text not null,
  constraint sidecar_party_pkey primary key (sidecar_id, number)
);
comment on table sidecar_party is 'Numbers that a sidecar names.';
comment on column sidecar_party.sidecar_id is 'The sidecar.';
comment on column sidecar_party.number is 'E.164.';

create table sidecar_finding (
  sidecar_id bigint not null
    constraint sidecar_finding_sidecar_id_fkey references sidecar on delete cascade,
  kind text not null,
  ground text not null,
  constraint sidecar_finding_pkey primary key (sidecar_id, kind)
);
comment on table sidecar_finding is 'What a sidecar suggests.';
comment on column sidecar_finding.sidecar_id is 'The sidecar.';
comment on column sidecar_finding.kind is 'Evidence kind.';
comment on column sidecar_finding.ground is 'The tag or the words that say so.';

create table suggestion (
  suggestion_id bigint not null constraint suggestion_pkey primary key,
  deal_id integer constraint suggestion_deal_id_fkey references deal,
  stage_period_id integer constraint suggestion_stage_period_id_fkey references stage_period
    on delete set null,
  kind text not null,
  occurred_at timestamptz not null,
  source text not null,
  call_id bigint constraint suggestion_call_id_fkey references call on delete cascade,
  calendar_entry_id bigint
    constraint suggestion_calendar_entry_id_fkey references calendar_entry,
  ground text not null,
  detail text not null default '',
  status text not null default 'waiting',
  suggested_at timestamptz not null default now(),
  decided_by text,
  decided_at timestamptz,
  decided_why text,
  evidence_id bigint constraint suggestion_evidence_id_fkey references evidence,
  constraint suggestion_source_is_known check (source in ('sidecar', 'calendar')),
  constraint suggestion_status_is_known
    check (status in ('waiting', 'confirmed', 'dismissed', 'withdrawn')),
  constraint suggestion_decision_is_whole check (
    (status in ('confirmed', 'dismissed')) = (decided_by is not null)
    and (decided_by is null) = (decided_at is null)),
  constraint suggestion_confirmed_is_evidence check ((status = 'confirmed') = (evidence_id is not null))
);
comment on table suggestion is
  'What may be evidence, and waits until a person says so. Never counts for a gate.';
comment on column suggestion.suggestion_id is
  'Our number, of the numbers of evidence: one number names one thing.';
comment on column suggestion.deal_id is 'The deal; null when it is not clear which.';
comment on column suggestion.stage_period_id is 'The stage visit in which it happened; null when in none.';
comment on column suggestion.kind is 'Evidence kind.';
comment on column suggestion.occurred_at is 'When it happened.';
comment on column suggestion.source is 'What says so.';
comment on column suggestion.call_id is 'The call of which a sidecar says it; null for a calendar.';
comment on column suggestion.calendar_entry_id is 'The meeting of the calendar; null for a sidecar.';
comment on column suggestion.ground is 'The words, the tag, or the id of the meeting.';
comment on column suggestion.detail is 'One line for people: what is open.';
comment on column suggestion.status is
  'waiting; confirmed and dismissed by a person; withdrawn when its ground went.';
comment on column suggestion.suggested_at is 'When we knew.';
comment on column suggestion.decided_by is 'Who decided; null while nobody has.';
comment on column suggestion.decided_at is 'When; null while nobody has.';
comment on column suggestion.decided_why is 'Why; null while nobody has decided.';
comment on column suggestion.evidence_id is 'The evidence that it became; null unless confirmed.';
-- Serves: one suggestion of a kind per call.
create unique index suggestion_call_key on suggestion (call_id, kind) where call_id is not null;
-- Serves: one suggestion per meeting of a calendar.
create unique index suggestion_calendar_entry_key
  on suggestion (calendar_entry_id) where calendar_entry_id is not null;
-- Serves: the list of what waits, of all deals or of one.
create index suggestion_waiting_idx on suggestion (deal_id) where status = 'waiting';

create table evidence_confirmation (
  evidence_confirmation_id bigint generated always as identity
    constraint evidence_confirmation_pkey primary key,
  kind text not null,
  deal_id integer not null constraint evidence_confirmation_deal_id_fkey references deal,
  call_id bigint
    constraint evidence_confirmation_call_id_fkey references call on delete cascade,
  task_id integer constraint evidence_confirmation_task_id_fkey references task,
  calendar_entry_id bigint
    constraint evidence_confirmation_calendar_entry_id_fkey references calendar_entry,
  is_suggested boolean not null,
  confirmed_by text not null,
  confirmed_at timestamptz not null default now(),
  why text not null,
  constraint evidence_confirmation_has_one_ground check (
    num_nonnulls(call_id, task_id, calendar_entry_id) = 1),
  constraint evidence_confirmation_call_key unique (call_id, kind),
  constraint evidence_confirmation_task_key unique (task_id, kind),
  constraint evidence_confirmation_calendar_entry_key unique (calendar_entry_id)
);
comment on table evidence_confirmation is
  'A person said that a call, task or meeting is evidence of a kind for a deal: certain as long as it is of that deal.';
comment on column evidence_confirmation.evidence_confirmation_id is 'Our number.';
comment on column evidence_confirmation.kind is 'Evidence kind.';
comment on column evidence_confirmation.deal_id is 'The deal.';
comment on column evidence_confirmation.call_id is 'The call it rests on; null for another ground.';
comment on column evidence_confirmation.task_id is 'The task it rests on; null for another ground.';
comment on column evidence_confirmation.calendar_entry_id is
  'The meeting of a calendar it rests on; null for another ground.';
comment on column evidence_confirmation.is_suggested is
  'Whether the person''s word is its only ground; else it makes certain what was uncertain.';
comment on column evidence_confirmation.confirmed_by is 'Who.';
comment on column evidence_confirmation.confirmed_at is 'When.';
comment on column evidence_confirmation.why is 'Why.';

create table recording (
  recording_id bigint generated always as identity constraint recording_pkey primary key,
  root text not null,
  path text not null,
  pbx_id integer constraint recording_pbx_id_fkey references pbx,
  name text not null,
  call_key text,
  around_at timestamptz not null,
  bytes bigint not null,
  format text not null,
  duration_seconds integer,
  sha256 text,
  modified_at timestamptz not null,
  checked_at timestamptz not null default now(),
  sound_at timestamptz,
  status text not null,
  call_id bigint constraint recording_call_id_fkey references call on delete set null,
  constraint recording_key unique (root, path),
  constraint recording_status_is_known check (status in
    ('present', 'empty', 'header_only', 'growing', 'unreadable', 'missing')),
  constraint recording_bytes_are_not_negative check (bytes >= 0)
);
comment on table recording is 'An audio file, and what is known of it.';
comment on column recording.recording_id is 'Our number.';
comment on column recording.root is 'The folder of the configuration below which it lies.';
comment on column recording.path is 'Path below the root.';
comment on column recording.pbx_id is 'The exchange that wrote it; null when not said.';
comment on column recording.name is 'Last part of the path.';
comment on column recording.call_key is 'The exchange''s id of the call in its name; null when there is none.';
comment on column recording.around_at is 'The time in that id, or else of the file.';
comment on column recording.bytes is 'Length when last seen.';
comment on column recording.format is 'Ending of the name, in small letters; empty when there is none.';
comment on column recording.duration_seconds is 'How long it plays; null when that is not known.';
comment on column recording.sha256 is 'SHA-256 in hexadecimal; null until it is taken.';
comment on column recording.modified_at is 'When the file was last written, as last seen.';
comment on column recording.checked_at is 'When it was last found changed.';
comment on column recording.sound_at is
  'When it was first seen whole; null while it never was. What was there stays evidence when it is gone.';
comment on column recording.status is 'How it was last seen.';
comment on column recording.call_id is 'The call that it recorded; null while that is not known.';
-- Serves: which recordings may be of the calls of a batch?
create index recording_around_at_idx on recording (around_at) where call_id is null or call_key is null;
-- Serves: the recordings of a call.
create index recording_call_id_idx on recording (call_id);

alter table evidence
  add column calendar_entry_id bigint,
  add column meeting_at timestamptz,
  drop constraint evidence_source_is_known,
  add constraint evidence_source_is_known
    check (source in ('call', 'task', 'calendar', 'external')),
  drop constraint evidence_has_its_ground,
  add constraint evidence_has_its_ground check (
    (source = 'call') = (call_id is not null) and (source = 'task') = (task_id is not null)
    and (source = 'calendar') = (calendar_entry_id is not null));
-- Without a foreign key, which would cost each call's evidence a look: meetings are never deleted.
comment on column evidence.calendar_entry_id is
  'The meeting of a calendar it rests on; null for other sources.';
comment on column evidence.meeting_at is
  'When the meeting was to begin when this was recorded; null for what is no meeting.';
-- Serves: one live piece per meeting of a calendar.
create unique index evidence_calendar_entry_live_key on evidence (calendar_entry_id)
  where revoked_at is null and calendar_entry_id is not null;
-- Serves: did a person revoke what this meeting of a calendar gave?
create index evidence_calendar_entry_id_idx on evidence (calendar_entry_id)
  where calendar_entry_id is not null;
