-- Purpose: a threshold that may be set for one stage: `name.stage` beats `name`.
-- Parameters: wanted: its name, which tells the unit; stage: the CRM's id of the stage; fallback:
-- what counts when neither is set.
-- Returns: the value. Reads: setting. Writes: nothing. Safe to repeat.
create or replace function stage_setting(wanted text, stage text, fallback numeric)
returns numeric
language sql stable parallel safe as $$
  select setting_number(wanted || '.' || stage, setting_number(wanted, fallback))
$$;
comment on function stage_setting(text, text, numeric) is
  'A threshold that may be set for one stage: name.stage beats name.';
