-- Purpose: the call-back debts, as docs/metrics.md defines them.
-- Parameters: numbers whose persons are meant, in E.164; null for everybody.
-- Returns: one row per debt. Reads: call, contact_phone. Writes: nothing.
-- A debt opens at the end of an inbound call that no person answered, unless the caller gave up
-- within 5 seconds and did not try again within 10 minutes. Further misses of the person join it.
-- It is closed by the first outbound call of at least 10 seconds' talk to any number of the
-- person, or by an inbound call that was answered. An attempt that fails does not close it.
create or replace function callback_debt(numbers text[] default null)
returns table (
  person text, number text, contact_id integer, opened_at timestamptz, opened_by bigint,
  misses integer, closed_at timestamptz, closed_by bigint, closed_how text,
  attempted_at timestamptz, attempted_by bigint)
language sql stable as $$
  with followed as (
    select
      e.*,
      lead(e.started_at) over (partition by e.person order by e.started_at, e.ended_at, e.tie) as next_at
    from callback_event(numbers) e
  ),
  typed as (
    select
      f.*,
      f.direction = 'inbound' and f.disposition <> 'answered'
        and not (f.ring_seconds < 5
          and (f.next_at is null or f.next_at > f.ended_at + interval '10 minutes')) as is_miss,
      case
        when f.direction = 'outbound' and f.disposition = 'answered' and f.talk_seconds >= 10
          then 'called_back'
        when f.direction = 'inbound' and f.disposition = 'answered' then 'self_recovered'
      end as closes
    from followed f
  ),
  chained as (
    select
      t.*,
      count(t.closes) over (
        partition by t.person order by t.started_at, t.ended_at, t.tie
        rows between unbounded preceding and 1 preceding) as chain
    from typed t
  ),
  opened as (
    select
      c.*,
      min(c.started_at) filter (where c.is_miss) over (partition by c.person, c.chain) as missed_at
    from chained c
  )
  select
    o.person,
    (array_agg(o.external_number order by o.started_at, o.ended_at, o.tie) filter (where o.is_miss))[1],
    min(o.contact_id),
    (array_agg(o.ended_at order by o.started_at, o.ended_at, o.tie) filter (where o.is_miss))[1],
    (array_agg(o.call_id order by o.started_at, o.ended_at, o.tie) filter (where o.is_miss))[1],
    (count(*) filter (where o.is_miss))::integer,
    min(o.started_at) filter (where o.closes is not null),
    min(o.call_id) filter (where o.closes is not null),
    min(o.closes),
    min(o.started_at) filter (where o.direction = 'outbound' and o.started_at > o.missed_at),
    (array_agg(o.call_id order by o.started_at, o.ended_at, o.tie)
      filter (where o.direction = 'outbound' and o.started_at > o.missed_at))[1]
  from opened o
  where o.missed_at is not null
  group by o.person, o.chain
$$;
comment on function callback_debt(text[]) is 'The call-back debts, as docs/metrics.md defines them.';
