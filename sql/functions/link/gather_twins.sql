-- Purpose: bring into call_work the stored calls of other exchanges that may tell of the same
-- conversation as one that is there, and theirs, until there are no more: which of them counts
-- hangs on all of them.
-- Parameters: the slack. Returns: nothing. Reads: call, pbx. Writes: call_work, twin_front.
-- Safe to repeat: yes.
create or replace function gather_twins(slack interval) returns void
language plpgsql volatile as $$
declare
  longest constant interval := (
    select make_interval(secs => max(p.longest_leg_seconds) + 3600) from pbx p);
  found_calls bigint[];
begin
  delete from twin_front;
  insert into twin_front (call_id) select w.call_id from call_work w;
  analyze twin_front;
  loop
    with known as (
      select w.call_id, w.pbx_id, w.external_number, w.direction, w.started_at, w.ended_at
      from twin_front f
      join call_work w on w.call_id = f.call_id
    ),
    near as (
      select c.call_id
      from known w
      join call c
        on c.external_number = w.external_number
        and c.started_at between w.started_at - longest and w.ended_at + slack
        and c.ended_at >= w.started_at - slack
      where c.pbx_id <> w.pbx_id
        and c.direction = w.direction
        and is_same_conversation(
          w.direction, w.started_at, w.ended_at, c.started_at, c.ended_at, slack)
      union
      -- What was tied to one of them before it was assembled anew.
      select c.call_id
      from known w
      join call c on c.twin_of = w.call_id
      union
      select o.twin_of
      from known w
      join call o on o.call_id = w.call_id
      where o.twin_of is not null
    )
    select array_agg(n.call_id) into found_calls
    from near n
    where not exists (select from call_work w where w.call_id = n.call_id);
    exit when found_calls is null;
    perform work_on_calls(found_calls);
    delete from twin_front;
    insert into twin_front (call_id) select unnest(found_calls);
  end loop;
end
$$;
comment on function gather_twins(interval) is
  'Brings into call_work the stored calls that may tell of the same conversations.';
