-- Purpose: record a fact that the telephone can't give, such as a payment. For anyone with psql:
--   select * from evidence_add('881', 'contract_signed', now(), 'A. Petrova', 'docs:4711');
-- Parameters: the CRM's deal id; the kind (lower case, digits and _); when it happened; who records
-- it; a key of the outside source, so that the same fact sent twice counts once (null: none); one
-- line for people; the CRM's id of the stage it belongs to (null: the one where the deal was then).
-- Returns: the row's number, whether it is new, and whether it was revoked since.
-- Raises no_data_found for a deal or visit that is not known, invalid_parameter_value for a kind
-- that is no word, unique_violation for a key that stands for another fact.
-- Reads: deal, stage_period. Writes: evidence. Safe to repeat: with a key.
create or replace function evidence_add(
  of_deal text, of_kind text, happened_at timestamptz, who text, key text default null,
  remark text default '', of_stage text default null,
  out evidence_id bigint, out is_new boolean, out is_revoked boolean)
language plpgsql volatile as $$
#variable_conflict use_column
declare
  the_deal constant deal := gate_deal(of_deal);
  the_stage constant integer := gate_stage(the_deal, of_stage);
  visit constant integer := (gate_visit(the_deal.deal_id, the_stage, happened_at)).stage_period_id;
  known evidence;
begin
  if of_kind !~ '^[a-z][a-z0-9_]*$' then
    raise invalid_parameter_value using
      message = format('%s is no evidence kind.', quote_literal(of_kind)),
      hint = 'A kind begins with a letter and has small letters, digits and _: contract_signed.';
  end if;
  if of_stage is not null and visit is null then
    raise no_data_found using
      message = format('Deal %s had not been in stage %s by then.', of_deal, of_stage),
      hint = 'Leave the stage out, or give the time at which it happened.';
  end if;

  insert into evidence (
    deal_id, stage_period_id, kind, occurred_at, source, external_key, certain, detail, recorded_by,
    named_stage_id)
  values (
    the_deal.deal_id, visit, of_kind, happened_at, 'external', key, true, remark, who, the_stage)
  on conflict (external_key)
    where external_key is not null and (revoked_at is null or revoked_by is not null) do nothing
  returning evidence.evidence_id into evidence_id;
  is_new := evidence_id is not null;
  is_revoked := false;
  if is_new then
    return;
  end if;

  select e.* into known
  from evidence e
  where e.external_key = key
    and (e.revoked_at is null or e.revoked_by is not null);
  -- What a person withdrew stays with the deal that became part of this one.
  select coalesce(d.merged_into, d.deal_id) into known.deal_id
  from deal d
  where d.deal_id = known.deal_id;
  if (known.deal_id, known.kind) is distinct from (the_deal.deal_id, of_kind) then
    raise unique_violation using
      message = format('The key %s already stands for another fact.', key),
      detail = format('It is evidence %s, of kind %s.', known.evidence_id, known.kind),
      hint = 'Give each fact of the outside source a key of its own.';
  end if;
  evidence_id := known.evidence_id;
  is_revoked := known.revoked_at is not null;
end
$$;
comment on function evidence_add(text, text, timestamptz, text, text, text, text) is
  'Records a fact that the telephone can''t give.';
