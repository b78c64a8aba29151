-- Strangers who called in and wait to be classified, and lines of our own that a person confirmed.

create table intake_card (
  intake_card_id bigint generated always as identity constraint intake_card_pkey primary key,
  number text not null,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  opened_by bigint not null,
  recorded_at timestamptz not null default now(),
  closed_at timestamptz,
  closed_how text,
  closed_by text,
  closed_why text,
  covers_until timestamptz,
  constraint intake_card_number_is_e164 check (number ~ '^\+[0-9]{3,15}$'),
  constraint intake_card_closed_how_is_known
    check (closed_how in ('contact', 'deal', 'withdrawn', 'dismissed', 'joined')),
  constraint intake_card_closed_is_whole check (
    (closed_at is null) = (closed_how is null) and (closed_at is null) = (closed_why is null)),
  constraint intake_card_dismissal_says_until_when check (
    (closed_how is not distinct from 'dismissed') = (covers_until is not null))
);
comment on table intake_card is
  'A stranger who called in and waits to become a contact and a deal: the task to classify him.';
comment on column intake_card.intake_card_id is 'Our number.';
comment on column intake_card.number is 'The stranger''s number in E.164.';
comment on column intake_card.opened_at is 'Start of his first inbound call.';
comment on column intake_card.due_at is
  'Until when he is to be classified: intake_due_minutes of working hours after the call.';
comment on column intake_card.opened_by is 'That call.';
comment on column intake_card.recorded_at is 'When we knew.';
comment on column intake_card.closed_at is 'When it was closed; null while it waits.';
comment on column intake_card.closed_how is
  'contact: the number became known; deal: its call was tied to a deal; withdrawn: its call is no stranger''s any more; dismissed: a person said so; joined: reopened as part of a newer card; null while it waits.';
comment on column intake_card.closed_by is 'Person who closed it; null when the program did or it waits.';
comment on column intake_card.closed_why is 'Why, in a sentence; null while it waits.';
comment on column intake_card.covers_until is
  'Calls of the number up to here open no new card, infinity for a number that is nobody''s client; null unless it was dismissed.';
-- Serves: one card per number while it waits, and the list of those that wait.
create unique index intake_card_waiting_key on intake_card (number) where closed_at is null;
-- Serves: which cards follow the numbers of a batch or an import?
create index intake_card_number_idx on intake_card (number);
-- Serves: which card was opened by a call that has another number now?
create index intake_card_opened_by_idx on intake_card (opened_by);

-- Serves: which numbers of a batch have marked calls, and the list of marks.
create index call_suspicion_idx on call (external_number) where suspicion <> 0;

-- Serves: did a person withdraw this piece of evidence?
create index evidence_withdrawn_idx on evidence (call_id, task_id) where revoked_by is not null;

alter table own_number
  add column confirmed_by text,
  add column confirmed_at timestamptz,
  drop constraint own_number_pkey,
  add constraint own_number_pkey primary key (number, pbx_name),
  add constraint own_number_confirmation_is_whole
    check ((confirmed_by is null) = (confirmed_at is null)),
  add constraint own_number_counts_somewhere
    check ((pbx_name = '') = (confirmed_by is not null));
comment on column own_number.pbx_name is
  'The PBX whose configuration names it; empty for one that a person confirmed, which counts on every PBX.';
comment on column own_number.confirmed_by is
  'Person who confirmed it; null when the configuration names it.';
comment on column own_number.confirmed_at is 'When; null when the configuration names it.';

create table own_number_refusal (
  number text not null constraint own_number_refusal_pkey primary key,
  decided_by text not null,
  decided_at timestamptz not null default now()
);
comment on table own_number_refusal is
  'A number that looked like a line of our own, and a person said that it is none.';
comment on column own_number_refusal.number is 'E.164.';
comment on column own_number_refusal.decided_by is 'Who.';
comment on column own_number_refusal.decided_at is 'When.';
