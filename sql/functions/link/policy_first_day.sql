-- Purpose: the day of the first call, in the company's time zone.
-- Returns: such as 2026-10-25; null when there is no call. Reads: call, setting. Writes: nothing.
-- Safe to repeat.
create or replace function policy_first_day()
returns text
language sql stable as $$
  select to_char(
    min(c.started_at) at time zone setting_text('company_time_zone', 'Europe/Moscow'),
    'YYYY-MM-DD')
  from call c
$$;
comment on function policy_first_day() is 'The day of the first call.';
