-- Purpose: questions about moves forward: gate_farming, the deal was moved within two minutes after
-- the only call that met the gate, and that one just met it; short_run, three or more outbound
-- calls of at most five seconds in the visit and no conversation.
-- Parameters: the span of the move [from_at, to_at); as_of. Returns: see suspicion. seconds: from
-- the call's end to the move, and the longest of a run; found: seconds of talk, and calls of a run;
-- items: the kind of evidence. Reads: stage_visit, call, gate rules, setting. Writes: nothing.
create or replace function suspicion_of_move(
  from_at timestamptz, to_at timestamptz, as_of timestamptz)
returns table (
  kind text, since timestamptz, calls bigint[], deal_id integer, stage_id integer,
  manager_id integer, seconds bigint, found bigint, items text[])
language sql stable as $$
  with move as (
    select v.stage_period_id, v.deal_id, v.stage_id, v.manager_id, v.left_at
    from stage_visit(from_at, to_at, as_of) v
    where v.left_how in ('forward', 'won')
      and v.left_at >= from_at
      and v.left_at < to_at
  ),
  demand as (
    select q.stage_id, k.kind
    from (
      select distinct on (r.pipeline_id) r.gate_rules_id
      from gate_rules r
      order by r.pipeline_id, r.version desc
    ) n
    join gate_requirement q on q.gate_rules_id = n.gate_rules_id
    cross join lateral unnest(q.kinds) as k(kind)
    where k.kind in ('call_made', 'client_reached')
    group by q.stage_id, k.kind
  ),
  rule as (
    select setting_number('min_talk_seconds', 30) as min_talk
  ),
  tried as materialized (
    select
      m.*, c.call_id, c.started_at, c.ended_at, c.talk_seconds, c.manager_id as caller_id,
      c.talk_seconds >= r.min_talk as is_conversation,
      c.direction = 'outbound'
        and (c.talk_seconds between 1 and 5
          or (c.talk_seconds = 0 and c.ended_at <= c.started_at + interval '5 seconds'))
        as is_very_short,
      c.direction = 'outbound' as is_dial
    from move m
    cross join rule r
    join call c on c.stage_period_id = m.stage_period_id
    where c.direction <> 'internal'
      and c.twin_of is null
      and c.started_at <= m.left_at
  ),
  told as (
    select
      t.stage_period_id, t.deal_id, t.stage_id, t.manager_id, t.left_at,
      count(*) filter (where t.is_conversation) as conversations,
      count(*) filter (where t.is_dial) as dials,
      count(*) filter (where t.is_very_short) as very_short,
      max(t.talk_seconds) filter (where t.is_very_short) as longest_short,
      min(t.started_at) filter (where t.is_very_short) as short_since,
      (array_agg(t.call_id order by t.started_at, t.call_id) filter (where t.is_very_short))[:20]
        as short_calls,
      (array_agg(t.caller_id order by t.started_at, t.call_id) filter (where t.is_very_short))[1]
        as short_caller_id
    from tried t
    group by t.stage_period_id, t.deal_id, t.stage_id, t.manager_id, t.left_at
  )
  select
    'gate_farming', t.left_at, array[t.call_id], t.deal_id, t.stage_id,
    coalesce(t.caller_id, t.manager_id), greatest(0, wall_between(t.ended_at, t.left_at)),
    t.talk_seconds::bigint, array[d.kind]
  from tried t
  cross join rule r
  join told o on o.stage_period_id = t.stage_period_id
  join demand d on d.stage_id = t.stage_id
  where t.ended_at >= t.left_at - interval '2 minutes'
    and case d.kind
      when 'client_reached' then o.conversations = 1 and t.is_conversation
        and t.talk_seconds < r.min_talk + 10
      else o.conversations = 0 and o.dials = 1 and t.is_dial
        and not exists (
          select from demand x where x.stage_id = t.stage_id and x.kind = 'client_reached')
    end
  union all
  select
    'short_run', o.short_since, o.short_calls, o.deal_id, o.stage_id,
    coalesce(o.short_caller_id, o.manager_id), o.longest_short::bigint, o.very_short, '{}'
  from told o
  where o.very_short >= 3
    and o.conversations = 0
$$;
comment on function suspicion_of_move(timestamptz, timestamptz, timestamptz) is
  'Questions about moves forward: gate farming, runs of very short calls.';
