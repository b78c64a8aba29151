-- Purpose: let staged rows that name a merged contact, company or deal name its survivor.
-- Parameters: the kind. Returns: nothing. Reads: crm_merge. Writes: the staged tables; crm_renamed,
-- which keeps the old name where the fact keeps it. Safe to repeat: yes.
-- The row of a merged deal in deals.csv stays what it is: it tells when that deal was created.
create or replace function rename_staged(of_kind text) returns void
language plpgsql volatile as $$
begin
  if not exists (select from crm_merge m where m.kind = of_kind) then
    return;
  end if;
  insert into crm_renamed (ordinal, named)
  select s.ordinal, m.merged
  from (
    select p.ordinal, 'contact' as kind, p.contact as named from staged_contact_phones p
    union all
    select p.ordinal, 'company', p.company from staged_company_phones p
    union all
    select h.ordinal, 'deal', h.deal from staged_stage_history h
    union all
    select o.ordinal, 'deal', o.deal from staged_deal_owners o
  ) s
  join crm_merge m on m.kind = s.kind and m.merged = s.named
  where s.kind = of_kind;

  case of_kind
    when 'contact' then
      update staged_contact_phones s
      set contact = m.root from crm_merge m where m.kind = of_kind and m.merged = s.contact;
      update staged_deal_contacts s
      set contact = m.root from crm_merge m where m.kind = of_kind and m.merged = s.contact;
      update staged_tasks s
      set contact = m.root from crm_merge m where m.kind = of_kind and m.merged = s.contact;
    when 'company' then
      update staged_company_phones s
      set company = m.root from crm_merge m where m.kind = of_kind and m.merged = s.company;
      update staged_contacts s
      set company = m.root from crm_merge m where m.kind = of_kind and m.merged = s.company;
      update staged_deals s
      set company = m.root from crm_merge m where m.kind = of_kind and m.merged = s.company;
    else
      update staged_deal_contacts s
      set deal = m.root from crm_merge m where m.kind = of_kind and m.merged = s.deal;
      update staged_stage_history s
      set deal = m.root from crm_merge m where m.kind = of_kind and m.merged = s.deal;
      update staged_deal_owners s
      set deal = m.root from crm_merge m where m.kind = of_kind and m.merged = s.deal;
      update staged_tasks s
      set deal = m.root from crm_merge m where m.kind = of_kind and m.merged = s.deal;
  end case;
end
$$;
comment on function rename_staged(text) is
  'Lets staged rows that name a merged contact, company or deal name its survivor.';
