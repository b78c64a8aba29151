-- Purpose: everything that the report of leaks is made of, in one answer, so that the call-back
-- debts are reckoned once for the leaks and for their summary.
-- Parameters: as for leak.
-- Returns: first a row whose callbacks holds the row of callback_summary as an object, all else
-- null; then the rows of leak, amounts as digits, callbacks null. Reads: callback_case,
-- callback_summary, leak. Writes: nothing. Safe to repeat.
create or replace function leak_list(
  from_at timestamptz, to_at timestamptz, as_of timestamptz, of_stage text, of_manager text)
returns table (
  callbacks text, class text, severity text, deal text, title text, call bigint, pipeline text,
  stage text, stage_name text, manager text, manager_name text, since_time text,
  business_seconds bigint, wall_seconds bigint, limit_seconds bigint, attempts bigint,
  conversations bigint, found bigint, items text[], action text, amount text, currency text,
  worth text, takes_money boolean, tags text[])
language sql stable as $$
  with debt as materialized (
    select array(select c from callback_case(from_at, to_at, as_of) c) as cases
  )
  select
    row_to_json(s)::text, null, null, null, null, null, null, null, null, null, null, null, null,
    null, null, null, null, null, null, null, null, null, null, null, null
  from debt d
  cross join lateral callback_summary(from_at, to_at, as_of, d.cases) s
  union all
  select
    null, l.class, l.severity, l.deal, l.title, l.call, l.pipeline, l.stage, l.stage_name,
    l.manager, l.manager_name, l.since_time, l.business_seconds, l.wall_seconds, l.limit_seconds,
    l.attempts, l.conversations, l.found, l.items, l.action, l.amount::text, l.currency,
    l.worth::text, l.takes_money, l.tags
  from debt d
  cross join lateral leak(from_at, to_at, as_of, of_stage, of_manager, d.cases) l
$$;
comment on function leak_list(timestamptz, timestamptz, timestamptz, text, text) is
  'Everything that the report of leaks is made of, in one answer.';
