-- Purpose: tell the planner of the rows that an import has just brought, which autovacuum would
-- do only minutes after the commit. Returns: nothing. Reads: crm_tally. Writes: statistics.
-- Safe to repeat: yes.
create or replace function analyze_crm() returns void
language plpgsql volatile as $$
begin
  if (select sum(t.rows_new) from crm_tally t) >= 1000 then
    analyze manager, manager_extension, company, contact, contact_phone, company_phone,
      pipeline, stage, deal, deal_contact, deal_owner, owner_entry, stage_period,
      merged_stage_entry, crm_merge, task;
  end if;
end
$$;
comment on function analyze_crm() is 'Tells the planner of the rows that an import has brought.';
