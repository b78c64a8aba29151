-- Purpose: give each fresh leg without a linked id the key of its call, and say which calls that
-- were apart turn out to be one.
-- Parameters: the exchange. Returns: nothing.
-- Reads: leg_fresh, leg, call. Writes: leg_fresh.group_key, group_label.
-- Safe to repeat: after take_legs.
--
-- Legs belong together when they share the id of a channel, or one's far channel is another's
-- channel, or they hold the two halves of a Local channel, while both last. Channel names begin
-- anew when the exchange restarts, hence the overlap in time; ids carry an epoch and do not.
-- On the 254 calls of samples/asterisk-office this gives exactly the linked ids. The key is the
-- smallest id of the group, so it does not depend on the order in which legs come.
create or replace function group_legs(exchange integer) returns void
language plpgsql volatile as $$
declare
  slack constant interval := '5 seconds';
  first_start timestamptz;
  last_end timestamptz;
  longest interval;
  moved bigint;
begin
  select min(started_at), max(ended_at) into first_start, last_end
  from leg_fresh where coalesce(linked_id, '') = '';
  if first_start is null then
    return;
  end if;
  select make_interval(secs => p.longest_leg_seconds) into longest
  from pbx p where p.pbx_id = exchange;

  -- A node is a channel id (or the leg itself where none was logged) or a call that exists.
  create temporary table group_use on commit drop as
  with near as (
    select c.group_key, l.unique_id, l.channel, l.destination_channel, l.started_at, l.ended_at
    from leg l
    join call c on c.call_id = l.call_id
    where l.pbx_id = exchange
      and coalesce(l.linked_id, '') = ''
      and l.ended_at between first_start - slack and last_end + longest + slack
      and l.started_at <= last_end + slack
  ),
  member as (
    select
      f.group_key as node, f.unique_id,
      f.channel, f.destination_channel, f.started_at, f.ended_at
    from leg_fresh f
    where coalesce(f.linked_id, '') = ''
    union all
    select n.group_key, n.unique_id, n.channel, n.destination_channel, n.started_at, n.ended_at
    from near n
  )
  select channel_name(m.channel) as name, m.node, m.started_at, m.ended_at
  from member m
  where m.channel <> ''
  union all
  select channel_name(m.destination_channel), m.node, m.started_at, m.ended_at
  from member m
  where m.destination_channel <> ''
  union all
  select '#' || n.unique_id, n.group_key, '-infinity', 'infinity'
  from near n
  where n.unique_id <> ''
  union all
  select '#' || f.unique_id, f.unique_id, '-infinity', 'infinity'
  from leg_fresh f
  where coalesce(f.linked_id, '') = ''
    and f.unique_id <> ''
    and exists (select from near);
  analyze group_use;

  insert into group_edge (node, other)
  with shared as (
    select u.name from group_use u group by u.name having min(u.node) <> max(u.node)
  )
  select distinct a.node, b.node
  from shared s
  join group_use a on a.name = s.name
  join group_use b on b.name = s.name
  where a.node <> b.node
    and (a.started_at = '-infinity' or b.started_at = '-infinity'
      or (a.started_at <= b.ended_at + slack and b.started_at <= a.ended_at + slack));
  drop table group_use;
  analyze group_edge;

  insert into group_label (node, label)
  select distinct e.node, e.node from group_edge e;

  -- The smallest label wins until nothing moves; the legs of a call are few, so are the rounds.
  loop
    with smaller as (
      select e.node, min(o.label) as label
      from group_edge e
      join group_label o on o.node = e.other
      group by e.node
    ),
    lowered as (
      select g.label as old, min(s.label) as label
      from smaller s
      join group_label g on g.node = s.node
      where s.label < g.label
      group by g.label
    )
    update group_label g
    set label = l.label
    from lowered l
    where g.label = l.old;
    get diagnostics moved = row_count;
    exit when moved = 0;
  end loop;
  analyze group_label;

  update leg_fresh f
  set group_key = g.label
  from group_label g
  where g.node = f.group_key
    and g.label <> g.node
    and coalesce(f.linked_id, '') = '';
end
$$;
comment on function group_legs(integer) is
  'Gives each fresh leg without a linked id the key of its call.';
