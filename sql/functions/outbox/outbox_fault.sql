-- Purpose: where events and facts disagree: every piece of evidence has one event of its recording,
-- every revoked one has one of its revocation, and nothing else has any.
-- Returns: one row per fault; none is good. Reads: outbox, outbox_state, evidence, gate_decision.
-- Writes: nothing. Safe to repeat.
-- Events that were removed for their age are not missed.
create or replace function outbox_fault()
returns table (what text, fault text)
language sql stable as $$
  with wanted as (
    select 'tollgate.evidence.recorded' as type, e.evidence_id as fact, e.recorded_at as at
    from evidence e
    union all
    select 'tollgate.evidence.revoked', e.evidence_id, e.revoked_at
    from evidence e
    where e.revoked_at is not null
    union all
    select 'tollgate.gate.decided', g.gate_decision_id, g.decided_at
    from gate_decision g
  ),
  told as (
    select o.type, o.first_subject + n.step as fact, count(*) as times
    from outbox o
    cross join lateral generate_series(0, o.last_subject - o.first_subject) as n(step)
    where o.type <> 'tollgate.intake.opened'
    group by 1, 2
  )
  select format('event %s of %s', coalesce(w.type, t.type), coalesce(w.fact, t.fact)),
    case
      when t.fact is null then 'It is missing from the outbox.'
      when w.fact is null then 'The outbox has it without a fact.'
      else format('The outbox has it %s times.', t.times)
    end
  from wanted w
  full join told t on t.type = w.type and t.fact = w.fact
  where (t.fact is null and w.at >= (select s.kept_since from outbox_state s))
    or w.fact is null
    or t.times > 1
$$;
comment on function outbox_fault() is 'Where events and facts disagree.';
