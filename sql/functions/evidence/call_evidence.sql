-- Purpose: the evidence that the calls in call_work give, by their links as stored.
-- Returns: one row per piece. Reads: call_work, call. Writes: nothing.
create or replace function call_evidence()
returns table (
  call_id bigint, kind text, deal_id integer, stage_period_id integer, occurred_at timestamptz,
  certain boolean, talk_seconds integer, direction text)
language sql stable as $$
  with linked as (
    select c.call_id, c.deal_id, c.stage_period_id, c.started_at, c.ambiguous, c.talk_seconds,
      c.direction, c.outcome_code, c.suspicion
    from call_work w
    join call c on c.call_id = w.call_id
    where c.deal_id is not null
  ),
  threshold as (
    select setting_number('min_talk_seconds', 30) as min_talk
  )
  select l.call_id, k.kind, l.deal_id, l.stage_period_id, l.started_at,
    -- What a machine may have answered reached nobody for certain.
    not l.ambiguous and not (k.kind = 'client_reached' and l.suspicion & 1 = 1),
    l.talk_seconds, l.direction
  from linked l
  cross join threshold t
  cross join lateral (
    values
      (case l.direction when 'outbound' then 'call_made' else 'call_received' end),
      (case when l.talk_seconds >= t.min_talk then 'client_reached' end),
      (l.outcome_code)
  ) as k(kind)
  where k.kind is not null
$$;
comment on function call_evidence() is 'The evidence that the calls in call_work give.';
