-- Purpose: the visits of open stages that touch a span, as they stood at a moment, and how each
-- ended.
-- Parameters: the span [from_at, to_at); as_of: what happened later is not seen.
-- Returns: one row per visit: left_at null while the deal is there; left_how: forward (to a higher
-- rank of the same pipeline), won, lost, backward, aside (same rank, or another pipeline), null
-- while it is there; skipped: ranks jumped over; is_pass_through: left within pass_through_seconds
-- (60). manager_id is the deal's owner, who is null when nobody is.
-- Reads: stage_period, deal, stage_rank, setting. Writes: nothing. Safe to repeat.
-- A deal's visits tile its life; of visits that begin at one instant the empty ones come first.
create or replace function stage_visit(
  from_at timestamptz, to_at timestamptz, as_of timestamptz)
returns table (
  stage_period_id integer, deal_id integer, pipeline_id integer, stage_id integer, rank bigint,
  manager_id integer, entered_at timestamptz, left_at timestamptz, left_how text,
  next_stage_id integer, next_rank bigint, skipped bigint, is_pass_through boolean)
language sql stable parallel safe as $$
  with touched as (
    select distinct p.deal_id
    from stage_period p
    join stage s on s.stage_id = p.stage_id and s.kind = 'open'
    where p.entered_at < to_at
      and p.left_at >= from_at
  ),
  followed as (
    select
      p.*,
      lead(p.stage_id) over (
        partition by p.deal_id
        -- Never by our number, which hangs on what arrived first.
        order by p.entered_at, p.left_at, k."position", k.crm_id, k.stage_id) as next_id
    from stage_period p
    join touched t on t.deal_id = p.deal_id
    join stage k on k.stage_id = p.stage_id
    where p.entered_at <= as_of
  ),
  ended as (
    select
      f.stage_period_id, f.deal_id, s.pipeline_id, f.stage_id, s.rank,
      d.owner_id as manager_id, f.entered_at,
      case when f.left_at <= as_of then f.left_at end as left_at,
      case when f.left_at <= as_of then n.stage_id end as next_stage_id,
      case
        when f.left_at > as_of then null
        when n.kind in ('won', 'lost') then n.kind
        when n.stage_id is null then coalesce(d.outcome, 'aside')
        when n.pipeline_id <> s.pipeline_id or n.rank = s.rank then 'aside'
        when n.rank > s.rank then 'forward'
        else 'backward'
      end as left_how,
      case
        when n.stage_id is not null then n.rank
        when d.outcome = 'won' then w.rank
      end as next_rank,
      n.pipeline_id as next_pipeline_id
    from followed f
    join stage_rank s on s.stage_id = f.stage_id and s.kind = 'open'
    join deal d on d.deal_id = f.deal_id
    left join stage_rank n on n.stage_id = f.next_id
    left join (
      select r.pipeline_id, max(r.rank) filter (where r.kind = 'open') + 1 as rank
      from stage_rank r
      group by r.pipeline_id
    ) w on w.pipeline_id = s.pipeline_id
    where f.entered_at < to_at
      and f.left_at >= from_at
  )
  select
    e.stage_period_id, e.deal_id, e.pipeline_id, e.stage_id, e.rank, e.manager_id,
    e.entered_at, e.left_at, e.left_how, e.next_stage_id,
    case when e.left_at is not null then e.next_rank end,
    case
      when e.left_how in ('forward', 'won')
        and coalesce(e.next_pipeline_id, e.pipeline_id) = e.pipeline_id
        then greatest(0, e.next_rank - e.rank - 1)
      else 0
    end,
    coalesce(
      e.left_at < e.entered_at
        + (select setting_number('pass_through_seconds', 60))::double precision
        * interval '1 second',
      false)
  from ended e
$$;
comment on function stage_visit(timestamptz, timestamptz, timestamptz) is
  'The visits of open stages that touch a span, as they stood at a moment, and how each ended.';
