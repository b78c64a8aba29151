-- Purpose: of the records that several exchanges made of one conversation, say which one counts:
-- the one that knows who of ours spoke, else the one that began first. The others are its twins.
-- Returns: nothing. Reads: call, pbx, setting. Writes: call_work. Safe to repeat: yes.
-- A conversation is at home in pieces of ten minutes, so that the pairs come from a join on equals
-- even when a switchboard calls ten times at once.
create or replace function find_twins() returns void
language plpgsql volatile as $$
declare
  slack constant interval :=
    make_interval(secs => setting_number('twin_seconds', 10)::double precision);
begin
  if slack = interval '0' or (select count(*) from pbx) < 2 then
    return;
  end if;
  perform gather_twins(slack);
  analyze call_work;

  with party as (
    select
      w.call_id, w.pbx_id, w.external_number, w.direction, w.started_at, w.ended_at,
      row_number() over (
        order by w.last_extension is not null and w.answered_at is not null desc, w.started_at,
          p.name, w.group_key collate "C") as place
    from call_work w
    join pbx p on p.pbx_id = w.pbx_id
    where w.direction <> 'internal'
      and w.external_number is not null
  ),
  slot as (
    select p.*, g.slot
    from party p
    cross join lateral generate_series(
      floor(extract(epoch from p.started_at) / 600)::bigint,
      floor(extract(epoch from p.ended_at) / 600)::bigint) as g(slot)
  ),
  better as (
    select distinct on (x.call_id) x.call_id, y.call_id as other
    from slot x
    join slot y
      on y.external_number = x.external_number
      and y.slot = x.slot
      and y.direction = x.direction
      and y.pbx_id <> x.pbx_id
      and y.place < x.place
      and is_same_conversation(
        x.direction, x.started_at, x.ended_at, y.started_at, y.ended_at, slack)
    order by x.call_id, y.place
  )
  update call_work w
  set twin_of = coalesce(n.other, b.other)
  from better b
  left join better n on n.call_id = b.other
  where w.call_id = b.call_id;
end
$$;
comment on function find_twins() is
  'Of the records that several exchanges made of one conversation, says which one counts.';
