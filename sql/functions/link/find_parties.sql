-- Purpose: whose number each call in call_work was with, at its start: contacts, and companies by
-- their own numbers. Returns: nothing. Reads: call_work, contact_phone, company_phone.
-- Writes: link_party. Safe to repeat: yes, it replaces link_party.
create or replace function find_parties() returns void
language plpgsql volatile as $$
begin
  delete from link_party;
  insert into link_party (call_id, started_at, contact_id, company_id)
  select w.call_id, w.started_at, p.contact_id, null
  from call_work w
  join contact_phone p
    on p.number = w.external_number
    and p.valid_from <= w.started_at
    and w.started_at < p.valid_to
  where w.direction <> 'internal'
    and w.twin_of is null
  union
  select w.call_id, w.started_at, null, p.company_id
  from call_work w
  join company_phone p on p.number = w.external_number
  where w.direction <> 'internal'
    and w.twin_of is null;
  analyze link_party;
end
$$;
comment on function find_parties() is 'Whose number each call in call_work was with.';
