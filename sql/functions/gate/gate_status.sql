-- Purpose: may a deal leave a stage? For anyone with psql:
--   select * from gate_status('881');
-- Parameters: the CRM's deal id; its id of the stage to leave (null or absent: where the deal is at
-- that moment); the moment of the question (absent: now): what happened later does not count; the
-- moment of the knowledge (absent: all that we know): what we recorded later does not count.
-- Returns: one row: verdict open, shut or unknown; the requirements as
-- [{kind, met, why, evidence: [{id, kind, at, call, recording}]}]; the next action; up to when the
-- call records are complete (null: there are none); the evidence that was used.
-- Raises no_data_found for a deal or stage that is not known.
-- Reads: by gate_facts. Writes: nothing, the log neither. Safe to repeat.
create or replace function gate_status(
  deal text, stage text default null, asked_at timestamptz default now(),
  known_at timestamptz default null)
returns table (
  verdict text, requirements jsonb, next_action text, complete_up_to timestamptz,
  evidence_ids bigint[])
language plpgsql stable as $$
#variable_conflict use_column
declare
  facts constant jsonb := gate_facts(
    gate_status.deal, gate_status.stage, null, asked_at, gate_status.known_at);
begin
  return query
  with requirement as materialized (
    select
      r.value ->> 'kind' as kind,
      r.value ->> 'state' as state,
      gate_why(r.value) as why,
      gate_action_words(r.value, facts ->> 'deal') as todo,
      r.value -> 'evidence' as evidence,
      r.ordinality as place
    from jsonb_array_elements(facts -> 'requirements') with ordinality r
  ),
  -- Each thing once, first what lacks for certain.
  todo as (
    select string_agg(w.todo, '; ' order by w.is_shut desc, w.place) as words
    from (
      select q.todo, min(q.place) as place, bool_or(q.state = 'shut') as is_shut
      from requirement q
      group by q.todo) w
  )
  select
    facts ->> 'verdict',
    coalesce(
      jsonb_agg(
        jsonb_build_object(
          'kind', q.kind, 'met', q.state = 'met', 'why', q.why, 'evidence', q.evidence)
        order by q.place), '[]'),
    case
      when facts -> 'version' = 'null' and facts ->> 'verdict' = 'unknown'
        then 'apply gate rules to this pipeline'
      else (select t.words from todo t)
    end,
    (facts ->> 'complete_up_to')::timestamptz,
    array(
      select distinct i.id::bigint
      from jsonb_path_query(facts, '$.requirements[*].evidence[*].id') i (id)
      order by 1)
  from requirement q;
end
$$;
comment on function gate_status(text, text, timestamptz, timestamptz) is 'May a deal leave a stage?';
