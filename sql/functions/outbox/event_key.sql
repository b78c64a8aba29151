-- Purpose: the next events after a place, by their facts.
-- Parameters: the place; how many at most (null: all); patterns of types, * for any text (null:
-- every type); the CRM's id of the deal that they are about (null: every deal).
-- Returns: one row per event, in order. Reads: outbox, evidence, gate_decision, deal.
-- Safe to repeat: writes nothing.
create or replace function event_key(
  after_sequence bigint, most bigint, patterns text[], of_deal text default null)
returns table (sequence bigint, type text, fact bigint)
language sql stable as $$
  select o.first_sequence + n.step, o.type, o.first_subject + n.step
  from outbox o
  cross join lateral (
    select greatest(o.first_sequence, after_sequence + 1) - o.first_sequence as step
  ) f
  cross join lateral generate_series(
    f.step,
    least(
      o.last_sequence - o.first_sequence,
      f.step - 1 + case when of_deal is null then most end)) as n(step)
  where o.last_sequence > after_sequence
    and (patterns is null or exists (
      select from unnest(patterns) p
      where o.type like replace(replace(replace(p, '\', '\\'), '_', '\_'), '*', '%')))
    and (of_deal is null or case
      when o.type like 'tollgate.evidence.%' then o.first_subject + n.step in (
        select e.evidence_id
        from evidence e
        join deal d on d.deal_id = e.deal_id
        where d.crm_id = of_deal)
      when o.type = 'tollgate.gate.decided' then o.first_subject + n.step in (
        select g.gate_decision_id
        from gate_decision g
        join deal d on d.deal_id = g.deal_id
        where d.crm_id = of_deal)
      else false
    end)
  order by o.last_sequence, n.step
  limit most
$$;
comment on function event_key(bigint, bigint, text[], text) is
  'The next events after a place, by their facts.';
