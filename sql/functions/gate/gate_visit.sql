-- Purpose: the stage visit that a gate's question is about.
-- Parameters: deal, stage (null: whichever the deal is in), the moment of the question.
-- Returns: the newest visit that had begun by then; all null when there is none.
-- Reads: stage_period, stage. Writes: nothing. Safe to repeat.
create or replace function gate_visit(of_deal integer, of_stage integer, asked timestamptz)
returns stage_period
language sql stable as $$
  select p.*
  from stage_period p
  join stage s on s.stage_id = p.stage_id
  where p.deal_id = of_deal
    and p.entered_at <= asked
    and (of_stage is null or p.stage_id = of_stage)
  order by p.entered_at desc, p.left_at desc, s."position" desc, s.crm_id desc
  limit 1
$$;
comment on function gate_visit(integer, integer, timestamptz) is
  'The stage visit that a gate''s question is about.';
