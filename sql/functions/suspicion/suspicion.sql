-- Purpose: what a head of sales may want to ask about: see docs/suspicion.md. Questions, no verdicts.
-- Parameters: the span of the calls or moves [from_at, to_at); as_of; the CRM's id of a manager,
-- null for all. Returns: one row per question. calls: those that it is about, at most 20; deals:
-- the CRM's ids; seconds and found mean what docs/suspicion.md says of the kind.
-- Reads: the suspicion_of_… functions, deal, manager, stage. Writes: nothing. Safe to repeat.
create or replace function suspicion(
  from_at timestamptz, to_at timestamptz, as_of timestamptz, of_manager text)
returns table (
  kind text, since timestamptz, since_time text, calls bigint[], deal text, title text, stage text,
  stage_name text, manager text, manager_name text, seconds bigint, found bigint, items text[])
language sql stable as $$
  with question as (
    select * from suspicion_of_talk(from_at, to_at, as_of)
    union all
    select * from suspicion_of_move(from_at, to_at, as_of)
    union all
    select * from suspicion_of_number(from_at, to_at, as_of)
  )
  select
    q.kind, q.since, office_time(q.since), q.calls, d.crm_id, d.title, s.crm_id, s.name, m.crm_id,
    m.name, q.seconds, q.found, q.items
  from question q
  left join deal d on d.deal_id = q.deal_id
  left join stage s on s.stage_id = q.stage_id
  left join manager m on m.manager_id = q.manager_id
  where of_manager is null or m.crm_id = of_manager
  order by q.kind, q.since, d.crm_id, q.calls
$$;
comment on function suspicion(timestamptz, timestamptz, timestamptz, text) is
  'What a head of sales may want to ask about: questions, no verdicts.';
