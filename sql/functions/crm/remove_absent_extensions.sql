-- Purpose: remove the extensions that a complete manager_extensions.csv does not have any more, of
-- the managers that it names. Parameters: the files that are complete. Returns: nothing.
-- Reads: staged_manager_extensions, manager. Writes: manager_extension, affected_extension,
-- crm_tally. Safe to repeat: yes.
create or replace function remove_absent_extensions(complete text[]) returns void
language sql volatile as $$
  with staged as (
    select
      m.manager_id, s.extension, coalesce(s.pbx, '') as pbx_name,
      coalesce(s.valid_from, '-infinity') as valid_from, s.quarantine_id is null as is_of_file
    from staged_manager_extensions s
    join manager m on m.crm_id = s.manager
    where 'manager_extensions' = any (complete)
  ),
  gone as (
    delete from manager_extension t
    where t.manager_id in (select s.manager_id from staged s where s.is_of_file)
      and not exists (
        select from staged s
        where s.manager_id = t.manager_id
          and s.extension = t.extension
          and s.pbx_name = t.pbx_name
          and s.valid_from = t.valid_from)
    returning t.pbx_name, t.extension
  ),
  touched as (
    insert into affected_extension (pbx_name, extension)
    select distinct g.pbx_name, g.extension
    from gone g
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept, rows_removed)
  select 'manager_extensions', 0, 0, 0, count(*)
  from gone;
$$;
comment on function remove_absent_extensions(text[]) is
  'Removes the extensions that a complete file does not have any more.';
