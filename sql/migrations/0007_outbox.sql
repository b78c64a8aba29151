-- What leaves the database: events, in one order, and what each webhook has had of them.

create table outbox (
  outbox_id bigint generated always as identity constraint outbox_pkey primary key,
  type text not null,
  first_subject bigint not null,
  last_subject bigint not null,
  first_sequence bigint,
  last_sequence bigint,
  recorded_at timestamptz not null default now(),
  constraint outbox_type_is_known check (type in (
    'tollgate.evidence.recorded', 'tollgate.evidence.revoked', 'tollgate.gate.decided',
    'tollgate.intake.opened')),
  constraint outbox_subjects_are_ordered check (first_subject <= last_subject),
  constraint outbox_sequence_is_whole check (
    last_sequence - first_sequence = last_subject - first_subject
    and (first_sequence is null) = (last_sequence is null))
);
comment on table outbox is
  'What happened, written by triggers with the facts: a row for each run of facts with numbers that follow each other, an event for each fact. The event itself is made when it is read.';
comment on column outbox.outbox_id is 'Our number, rising with the order of writing.';
comment on column outbox.type is 'Type of the CloudEvents.';
comment on column outbox.first_subject is
  'Number of the first fact: evidence, decision of a gate, or intake card.';
comment on column outbox.last_subject is 'Number of the last fact.';
comment on column outbox.first_sequence is
  'Place of the first event in the order of all events; null until it is published, which happens after its transaction has committed.';
comment on column outbox.last_sequence is 'Place of the last event; null until it is published.';
comment on column outbox.recorded_at is 'Start of the transaction that wrote it.';
-- Serves: which events come after this one, and which event has this place?
create unique index outbox_last_sequence_key on outbox (last_sequence);
-- Serves: what is to be published? Nearly empty.
create index outbox_unpublished_idx on outbox (outbox_id) where first_sequence is null;

create table outbox_state (
  only_one boolean not null default true constraint outbox_state_pkey primary key,
  last_sequence bigint not null default 0,
  kept_since timestamptz not null default '-infinity',
  constraint outbox_state_is_one_row check (only_one)
);
comment on table outbox_state is 'How far events are published. Locked by whoever publishes.';
comment on column outbox_state.only_one is 'True: there is one row.';
comment on column outbox_state.last_sequence is 'Place of the last event that was published.';
comment on column outbox_state.kept_since is
  'Events recorded earlier may have been removed; -infinity: none was.';
insert into outbox_state default values;

create table webhook (
  webhook_id integer generated always as identity constraint webhook_pkey primary key,
  name text not null constraint webhook_name_key unique,
  address text not null,
  types text[] not null,
  sequence bigint not null,
  added_at timestamptz not null default now(),
  removed_at timestamptz,
  delivered bigint not null default 0,
  delivered_at timestamptz,
  failing_since timestamptz,
  last_error text,
  resting_until timestamptz,
  switched_off_at timestamptz,
  constraint webhook_failure_has_its_error check (failing_since is null or last_error is not null)
);
comment on table webhook is 'A receiver of events, as the configuration names it.';
comment on column webhook.webhook_id is 'Our number.';
comment on column webhook.name is 'Name in the configuration; the address''s host when it gives none.';
comment on column webhook.address is 'Address without what may be secret in it: no query.';
comment on column webhook.types is 'Patterns of the types of events that it gets; * stands for any text.';
comment on column webhook.sequence is
  'Every event up to this place was taken, is not wanted, or stands in webhook_delivery.';
comment on column webhook.added_at is 'When it was first configured: earlier events are not for it.';
comment on column webhook.removed_at is
  'When the configuration stopped naming it; null while it names it.';
comment on column webhook.delivered is 'How many events it has taken.';
comment on column webhook.delivered_at is 'When it last took one; null before the first.';
comment on column webhook.failing_since is
  'When the first attempt failed since it last took one; null when none has.';
comment on column webhook.last_error is 'Why the latest failed attempt failed; null when none has.';
comment on column webhook.resting_until is
  'Until when it asked to be left alone; null when it did not.';
comment on column webhook.switched_off_at is
  'When it answered 410, that nobody is there any more; null while it is on.';

create table webhook_delivery (
  webhook_id integer not null constraint webhook_delivery_webhook_id_fkey references webhook,
  sequence bigint not null,
  subject text not null,
  attempts integer not null default 0,
  due_at timestamptz not null,
  scheduled_at timestamptz not null,
  tried_at timestamptz,
  last_error text,
  died_at timestamptz,
  constraint webhook_delivery_pkey primary key (webhook_id, sequence),
  constraint webhook_delivery_attempt_has_its_time check ((attempts = 0) or tried_at is not null)
);
comment on table webhook_delivery is
  'Events that a webhook did not take at once: what failed, what waits behind it, and dead letters.';
comment on column webhook_delivery.webhook_id is 'The receiver.';
comment on column webhook_delivery.sequence is 'Place of the event.';
comment on column webhook_delivery.subject is
  'What the event is about, such as the CRM''s id of a deal: events of a subject go in their order.';
comment on column webhook_delivery.attempts is 'Failed attempts; 0: it waits behind another one.';
comment on column webhook_delivery.due_at is 'When it is tried next.';
comment on column webhook_delivery.scheduled_at is
  'When the schedule lets it be tried: a failure before that does not count.';
comment on column webhook_delivery.tried_at is 'When it was last tried; null when it was not yet.';
comment on column webhook_delivery.last_error is 'Why the last attempt failed; null when none has.';
comment on column webhook_delivery.died_at is
  'When it was given up, a dead letter; null while it is tried.';
-- Serves: what is due? Dead letters may be many, those that are tried are few.
create index webhook_delivery_alive_idx on webhook_delivery (webhook_id, sequence)
  where died_at is null;

-- Facts that were there before.
insert into outbox (type, first_subject, last_subject, recorded_at)
select 'tollgate.evidence.recorded', min(e.evidence_id), max(e.evidence_id), max(e.recorded_at)
from (
  select i.evidence_id, i.recorded_at,
    i.evidence_id - row_number() over (order by i.evidence_id) as run
  from evidence i
) e
group by e.run
order by min(e.evidence_id);
insert into outbox (type, first_subject, last_subject, recorded_at)
select 'tollgate.evidence.revoked', e.evidence_id, e.evidence_id, e.revoked_at
from evidence e
where e.revoked_at is not null
order by e.revoked_at, e.evidence_id;
insert into outbox (type, first_subject, last_subject, recorded_at)
select 'tollgate.gate.decided', g.gate_decision_id, g.gate_decision_id, g.decided_at
from gate_decision g
order by g.gate_decision_id;
