-- Purpose: the evidence that meetings of calendars give: meeting_booked, where the deal is clear,
-- nothing is lacking, and nobody has said no. Parameters: the meetings; null for all.
-- Returns: one row per piece. Reads: by calendar_fact; suggestion. Writes: nothing.
create or replace function calendar_evidence(entries bigint[])
returns table (
  calendar_entry_id bigint, deal_id integer, stage_period_id integer, occurred_at timestamptz,
  certain boolean, confirmed_by text, meeting_at timestamptz, detail text)
language sql stable as $$
  select
    f.calendar_entry_id, f.deal_id, f.stage_period_id, f.created_at, f.certain, f.confirmed_by,
    f.starts_at, concat_ws(', ', nullif(f.summary, ''), nullif(trim(f.place), ''))
  from calendar_fact(entries) f
  where f.deal_id is not null
    and f.lacks = '{}'
    and not exists (
      select from suggestion s
      where s.calendar_entry_id = f.calendar_entry_id and s.status = 'dismissed')
$$;
comment on function calendar_evidence(bigint[]) is
  'The evidence that meetings of calendars give.';
