-- Drops the functions and views of the schema, and the triggers that call the functions, to be made
-- anew by the migrator. Nothing else in the schema is touched; what users need beside ours belongs
-- into a schema of theirs.
do $$
declare
  object record;
begin
  for object in
    select c.oid::regclass as name
    from pg_class c
    where c.relnamespace = current_schema::regnamespace and c.relkind = 'v'
  loop
    execute format('drop view if exists %s cascade', object.name);
  end loop;
  for object in
    select p.oid::regprocedure as name
    from pg_proc p
    where p.pronamespace = current_schema::regnamespace and p.prokind = 'f'
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  loop
    execute format('drop function if exists %s cascade', object.name);
  end loop;
end
$$;
