-- Purpose: find a deal by the CRM's id.
-- Parameters: the id. Returns: the deal; of one that became part of another, that other one.
-- Raises no_data_found when there is none. Reads: deal, crm_merge. Writes: nothing. Safe to repeat.
create or replace function gate_deal(of_deal text)
returns deal
language plpgsql stable as $$
declare
  found_deal deal;
begin
  select d.* into found_deal
  from named_deal n
  join deal d on d.deal_id = n.deal_id
  where n.crm_id = of_deal;
  if found_deal.deal_id is null then
    raise no_data_found using
      message = format('There is no deal %s.', coalesce(of_deal, '(none given)')),
      hint = 'Give the CRM''s id of a deal; if it is new, import the CRM''s data first.';
  end if;
  return found_deal;
end
$$;
comment on function gate_deal(text) is 'The deal with this id in the CRM.';
