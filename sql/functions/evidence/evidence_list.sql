-- Purpose: the evidence of a deal, for people and programs.
-- Parameters: the CRM's deal id, whether to leave out what was revoked.
-- Returns: a row for each piece, in the order of what happened; stage is the CRM's id of the stage
-- in which it happened, null when in none. Raises no_data_found for a deal that is not known.
-- Reads: deal, evidence, stage_period, stage_period_past, stage, task. Writes: nothing. Safe to repeat.
create or replace function evidence_list(of_deal text, only_live boolean default true)
returns table (
  evidence_id bigint, stage text, kind text, occurred_at timestamptz, source text, call_id bigint,
  task text, external_key text, certain boolean, talk_seconds integer, direction text, detail text,
  recorded_by text, recorded_at timestamptz, revoked_at timestamptz, revoked_by text,
  revoked_why text)
language plpgsql stable as $$
#variable_conflict use_column
declare
  the_deal constant integer := (gate_deal(of_deal)).deal_id;
begin
  return query
  select
    e.evidence_id, s.crm_id, e.kind, e.occurred_at, e.source, e.call_id, t.crm_id, e.external_key,
    e.certain, e.talk_seconds, e.direction, e.detail, e.recorded_by, e.recorded_at, e.revoked_at,
    e.revoked_by, e.revoked_why
  from evidence e
  left join stage_period p on p.stage_period_id = e.stage_period_id
  -- Revoked evidence may name a visit that was removed since.
  left join stage s on s.stage_id = coalesce(p.stage_id, (
    select q.stage_id
    from stage_period_past q
    where q.stage_period_id = e.stage_period_id
    limit 1))
  left join task t on t.task_id = e.task_id
  where e.deal_id = the_deal
    and (e.revoked_at is null or not only_live)
  order by e.occurred_at, e.evidence_id;
end
$$;
comment on function evidence_list(text, boolean) is 'The evidence of a deal.';
