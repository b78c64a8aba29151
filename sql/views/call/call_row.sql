-- Calls with the names that stand behind their numbers, for lists and for anyone with psql.
create or replace view call_row with (security_invoker = true) as
select
  c.call_id, p.name as pbx, c.group_key as linked_id, c.started_at, c.answered_at, c.ended_at,
  c.direction, c.external_number, c.external_raw, m.crm_id as manager, m.name as manager_name,
  c.last_extension as extension, c.disposition, c.ring_seconds, c.talk_seconds, c.legs,
  t.crm_id as contact, t.name as contact_name, d.crm_id as deal, d.title as deal_title,
  s.crm_id as stage, s.name as stage_name, c.link_method, c.ambiguous, c.recording_file,
  c.twin_of, c.suspicion
from call c
join pbx p on p.pbx_id = c.pbx_id
left join manager m on m.manager_id = c.manager_id
left join contact t on t.contact_id = c.contact_id
left join deal d on d.deal_id = c.deal_id
left join stage_period v on v.stage_period_id = c.stage_period_id
left join stage s on s.stage_id = v.stage_id;
comment on view call_row is 'Calls with the names that stand behind their numbers.';
