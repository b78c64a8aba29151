-- Purpose: the evidence of a deal for people: what stands, and what waits for their word, marked.
-- Parameters: the CRM's id of the deal, whether to leave out what was revoked.
-- Returns: the columns of evidence_list and the status: live, revoked, or suggestion, which does not
-- count. A meeting that was moved since it was booked is told in detail. Raises no_data_found for
-- a deal that is not known. Reads: by evidence_list and suggestion_list; evidence, task,
-- calendar_entry. Writes: nothing. Safe to repeat.
create or replace function evidence_overview(of_deal text, only_live boolean default true)
returns table (
  evidence_id bigint, stage text, kind text, occurred_at timestamptz, source text, call_id bigint,
  task text, external_key text, certain boolean, talk_seconds integer, direction text, detail text,
  recorded_by text, recorded_at timestamptz, revoked_at timestamptz, revoked_by text,
  revoked_why text, status text)
language sql stable as $$
  select
    l.evidence_id, l.stage, l.kind, l.occurred_at, l.source, l.call_id, l.task, l.external_key,
    l.certain, l.talk_seconds, l.direction,
    concat_ws(' ', nullif(l.detail, ''), case
      when coalesce(t.starts_at, c.starts_at) <> e.meeting_at then format(
        'The meeting was moved from %s to %s.', rfc3339(e.meeting_at),
        rfc3339(coalesce(t.starts_at, c.starts_at))) end),
    l.recorded_by, l.recorded_at, l.revoked_at, l.revoked_by, l.revoked_why,
    case when l.revoked_at is null then 'live' else 'revoked' end
  from evidence_list(of_deal, only_live) l
  join evidence e on e.evidence_id = l.evidence_id
  left join task t on t.task_id = e.task_id and e.meeting_at is not null
  left join calendar_entry c on c.calendar_entry_id = e.calendar_entry_id
  union all
  select
    s.suggestion_id, s.stage, s.kind, s.occurred_at, s.source, s.call_id, null, null, false, null,
    null, concat_ws(' ', s.ground, nullif(s.detail, '')), null, null, null, null, null,
    'suggestion'
  from suggestion_list(of_deal) s
  order by occurred_at, evidence_id
$$;
comment on function evidence_overview(text, boolean) is
  'The evidence of a deal for people: what stands, and what waits for their word, marked.';
