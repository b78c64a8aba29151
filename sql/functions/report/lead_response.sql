-- Purpose: the deals created in a span with what was done to reach the client; the drill-down of
-- lead_coverage.
-- Parameters: the span of creation [from_at, to_at); as_of; the CRM's id of a
-- manager, null for all.
-- Returns: one row per deal. is_call_born: an answered inbound call at or before the creation
-- brought it, so its time to contact is 0 and no attempt is owed. attempt_is_due, contact_is_due:
-- the window (first_attempt_sla_minutes, 15, business time; contact_window_days, 7) is over.
-- Seconds from creation, null when it has not happened; attempts are those of the window.
-- Reads: deal, call, setting. Writes: nothing. Safe to repeat.
create or replace function lead_response(
  from_at timestamptz, to_at timestamptz, as_of timestamptz, of_manager text)
returns table (
  deal_id integer, manager_id integer, created_at timestamptz, is_call_born boolean,
  attempt_is_due boolean, contact_is_due boolean, dials bigint, attempts bigint,
  attempt_business_seconds bigint, attempt_wall_seconds bigint, contact_business_seconds bigint,
  contact_wall_seconds bigint, contacted_in_window boolean)
language sql stable parallel safe as $$
  with calendar as materialized (
    select c.bounds, c.worked from business_calendar(from_at, as_of) c
  ),
  rule as materialized (
    select
      setting_number('contact_window_days', 7)::double precision * interval '1 day' as win,
      setting_number('first_attempt_sla_minutes', 15) * 60 as sla_seconds,
      setting_number('min_talk_seconds', 30) as min_talk
  ),
  lead as (
    select d.deal_id, d.owner_id, d.created_at, d.created_at + r.win as window_ends_at
    from deal d
    cross join rule r
    where d.created_at >= from_at
      and d.merged_into is null
      and d.created_at < to_at
      and d.created_at <= as_of
      and (of_manager is null or d.owner_id in (
        select m.manager_id from manager m where m.crm_id = of_manager))
  ),
  spaced as (
    select
      l.deal_id, l.created_at, l.window_ends_at, c.direction, c.disposition, c.started_at,
      c.talk_seconds,
      lag(c.started_at) over (
        partition by c.deal_id, c.direction,
          coalesce(c.contact_id, -hashtext(c.external_number)::bigint)
        order by c.started_at, c.call_id) as before_at
    from lead l
    join call c on c.deal_id = l.deal_id
    where c.direction <> 'internal'
      and c.started_at >= from_at - setting_number('deal_follows_call_minutes', 30)
        ::double precision * interval '1 minute'
      and c.started_at <= as_of
  ),
  summed as (
    select
      s.deal_id,
      count(*) filter (where s.direction = 'outbound' and s.started_at < s.window_ends_at) as dials,
      count(*) filter (
        where s.direction = 'outbound' and s.started_at < s.window_ends_at
          and coalesce(s.before_at <= s.started_at - interval '60 seconds', true)) as attempts,
      min(s.started_at) filter (where s.direction = 'outbound') as attempt_at,
      min(s.started_at) filter (where s.talk_seconds >= (select r.min_talk from rule r)
        or (s.direction = 'inbound' and s.disposition = 'answered'
          and s.started_at <= s.created_at)) as contact_at,
      bool_or(s.direction = 'inbound' and s.disposition = 'answered'
        and s.started_at <= s.created_at) as is_call_born
    from spaced s
    group by s.deal_id
  )
  select
    l.deal_id, l.owner_id, l.created_at, coalesce(s.is_call_born, false),
    business_between(l.created_at, as_of, c.bounds, c.worked)
      >= (select r.sla_seconds from rule r),
    l.window_ends_at <= as_of,
    coalesce(s.dials, 0), coalesce(s.attempts, 0),
    business_between(l.created_at, s.attempt_at, c.bounds, c.worked),
    wall_between(l.created_at, s.attempt_at),
    business_between(l.created_at, s.contact_at, c.bounds, c.worked),
    wall_between(l.created_at, s.contact_at),
    coalesce(s.contact_at < l.window_ends_at, false)
  from lead l
  cross join calendar c
  left join summed s on s.deal_id = l.deal_id
$$;
comment on function lead_response(timestamptz, timestamptz, timestamptz, text) is
  'The deals created in a span with what was done to reach the client.';
