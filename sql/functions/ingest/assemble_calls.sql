-- Purpose: assemble the touched calls from all their legs.
-- Parameters: the exchange. Returns: nothing.
-- Reads: call_touched, leg_fresh, leg. Writes: call_work. Safe to repeat: after touch_calls.
-- The rules and what they were checked against: docs/assembly.md.
create or replace function assemble_calls(exchange integer) returns void
language sql volatile as $$
  insert into call_work (
    call_id, is_new, pbx_id, group_key, started_at, answered_at, ended_at, direction,
    disposition, ring_seconds, talk_seconds, legs, external_number, external_raw, did,
    first_extension, last_extension, crm_hint, outcome_code, recording_file, flags)
  with member as (
    select
      t.call_id, t.is_new, t.group_key, f.leg_key, f.started_at, f.answered_at, f.ended_at,
      f.billable_seconds, f.disposition, f.unique_id, f.application, f.did, f.recording_file,
      f.a_kind, f.a_extension, f.b_kind, f.b_extension, f.external_raw, f.external_number,
      f.far_number, f.destination,
      f.crm_hint, f.outcome_code, f.flags
    from call_touched t
    join leg_fresh f on f.group_key = t.group_key
    union all
    select
      t.call_id, t.is_new, t.group_key, l.leg_key, l.started_at, l.answered_at, l.ended_at,
      l.billable_seconds, l.disposition, l.unique_id, l.application, l.did, l.recording_file,
      l.a_kind, l.a_extension, l.b_kind, l.b_extension, l.external_raw, l.external_number,
      l.far_number, l.destination,
      l.crm_hint, l.outcome_code, l.flags
    from call_touched t
    join leg l on l.call_id = t.call_id
    where not t.is_new
  ),
  judged as (
    select
      m.*,
      -- Where a seller calls in from his own mobile and out again, the client is the far end.
      case when m.a_extension like '+%' and m.b_kind = 'trunk' then m.far_number
        else m.external_number end as outside_number,
      case when m.a_extension like '+%' and m.b_kind = 'trunk' then m.destination
        else coalesce(m.external_raw, '') end as outside_raw,
      m.disposition = 'answered' and m.answered_at is not null as was_answered,
      m.disposition = 'answered' and m.answered_at is not null
        and has_person(m.a_kind, m.b_kind, m.application) as has_person,
      m.disposition = 'answered' and m.answered_at is not null
        and (m.a_kind in ('extension', 'other') and m.b_kind = 'extension'
          or m.a_kind = 'extension' and m.b_kind = 'other') as has_colleagues,
      m.disposition = 'answered' and m.answered_at is not null
        and is_in_conference(m.b_kind, m.application) as is_in_conference,
      coalesce(m.b_extension, m.a_extension) as agent,
      m.a_kind = 'trunk' or m.b_kind = 'trunk' as touches_outside
    from member m
  ),
  -- The first leg that touches an outside line decides direction and outside party: a call that
  -- is redirected keeps the direction with which the outside party came in.
  gathered as (
    select
      j.call_id, bool_and(j.is_new) as is_new, min(j.group_key) as group_key,
      min(j.started_at) as started_at, max(j.ended_at) as ended_at, count(*)::integer as legs,
      (array_agg(j.a_kind order by j.started_at, j.a_kind = 'trunk' desc, j.unique_id, j.leg_key)
        filter (where j.touches_outside))[1] as outside_a_kind,
      (array_agg(j.outside_raw
        order by j.started_at, j.a_kind = 'trunk' desc, j.unique_id, j.leg_key)
        filter (where j.touches_outside))[1] as external_raw,
      (array_agg(j.outside_number
        order by j.started_at, j.a_kind = 'trunk' desc, j.unique_id, j.leg_key)
        filter (where j.touches_outside))[1] as external_number,
      (array_agg(j.a_extension order by j.started_at, j.unique_id, j.leg_key)
        filter (where j.a_extension is not null))[1] as caller_extension,
      (array_agg(j.agent
        order by j.billable_seconds > 0 desc, j.answered_at, j.started_at, j.unique_id, j.leg_key)
        filter (where (j.has_person or j.is_in_conference) and j.agent is not null))[1]
        as first_agent,
      (array_agg(j.agent
        order by j.started_at desc, j.ended_at desc, j.unique_id desc, j.leg_key)
        filter (where (j.has_person or j.is_in_conference) and j.agent is not null))[1]
        as last_agent,
      coalesce(
        min(j.answered_at) filter (where j.has_person and j.billable_seconds > 0),
        min(j.answered_at) filter (where j.has_person)) as person_at,
      min(j.answered_at) filter (where j.has_colleagues) as colleague_at,
      min(j.answered_at) filter (where j.was_answered and j.b_kind = 'trunk') as far_end_at,
      count(*) filter (where j.has_person) as person_legs,
      max(j.billable_seconds) filter (where j.has_person) as person_seconds,
      range_agg(tstzrange(j.answered_at, j.ended_at)) filter (where j.has_person) as person_times,
      coalesce(
        range_agg(tstzrange(j.answered_at, j.ended_at))
          filter (where j.is_in_conference and j.a_kind = 'extension')
        * range_agg(tstzrange(j.answered_at, j.ended_at))
          filter (where j.is_in_conference and j.a_kind = 'trunk'),
        '{}') as conference_times,
      coalesce(max(j.billable_seconds) filter (where j.has_colleagues), 0) as colleague_seconds,
      bool_or(j.was_answered and j.application ilike 'voicemail%') as took_voicemail,
      bool_or(j.disposition = 'cancelled') as was_cancelled,
      bool_and(j.disposition = 'failed') as has_failed,
      bool_or(j.disposition = 'busy') and not bool_or(j.disposition = 'no_answer') as was_busy,
      (array_agg(j.disposition order by j.started_at desc, j.unique_id desc, j.leg_key)
        filter (where j.b_kind = 'trunk'))[1] as last_trunk_disposition,
      max(j.did) as did,
      (array_agg(j.b_extension order by j.answered_at, j.unique_id, j.leg_key)
        filter (where j.has_colleagues and j.b_kind = 'extension'))[1] as colleague,
      min(j.crm_hint) as crm_hint,
      (array_agg(j.outcome_code order by j.started_at desc, j.unique_id desc, j.leg_key)
        filter (where j.outcome_code is not null))[1] as outcome_code,
      max(j.recording_file) as recording_file,
      bit_or(j.flags) as flags
    from judged j
    group by j.call_id
  ),
  directed as (
    select
      g.*,
      case
        when g.outside_a_kind is null then 'internal'
        when g.outside_a_kind = 'trunk' then 'inbound'
        else 'outbound'
      end as direction
    from gathered g
  ),
  settled as (
    select
      d.*,
      case d.direction
        when 'inbound' then least(d.person_at, lower(d.conference_times))
        when 'outbound' then least(d.far_end_at, lower(d.conference_times))
        else d.colleague_at
      end as answered_at
    from directed d
  )
  select
    s.call_id, s.is_new, exchange, s.group_key, s.started_at, s.answered_at, s.ended_at,
    s.direction,
    case
      when s.answered_at is not null then 'answered'
      when s.took_voicemail then 'voicemail'
      when s.direction = 'outbound' and s.last_trunk_disposition <> 'answered'
        then s.last_trunk_disposition
      when s.was_cancelled then 'cancelled'
      when s.was_busy then 'busy'
      when s.has_failed then 'failed'
      else 'no_answer'
    end,
    greatest(0, extract(epoch from coalesce(s.answered_at, s.ended_at) - s.started_at))::integer,
    case
      when s.direction = 'internal' then s.colleague_seconds
      when s.conference_times = '{}' and s.person_legs = 0 then 0
      when s.conference_times = '{}' and s.person_legs = 1 then s.person_seconds
      else (
        select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0)::integer
        from unnest(coalesce(s.person_times, '{}') + s.conference_times) as r)
    end,
    s.legs, s.external_number, coalesce(s.external_raw, ''), s.did,
    case s.direction
      when 'internal' then s.colleague
      when 'inbound' then s.first_agent
      else coalesce(s.first_agent, s.caller_extension)
    end,
    case s.direction
      when 'internal' then s.colleague
      when 'inbound' then s.last_agent
      else coalesce(s.last_agent, s.caller_extension)
    end,
    s.crm_hint, s.outcome_code, nullif(s.recording_file, ''), s.flags
  from settled s;
$$;
comment on function assemble_calls(integer) is 'Assembles the touched calls from all their legs.';
