-- Purpose: keep what a gate answered, with the evidence that it used.
-- Parameters: the answer as given (deal, from, to, verdict, requirements, complete_up_to), who
-- asked, version of the rules that answered (null: there were none); the facts that the answer was
-- made of, the moment of the question and that of the knowledge (null: all that was known).
-- Returns: the row's number.
-- Reads: deal, stage, gate_rules. Writes: gate_decision. Safe to repeat: each call is one answer.
create or replace function gate_decision_log(
  decision jsonb, who text, rules_version integer, facts jsonb default null,
  asked timestamptz default null, known timestamptz default null)
returns bigint
language sql volatile as $$
  insert into gate_decision (
    deal_id, from_stage_id, to_stage_id, gate_rules_id, verdict, evidence_ids, decision, asked_by,
    facts, asked_at, known_at, complete_up_to)
  select
    d.deal_id,
    s.stage_id,
    t.stage_id,
    r.gate_rules_id,
    decision ->> 'verdict',
    array(
      select distinct (e.value ->> 'id')::bigint
      from jsonb_array_elements(decision -> 'requirements') r
      cross join lateral jsonb_array_elements(r.value -> 'evidence') e
      order by 1),
    decision,
    who,
    facts,
    asked,
    known,
    (decision ->> 'complete_up_to')::timestamptz
  from deal d
  join stage s on s.pipeline_id = d.pipeline_id and s.crm_id = decision ->> 'from'
  left join gate_rules r on r.pipeline_id = d.pipeline_id and r.version = rules_version
  left join stage t on t.pipeline_id = d.pipeline_id and t.crm_id = decision ->> 'to'
  where d.crm_id = decision ->> 'deal'
  returning gate_decision_id
$$;
comment on function gate_decision_log(jsonb, text, integer, jsonb, timestamptz, timestamptz) is
  'Keeps what a gate answered.';
