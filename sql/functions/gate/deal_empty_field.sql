-- Purpose: which of the named fields of a deal are not filled in.
-- Parameters: deal, names: amount, company, contact, currency, owner, or the name of an attribute
-- (a further column of the CRM's export). Returns: a row for each empty one, in the order given.
-- An amount of 0 is empty: CRMs write it for "not known yet".
-- Reads: deal, deal_contact. Writes: nothing. Safe to repeat.
create or replace function deal_empty_field(of_deal integer, names text[])
returns table (field text, place bigint)
language sql stable as $$
  select n.field, n.place
  from deal d
  cross join unnest(names) with ordinality as n (field, place)
  where d.deal_id = of_deal
    and not case n.field
      when 'amount' then coalesce(d.amount <> 0, false)
      when 'company' then d.company_id is not null
      when 'contact' then exists (select from deal_contact dc where dc.deal_id = d.deal_id)
      when 'currency' then coalesce(d.currency, '') ~ '\S'
      when 'owner' then d.owner_id is not null
      else coalesce(d.attributes ->> n.field, '') ~ '\S'
    end
$$;
comment on function deal_empty_field(integer, text[]) is 'Named fields of a deal that are empty.';
