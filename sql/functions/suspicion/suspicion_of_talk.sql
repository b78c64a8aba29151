-- Purpose: questions about what was heard: answering_machine, calls that carry the mark, by number,
-- deal and manager; announcement, a talk of the same length to the second with many numbers, far
-- more than of the lengths around it.
-- Parameters: the span of the calls [from_at, to_at); as_of. Returns: see suspicion. seconds: the
-- longest talk; found: calls, and numbers of an announcement. Reads: call, setting. Writes: nothing.
create or replace function suspicion_of_talk(
  from_at timestamptz, to_at timestamptz, as_of timestamptz)
returns table (
  kind text, since timestamptz, calls bigint[], deal_id integer, stage_id integer,
  manager_id integer, seconds bigint, found bigint, items text[])
language sql stable as $$
  with short as materialized (
    select c.call_id, c.external_number, c.started_at, c.talk_seconds, c.deal_id, c.manager_id,
      c.suspicion
    from call c
    where c.started_at >= from_at
      and c.started_at < to_at
      and c.started_at <= as_of
      and c.direction = 'outbound'
      and c.disposition = 'answered'
      and c.twin_of is null
      and c.external_number is not null
      and c.talk_seconds between 1 and setting_number('machine_talk_limit_seconds', 60) - 1
  ),
  length as (
    select s.talk_seconds as seconds, count(distinct s.external_number) as numbers
    from short s
    group by s.talk_seconds
  ),
  peak as (
    select l.seconds, l.numbers
    from length l
    left join length o on o.seconds in (l.seconds - 3, l.seconds - 2, l.seconds + 2, l.seconds + 3)
    group by l.seconds, l.numbers
    having l.numbers >= setting_number('announcement_numbers', 10)
      and l.numbers >= 5 * greatest(1, coalesce(sum(o.numbers), 0) / 4.0)
  )
  select
    'answering_machine', min(s.started_at),
    (array_agg(s.call_id order by s.started_at, s.call_id))[:20], s.deal_id, null::integer,
    s.manager_id, max(s.talk_seconds)::bigint, count(*), '{}'::text[]
  from short s
  where s.suspicion & 1 = 1
  group by s.external_number, s.deal_id, s.manager_id
  union all
  select
    'announcement', min(s.started_at),
    (array_agg(s.call_id order by s.started_at, s.call_id))[:20], null, null, null, p.seconds,
    p.numbers, '{}'
  from peak p
  join short s on s.talk_seconds = p.seconds
  group by p.seconds, p.numbers
$$;
comment on function suspicion_of_talk(timestamptz, timestamptz, timestamptz) is
  'Questions about what was heard: answering machines and announcements.';
