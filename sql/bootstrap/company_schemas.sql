-- The schemas of the database that hold a company and whose role the session is a member of.
select n.nspname::text as name
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relname = 'schema_migration' and c.relkind = 'r'
  and pg_has_role(c.relowner, 'member')
order by n.nspname;
