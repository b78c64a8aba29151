-- Drops the functions and views of the schema, and the triggers that call the functions, to be made
-- anew by the migrator. Nothing else in the schema is touched; what users need beside ours belongs
-- into a schema of theirs. They are found by what depends on the schema, by the indexes of pg_depend:
-- neither pg_proc nor pg_class has one by schema, and where many companies share a database all three
-- are large.
do $$
declare
  object record;
begin
  for object in
    select c.oid::regclass as name
    from pg_depend d
    join pg_class c on c.oid = d.objid
    where d.refclassid = 'pg_namespace'::regclass
      and d.refobjid = quote_ident(current_schema)::regnamespace
      and d.classid = 'pg_class'::regclass and c.relkind = 'v'
  loop
    execute format('drop view if exists %s cascade', object.name);
  end loop;
  for object in
    select p.oid::regprocedure as name
    from pg_depend d
    join pg_proc p on p.oid = d.objid
    where d.refclassid = 'pg_namespace'::regclass
      and d.refobjid = quote_ident(current_schema)::regnamespace
      and d.classid = 'pg_proc'::regclass and p.prokind = 'f'
      and not exists (
        select from pg_depend e
        where e.classid = d.classid and e.objid = p.oid and e.deptype = 'e')
  loop
    execute format('drop function if exists %s cascade', object.name);
  end loop;
end
$$;
