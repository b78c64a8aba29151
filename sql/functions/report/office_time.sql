-- Purpose: an instant as the company's clocks showed it.
-- Parameters: the instant. Returns: `2025-05-31 17:05`; null for null and for the infinities.
-- Reads: setting (company_time_zone). Writes: nothing. Safe to repeat.
create or replace function office_time(instant timestamptz)
returns text
language sql stable parallel safe as $$
  select time_in_zone(instant, setting_text('company_time_zone', 'Europe/Moscow'))
$$;
comment on function office_time(timestamptz) is 'An instant as the company''s clocks showed it.';
