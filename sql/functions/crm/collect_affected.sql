-- Purpose: turn what an import changed into the numbers and tasks whose calls and evidence may
-- follow. Returns: nothing. Reads: changed_contact, changed_company, changed_deal, changed_number,
-- changed_holder, the CRM tables, call. Writes: affected_number, affected_person, affected_deal,
-- affected_task. Safe to repeat: once an import.
create or replace function collect_affected() returns void
language sql volatile as $$
  insert into affected_number (number)
  select n.number
  from changed_number n
  union
  select p.number
  from changed_contact c
  join contact_phone p on p.contact_id = c.contact_id
  where p.number is not null
  union
  select p.number
  from changed_company c
  join company_phone p on p.company_id = c.company_id
  where p.number is not null
  union
  select p.number
  from changed_deal c
  join deal_contact dc on dc.deal_id = c.deal_id
  join contact_phone p on p.contact_id = dc.contact_id
  where p.number is not null
  union
  select p.number
  from changed_deal c
  join deal d on d.deal_id = c.deal_id
  join company_phone p on p.company_id = d.company_id
  where p.number is not null
  union
  -- A supervisor's word or an id in the CDR ties calls of any number to a deal.
  select k.external_number
  from changed_deal c
  join call k on k.deal_id = c.deal_id
  where k.external_number is not null
  union
  -- Where a contact's company is searched for deals, its people's calls follow the company's.
  select p.number
  from (
    select d.company_id
    from changed_deal c
    join deal d on d.deal_id = c.deal_id
    union
    select c.company_id
    from changed_company c
  ) firm
  join contact t on t.company_id = firm.company_id
  join contact_phone p on p.contact_id = t.contact_id
  where p.number is not null
    and setting_text('company_deals', 'false') = 'true';

  insert into affected_deal (deal_id)
  select distinct c.deal_id
  from changed_deal c;

  -- A number that is shared now, or is not any more, is another person; so the calls of the other
  -- numbers of all who have it, or had it, count otherwise as call-backs. Where one alone has it,
  -- his numbers are found by it.
  insert into affected_person (number)
  select p.number
  from (
    select h.number
    from contact_phone h
    where h.number in (select n.number from changed_number n)
    group by h.number
    having min(h.contact_id) <> max(h.contact_id)
  ) n
  join contact_phone h on h.number = n.number
  join contact_phone p on p.contact_id = h.contact_id
  where p.number is not null
  union
  select p.number
  from changed_holder h
  join contact_phone p on p.contact_id = h.contact_id
  where p.number is not null;

  -- A task's evidence names the stage visit, so it follows the deal's periods.
  insert into affected_task (task_id)
  select t.task_id
  from task t
  where t.deal_id in (select c.deal_id from changed_deal c)
  except
  select a.task_id
  from affected_task a;
$$;
comment on function collect_affected() is
  'Turns what an import changed into the numbers and tasks that may follow.';
