-- Finds the call of each row of the truth by the id of its first record, and judges its link.
set search_path = tollgate;
set work_mem = '256MB';
analyze truth.call;

create unlogged table truth.judged as
with found as (
  select distinct on (t.truth_id) t.truth_id, l.call_id
  from truth.call t
  join pbx p on p.name = t.pbx
  join leg l on l.pbx_id = p.pbx_id and l.unique_id = split_part(t.unique_ids, ';', 1)
  order by t.truth_id, l.call_id
),
linked as (
  select
    t.truth_id, c.call_id, t.direction, t.expected_method, t.person_certain = 'true' as is_person,
    c.link_method, c.ambiguous, c.twin_of, coalesce(t.note like '%twin of%', false) as is_twin,
    c.deal_id is not null as has_deal, t.deal is not null as wants_deal,
    (d.crm_id, s.crm_id, v.entered_at)
      is not distinct from (t.deal, t.stage, t.stage_entered_at::timestamptz)
      and (c.twin_of is not null) = coalesce(t.note like '%twin of%', false) as is_right
  from truth.call t
  left join found f on f.truth_id = t.truth_id
  left join call c on c.call_id = f.call_id
  left join deal d on d.deal_id = c.deal_id
  left join stage_period v on v.stage_period_id = c.stage_period_id
  left join stage s on s.stage_id = v.stage_id
)
select
  l.*,
  case
    when l.call_id is null then 'missing'
    when l.ambiguous and l.is_right then 'doubted right'
    when l.ambiguous then 'doubted other'
    when l.is_right then 'right'
    when l.wants_deal and not l.has_deal then 'not linked'
    else 'wrong'
  end as verdict
from linked l;
analyze truth.judged;
