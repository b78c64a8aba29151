-- Purpose: one decision of the log, whole, and what has become of the evidence that it used.
-- Parameters: its number. Returns: an object with id, deal, from, to, decided_at, asked_by, asked_at,
-- known_at, version, complete_up_to, verdict, answer (as it was given), facts (null when they were
-- not kept) and evidence: each piece as it is now, and of a revoked one the piece that took its
-- place, if there is one. Raises no_data_found for a number that is not known.
-- Reads: gate_decision, deal, stage, gate_rules, evidence, task, recorded_call. Writes: nothing.
-- Safe to repeat.
create or replace function gate_decision_shown(of_decision bigint)
returns jsonb
language plpgsql stable as $$
declare
  shown jsonb;
begin
  with piece as (
    select
      e.*,
      d.crm_id as deal,
      t.crm_id as task,
      (select r.call_id from recorded_call r where r.call_id = e.call_id) as recording,
      -- The same fact about the same deal first, else what the call tells of another.
      (
        select jsonb_build_object('id', n.evidence_id, 'deal', nd.crm_id)
        from evidence n
        join deal nd on nd.deal_id = n.deal_id
        where e.revoked_at is not null
          and n.revoked_at is null
          and n.kind = e.kind
          and (n.call_id = e.call_id or n.task_id = e.task_id)
        limit 1) as successor
    from gate_decision g
    cross join lateral unnest(g.evidence_ids) as u (evidence_id)
    join evidence e on e.evidence_id = u.evidence_id
    join deal d on d.deal_id = e.deal_id
    left join task t on t.task_id = e.task_id
    where g.gate_decision_id = of_decision
  )
  select
    jsonb_build_object(
      'id', g.gate_decision_id, 'deal', d.crm_id,
      'from', jsonb_build_object('stage', s.crm_id, 'name', s.name),
      'to', case
        when t.stage_id is not null then jsonb_build_object('stage', t.crm_id, 'name', t.name)
      end,
      'decided_at', rfc3339(g.decided_at), 'asked_by', g.asked_by,
      'asked_at', rfc3339(g.asked_at), 'known_at', rfc3339(g.known_at), 'version', r.version,
      'complete_up_to', rfc3339(g.complete_up_to), 'verdict', g.verdict, 'answer', g.decision,
      'facts', g.facts,
      'evidence', (
        select coalesce(
          jsonb_agg(
            jsonb_build_object(
              'id', p.evidence_id, 'kind', p.kind, 'at', rfc3339(p.occurred_at), 'deal', p.deal,
              'call', p.call_id, 'task', p.task, 'talk_seconds', p.talk_seconds,
              'direction', p.direction, 'recording', p.recording, 'detail', p.detail,
              'recorded_at', rfc3339(p.recorded_at), 'recorded_by', p.recorded_by,
              'revoked_at', rfc3339(p.revoked_at), 'revoked_by', p.revoked_by,
              'revoked_why', p.revoked_why, 'successor', p.successor)
            order by p.evidence_id),
          '[]')
        from piece p))
  into shown
  from gate_decision g
  join deal d on d.deal_id = g.deal_id
  join stage s on s.stage_id = g.from_stage_id
  left join stage t on t.stage_id = g.to_stage_id
  left join gate_rules r on r.gate_rules_id = g.gate_rules_id
  where g.gate_decision_id = of_decision;
  if shown is null then
    raise no_data_found using
      message = format('There is no decision %s.', of_decision),
      hint = 'tollgate gate log names the numbers.';
  end if;
  return shown;
end
$$;
comment on function gate_decision_shown(bigint) is
  'One decision of the log, and what has become of the evidence that it used.';
