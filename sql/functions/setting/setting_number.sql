-- Purpose: a threshold in force, as a number.
-- Parameters: wanted: its name in table setting, which tells the unit; fallback: what counts when
-- it is not set.
-- Returns: the value. Reads: setting. Writes: nothing. Safe to repeat.
-- A value that is no number is an error of whoever wrote the table, and stops the query.
create or replace function setting_number(wanted text, fallback numeric)
returns numeric
language sql stable parallel safe as $$
  select coalesce((select s.value::numeric from setting s where s.name = wanted), fallback)
$$;
comment on function setting_number(text, numeric) is 'A threshold in force, as a number.';
