-- Purpose: where moves through a shut gate are refused, write the new stage entries one by one and
-- set aside those that their gate refuses, so that an import does not fail for them. They are
-- looked at again at each later import.
-- Returns: nothing. Reads: entry_work, stage, staged_row. Writes: stage_period, entry_work,
-- changed_deal, crm_set_aside, crm_tally, quarantine (the sentence of a row that still waits).
-- Safe to repeat: once an import, between take_stage_history and derive_stage_periods, which ends
-- the periods. Row by row, as each entry depends on whether the one before it was taken; without
-- enforcement nothing is done.
create or replace function enforce_stage_gates() returns void
language plpgsql volatile as $$
declare
  entry record;
  told text;
  todo text;
begin
  if not gates_are_enforced() then
    return;
  end if;
  create temporary table gate_refused (
    deal_id integer, stage_id integer, entered_at timestamptz, detail text) on commit drop;
  for entry in
    select w.deal_id, w.stage_id, w.entered_at
    from entry_work w
    join stage s on s.stage_id = w.stage_id
    where w.deal_id is not null
      and not w.is_known
    group by w.deal_id, w.stage_id, w.entered_at, s.position, s.crm_id
    order by w.deal_id, w.entered_at, s.position, s.crm_id
  loop
    begin
      insert into stage_period (deal_id, stage_id, entered_at)
      values (entry.deal_id, entry.stage_id, entry.entered_at);
      insert into changed_deal (deal_id) values (entry.deal_id);
    exception when sqlstate 'TG001' then
      get stacked diagnostics told = message_text, todo = pg_exception_hint;
      insert into gate_refused (deal_id, stage_id, entered_at, detail)
      values (entry.deal_id, entry.stage_id, entry.entered_at,
        concat_ws('. ', rtrim(told, '.'), rtrim(todo, '.')));
    end;
  end loop;

  insert into crm_set_aside (file, ordinal, reason, detail)
  select 'stage_history', w.ordinal, 'gate', r.detail
  from entry_work w
  join gate_refused r using (deal_id, stage_id, entered_at);

  update quarantine q
  set reason = 'gate',
    detail = format('stage_history.csv, line %s: %s. The row is taken by itself when that is '
      'settled.', s.line, r.detail)
  from entry_work w
  join gate_refused r using (deal_id, stage_id, entered_at)
  join staged_row s on s.file = 'stage_history' and s.ordinal = w.ordinal
  where q.quarantine_id = s.quarantine_id;

  update crm_tally t
  set rows_new = t.rows_new - r.refused, rows_kept = t.rows_kept - r.refused
  from (select count(*) as refused from gate_refused) r
  where t.file = 'stage_history';

  delete from entry_work w
  using gate_refused r
  where w.deal_id = r.deal_id and w.stage_id = r.stage_id and w.entered_at = r.entered_at;
  update entry_work w
  set is_known = true
  where w.deal_id is not null
    and w.stage_id is not null
    and not w.is_known;
end
$$;
comment on function enforce_stage_gates() is
  'Writes new stage entries one by one and sets aside those that their gate refuses.';
