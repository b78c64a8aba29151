-- Purpose: the stages of every pipeline by the CRM's ids, in the order of their positions.
-- Reads: pipeline, stage.
create or replace view pipeline_stage as
select
  p.crm_id as pipeline,
  s.crm_id as stage,
  s.name,
  s.kind,
  s.position
from stage s
join pipeline p using (pipeline_id)
order by p.crm_id, s.position, s.crm_id;
comment on view pipeline_stage is 'The stages of every pipeline by the CRM''s ids.';
