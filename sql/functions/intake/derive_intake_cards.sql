-- Purpose: hold the intake cards of the touched numbers against what they should be: open, move,
-- reopen and close them. A card that closes by itself keeps its number and opens again when what
-- closed it is withdrawn.
-- Returns: how many opened and closed. Reads: call_work, link_work, number_touched, call,
-- intake_card. Writes: intake_card. Safe to repeat: a second run changes nothing.
-- After store_calls. See docs/intake.md.
create or replace function derive_intake_cards(out opened bigint, out closed bigint)
language plpgsql volatile as $$
declare
  numbers text[];
  added bigint;
begin
  opened := 0;
  closed := 0;
  select array_agg(t.number) into numbers
  from (
    select w.external_number as number
    from link_work l
    join call_work w on w.call_id = l.call_id
    where l.link_method = 'intake'
    union
    select k.number
    from number_touched n
    join intake_card k on k.number = n.number
    union
    -- A call that has another number by now.
    select k.number
    from call_work w
    join intake_card k on k.opened_by = w.call_id
    where not w.is_new
  ) t;
  if numbers is null then
    return;
  end if;

  create temporary table intake_given on commit drop as
  select w.number, w.opened_at, w.opened_by, w.due_at from intake_wanted(numbers) w;
  analyze intake_given;

  with gone as (
    select
      k.intake_card_id,
      coalesce(
        (select format('The CRM has the number: contact %s.', min(c.crm_id))
          from contact_phone p
          join contact c on c.contact_id = p.contact_id
          where p.number = k.number and p.valid_to > k.opened_at
          having count(*) > 0),
        (select format('The CRM has the number: company %s.', min(c.crm_id))
          from company_phone p
          join company c on c.company_id = p.company_id
          where p.number = k.number
          having count(*) > 0)) as known,
      (select d.crm_id from call c join deal d on d.deal_id = c.deal_id
        where c.call_id = k.opened_by) as deal
    from intake_card k
    where k.number = any (numbers)
      and k.closed_at is null
      and not exists (select from intake_given g where g.number = k.number)
  )
  update intake_card k
  set closed_at = now(),
    closed_how = case
      when g.known is not null then 'contact' when g.deal is not null then 'deal'
      else 'withdrawn' end,
    closed_why = coalesce(
      g.known, format('Its call belongs to deal %s.', g.deal),
      'Its call is no stranger''s inbound call any more.')
  from gone g
  where k.intake_card_id = g.intake_card_id;
  get diagnostics closed = row_count;

  -- Of cards that closed by themselves, the newest whose call is a stranger's again.
  with again as (
    select distinct on (k.number) k.intake_card_id
    from intake_given g
    join intake_card k on k.number = g.number
    join call c on c.call_id = k.opened_by
    where k.closed_how in ('contact', 'deal', 'withdrawn')
      and c.link_method = 'intake'
      and c.external_number = g.number
      and c.started_at >= g.opened_at
      and not exists (
        select from intake_card o where o.number = g.number and o.closed_at is null)
    order by k.number, k.intake_card_id desc
  )
  update intake_card k
  set closed_at = null, closed_how = null, closed_why = null
  from again a
  where k.intake_card_id = a.intake_card_id;
  get diagnostics opened = row_count;

  update intake_card k
  set opened_at = g.opened_at, opened_by = g.opened_by, due_at = g.due_at
  from intake_given g
  where k.number = g.number
    and k.closed_at is null
    and (k.opened_at, k.opened_by, k.due_at) is distinct from (g.opened_at, g.opened_by, g.due_at);

  insert into intake_card (number, opened_at, due_at, opened_by)
  select g.number, g.opened_at, g.due_at, g.opened_by
  from intake_given g
  where not exists (select from intake_card k where k.number = g.number and k.closed_at is null)
  order by g.opened_at, g.number;
  get diagnostics added = row_count;
  opened := opened + added;
  drop table intake_given;
end
$$;
comment on function derive_intake_cards() is
  'Holds the intake cards of the touched numbers against what they should be.';
