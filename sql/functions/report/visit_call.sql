-- Purpose: the calls attached to stage visits, summed per visit.
-- Parameters: earliest entry of the visits that matter (earlier calls are not read), as_of.
-- Returns: one row per visit with a call. dials: outbound calls; attempts: dials, but redials of
-- the same person within 60 s are one; attempts_answered: answered dials that do not follow an
-- answered one within 60 s; conversations: talk of at least min_talk_seconds, either direction.
-- expected and recorded: conversations that should have, and have, a recording named by the CDR.
-- Reads: call, setting. Writes: nothing. Safe to repeat.
create or replace function visit_call(from_at timestamptz, as_of timestamptz)
returns table (
  stage_period_id integer, calls bigint, dials bigint, attempts bigint, attempts_answered bigint,
  answered bigint, conversations bigint, expected bigint, recorded bigint, talk_seconds bigint,
  first_attempt_at timestamptz, first_reached_at timestamptz, last_call_at timestamptz)
language sql stable parallel safe as $$
  -- Materialized, as the planner would ask about the recordings once more for each call.
  with exchange as materialized (
    select x.pbx_id, x.records from recording_expected(as_of) x
  ),
  spaced as (
    select
      c.stage_period_id, c.pbx_id, c.started_at, c.talk_seconds, c.recording_file,
      c.direction = 'outbound' as is_dial,
      c.disposition = 'answered' as is_answered,
      lag(c.started_at) over person as before_at,
      lag(c.disposition) over person as before_disposition
    from call c
    where c.stage_period_id is not null
      and c.direction <> 'internal'
      and c.started_at >= from_at - setting_number('deal_follows_call_minutes', 30)
        ::double precision * interval '1 minute'
      and c.started_at <= as_of
    window person as (
      partition by c.stage_period_id, c.direction,
        coalesce(c.contact_id, -hashtext(c.external_number)::bigint)
      order by c.started_at, c.call_id)
  ),
  ruled as (
    select
      s.*,
      s.is_dial and coalesce(s.before_at <= s.started_at - interval '60 seconds', true)
        as is_attempt,
      s.talk_seconds >= (select setting_number('min_talk_seconds', 30)) as is_conversation,
      x.records
    from spaced s
    join exchange x on x.pbx_id = s.pbx_id
  )
  select
    r.stage_period_id,
    count(*),
    count(*) filter (where r.is_dial),
    count(*) filter (where r.is_attempt),
    count(*) filter (where r.is_dial and r.is_answered
      and (r.is_attempt or r.before_disposition <> 'answered')),
    count(*) filter (where r.is_answered),
    count(*) filter (where r.is_conversation),
    count(*) filter (where r.is_conversation and r.records),
    count(*) filter (where r.is_conversation and r.records and r.recording_file is not null),
    sum(r.talk_seconds),
    min(r.started_at) filter (where r.is_dial),
    min(r.started_at) filter (where r.is_conversation),
    max(r.started_at)
  from ruled r
  group by r.stage_period_id
$$;
comment on function visit_call(timestamptz, timestamptz) is
  'The calls attached to stage visits, summed per visit.';
