-- Purpose: meeting tasks of a deal that could have given evidence, and what each lacks.
-- Parameters: deal, start and end of the span in which the task was made.
-- Returns: a row for each meeting task that was not called off; lacks holds which of who,
-- with_whom, where and when are not said. Reads: task. Writes: nothing. Safe to repeat.
create or replace function gate_meeting(of_deal integer, from_at timestamptz, until_at timestamptz)
returns table (task text, lacks text[], is_done boolean)
language sql stable as $$
  select
    t.crm_id,
    array_remove(array[
      case when t.owner_id is null then 'who' end,
      case when t.contact_id is null then 'with_whom' end,
      case when coalesce(t.place, '') !~ '\S' then 'where' end,
      case when t.starts_at > t.created_at then null else 'when' end], null),
    t.done_at is not null
  from task t
  where t.deal_id = of_deal
    and t.kind = 'meeting'
    and t.cancelled_at is null
    and t.created_at >= from_at
    and t.created_at <= until_at
$$;
comment on function gate_meeting(integer, timestamptz, timestamptz) is
  'Meeting tasks of a deal, and which of the four w''s each lacks.';
