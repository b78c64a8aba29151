-- Purpose: take all staged CRM rows in the order in which they lean on each other.
-- Parameters: the files that hold everything about what they name, so that rows of it which they do
-- not have any more go. Returns: what became of each file's rows: rows_kept have a place in a table
-- now, of them rows_new had none and rows_changed another content; rows_aside of the file can't be
-- taken, rows_arrived had waited; periods_changed is the number of known stage periods that end
-- otherwise, told with stage_history; rows_removed went. Reads: the staged tables. Writes: the CRM
-- tables, quarantine, and the affected_ tables. Safe to repeat: a second import of the same rows
-- writes nothing.
create or replace function take_crm_import(complete text[] default '{}')
returns table (
  file text, rows_new bigint, rows_changed bigint, rows_kept bigint, rows_aside bigint,
  rows_arrived bigint, periods_changed bigint, rows_removed bigint)
language plpgsql volatile as $$
declare
  removes constant boolean := cardinality(complete) > 0;
  altered_periods bigint;
begin
  if removes then
    perform drop_overtaken_rows(complete);
  end if;
  perform take_managers();
  if removes then
    perform remove_absent_extensions(complete);
  end if;
  perform take_manager_extensions();
  perform take_companies();
  perform take_merges('company');
  perform take_contacts();
  perform take_merges('contact');
  if removes then
    perform remove_absent_phones(complete);
  end if;
  perform take_contact_phones();
  perform take_company_phones();
  perform take_stages();
  perform take_deals();
  perform take_merges('deal');
  perform derive_deal_births();
  perform take_deal_contacts();
  perform take_stage_history();
  perform take_deal_owners();
  if removes then
    perform remove_absent_of_deals(complete);
  end if;
  perform enforce_stage_gates();
  altered_periods := derive_stage_periods();
  perform derive_deal_owners();
  perform take_tasks();
  perform collect_affected();
  perform settle_crm_rows();
  -- Calls are about to be linked anew. A batch that runs now linked its calls by the old facts and
  -- is waited for; one that comes later waits and sees the new ones.
  if altered_periods > 0
    or exists (
      select from crm_tally t
      where t.rows_new > 0 or t.rows_changed > 0 or t.rows_removed > 0)
  then
    perform lock_links();
  end if;
  return query
  with tally as (
    select
      t.file, sum(t.rows_new)::bigint as rows_new, sum(t.rows_changed)::bigint as rows_changed,
      sum(t.rows_kept)::bigint as rows_kept, sum(t.rows_removed)::bigint as rows_removed
    from crm_tally t
    group by t.file
  ),
  aside as (
    select a.file, count(*) as rows
    from crm_set_aside a
    join staged_row r on r.file = a.file and r.ordinal = a.ordinal
    where r.quarantine_id is null
    group by a.file
  ),
  arrived as (
    select r.file, count(*) as rows
    from staged_row r
    join quarantine q on q.quarantine_id = r.quarantine_id and q.settled_how = 'arrived'
    group by r.file
  )
  select t.file, t.rows_new, t.rows_changed, t.rows_kept, coalesce(a.rows, 0),
    coalesce(r.rows, 0),
    case when t.file = 'stage_history' then altered_periods else 0 end, t.rows_removed
  from tally t
  left join aside a on a.file = t.file
  left join arrived r on r.file = t.file;
end
$$;
comment on function take_crm_import(text[]) is
  'Takes all staged CRM rows in the order in which they lean on each other.';
