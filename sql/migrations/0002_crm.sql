-- What the CRM knows. Ids of the CRM are text and stand in crm_id; ours are integers.

create table manager (
  manager_id integer generated always as identity constraint manager_pkey primary key,
  crm_id text not null constraint manager_crm_id_key unique,
  name text not null,
  email text,
  attributes jsonb not null default '{}'
);
comment on table manager is 'A seller.';
comment on column manager.manager_id is 'Our number.';
comment on column manager.crm_id is 'The CRM''s id.';
comment on column manager.name is 'Name.';
comment on column manager.email is 'Mail address; null when unknown.';
comment on column manager.attributes is 'Further columns of the import.';

create table manager_extension (
  manager_extension_id integer generated always as identity
    constraint manager_extension_pkey primary key,
  manager_id integer not null constraint manager_extension_manager_id_fkey references manager,
  extension text not null,
  pbx_name text not null default '',
  valid_from timestamptz not null default '-infinity',
  valid_to timestamptz not null default 'infinity',
  slot bigint generated always as (hashtextextended(pbx_name || '/' || extension, 0)) stored,
  constraint manager_extension_ends_after_it_starts check (valid_from < valid_to),
  constraint manager_extension_key unique (manager_id, pbx_name, extension, valid_from),
  -- A range of one number stands for equality, so that no extension module is needed.
  constraint manager_extension_has_one_manager exclude using gist (
    int8range(slot, slot, '[]') with &&, tstzrange(valid_from, valid_to) with &&)
);
comment on table manager_extension is 'Whose telephone an extension was, and when.';
comment on column manager_extension.manager_extension_id is 'Our number.';
comment on column manager_extension.manager_id is 'The seller.';
comment on column manager_extension.extension is 'Extension as the PBX writes it.';
comment on column manager_extension.pbx_name is 'The PBX''s name in the configuration; empty: every PBX.';
comment on column manager_extension.valid_from is 'From when.';
comment on column manager_extension.valid_to is 'Until when, not included.';
comment on column manager_extension.slot is 'Hash of PBX and extension, for the constraint.';

create table company (
  company_id integer generated always as identity constraint company_pkey primary key,
  crm_id text not null constraint company_crm_id_key unique,
  name text not null,
  attributes jsonb not null default '{}'
);
comment on table company is 'A client''s company.';
comment on column company.company_id is 'Our number.';
comment on column company.crm_id is 'The CRM''s id.';
comment on column company.name is 'Name.';
comment on column company.attributes is 'Further columns of the import.';

create table contact (
  contact_id integer generated always as identity constraint contact_pkey primary key,
  crm_id text not null constraint contact_crm_id_key unique,
  name text not null,
  company_id integer constraint contact_company_id_fkey references company,
  attributes jsonb not null default '{}'
);
comment on table contact is 'A person on the client''s side.';
comment on column contact.contact_id is 'Our number.';
comment on column contact.crm_id is 'The CRM''s id.';
comment on column contact.name is 'Name.';
comment on column contact.company_id is 'His company; null for a private person.';
comment on column contact.attributes is 'Further columns of the import.';

create table contact_phone (
  contact_phone_id integer generated always as identity constraint contact_phone_pkey primary key,
  contact_id integer not null constraint contact_phone_contact_id_fkey references contact,
  phone text not null,
  label text,
  number text,
  constraint contact_phone_key unique (contact_id, phone),
  constraint contact_phone_number_is_e164 check (number ~ '^\+[0-9]{3,15}$')
);
comment on table contact_phone is 'A number of a contact.';
comment on column contact_phone.contact_phone_id is 'Our number.';
comment on column contact_phone.contact_id is 'The contact.';
comment on column contact_phone.phone is 'As the CRM writes it.';
comment on column contact_phone.label is 'Kind, such as WORK or MOB; null when not given.';
comment on column contact_phone.number is 'E.164; null when it can''t be read as a number.';
-- Serves: whose number is this?
create index contact_phone_number_idx on contact_phone (number) include (contact_id);

create table company_phone (
  company_phone_id integer generated always as identity constraint company_phone_pkey primary key,
  company_id integer not null constraint company_phone_company_id_fkey references company,
  phone text not null,
  label text,
  number text,
  constraint company_phone_key unique (company_id, phone),
  constraint company_phone_number_is_e164 check (number ~ '^\+[0-9]{3,15}$')
);
comment on table company_phone is 'A number of a company as such, not of one person in it.';
comment on column company_phone.company_phone_id is 'Our number.';
comment on column company_phone.company_id is 'The company.';
comment on column company_phone.phone is 'As the CRM writes it.';
comment on column company_phone.label is 'Kind; null when not given.';
comment on column company_phone.number is 'E.164; null when it can''t be read as a number.';
-- Serves: whose number is this?
create index company_phone_number_idx on company_phone (number) include (company_id);

create table pipeline (
  pipeline_id integer generated always as identity constraint pipeline_pkey primary key,
  crm_id text not null constraint pipeline_crm_id_key unique
);
comment on table pipeline is 'A chain of stages. Positions mean nothing outside their pipeline.';
comment on column pipeline.pipeline_id is 'Our number.';
comment on column pipeline.crm_id is 'The CRM''s id.';

create table stage (
  stage_id integer generated always as identity constraint stage_pkey primary key,
  pipeline_id integer not null constraint stage_pipeline_id_fkey references pipeline,
  crm_id text not null,
  position integer not null,
  name text not null,
  kind text not null,
  constraint stage_key unique (pipeline_id, crm_id),
  constraint stage_kind_is_known check (kind in ('open', 'won', 'lost'))
);
comment on table stage is 'A stage of a pipeline.';
comment on column stage.stage_id is 'Our number.';
comment on column stage.pipeline_id is 'Its pipeline.';
comment on column stage.crm_id is 'The CRM''s id, unique within the pipeline.';
comment on column stage.position is 'Rank within the pipeline, from the first stage on.';
comment on column stage.name is 'Name for people.';
comment on column stage.kind is 'open while the deal lives; won or lost at its end.';

create table deal (
  deal_id integer generated always as identity constraint deal_pkey primary key,
  crm_id text not null constraint deal_crm_id_key unique,
  title text not null,
  pipeline_id integer not null constraint deal_pipeline_id_fkey references pipeline,
  owner_id integer constraint deal_owner_id_fkey references manager,
  company_id integer constraint deal_company_id_fkey references company,
  amount numeric,
  currency text,
  created_at timestamptz not null,
  closed_at timestamptz,
  outcome text,
  loss_reason text,
  attributes jsonb not null default '{}',
  constraint deal_outcome_is_known check (outcome in ('won', 'lost'))
);
comment on table deal is 'A deal.';
comment on column deal.deal_id is 'Our number.';
comment on column deal.crm_id is 'The CRM''s id.';
comment on column deal.title is 'Title.';
comment on column deal.pipeline_id is 'Its pipeline.';
comment on column deal.owner_id is 'Who is responsible; null when nobody is.';
comment on column deal.company_id is 'The client''s company; null when there is none.';
comment on column deal.amount is 'Amount in currency; null when not known yet.';
comment on column deal.currency is 'ISO 4217; null when not given.';
comment on column deal.created_at is 'When the CRM created it.';
comment on column deal.closed_at is 'When it was closed; null while open.';
comment on column deal.outcome is 'won or lost; null while open.';
comment on column deal.loss_reason is 'Why it was lost, in the CRM''s words; null otherwise.';
comment on column deal.attributes is 'Further columns of the import.';
-- Serves: deals of a company's own number, and of a manager.
create index deal_company_id_idx on deal (company_id);

create table deal_contact (
  deal_id integer not null constraint deal_contact_deal_id_fkey references deal,
  contact_id integer not null constraint deal_contact_contact_id_fkey references contact,
  constraint deal_contact_pkey primary key (deal_id, contact_id)
);
comment on table deal_contact is 'Which contacts take part in a deal.';
comment on column deal_contact.deal_id is 'The deal.';
comment on column deal_contact.contact_id is 'The contact.';
-- Serves: the deals of a contact.
create index deal_contact_contact_id_idx on deal_contact (contact_id) include (deal_id);

create table stage_period (
  stage_period_id integer generated always as identity constraint stage_period_pkey primary key,
  deal_id integer not null constraint stage_period_deal_id_fkey references deal,
  stage_id integer not null constraint stage_period_stage_id_fkey references stage,
  entered_at timestamptz not null,
  left_at timestamptz not null default 'infinity',
  constraint stage_period_key unique (deal_id, entered_at, stage_id),
  constraint stage_period_ends_after_it_starts check (entered_at <= left_at),
  constraint stage_period_of_a_deal_does_not_overlap exclude using gist (
    int8range(deal_id, deal_id, '[]') with &&, tstzrange(entered_at, left_at) with &&)
    deferrable initially deferred
);
comment on table stage_period is
  'A deal was in a stage during [entered_at, left_at): one stage visit. An empty period is a stage passed in the same instant.';
comment on column stage_period.stage_period_id is 'Our number; stays when the end is corrected.';
comment on column stage_period.deal_id is 'The deal.';
comment on column stage_period.stage_id is 'The stage.';
comment on column stage_period.entered_at is 'When the deal came.';
comment on column stage_period.left_at is
  'When it left: the next entry or the closing; infinity while it is there.';

create table task (
  task_id integer generated always as identity constraint task_pkey primary key,
  crm_id text not null constraint task_crm_id_key unique,
  deal_id integer not null constraint task_deal_id_fkey references deal,
  kind text not null,
  created_at timestamptz not null,
  due_at timestamptz,
  done_at timestamptz,
  cancelled_at timestamptz,
  owner_id integer constraint task_owner_id_fkey references manager,
  contact_id integer constraint task_contact_id_fkey references contact,
  place text,
  starts_at timestamptz,
  notes text,
  attributes jsonb not null default '{}'
);
comment on table task is 'A task of the CRM; a meeting is a task of kind meeting.';
comment on column task.task_id is 'Our number.';
comment on column task.crm_id is 'The CRM''s id.';
comment on column task.deal_id is 'The deal.';
comment on column task.kind is 'call, meeting, classify, follow_up, or the CRM''s own word.';
comment on column task.created_at is 'When it was made.';
comment on column task.due_at is 'When it is due; null when it has no time.';
comment on column task.done_at is 'When it was done; null while it is not.';
comment on column task.cancelled_at is 'When it was called off; null when it was not.';
comment on column task.owner_id is 'Who is to do it; null when nobody is named.';
comment on column task.contact_id is 'With whom; null when nobody is named.';
comment on column task.place is 'Where; null when not said.';
comment on column task.starts_at is 'When the meeting begins; null when not said.';
comment on column task.notes is 'Notes; null when there are none.';
comment on column task.attributes is 'Further columns of the import.';
-- Serves: the tasks of a deal.
create index task_deal_id_idx on task (deal_id, created_at);
