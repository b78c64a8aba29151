-- Whose a number and a deal were when, deals that became one, conversations that two exchanges
-- logged, and marks of suspicion.

alter table contact_phone
  add column valid_from timestamptz not null default '-infinity',
  add column valid_to timestamptz not null default 'infinity',
  add constraint contact_phone_ends_after_it_starts check (valid_from < valid_to),
  drop constraint contact_phone_key,
  add constraint contact_phone_key unique (contact_id, phone, valid_from);
comment on column contact_phone.valid_from is 'From when it is his; -infinity: always was.';
comment on column contact_phone.valid_to is 'Until when, not included; infinity: it still is.';
drop index contact_phone_number_idx;
-- Serves: whose number was this?
create index contact_phone_number_idx
  on contact_phone (number) include (contact_id, valid_from, valid_to);

alter table deal
  add column has_owner_periods boolean not null default false,
  add column merged_into integer constraint deal_merged_into_fkey references deal;
comment on column deal.has_owner_periods is
  'Its owners stand in deal_owner; else owner_id was its owner all the time.';
comment on column deal.merged_into is
  'The deal that this one became part of: what names this one means that one; null for a deal of its own.';
-- Serves: which deals became part of this one?
create index deal_merged_into_idx on deal (merged_into) where merged_into is not null;

create table deal_owner (
  deal_owner_id integer generated always as identity constraint deal_owner_pkey primary key,
  deal_id integer not null constraint deal_owner_deal_id_fkey references deal,
  manager_id integer constraint deal_owner_manager_id_fkey references manager,
  valid_from timestamptz not null,
  valid_to timestamptz not null default 'infinity',
  constraint deal_owner_key unique (deal_id, valid_from),
  constraint deal_owner_ends_after_it_starts check (valid_from < valid_to)
);
comment on table deal_owner is 'Who was responsible for a deal, and when.';
comment on column deal_owner.deal_owner_id is 'Our number.';
comment on column deal_owner.deal_id is 'The deal.';
comment on column deal_owner.manager_id is 'The seller; null when nobody was.';
comment on column deal_owner.valid_from is 'From when.';
comment on column deal_owner.valid_to is 'Until when, not included: the next one''s beginning.';

alter table call
  add column twin_of bigint,
  add column suspicion integer not null default 0,
  add constraint call_is_not_its_own_twin check (twin_of <> call_id);
comment on column call.twin_of is
  'The call of another exchange that is the same conversation and counts instead of this one; null for a call that counts.';
comment on column call.suspicion is
  'Marks for a person to look at, never penalties: 1, an answering machine spoke.';
-- Serves: which other records tell of this conversation?
create index call_twin_of_idx on call (twin_of) where twin_of is not null;

alter table leg add column far_number text;
comment on column leg.far_number is
  'The number behind an outside line at the far end, in E.164, where it is not the outside party: a forwarded call; null otherwise.';
-- Serves: which calls were forwarded to this telephone of ours?
create index leg_far_number_idx on leg (far_number) where far_number is not null;
