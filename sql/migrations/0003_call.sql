-- Legs as the PBX wrote them, and the calls that they make up.

create table call (
  call_id bigint generated always as identity constraint call_pkey primary key,
  pbx_id integer not null constraint call_pbx_id_fkey references pbx,
  group_key text not null,
  started_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz not null,
  direction text not null,
  disposition text not null,
  ring_seconds integer not null,
  talk_seconds integer not null,
  legs integer not null,
  external_number text,
  external_raw text not null,
  did text not null,
  first_extension text,
  last_extension text,
  crm_hint text,
  outcome_code text,
  recording_file text,
  flags integer not null default 0,
  manager_id integer,
  contact_id integer,
  deal_id integer,
  stage_period_id integer,
  link_method text,
  ambiguous boolean not null default false,
  constraint call_group_key_key unique (pbx_id, group_key),
  constraint call_ends_after_it_starts check (started_at <= ended_at),
  constraint call_direction_is_known check (direction in ('inbound', 'outbound', 'internal')),
  constraint call_disposition_is_known check (disposition in
    ('answered', 'no_answer', 'busy', 'failed', 'cancelled', 'voicemail')),
  constraint call_link_method_is_known check (link_method in
    ('manual', 'crm_hint', 'only_open_deal', 'manager_extension', 'deal_follows_call',
     'latest_activity', 'contact_only', 'unmatched', 'intake')),
  constraint call_stage_needs_a_deal check (stage_period_id is null or deal_id is not null),
  constraint call_seconds_are_not_negative check (ring_seconds >= 0 and talk_seconds >= 0)
);
comment on table call is
  'A conversation between the company and one outside party, assembled from legs, with its link.';
comment on column call.call_id is 'Our number.';
comment on column call.pbx_id is 'The exchange.';
comment on column call.group_key is
  'What ties its legs: the linked id, or else the smallest channel id of the group.';
comment on column call.started_at is 'Start of the first leg.';
comment on column call.answered_at is 'When a person first answered; null when none did.';
comment on column call.ended_at is 'End of the last leg.';
comment on column call.direction is 'Seen from the company.';
comment on column call.disposition is 'How it ended: see docs/assembly.md.';
comment on column call.ring_seconds is 'From the start until a person answered, or until the end.';
comment on column call.talk_seconds is
  'Seconds in which a person on our side was connected to the client; parallel legs count once.';
comment on column call.legs is 'Number of its legs.';
comment on column call.external_number is 'The outside party in E.164; null when there is no such number.';
comment on column call.external_raw is 'The outside party as written; empty for an internal call.';
comment on column call.did is 'Our number that was called; empty when not logged.';
comment on column call.first_extension is 'Extension that first talked (outbound: that called); null when none did.';
comment on column call.last_extension is 'Extension that talked last; null when none did.';
comment on column call.crm_hint is 'Deal id that the CDR carries; null when it carries none.';
comment on column call.outcome_code is 'Agent''s outcome that the CDR carries, as an evidence kind; null when none.';
comment on column call.recording_file is 'Recording named by the CDR; null when none is.';
comment on column call.flags is 'Flags of its legs, joined.';
comment on column call.manager_id is 'Seller who talked last (or called, or was rung); null when unknown.';
comment on column call.contact_id is 'Contact; null when none or several fit.';
comment on column call.deal_id is 'Deal; null when none was open.';
comment on column call.stage_period_id is 'Stage visit of the deal in which the call began; null without a deal.';
comment on column call.link_method is 'Rule that decided the link; null for an internal call.';
comment on column call.ambiguous is 'The rule could not be certain: listed for review.';
-- Serves: the calls of a number, for linking again and for call-back debts.
create index call_external_number_idx on call (external_number, started_at)
  where external_number is not null;
-- Serves: which persons have missed calls, of which alone call-back debts come.
create index call_missed_idx on call (external_number, started_at)
  where direction = 'inbound' and disposition <> 'answered' and external_number is not null;
-- Serves: calls that carry the id of a deal which has just arrived.
create index call_crm_hint_idx on call (crm_hint) where crm_hint is not null;
-- Serves: reports over a period.
create index call_started_at_idx on call (started_at);
-- Serves: the calls of a deal.
create index call_deal_id_idx on call (deal_id, started_at) where deal_id is not null;
-- Serves: the calls whose link is uncertain, for review and for reports.
create index call_ambiguous_idx on call (started_at) where ambiguous;

create table leg (
  leg_id bigint generated always as identity constraint leg_pkey primary key,
  pbx_id integer not null constraint leg_pbx_id_fkey references pbx,
  leg_key uuid not null,
  content_hash bigint not null,
  call_id bigint not null constraint leg_call_id_fkey references call,
  source_file_id bigint not null constraint leg_source_file_id_fkey references source_file,
  byte_offset bigint not null,
  byte_length integer not null,
  started_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz not null,
  duration_seconds integer not null,
  billable_seconds integer not null,
  disposition text not null,
  unique_id text not null,
  linked_id text,
  sequence bigint,
  source text not null,
  destination text not null,
  channel text not null,
  destination_channel text not null,
  application text not null,
  did text not null,
  account_code text not null,
  user_field text not null,
  recording_file text not null,
  a_kind text not null,
  a_extension text,
  b_kind text not null,
  b_extension text,
  external_raw text,
  external_number text,
  crm_hint text,
  outcome_code text,
  flags integer not null,
  raw bytea not null,
  constraint leg_natural_key unique (pbx_id, started_at, leg_key),
  constraint leg_ends_after_it_starts check (started_at <= ended_at),
  constraint leg_kind_is_known check (
    a_kind in ('extension', 'trunk', 'local', 'other', 'none')
    and b_kind in ('extension', 'trunk', 'local', 'other', 'none'))
);
comment on table leg is 'One CDR record as the PBX wrote it.';
comment on column leg.leg_id is 'Our number.';
comment on column leg.pbx_id is 'The exchange.';
comment on column leg.leg_key is 'Natural key: 128 bits of SHA-256 over what the format calls unique.';
comment on column leg.content_hash is '64-bit hash of the record''s bytes: tells a copy from a conflict.';
comment on column leg.call_id is 'The call that it is part of.';
comment on column leg.source_file_id is 'File it was first read from.';
comment on column leg.byte_offset is 'Its place in that file.';
comment on column leg.byte_length is 'Its length there, with the line end.';
comment on column leg.started_at is 'Start.';
comment on column leg.answered_at is 'When the PBX calls it answered; null when it was not.';
comment on column leg.ended_at is 'End.';
comment on column leg.duration_seconds is 'Start to end, as the PBX counts.';
comment on column leg.billable_seconds is 'Answer to end, as the PBX counts.';
comment on column leg.disposition is 'What the PBX says of this leg alone.';
comment on column leg.unique_id is 'The format''s id of the channel; empty when not logged.';
comment on column leg.linked_id is 'Id that legs of a call share; null when the format has none.';
comment on column leg.sequence is 'The PBX''s running number; null when not logged.';
comment on column leg.source is 'Caller''s number as written.';
comment on column leg.destination is 'Dialled number or extension as written.';
comment on column leg.channel is 'Channel of party A.';
comment on column leg.destination_channel is 'Channel of party B; empty when there was none.';
comment on column leg.application is 'Last application.';
comment on column leg.did is 'Our number that was called; empty when not logged.';
comment on column leg.account_code is 'Account code.';
comment on column leg.user_field is 'User field.';
comment on column leg.recording_file is 'Recording as written; empty when there is none.';
comment on column leg.a_kind is 'What party A is, by the dial plan.';
comment on column leg.a_extension is 'Extension of party A; null when it is none.';
comment on column leg.b_kind is 'What party B is, by the dial plan.';
comment on column leg.b_extension is 'Extension of party B; null when it is none.';
comment on column leg.external_raw is 'Outside party as written; null when this leg has none.';
comment on column leg.external_number is 'Outside party in E.164; null when it is no such number.';
comment on column leg.crm_hint is 'Deal id found by the PBX''s crm_hint pattern; null when none.';
comment on column leg.outcome_code is 'Evidence kind that the agent''s code stands for; null when none.';
comment on column leg.flags is 'Oddities, bits of CallLeg.Flags.';
comment on column leg.raw is 'The record''s bytes without the line end.';
-- Serves: assembling a call again.
create index leg_call_id_idx on leg (call_id);
-- Serves: which legs overlap the new ones in time, when ids alone don't tie a call together?
create index leg_ended_at_idx on leg (pbx_id, ended_at);

create table call_decision (
  call_id bigint not null constraint call_decision_call_id_fkey references call on delete cascade,
  deal_id integer not null constraint call_decision_deal_id_fkey references deal,
  decided_by text not null,
  decided_at timestamptz not null default now(),
  why text not null default '',
  constraint call_decision_pkey primary key (call_id)
);
comment on table call_decision is 'A supervisor said which deal a call belongs to: method manual.';
comment on column call_decision.call_id is 'The call.';
comment on column call_decision.deal_id is 'The deal.';
comment on column call_decision.decided_by is 'Who.';
comment on column call_decision.decided_at is 'When.';
comment on column call_decision.why is 'Why; empty when not said.';

create table own_number (
  number text not null constraint own_number_pkey primary key,
  pbx_name text not null
);
comment on table own_number is 'A line of our own: never the client.';
comment on column own_number.number is 'E.164.';
comment on column own_number.pbx_name is 'The PBX that the configuration names it for.';
