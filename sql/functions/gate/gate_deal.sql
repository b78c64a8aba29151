-- Purpose: find a deal by the CRM's id.
-- Parameters: the id. Returns: the deal. Raises no_data_found when there is none.
-- Reads: deal. Writes: nothing. Safe to repeat.
create or replace function gate_deal(of_deal text)
returns deal
language plpgsql stable as $$
declare
  found_deal deal;
begin
  select d.* into found_deal from deal d where d.crm_id = of_deal;
  if found_deal.deal_id is null then
    raise no_data_found using
      message = format('There is no deal %s.', coalesce(of_deal, '(none given)')),
      hint = 'Give the CRM''s id of a deal; if it is new, import the CRM''s data first.';
  end if;
  return found_deal;
end
$$;
comment on function gate_deal(text) is 'The deal with this id in the CRM.';
