-- Purpose: let one CRM import at a time run in this schema, and make its working tables, empty.
-- Returns: nothing. Reads: nothing. Writes: temporary tables, which go with the transaction.
-- Safe to repeat: once a transaction.
-- Each staged_* table takes one COPY; its columns are in the order in which CRMStaging.swift and
-- CRMLayout+Files.swift write them, the common ones of staged_row first.
create or replace function prepare_crm_import() returns void
language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(current_schema || '/crm import', 0));
  perform prepare_affected();
  -- Hundreds of thousands of rows are sorted and hashed a few times.
  perform set_config('work_mem', '64MB', true);

  -- One row per header that rows stand under: the file's, and those of waiting rows.
  create temporary table crm_header (
    header_id integer, origin text, columns text[], raw bytea) on commit drop;
  -- One row per CSV record; a record that waited in quarantine has its quarantine_id and comes
  -- before those of the files, so that of two rows with one key the newer counts.
  create temporary table staged_row (
    file text not null, ordinal bigint not null, header_id integer not null, quarantine_id bigint,
    line bigint not null, byte_offset bigint not null, byte_length bigint not null,
    record bytea not null, key text collate "C" not null) on commit drop;
  create temporary table staged_rejects (reason text, detail text)
    inherits (staged_row) on commit drop;
  create temporary table staged_managers (manager text, name text, email text, attributes jsonb)
    inherits (staged_row) on commit drop;
  create temporary table staged_manager_extensions (
    manager text, extension text, pbx text, valid_from timestamptz, valid_to timestamptz)
    inherits (staged_row) on commit drop;
  create temporary table staged_companies (company text, name text, attributes jsonb)
    inherits (staged_row) on commit drop;
  create temporary table staged_contacts (
    contact text, name text, company text, attributes jsonb)
    inherits (staged_row) on commit drop;
  create temporary table staged_contact_phones (
    contact text, phone text, label text, valid_from timestamptz, valid_to timestamptz,
    number text)
    inherits (staged_row) on commit drop;
  create temporary table staged_company_phones (
    company text, phone text, label text, number text)
    inherits (staged_row) on commit drop;
  create temporary table staged_stages (
    pipeline text, stage text, "position" integer, name text, kind text)
    inherits (staged_row) on commit drop;
  create temporary table staged_deals (
    deal text, title text, pipeline text, owner text, company text, amount text, currency text,
    created_at timestamptz, closed_at timestamptz, outcome text, loss_reason text,
    attributes jsonb)
    inherits (staged_row) on commit drop;
  create temporary table staged_deal_contacts (deal text, contact text)
    inherits (staged_row) on commit drop;
  create temporary table staged_stage_history (
    deal text, stage text, entered_at timestamptz, pipeline text)
    inherits (staged_row) on commit drop;
  create temporary table staged_deal_owners (deal text, owner text, valid_from timestamptz)
    inherits (staged_row) on commit drop;
  create temporary table staged_merges (
    kind text, merged text, survivor text, merged_at timestamptz)
    inherits (staged_row) on commit drop;
  create temporary table staged_tasks (
    task text, deal text, kind text, created_at timestamptz, due_at timestamptz,
    done_at timestamptz, cancelled_at timestamptz, owner text, contact text, place text,
    starts_at timestamptz, notes text, attributes jsonb)
    inherits (staged_row) on commit drop;

  -- Staged rows that can't be taken now.
  create temporary table crm_set_aside (
    file text, ordinal bigint, reason text, detail text) on commit drop;
  create temporary table crm_tally (
    file text, rows_new bigint, rows_changed bigint, rows_kept bigint,
    rows_removed bigint default 0) on commit drop;
  -- Extensions as they would be after the import, to find those that two managers claim.
  create temporary table extension_claim (
    ordinal bigint, manager_extension_id integer, manager_id integer, extension text,
    pbx_name text, valid_from timestamptz, valid_to timestamptz, is_changed boolean)
    on commit drop;
  -- Stage entries, and deals whose stage periods are to be derived again.
  create temporary table entry_work (
    ordinal bigint, deal_id integer, stage_id integer, entered_at timestamptz, named text,
    is_known boolean)
    on commit drop;
  create temporary table period_work (deal_id integer) on commit drop;
  -- Periods whose entry a complete file does not have any more; deals whose owners are derived again.
  create temporary table entry_gone (stage_period_id integer) on commit drop;
  create temporary table owner_work (deal_id integer) on commit drop;
  -- Merges of one kind, known and staged; those whose survivor is new or another one.
  create temporary table merge_claim (
    ordinal bigint, merged text, survivor text, merged_at timestamptz, is_known boolean, root text)
    on commit drop;
  create temporary table merge_work (merged text, root text) on commit drop;
  -- What staged rows named that name a survivor now.
  create temporary table crm_renamed (ordinal bigint, named text) on commit drop;
  -- What changed; repeats are allowed. collect_affected turns it into numbers.
  create temporary table changed_contact (contact_id integer) on commit drop;
  create temporary table changed_company (company_id integer) on commit drop;
  create temporary table changed_deal (deal_id integer) on commit drop;
  create temporary table changed_number (number text) on commit drop;
  -- Contacts who lost a number.
  create temporary table changed_holder (contact_id integer) on commit drop;
end
$$;
comment on function prepare_crm_import() is
  'Lets one CRM import at a time run in this schema, and makes its working tables.';
