-- Purpose: the leaks: where a client is lost or about to be.
-- Parameters: the span in which moves, misses, losses and calls are looked at [from_at, to_at);
-- as_of, at which open deals and open debts are looked at; the CRM's ids of a stage and a manager,
-- null for all; the debts of callback_case where the caller has them already (null or absent: they
-- are reckoned).
-- Returns: one row per leak, in the order of the classes. takes_money: this is the first class of
-- its deal, which alone counts the amount; tags: the deal's other classes. Warnings and won deals
-- take no money. worth: amount times the win rate from the stage. Seconds and found mean what
-- docs/metrics.md says of the class; null where they mean nothing.
-- Reads: the leak_of_… functions. Writes: nothing. Safe to repeat.
create or replace function leak(
  from_at timestamptz, to_at timestamptz, as_of timestamptz, of_stage text, of_manager text,
  cases callback_case_row[] default null)
returns table (
  class text, severity text, deal text, title text, call bigint, pipeline text, stage text,
  stage_name text, manager text, manager_name text, since timestamptz, since_time text,
  business_seconds bigint, wall_seconds bigint, limit_seconds bigint, attempts bigint,
  conversations bigint, found bigint, items text[], action text, amount numeric, currency text,
  worth numeric, takes_money boolean, tags text[])
language plpgsql stable
set work_mem = '64MB'
set jit = off
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  known constant callback_case_row[] := coalesce(
    cases, array(select c from callback_case(from_at, to_at, as_of) c));
  zone constant text := setting_text('company_time_zone', 'Europe/Moscow');
begin
  return query
  with found_leak as materialized (
    select * from leak_of_deal(as_of)
    union all
    select * from leak_of_move(from_at, to_at, as_of)
    union all
    select * from leak_of_callback(known)
    union all
    select * from leak_of_loss(from_at, to_at, as_of)
    union all
    select * from leak_of_call(from_at, to_at, as_of)
    union all
    select * from leak_of_intake(as_of)
  ),
  placed as (
    select
      f.*,
      substr(f.class, 2)::integer as place,
      coalesce(d.outcome = 'won' and d.closed_at <= as_of, false) as is_won,
      d.crm_id, d.title, nullif(d.amount, 0) as amount, d.currency
    from found_leak f
    left join deal d on d.deal_id = f.deal_id
  ),
  ranked as (
    select
      p.*,
      row_number() over (
        partition by p.deal_id
        order by p.severity = 'leak' desc, p.place, p.since, p.stage_period_id, p.call_id) as turn
    from placed p
  ),
  tagged as (
    select p.deal_id, array_agg('L' || p.place order by p.place) as classes
    from (select distinct f.deal_id, f.place from placed f where f.deal_id is not null) p
    group by p.deal_id
  )
  select
    r.class, r.severity, r.crm_id, r.title, r.call_id, s.pipeline, s.stage, s.name, m.crm_id,
    m.name, r.since, time_in_zone(r.since, zone), r.business_seconds, r.wall_seconds,
    r.limit_seconds,
    r.attempts, r.conversations, r.found, r.items, r.action, r.amount, r.currency,
    round(r.amount * w.rate::numeric, 2),
    coalesce(r.turn = 1 and r.severity = 'leak' and not r.is_won and r.deal_id is not null, false),
    coalesce(array_remove(t.classes, r.class), '{}')
  from ranked r
  left join stage_rank s on s.stage_id = r.stage_id
  left join manager m on m.manager_id = r.manager_id
  left join stage_win_rate(as_of) w on w.stage_id = r.stage_id
  left join tagged t on t.deal_id = r.deal_id
  where (of_stage is null or s.stage = of_stage)
    and (of_manager is null or m.crm_id = of_manager)
  order by r.place, r.severity, r.amount desc nulls last, r.since, r.crm_id, r.call_id;
end
$$;
comment on function leak(
  timestamptz, timestamptz, timestamptz, text, text, callback_case_row[]) is
  'The leaks: where a client is lost or about to be.';
