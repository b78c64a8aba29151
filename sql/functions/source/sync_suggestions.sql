-- Purpose: bring the suggestions of calls and of meetings in line with the facts. What a person
-- decided stays decided. Parameters: calls and meetings. Returns: nothing.
-- Reads: by suggestion_given. Writes: suggestion. Safe to repeat: yes.
create or replace function sync_suggestions(calls bigint[], entries bigint[]) returns void
language plpgsql volatile as $$
begin
  if calls = '{}' and entries = '{}' then
    return;
  end if;
  create temporary table suggestion_now on commit drop as
  select * from suggestion_given(calls, entries);

  update suggestion s
  set status = 'withdrawn'
  where s.status = 'waiting'
    and (s.call_id = any (calls) or s.calendar_entry_id = any (entries))
    and not exists (
      select from suggestion_now g
      where (g.call_id = s.call_id and g.kind = s.kind)
        or g.calendar_entry_id = s.calendar_entry_id);

  update suggestion s
  set deal_id = g.deal_id, stage_period_id = g.stage_period_id, occurred_at = g.occurred_at,
    ground = g.ground, detail = g.detail, status = 'waiting'
  from suggestion_now g
  where ((g.call_id = s.call_id and g.kind = s.kind) or g.calendar_entry_id = s.calendar_entry_id)
    and s.status in ('waiting', 'withdrawn')
    and (s.deal_id, s.stage_period_id, s.occurred_at, s.ground, s.detail, s.status)
    is distinct from
      (g.deal_id, g.stage_period_id, g.occurred_at, g.ground, g.detail, 'waiting');

  insert into suggestion (
    suggestion_id, deal_id, stage_period_id, kind, occurred_at, source, call_id,
    calendar_entry_id, ground, detail)
  select nextval('evidence_evidence_id_seq'), g.deal_id, g.stage_period_id, g.kind, g.occurred_at,
    g.source, g.call_id, g.calendar_entry_id, g.ground, g.detail
  from suggestion_now g
  where not exists (
    select from suggestion s
    where (s.call_id = g.call_id and s.kind = g.kind)
      or s.calendar_entry_id = g.calendar_entry_id);
  drop table suggestion_now;
end
$$;
comment on function sync_suggestions(bigint[], bigint[]) is
  'Brings the suggestions of calls and of meetings in line with the facts.';
