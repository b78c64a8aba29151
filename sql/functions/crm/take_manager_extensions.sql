-- Purpose: take the staged rows of manager_extensions.csv; those of an unknown manager, and those
-- that overlap another claim to the extension, are set aside. Returns: nothing.
-- Reads: staged_manager_extensions, manager. Writes: manager_extension, extension_claim,
-- crm_set_aside, affected_extension, crm_tally. Safe to repeat: yes.
create or replace function take_manager_extensions() returns void
language plpgsql volatile as $$
declare
  conflicts bigint;
begin
  insert into crm_set_aside (file, ordinal, reason, detail)
  select s.file, s.ordinal, 'reference', format('manager %L is not known', s.manager)
  from staged_manager_extensions s
  where not exists (select from manager m where m.crm_id = s.manager);

  insert into extension_claim
  -- Two spellings of a telephone are one extension, so the key does not tell rows apart here.
  select distinct on (s.manager, s.extension, coalesce(s.pbx, ''), s.valid_from)
    s.ordinal, t.manager_extension_id, m.manager_id, s.extension, coalesce(s.pbx, ''),
    coalesce(s.valid_from, '-infinity'), wanted.valid_to,
    t.manager_extension_id is null or t.valid_to is distinct from wanted.valid_to
  from staged_manager_extensions s
  join crm_header h on h.header_id = s.header_id
  join manager m on m.crm_id = s.manager
  left join manager_extension t
    on t.manager_id = m.manager_id
    and t.pbx_name = coalesce(s.pbx, '')
    and t.extension = s.extension
    and t.valid_from = coalesce(s.valid_from, '-infinity')
  cross join lateral (
    select case when 'to' = any (h.columns) or t.valid_to is null
      then coalesce(s.valid_to, 'infinity') else t.valid_to end as valid_to
  ) wanted
  order by s.manager, s.extension, coalesce(s.pbx, ''), s.valid_from, s.ordinal desc;

  -- A claim given up leaves the period as it was, which may contradict another claim.
  loop
    with claim as (
      select c.ordinal, c.manager_id, c.extension, c.pbx_name, c.valid_from, c.valid_to
      from extension_claim c
      where c.is_changed
    ),
    standing as (
      select -1 as ordinal, t.manager_id, t.extension, t.pbx_name, t.valid_from, t.valid_to
      from manager_extension t
      where not exists (
        select from extension_claim c
        where c.manager_extension_id = t.manager_extension_id and c.is_changed)
      union all
      select c.ordinal, c.manager_id, c.extension, c.pbx_name, c.valid_from, c.valid_to
      from claim c
    )
    insert into crm_set_aside (file, ordinal, reason, detail)
    select distinct on (c.ordinal)
      'manager_extensions', c.ordinal, 'conflict',
      format('extension %s was that of manager %L in that time; end one before the other begins',
        c.extension, m.crm_id)
    from claim c
    join standing o
      on o.extension = c.extension
      and o.pbx_name = c.pbx_name
      and o.ordinal < c.ordinal
      and o.valid_from < c.valid_to
      and c.valid_from < o.valid_to
    join manager m on m.manager_id = o.manager_id
    order by c.ordinal, o.ordinal;
    get diagnostics conflicts = row_count;
    exit when conflicts = 0;
    delete from extension_claim c
    using crm_set_aside a
    where a.file = 'manager_extensions' and a.ordinal = c.ordinal;
  end loop;

  insert into crm_tally (file, rows_new, rows_changed, rows_kept)
  select 'manager_extensions',
    count(*) filter (where c.manager_extension_id is null),
    count(*) filter (where c.is_changed and c.manager_extension_id is not null),
    count(*)
  from extension_claim c;

  insert into affected_extension (pbx_name, extension)
  select distinct c.pbx_name, c.extension
  from extension_claim c
  where c.is_changed;

  -- Removed and written again under their numbers, because the constraint looks at each row alone
  -- and an extension that changes hands would overlap for a moment.
  delete from manager_extension t
  using extension_claim c
  where c.is_changed and c.manager_extension_id = t.manager_extension_id;
  insert into manager_extension (
    manager_extension_id, manager_id, extension, pbx_name, valid_from, valid_to)
  overriding system value
  select c.manager_extension_id, c.manager_id, c.extension, c.pbx_name, c.valid_from, c.valid_to
  from extension_claim c
  where c.is_changed and c.manager_extension_id is not null;
  insert into manager_extension (manager_id, extension, pbx_name, valid_from, valid_to)
  select c.manager_id, c.extension, c.pbx_name, c.valid_from, c.valid_to
  from extension_claim c
  where c.is_changed and c.manager_extension_id is null
  order by c.ordinal;
end
$$;
comment on function take_manager_extensions() is
  'Takes the staged rows of manager_extensions.csv.';
