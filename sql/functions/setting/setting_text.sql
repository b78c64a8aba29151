-- Purpose: a threshold or rule in force, as text.
-- Parameters: wanted: its name in table setting; fallback: what counts when it is not set.
-- Returns: the value. Reads: setting. Writes: nothing. Safe to repeat.
create or replace function setting_text(wanted text, fallback text)
returns text
language sql stable parallel safe as $$
  select coalesce((select s.value from setting s where s.name = wanted), fallback)
$$;
comment on function setting_text(text, text) is 'A threshold or rule in force, as text.';
