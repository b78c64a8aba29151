-- How to become the role that owns a company's tables: schema $1. No row for who is it already, and for
-- who may not.
select format('set local role %I', r.rolname) as sql
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_roles r on r.oid = c.relowner
where n.nspname = $1
  and c.relname = 'schema_migration'
  and r.rolname <> current_user
  and pg_has_role(r.oid, 'member');
