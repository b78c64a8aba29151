-- Purpose: let a deal have begun when the oldest of the deals that became part of it was created.
-- Returns: nothing. Reads: deal. Writes: deal, changed_deal. Safe to repeat: yes.
create or replace function derive_deal_births() returns void
language plpgsql volatile as $$
begin
  if not exists (select from deal d where d.merged_into is not null) then
    return;
  end if;
  -- A deal that is part of another now tells of itself alone.
  update deal d
  set created_at = d.own_created_at, own_created_at = null
  where d.merged_into is not null
    and d.own_created_at is not null;

  with part as (
    select d.merged_into as deal_id, min(d.created_at) as created_at
    from deal d
    where d.merged_into is not null
    group by d.merged_into
  ),
  born as (
    select
      d.deal_id, coalesce(d.own_created_at, d.created_at) as own_at,
      least(coalesce(d.own_created_at, d.created_at), p.created_at) as born_at
    from part p
    join deal d on d.deal_id = p.deal_id
  ),
  altered as (
    update deal d
    set created_at = b.born_at,
      own_created_at = case when b.born_at < b.own_at then b.own_at end
    from born b
    where d.deal_id = b.deal_id
      and (d.created_at, d.own_created_at)
      is distinct from (b.born_at, case when b.born_at < b.own_at then b.own_at end)
    returning d.deal_id
  )
  insert into changed_deal (deal_id)
  select a.deal_id
  from altered a;
end
$$;
comment on function derive_deal_births() is
  'Lets a deal have begun when the oldest deal that became part of it was created.';
