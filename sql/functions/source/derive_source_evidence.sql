-- Purpose: after calls were linked: bring in line what calendars and sidecars give for the touched
-- deals and calls. Returns: how many pieces recorded and revoked.
-- Reads: deal_touched, call_work, entry_touched, calendar_entry, calendar_party, sidecar.
-- Writes: evidence, suggestion. Safe to repeat: yes. Near free where there are no such files.
create or replace function derive_source_evidence(out recorded bigint, out revoked bigint)
language plpgsql volatile as $$
declare
  entries bigint[] := '{}';
  calls bigint[] := '{}';
begin
  recorded := 0;
  revoked := 0;
  if exists (select from calendar_entry) then
    perform prepare_sources();
    entries := array(
      with client as (
        select dc.contact_id
        from deal_touched t
        join deal_contact dc on dc.deal_id = t.deal_id
        union
        -- A contact may be known to a deal only by one that became part of it.
        select dc.contact_id
        from deal_touched t
        join deal m on m.merged_into = t.deal_id
        join deal_contact dc on dc.deal_id = m.deal_id
      ),
      meant as (
        select t.calendar_entry_id from entry_touched t
        union
        select p.calendar_entry_id
        from client k
        join contact c on c.contact_id = k.contact_id
        join calendar_party p on p.address = lower(c.attributes ->> 'email')
        union
        select p.calendar_entry_id
        from client k
        join contact_phone n on n.contact_id = k.contact_id
        join calendar_party p on p.address = n.number
        union
        select k.calendar_entry_id
        from evidence_confirmation k
        join deal_touched t on t.deal_id = k.deal_id
        where k.calendar_entry_id is not null
      )
      -- A series and one of it that was moved speak for the same meeting.
      select distinct o.calendar_entry_id
      from meant m
      join calendar_entry e on e.calendar_entry_id = m.calendar_entry_id
      join calendar_entry o on o.uid = e.uid);
  end if;
  if exists (select from sidecar s where s.call_id is not null) then
    calls := array(
      select distinct w.call_id from call_work w join sidecar s on s.call_id = w.call_id);
  end if;
  if entries <> '{}' then
    select d.recorded, d.revoked into recorded, revoked from derive_calendar_evidence(entries) d;
  end if;
  perform sync_suggestions(calls, entries);
end
$$;
comment on function derive_source_evidence() is
  'Brings in line what calendars and sidecars give for the touched deals and calls.';
