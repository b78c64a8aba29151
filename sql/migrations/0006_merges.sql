-- Contacts, companies and deals that became part of others, past versions of stage periods, and
-- the entries that owners and borrowed stage visits are derived from.

create table crm_merge (
  kind text not null,
  merged text not null,
  survivor text not null,
  merged_at timestamptz,
  root text not null,
  constraint crm_merge_pkey primary key (kind, merged),
  constraint crm_merge_kind_is_known check (kind in ('contact', 'company', 'deal')),
  constraint crm_merge_is_of_two check (merged <> survivor and merged <> root)
);
comment on table crm_merge is
  'A contact, company or deal that became part of another: what names it means the other one.';
comment on column crm_merge.kind is 'contact, company or deal.';
comment on column crm_merge.merged is 'The CRM''s id of the one that is no more.';
comment on column crm_merge.survivor is 'The CRM''s id of the one that it became part of.';
comment on column crm_merge.merged_at is 'When; null when the CRM does not say.';
comment on column crm_merge.root is
  'The CRM''s id at the end of the chain: of one that is known and is no part of another.';

alter table contact_phone
  add column named text not null default '',
  drop constraint contact_phone_key,
  add constraint contact_phone_key unique (contact_id, phone, valid_from, named);
comment on column contact_phone.named is
  'The CRM''s id of the contact as the row named it, where that one became part of this one; else empty.';

alter table company_phone
  add column named text not null default '',
  drop constraint company_phone_key,
  add constraint company_phone_key unique (company_id, phone, named);
comment on column company_phone.named is
  'The CRM''s id of the company as the row named it, where that one became part of this one; else empty.';

alter table deal add column own_created_at timestamptz;
comment on column deal.own_created_at is
  'When the CRM created it, where created_at is that of an older deal which became part of it; else null.';

alter table stage_period add column from_merged boolean not null default false;
comment on column stage_period.from_merged is
  'It tells of the time before the deal''s own first entry, from a deal that became part of it.';

create table merged_stage_entry (
  deal_id integer not null constraint merged_stage_entry_deal_id_fkey references deal,
  named text not null,
  stage_id integer not null constraint merged_stage_entry_stage_id_fkey references stage,
  entered_at timestamptz not null,
  constraint merged_stage_entry_pkey primary key (deal_id, named, entered_at, stage_id)
);
comment on table merged_stage_entry is
  'A stage entry of a deal that became part of another one. It counts only before the other''s own.';
comment on column merged_stage_entry.deal_id is 'The deal that is left.';
comment on column merged_stage_entry.named is 'The CRM''s id of the deal that it was an entry of.';
comment on column merged_stage_entry.stage_id is 'The stage.';
comment on column merged_stage_entry.entered_at is 'When it was entered.';

create table owner_entry (
  deal_id integer not null constraint owner_entry_deal_id_fkey references deal,
  named text not null default '',
  manager_id integer constraint owner_entry_manager_id_fkey references manager,
  valid_from timestamptz not null,
  constraint owner_entry_pkey primary key (deal_id, named, valid_from)
);
comment on table owner_entry is
  'What the CRM says of the owners of a deal; deal_owner is derived from it.';
comment on column owner_entry.deal_id is 'The deal that is left.';
comment on column owner_entry.named is
  'The CRM''s id of the deal that the row named, where that one became part of this one; else empty.';
comment on column owner_entry.manager_id is 'The seller; null when nobody was.';
comment on column owner_entry.valid_from is 'From when.';

create table stage_period_past (
  stage_period_past_id bigint generated always as identity
    constraint stage_period_past_pkey primary key,
  stage_period_id integer not null,
  deal_id integer not null constraint stage_period_past_deal_id_fkey references deal,
  stage_id integer not null constraint stage_period_past_stage_id_fkey references stage,
  entered_at timestamptz not null,
  left_at timestamptz not null,
  known_until timestamptz not null default now()
);
comment on table stage_period_past is
  'A stage period as it was known before it was corrected, or ended, or removed.';
comment on column stage_period_past.stage_period_past_id is 'Our number.';
comment on column stage_period_past.stage_period_id is
  'The period; it may not exist any more, though revoked evidence names it.';
comment on column stage_period_past.deal_id is 'The deal.';
comment on column stage_period_past.stage_id is 'The stage.';
comment on column stage_period_past.entered_at is 'When the deal came.';
comment on column stage_period_past.left_at is 'When it left, as was known; infinity while it was there.';
comment on column stage_period_past.known_until is 'Until when this was what we knew.';
-- Serves: in which stage was the visit that revoked evidence names?
create index stage_period_past_stage_period_id_idx on stage_period_past (stage_period_id);

-- A removed period is still named by revoked evidence.
alter table evidence drop constraint evidence_stage_period_id_fkey;
-- No reference to stage: it would cost each batch of calls, and stages are never removed.
alter table evidence add column named_stage_id integer;
comment on column evidence.named_stage_id is
  'The stage that an outside source named for its fact; null when it named none, and for other sources.';
-- A fact that moved to another visit or deal is recorded anew under its key.
drop index evidence_external_key_key;
-- Serves: the same outside fact sent twice; what a person withdrew keeps its key.
create unique index evidence_external_key_key on evidence (external_key)
  where external_key is not null and (revoked_at is null or revoked_by is not null);

-- Serves: which numbers changed hands? Nearly none did, so the index is nearly empty.
create index contact_phone_changed_hands_idx on contact_phone (number)
  where valid_from <> '-infinity' or valid_to <> 'infinity';
-- Serves: the tasks of a contact that became part of another.
create index task_contact_id_idx on task (contact_id) where contact_id is not null;
-- Serves: the contacts of a company, for deals by company and for one that became part of another.
create index contact_company_id_idx on contact (company_id) where company_id is not null;
