-- Purpose: how many deals were won of those that were once in a stage: what an amount at leak
-- there is worth.
-- Parameters: as_of: only deals closed by then.
-- Returns: one row per open stage with a closed deal: closed deals, won deals, and the rate. With
-- fewer than 30 the missing ones are taken from the mean of the pipeline.
-- Reads: deal, stage_period, stage. Writes: nothing. Safe to repeat.
create or replace function stage_win_rate(as_of timestamptz)
returns table (stage_id integer, closed bigint, won bigint, rate double precision)
language sql stable parallel safe as $$
  with mean as (
    select d.pipeline_id, avg((d.outcome = 'won')::integer)::double precision as rate
    from deal d
    where d.outcome is not null
      and d.merged_into is null
      and d.closed_at <= as_of
    group by d.pipeline_id
  ),
  visited as (
    select p.stage_id, p.deal_id, bool_or(d.outcome = 'won') as is_won
    from deal d
    join stage_period p on p.deal_id = d.deal_id
    join stage s on s.stage_id = p.stage_id and s.kind = 'open'
    where d.outcome is not null
      and d.merged_into is null
      and d.closed_at <= as_of
    group by p.stage_id, p.deal_id
  ),
  counted as (
    select v.stage_id, count(*) as closed, count(*) filter (where v.is_won) as won
    from visited v
    group by v.stage_id
  )
  select
    c.stage_id, c.closed, c.won,
    (c.won + greatest(0, 30 - c.closed) * m.rate) / greatest(30, c.closed)
  from counted c
  join stage s on s.stage_id = c.stage_id
  join mean m on m.pipeline_id = s.pipeline_id
$$;
comment on function stage_win_rate(timestamptz) is
  'How many deals were won of those that were once in a stage.';
