-- Purpose: what gates answered, newest first.
-- Parameters: the CRM's deal id (null: every deal), how many at most.
-- Returns: a row for each decision: from_stage and to_stage are the CRM's ids; known_at is null when
-- it was asked with all that was known. Raises no_data_found for a deal that is not known.
-- Reads: gate_decision, deal, stage, gate_rules. Writes: nothing. Safe to repeat.
create or replace function gate_log(of_deal text, at_most integer)
returns table (
  id bigint, decided_at timestamptz, deal text, from_stage text, to_stage text, verdict text,
  asked_at timestamptz, known_at timestamptz, complete_up_to timestamptz, rules_version integer,
  evidence_ids bigint[], asked_by text)
language plpgsql stable as $$
#variable_conflict use_column
declare
  the_deal constant integer := case
    when of_deal is not null then (gate_deal(of_deal)).deal_id end;
begin
  return query
  select
    g.gate_decision_id, g.decided_at, d.crm_id, s.crm_id, t.crm_id, g.verdict, g.asked_at,
    g.known_at, g.complete_up_to, r.version, g.evidence_ids, g.asked_by
  from gate_decision g
  join deal d on d.deal_id = g.deal_id
  join stage s on s.stage_id = g.from_stage_id
  left join stage t on t.stage_id = g.to_stage_id
  left join gate_rules r on r.gate_rules_id = g.gate_rules_id
  where the_deal is null
    or g.deal_id = the_deal
  order by g.gate_decision_id desc
  limit at_most;
end
$$;
comment on function gate_log(text, integer) is 'What gates answered, newest first.';
