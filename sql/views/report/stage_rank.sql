-- Purpose: the place of each stage in its pipeline, without gaps, whatever numbers the CRM uses.
-- Reads: stage, pipeline.
create or replace view stage_rank as
select
  s.stage_id,
  s.pipeline_id,
  p.crm_id as pipeline,
  s.crm_id as stage,
  s.name,
  s.kind,
  case when s.kind <> 'lost' then
    dense_rank() over (
      partition by s.pipeline_id, s.kind = 'lost'
      order by s.kind = 'won', s.position)
  end as rank
from stage s
join pipeline p on p.pipeline_id = s.pipeline_id;
comment on view stage_rank is
  'Rank of a stage: 1 for the first, without gaps; the won stages come last; a lost stage has none.';
