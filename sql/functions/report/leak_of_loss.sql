-- Purpose: the leak L17: deals that were lost though nobody ever spoke with the client.
-- Parameters: the span of closing [from_at, to_at); as_of. Returns: one row per deal; see leak.
-- Item no_attempt: nobody even called. Reads: deal, call, stage_period. Writes: nothing.
create or replace function leak_of_loss(
  from_at timestamptz, to_at timestamptz, as_of timestamptz)
returns table (
  class text, severity text, deal_id integer, call_id bigint, stage_period_id integer,
  stage_id integer, manager_id integer, since timestamptz, business_seconds bigint,
  wall_seconds bigint, limit_seconds bigint, attempts bigint, conversations bigint, found bigint,
  items text[], action text)
language plpgsql stable parallel safe
cost 300000
as $$
#variable_conflict use_column
begin
  return query
  with lost as (
    select d.deal_id, d.owner_id, d.closed_at
    from deal d
    where d.outcome = 'lost'
      and d.merged_into is null
      and d.closed_at >= from_at
      and d.closed_at < to_at
      and d.closed_at <= as_of
  )
  select
    'L17', 'leak', l.deal_id, null::bigint, p.stage_period_id, p.stage_id, l.owner_id, l.closed_at,
    null::bigint, null::bigint, null::bigint, k.dials, 0::bigint, null::bigint,
    case when k.dials = 0 then array['no_attempt'] else '{}' end,
    'review_loss'
  from lost l
  cross join lateral (
    select
      count(*) filter (where c.direction = 'outbound') as dials,
      count(*) filter (where c.talk_seconds >= (select setting_number('min_talk_seconds', 30)))
        as talks
    from call c
    where c.deal_id = l.deal_id
      and c.started_at <= l.closed_at
  ) k
  left join lateral (
    select v.stage_period_id, v.stage_id
    from stage_period v
    join stage s on s.stage_id = v.stage_id and s.kind = 'open'
    where v.deal_id = l.deal_id
      and v.entered_at <= l.closed_at
    order by v.entered_at desc, v.left_at desc, s."position" desc, s.crm_id desc
    limit 1
  ) p on true
  where k.talks = 0;
end
$$;
comment on function leak_of_loss(timestamptz, timestamptz, timestamptz) is
  'Deals that were lost though nobody ever spoke with the client.';
