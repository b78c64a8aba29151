-- The confusion matrix: what was found, by what the maker knew a perfect linker would find.
set search_path = tollgate;
set work_mem = '256MB';
\pset title 'Calls with the outside, by the rule that the truth expects'
select
  case when grouping(j.expected_method) = 1 then 'all'
    when j.is_twin then 'twin of another' else j.expected_method end as "rule",
  count(*) as "calls",
  count(*) filter (where j.verdict = 'right') as "right, certain",
  count(*) filter (where j.verdict = 'wrong') as "wrong, certain",
  count(*) filter (where j.verdict = 'doubted right') as "ambiguous, right",
  count(*) filter (where j.verdict = 'doubted other') as "ambiguous, other",
  count(*) filter (where j.verdict = 'not linked') as "not linked",
  count(*) filter (where j.verdict = 'missing') as "missing"
from truth.judged j
where j.direction <> 'internal'
group by grouping sets ((j.expected_method, j.is_twin), ())
order by grouping(j.expected_method), count(*) desc;

\pset title 'Share of ambiguous calls'
select
  count(*) filter (where j.ambiguous) as "ambiguous",
  count(*) as "calls with the outside",
  round(100.0 * count(*) filter (where j.ambiguous) / count(*), 2) as "percent",
  round(100.0 * count(*) filter (where j.ambiguous)
    / nullif(count(*) filter (where j.has_deal), 0), 2) as "percent of those with a deal"
from truth.judged j
where j.direction <> 'internal';

\pset title 'Calls whose rule is another than expected'
select j.expected_method as "expected", j.link_method as "found", j.is_twin as "twin",
  j.verdict, count(*) as "calls", min(j.truth_id) as "such as"
from truth.judged j
where j.direction <> 'internal'
  and coalesce(j.link_method, '') <> coalesce(j.expected_method, '')
group by 1, 2, 3, 4
order by count(*) desc
limit 12;

-- A debt of two people who share a telephone is nobody's for certain.
\pset title 'Certain evidence'
with mine as (
  select
    d.crm_id as deal, coalesce(s.crm_id, '') as stage,
    coalesce(v.entered_at, '-infinity') as entered_at, e.kind, e.occurred_at,
    case when t.task_id is null then j.truth_id end as truth_id, t.crm_id as task
  from evidence e
  join deal d on d.deal_id = e.deal_id
  left join stage_period v on v.stage_period_id = e.stage_period_id
  left join stage s on s.stage_id = v.stage_id
  left join task t on t.task_id = e.task_id
  left join truth.judged j on j.call_id = e.call_id
  where e.revoked_at is null
    and e.certain
    and (e.kind <> 'callback_made' or j.is_person)
),
truth as (
  select
    e.deal, coalesce(e.stage, '') as stage, coalesce(e.stage_entered_at::timestamptz, '-infinity') as entered_at,
    e.kind, e.at::timestamptz as occurred_at,
    case when e.task is null then e.truth_id end as truth_id,
    e.task
  from truth.evidence e
  where e.ambiguous = 'false'
)
select
  coalesce(m.kind, t.kind) as "kind",
  count(t.kind) as "in truth", count(m.kind) as "found",
  count(*) filter (where t.kind is not null and m.kind is not null) as "both",
  count(*) filter (where t.kind is null) as "found only",
  count(*) filter (where m.kind is null) as "truth only"
from mine m
full join truth t
  on t.deal = m.deal and t.stage = m.stage and t.entered_at = m.entered_at and t.kind = m.kind
  and t.occurred_at = m.occurred_at and coalesce(t.truth_id, '') = coalesce(m.truth_id, '')
  and coalesce(t.task, '') = coalesce(m.task, '')
group by 1
order by 1;
