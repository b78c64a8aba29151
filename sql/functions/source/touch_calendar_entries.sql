-- Purpose: have all meetings of calendars looked at again: a CRM import may have given a contact or
-- a seller a mail address. Returns: nothing. Reads: calendar_entry. Writes: entry_touched.
-- Safe to repeat: yes. An import is rare and meetings are few, so that none is looked for.
create or replace function touch_calendar_entries() returns void
language plpgsql volatile as $$
begin
  perform prepare_sources();
  insert into entry_touched (calendar_entry_id)
  select e.calendar_entry_id from calendar_entry e;
end
$$;
comment on function touch_calendar_entries() is
  'Has all meetings of calendars looked at again.';
