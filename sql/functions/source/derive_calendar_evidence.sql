-- Purpose: hold the live evidence of the touched meetings of calendars against what they give now.
-- Parameters: the meetings. Returns: how many recorded and revoked.
-- Reads: calendar_entry, evidence. Writes: evidence. Safe to repeat: yes; after
-- derive_call_evidence, as a booking is certain by a client reached.
create or replace function derive_calendar_evidence(
  entries bigint[], out recorded bigint, out revoked bigint)
language plpgsql volatile as $$
begin
  create temporary table calendar_given on commit drop as
  select * from calendar_evidence(entries);

  update evidence e
  set revoked_at = now(),
    revoked_why = case
      when c.is_cancelled then 'The meeting was called off.'
      when g.calendar_entry_id is null then 'The calendar''s meeting does not give this any more.'
      else 'The calendar''s meeting, or what it rests on, has changed.'
    end
  from calendar_entry c
  left join calendar_given g on g.calendar_entry_id = c.calendar_entry_id
  where e.calendar_entry_id = c.calendar_entry_id
    and c.calendar_entry_id = any (entries)
    and e.revoked_at is null
    and (g.deal_id, g.stage_period_id, g.occurred_at, g.certain)
    is distinct from (e.deal_id, e.stage_period_id, e.occurred_at, e.certain);
  get diagnostics revoked = row_count;

  insert into evidence (
    deal_id, stage_period_id, kind, occurred_at, source, calendar_entry_id, certain, meeting_at,
    detail, recorded_by)
  select g.deal_id, g.stage_period_id, 'meeting_booked', g.occurred_at, 'calendar',
    g.calendar_entry_id, g.certain, g.meeting_at, g.detail, g.confirmed_by
  from calendar_given g
  where not exists (
    select from evidence e
    where e.calendar_entry_id = g.calendar_entry_id
      and (e.revoked_at is null or (e.revoked_by is not null and e.deal_id = g.deal_id)))
  order by g.occurred_at, g.calendar_entry_id;
  get diagnostics recorded = row_count;
  drop table calendar_given;
end
$$;
comment on function derive_calendar_evidence(bigint[]) is
  'Holds the live evidence of the touched meetings of calendars against what they give now.';
