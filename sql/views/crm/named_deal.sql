-- Purpose: which deal an id of the CRM means: itself, or the one that it became part of. Every
-- look-up of a deal by the CRM's id goes through here. Reads: deal, crm_merge.
create or replace view named_deal with (security_invoker = true) as
select d.crm_id, coalesce(d.merged_into, d.deal_id) as deal_id
from deal d
union all
-- A merged deal whose own row never came.
select m.merged, d.deal_id
from crm_merge m
join deal d on d.crm_id = m.root
where m.kind = 'deal'
  and not exists (select from deal k where k.crm_id = m.merged);
comment on view named_deal is
  'Which deal an id of the CRM means: itself, or the one that it became part of.';
