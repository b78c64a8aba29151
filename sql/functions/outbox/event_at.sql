-- Purpose: events as CloudEvents 1.0, made of the facts as they stand.
-- Parameters: their places.
-- Returns: one row per place that has one, in order; subject and event are null where the fact is
-- gone. No telephone number and no person's name is in them.
-- Reads: outbox, evidence, deal, stage_period, stage, task, gate_decision. Safe to repeat: writes
-- nothing.
create or replace function event_at(places bigint[])
returns table (sequence bigint, subject text, event json)
language sql stable as $$
  with page as materialized (
    select p.place as sequence, o.type, o.first_subject + (p.place - o.first_sequence) as fact
    from unnest(places) p(place)
    cross join lateral (
      select i.* from outbox i where i.last_sequence >= p.place order by i.last_sequence limit 1
    ) o
    where o.first_sequence <= p.place
  ),
  piece as (
    select p.sequence, p.type, e.evidence_id as evidence, d.crm_id as deal, s.crm_id as stage,
      e.kind, rfc3339(e.occurred_at) as occurred_at, e.source, e.call_id as call,
      t.crm_id as task, e.certain, e.recorded_at, e.revoked_at, e.revoked_why
    from page p
    join evidence e on e.evidence_id = p.fact
    join deal d on d.deal_id = e.deal_id
    left join stage_period v on v.stage_period_id = e.stage_period_id
    left join stage s on s.stage_id = v.stage_id
    left join task t on t.task_id = e.task_id
    where p.type like 'tollgate.evidence.%'
  ),
  told as (
    select p.sequence, p.deal as subject, p.recorded_at as at,
      (select row_to_json(r) from (
        select p.evidence, p.deal, p.stage, p.kind, p.occurred_at, p.source, p.call, p.task,
          p.certain) r) as data
    from piece p
    where p.type = 'tollgate.evidence.recorded'
    union all
    select p.sequence, p.deal, p.revoked_at,
      (select row_to_json(r) from (
        select p.evidence, p.deal, p.stage, p.kind, p.occurred_at, p.source, p.call, p.task,
          p.certain, rfc3339(p.revoked_at) as revoked_at, p.revoked_why as why) r)
    from piece p
    where p.type = 'tollgate.evidence.revoked'
    union all
    select p.sequence, d.crm_id, g.decided_at,
      (select row_to_json(r) from (
        select g.gate_decision_id as decision, d.crm_id as deal, f.crm_id as from,
          t.crm_id as to, g.verdict, g.evidence_ids as evidence) r)
    from page p
    join gate_decision g on g.gate_decision_id = p.fact
    join deal d on d.deal_id = g.deal_id
    join stage f on f.stage_id = g.from_stage_id
    left join stage t on t.stage_id = g.to_stage_id
    where p.type = 'tollgate.gate.decided'
    union all
    select p.sequence, 'intake-' || i.card, i.opened_at,
      (select row_to_json(r) from (
        select i.card as intake, rfc3339(i.opened_at) as opened_at, rfc3339(i.due_at) as due_at,
          i.call_id as call) r)
    from page p
    join intake_event(
      array(select k.fact from page k where k.type = 'tollgate.intake.opened')) i
      on i.card = p.fact
    where p.type = 'tollgate.intake.opened'
  )
  select p.sequence, t.subject,
    case when t.sequence is not null then (
      select row_to_json(r) from (
        select '1.0' as specversion,
          'tollgate:' || c.name || ':' || split_part(p.type, '.', 3) || '-' || p.fact as id,
          '/tollgate/' || c.name as source, p.type, t.subject, rfc3339(t.at) as time,
          'application/json' as datacontenttype, lpad(p.sequence::text, 16, '0') as sequence,
          t.data) r)
    end
  from page p
  cross join (select uri_component(current_schema) as name) c
  left join told t on t.sequence = p.sequence
  order by p.sequence
$$;
comment on function event_at(bigint[]) is 'Events as CloudEvents 1.0, by their places.';
