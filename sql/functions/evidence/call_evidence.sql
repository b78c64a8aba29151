-- Purpose: the evidence that the calls in call_work give, by their links as stored.
-- Returns: one row per piece. Reads: call_work, call, recording, evidence_confirmation.
-- Writes: nothing. What a person confirmed is certain as long as the call is of that deal.
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
  -- Once, and not for every call.
  threshold as materialized (
    select setting_number('min_talk_seconds', 30) as min_talk
  ),
  given as (
    select l.call_id, k.kind, l.deal_id, l.stage_period_id, l.started_at,
      -- What a machine may have answered reached nobody for certain.
      l.ambiguous or (k.kind = 'client_reached' and l.suspicion & 1 = 1) as is_uncertain,
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
  ),
  recorded as (
    select w.call_id
    from recording r
    join call_work w on w.call_id = r.call_id
    where r.sound_at is not null
    union
    -- One that another exchange made of the same conversation.
    select w.call_id
    from recording r
    join call t on t.call_id = r.call_id and t.twin_of is not null
    join call_work w on w.call_id = t.twin_of
    where r.sound_at is not null
  )
  select g.call_id, g.kind, g.deal_id, g.stage_period_id, g.started_at,
    -- Looked up for the uncertain alone: a join would cost every call.
    not g.is_uncertain or exists (
      select from evidence_confirmation f
      where f.call_id = g.call_id and f.kind = g.kind and f.deal_id = g.deal_id),
    g.talk_seconds, g.direction
  from given g
  union all
  select c.call_id, 'recording_attached', c.deal_id, c.stage_period_id, c.started_at,
    not c.ambiguous or f.kind is not null, c.talk_seconds, c.direction
  from recorded r
  join call c on c.call_id = r.call_id and c.deal_id is not null and c.disposition = 'answered'
  left join evidence_confirmation f
    on f.call_id = c.call_id and f.kind = 'recording_attached' and f.deal_id = c.deal_id
  union all
  -- What only a sidecar said, and a person confirmed.
  select c.call_id, f.kind, c.deal_id, c.stage_period_id, c.started_at, true, c.talk_seconds,
    c.direction
  from evidence_confirmation f
  join call_work w on w.call_id = f.call_id
  join call c on c.call_id = f.call_id and c.deal_id = f.deal_id
  where f.is_suggested
    and c.outcome_code is distinct from f.kind
$$;
comment on function call_evidence() is 'The evidence that the calls in call_work give.';
