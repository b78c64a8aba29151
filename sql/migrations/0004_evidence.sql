-- Evidence, gates and their decisions.

create table setting (
  name text not null constraint setting_pkey primary key,
  value text not null
);
comment on table setting is
  'Thresholds in force, written from the configuration: links and evidence must not depend on which process runs.';
comment on column setting.name is 'Name, such as min_talk_seconds.';
comment on column setting.value is 'Value.';

create table evidence (
  evidence_id bigint generated always as identity constraint evidence_pkey primary key,
  deal_id integer not null constraint evidence_deal_id_fkey references deal,
  stage_period_id integer constraint evidence_stage_period_id_fkey references stage_period,
  kind text not null,
  occurred_at timestamptz not null,
  source text not null,
  call_id bigint,
  task_id integer constraint evidence_task_id_fkey references task,
  external_key text,
  certain boolean not null,
  talk_seconds integer,
  direction text,
  detail text not null default '',
  recorded_by text,
  recorded_at timestamptz not null default now(),
  revoked_at timestamptz,
  revoked_by text,
  revoked_why text,
  constraint evidence_source_is_known check (source in ('call', 'task', 'external')),
  constraint evidence_has_its_ground check (
    (source = 'call') = (call_id is not null) and (source = 'task') = (task_id is not null)),
  constraint evidence_revocation_says_why check ((revoked_at is null) = (revoked_why is null))
);
comment on table evidence is
  'A fact about a deal in a stage visit. Never changed; revoked with a reason when its ground goes.';
comment on column evidence.evidence_id is 'Our number, rising with the order of recording.';
comment on column evidence.deal_id is 'The deal.';
comment on column evidence.stage_period_id is 'The stage visit in which it happened; null when in none.';
comment on column evidence.kind is 'Kind, such as client_reached.';
comment on column evidence.occurred_at is 'When it happened.';
comment on column evidence.source is 'What it rests on.';
comment on column evidence.call_id is 'The call it rests on; null for other sources.';
comment on column evidence.task_id is 'The task it rests on; null for other sources.';
comment on column evidence.external_key is 'Idempotency key of the outside source; null when none was given.';
comment on column evidence.certain is 'False when it rests on an ambiguous link.';
comment on column evidence.talk_seconds is 'Talk of the call; null for other sources.';
comment on column evidence.direction is 'Direction of the call; null for other sources.';
comment on column evidence.detail is 'One line for people.';
comment on column evidence.recorded_by is 'Person who entered it; null when the program did.';
comment on column evidence.recorded_at is 'When we knew.';
comment on column evidence.revoked_at is 'When it was withdrawn; null while it stands.';
comment on column evidence.revoked_by is 'Person who withdrew it; null when the program did or it stands.';
comment on column evidence.revoked_why is 'Why it was withdrawn; null while it stands.';
-- Serves: one live piece of each kind per call.
create unique index evidence_call_live_key on evidence (call_id, kind)
  where revoked_at is null and call_id is not null;
-- Serves: one live piece of each kind per task.
create unique index evidence_task_live_key on evidence (task_id, kind)
  where revoked_at is null and task_id is not null;
-- Serves: the same outside fact sent twice.
create unique index evidence_external_key_key on evidence (external_key)
  where external_key is not null;
-- Serves: gates and the deal's page.
create index evidence_deal_id_idx on evidence (deal_id, kind) where revoked_at is null;

create table gate_rules (
  gate_rules_id integer generated always as identity constraint gate_rules_pkey primary key,
  pipeline_id integer not null constraint gate_rules_pipeline_id_fkey references pipeline,
  version integer not null,
  source text not null,
  skipping text not null default 'shut',
  applied_at timestamptz not null default now(),
  applied_by text not null,
  constraint gate_rules_skipping_is_known check (skipping in ('shut', 'open')),
  constraint gate_rules_version_key unique (pipeline_id, version)
);
comment on table gate_rules is 'A version of the rules of a pipeline; the newest is in force.';
comment on column gate_rules.gate_rules_id is 'Our number.';
comment on column gate_rules.pipeline_id is 'The pipeline.';
comment on column gate_rules.version is 'Version, from 1.';
comment on column gate_rules.source is 'The YAML as it was applied.';
comment on column gate_rules.skipping is 'Whether a move that leaves out stages finds the gate shut.';
comment on column gate_rules.applied_at is 'When.';
comment on column gate_rules.applied_by is 'Who.';

create table gate_requirement (
  gate_requirement_id integer generated always as identity
    constraint gate_requirement_pkey primary key,
  gate_rules_id integer not null constraint gate_requirement_gate_rules_id_fkey references gate_rules,
  stage_id integer not null constraint gate_requirement_stage_id_fkey references stage,
  ordinal integer not null,
  kinds text[] not null,
  since text not null default 'stage',
  count integer not null default 1,
  certain boolean not null default false,
  minimum_talk_seconds integer,
  direction text,
  fields text[],
  task_kind text,
  before_kind text,
  constraint gate_requirement_key unique (gate_rules_id, stage_id, ordinal),
  constraint gate_requirement_since_is_known check (since in ('stage', 'deal')),
  constraint gate_requirement_direction_is_known check (direction in ('inbound', 'outbound')),
  constraint gate_requirement_count_is_positive check (count > 0)
);
comment on table gate_requirement is 'What a deal must have before it leaves a stage: all of them.';
comment on column gate_requirement.gate_requirement_id is 'Our number.';
comment on column gate_requirement.gate_rules_id is 'Version of the rules.';
comment on column gate_requirement.stage_id is 'Stage to be left.';
comment on column gate_requirement.ordinal is 'Place among the requirements of the stage, from 1.';
comment on column gate_requirement.kinds is 'Evidence kinds, any of which meets it.';
comment on column gate_requirement.since is 'stage: in this visit; deal: at any time of the deal.';
comment on column gate_requirement.count is 'How many pieces are needed.';
comment on column gate_requirement.certain is 'Whether ambiguous links are not enough.';
comment on column gate_requirement.minimum_talk_seconds is 'Least talk of the call; null for the kind''s own.';
comment on column gate_requirement.direction is 'Direction of the call; null for any.';
comment on column gate_requirement.fields is 'Deal fields that must be filled (kind fields_filled); else null.';
comment on column gate_requirement.task_kind is
  'Kind of task that must have a due time (kind task_planned); else null.';
comment on column gate_requirement.before_kind is
  'What meets it must have happened before the last evidence of this kind; null for no such rule.';

create table gate_decision (
  gate_decision_id bigint generated always as identity constraint gate_decision_pkey primary key,
  deal_id integer not null constraint gate_decision_deal_id_fkey references deal,
  from_stage_id integer not null constraint gate_decision_from_stage_id_fkey references stage,
  to_stage_id integer constraint gate_decision_to_stage_id_fkey references stage,
  gate_rules_id integer constraint gate_decision_gate_rules_id_fkey references gate_rules,
  verdict text not null,
  evidence_ids bigint[] not null,
  decision jsonb not null,
  decided_at timestamptz not null default now(),
  asked_by text not null,
  constraint gate_decision_verdict_is_known check (verdict in ('open', 'shut', 'unknown'))
);
comment on table gate_decision is 'What a gate answered, when, and on which evidence.';
comment on column gate_decision.gate_decision_id is 'Our number.';
comment on column gate_decision.deal_id is 'The deal.';
comment on column gate_decision.from_stage_id is 'Stage to be left.';
comment on column gate_decision.to_stage_id is 'Stage to be entered; null when not said.';
comment on column gate_decision.gate_rules_id is 'Rules in force; null when there were none.';
comment on column gate_decision.verdict is 'Answer.';
comment on column gate_decision.evidence_ids is 'Evidence that it used.';
comment on column gate_decision.decision is 'The whole answer, as given.';
comment on column gate_decision.decided_at is 'When.';
comment on column gate_decision.asked_by is 'Who asked.';
-- Serves: what did the gate say of this deal?
create index gate_decision_deal_id_idx on gate_decision (deal_id, decided_at);
