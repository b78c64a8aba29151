-- Purpose: hold the live evidence of the touched deals' meeting tasks against what they give now.
-- Returns: how many recorded and revoked. Reads: deal_touched, task, evidence. Writes: evidence.
-- Safe to repeat: yes; after derive_call_evidence, as a booking rests on a client reached.
create or replace function derive_meeting_evidence(out recorded bigint, out revoked bigint)
language plpgsql volatile as $$
begin
  recorded := 0;
  revoked := 0;
  if not exists (
    select from deal_touched d join task t on t.deal_id = d.deal_id where t.kind = 'meeting')
  then
    return;
  end if;

  with standing as (
    select distinct e.evidence_id, e.task_id, e.kind, e.deal_id, e.stage_period_id, e.occurred_at,
      e.certain, t.cancelled_at
    from deal_touched d
    join evidence e on e.deal_id = d.deal_id and e.source = 'task' and e.revoked_at is null
    join task t on t.task_id = e.task_id
  )
  update evidence e
  set revoked_at = now(),
    revoked_why = case
      when s.cancelled_at is not null then 'The meeting was called off.'
      when g.task_id is null then 'The task does not give this any more.'
      else 'The task, or what it rests on, has changed.'
    end
  from standing s
  left join meeting_evidence() g on g.task_id = s.task_id and g.kind = s.kind
  where e.evidence_id = s.evidence_id
    and (g.deal_id, g.stage_period_id, g.occurred_at, g.certain)
    is distinct from (s.deal_id, s.stage_period_id, s.occurred_at, s.certain);
  get diagnostics revoked = row_count;

  insert into evidence (
    deal_id, stage_period_id, kind, occurred_at, source, task_id, certain, meeting_at, recorded_by)
  select g.deal_id, g.stage_period_id, g.kind, g.occurred_at, 'task', g.task_id, g.certain,
    g.meeting_at, g.confirmed_by
  from meeting_evidence() g
  where not exists (
    select from evidence e
    where e.task_id = g.task_id and e.kind = g.kind and e.revoked_at is null)
    and not exists (
      select from evidence e
      where e.task_id = g.task_id and e.kind = g.kind and e.revoked_by is not null)
  order by g.occurred_at, g.task_id, g.kind;
  get diagnostics recorded = row_count;
end
$$;
comment on function derive_meeting_evidence() is
  'Holds the evidence of the touched deals'' meeting tasks against what they give now.';
