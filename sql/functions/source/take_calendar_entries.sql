-- Purpose: take the meetings of a calendar file, each where it is newer than what we know, and
-- bring the evidence in line.
-- Parameters: the document; its meetings, a JSON array of objects with the keys of calendar_entry
-- beside organizers and attendees, both lists of addresses.
-- Returns: how many meetings were new or changed, how many pieces were recorded and revoked.
-- Reads, writes: calendar_entry, calendar_party, evidence, suggestion.
-- Safe to repeat: yes; the same versions in any order leave the same rows.
create or replace function take_calendar_entries(
  of_document bigint, facts jsonb, out entries bigint, out recorded bigint, out revoked bigint)
language plpgsql volatile as $$
begin
  perform lock_links();
  perform prepare_links();
  perform prepare_sources();
  delete from call_work;
  delete from deal_touched;
  delete from number_touched;
  delete from entry_touched;

  create temporary table entry_version on commit drop as
  select
    g.uid, coalesce(g.recurrence, '') as recurrence, coalesce(g.sequence, 0) as sequence,
    coalesce(g.stamped_at, '-infinity') as stamped_at, g.digest, g.created_at, g.starts_at,
    g.ends_at, g.place, coalesce(g.summary, '') as summary, g.is_cancelled, g.recurs,
    coalesce(g.organizers, '{}') as organizers, coalesce(g.attendees, '{}') as attendees,
    n.calendar_entry_id is null as is_new
  from jsonb_to_recordset(facts) as g (
    uid text, recurrence text, sequence integer, stamped_at timestamptz, digest text,
    created_at timestamptz, starts_at timestamptz, ends_at timestamptz, place text, summary text,
    is_cancelled boolean, recurs boolean, organizers text[], attendees text[])
  left join calendar_entry n
    on n.uid = g.uid and n.recurrence = coalesce(g.recurrence, '');

  insert into calendar_entry (uid, recurrence, document_id)
  select distinct v.uid, v.recurrence, of_document from entry_version v
  on conflict on constraint calendar_entry_key do nothing;

  -- When it was made is what the earliest version says, though that came last.
  with earliest as (
    select v.uid, v.recurrence, min(v.created_at) as created_at
    from entry_version v
    group by v.uid, v.recurrence
  ),
  aged as (
    update calendar_entry e
    set created_at = least(e.created_at, v.created_at)
    from earliest v
    where e.uid = v.uid and e.recurrence = v.recurrence
      and e.created_at is distinct from least(e.created_at, v.created_at)
    returning e.calendar_entry_id
  )
  insert into entry_touched (calendar_entry_id) select a.calendar_entry_id from aged a;

  with newest as (
    select distinct on (v.uid, v.recurrence) v.*
    from entry_version v
    order by v.uid, v.recurrence, v.sequence desc, v.stamped_at desc, v.is_cancelled desc,
      v.digest desc
  ),
  renewed as (
    update calendar_entry e
    set sequence = v.sequence, stamped_at = v.stamped_at, digest = v.digest,
      starts_at = v.starts_at, ends_at = v.ends_at, place = v.place, summary = v.summary,
      is_cancelled = v.is_cancelled, recurs = v.recurs, document_id = of_document
    from newest v
    where e.uid = v.uid and e.recurrence = v.recurrence
      and (v.sequence, v.stamped_at, v.is_cancelled, v.digest)
        > (e.sequence, e.stamped_at, e.is_cancelled, e.digest)
    returning e.calendar_entry_id, v.organizers, v.attendees
  ),
  left_out as (
    delete from calendar_party p
    using renewed r
    where p.calendar_entry_id = r.calendar_entry_id
      and not p.address = any (case when p.is_organizer then r.organizers else r.attendees end)
  ),
  joined as (
    insert into calendar_party (calendar_entry_id, address, is_organizer)
    select r.calendar_entry_id, o.address, true
    from renewed r cross join unnest(r.organizers) as o(address)
    union
    select r.calendar_entry_id, a.address, false
    from renewed r cross join unnest(r.attendees) as a(address)
    on conflict on constraint calendar_party_pkey do nothing
  )
  insert into entry_touched (calendar_entry_id) select r.calendar_entry_id from renewed r;
  drop table entry_version;

  select count(distinct t.calendar_entry_id) into entries from entry_touched t;
  select d.recorded, d.revoked into recorded, revoked from derive_source_evidence() d;
end
$$;
comment on function take_calendar_entries(bigint, jsonb) is
  'Takes the meetings of a calendar file, each where it is newer than what we know.';
