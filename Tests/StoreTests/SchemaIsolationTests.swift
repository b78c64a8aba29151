import Postgres
import Store
import TestSupport
import Testing

/// What lets a company's schema stand on any server, move to another one, and be spread by tools
/// that know schemas: it leans on nothing but itself and the server's own catalogue.
@Suite("A company's schema stands alone")
struct SchemaIsolationTests {
  @Test("what is in it depends on nothing in another schema")
  func dependencies() async throws {
    try await expectNothing(
      """
      with owned as (
        select 'pg_class'::regclass as classid, c.oid from pg_class c
        where c.relnamespace = '\(Self.schema)'::regnamespace
        union all
        select 'pg_proc'::regclass, p.oid from pg_proc p
        where p.pronamespace = '\(Self.schema)'::regnamespace
        union all
        select 'pg_type'::regclass, t.oid from pg_type t
        where t.typnamespace = '\(Self.schema)'::regnamespace
        union all
        select 'pg_constraint'::regclass, n.oid from pg_constraint n
        where n.connamespace = '\(Self.schema)'::regnamespace
        union all
        select 'pg_trigger'::regclass, t.oid from pg_trigger t
        join pg_class c on c.oid = t.tgrelid
        where c.relnamespace = '\(Self.schema)'::regnamespace
        union all
        select 'pg_rewrite'::regclass, r.oid from pg_rewrite r
        join pg_class c on c.oid = r.ev_class
        where c.relnamespace = '\(Self.schema)'::regnamespace
        union all
        select 'pg_attrdef'::regclass, d.oid from pg_attrdef d
        join pg_class c on c.oid = d.adrelid
        where c.relnamespace = '\(Self.schema)'::regnamespace
      )
      select format('%s -> %s %s', pg_describe_object(d.classid, d.objid, d.objsubid),
        target.type, target.identity) as finding
      from owned o
      join pg_depend d on d.classid = o.classid and d.objid = o.oid
      cross join pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid) target
      where coalesce(target.schema, '\(Self.schema)') not in ('\(Self.schema)', 'pg_catalog')
        or (target.type = 'schema' and target.identity <> '\(Self.schema)')
        or target.type = 'extension'
        or (target.type = 'language' and target.identity not in ('sql', 'plpgsql'))
        -- These have no schema of their own; their identity ends with their table's.
        or (target.type in ('table constraint', 'trigger', 'rule', 'default value')
          and target.identity not like '% on \(Self.schema).%'
          and target.identity not like 'for \(Self.schema).%')
      """)
  }

  @Test("a foreign key and a trigger's function stay inside it, in both directions")
  func references() async throws {
    try await expectNothing(
      """
      select format('%s on %s', n.conname, n.conrelid::regclass) as finding
      from pg_constraint n
      join pg_class own on own.oid = n.conrelid
      join pg_class other on other.oid = n.confrelid
      where own.relnamespace <> other.relnamespace
      union all
      select format('%s on %s', t.tgname, t.tgrelid::regclass)
      from pg_trigger t
      join pg_class c on c.oid = t.tgrelid
      join pg_proc p on p.oid = t.tgfoid
      where c.relnamespace <> p.pronamespace
        and not t.tgisinternal
      """)
  }

  @Test("it has no kind of object that needs a superuser, or that tools for schemas lack")
  func kinds() async throws {
    try await expectNothing(
      """
      select 'extension ' || e.extname as finding from pg_extension e where e.extname <> 'plpgsql'
      union all
      select 'event trigger ' || e.evtname from pg_event_trigger e
      union all
      select 'large object ' || l.oid from pg_largeobject_metadata l
      union all
      select 'foreign server ' || s.srvname from pg_foreign_server s
      union all
      select 'publication ' || p.pubname from pg_publication p
      union all
      select 'rule ' || r.rulename from pg_rules r where r.schemaname !~ '^pg_'
      union all
      select 'row policy ' || p.polname from pg_policy p
      union all
      select 'inheritance of ' || i.inhrelid::regclass from pg_inherits i
      union all
      select format('relation %s of kind %s', c.relname, c.relkind)
      from pg_class c
      where c.relnamespace = '\(Self.schema)'::regnamespace
        and (c.relkind not in ('r', 'i', 'S', 'v') or c.relpersistence <> 'p')
      union all
      select 'type ' || t.typname
      from pg_type t
      where t.typnamespace = '\(Self.schema)'::regnamespace and t.typtype <> 'c'
        and t.typelem = 0
      union all
      select 'operator ' || o.oprname
      from pg_operator o where o.oprnamespace = '\(Self.schema)'::regnamespace
      """)
  }

  @Test("a function names no schema, runs as its caller, and sets no search path but its own")
  func functions() async throws {
    try await expectNothing(
      """
      select p.proname || ' runs as its owner' as finding
      from pg_proc p
      where p.pronamespace = '\(Self.schema)'::regnamespace and p.prosecdef
      union all
      select format('%s sets %s', p.proname, s.setting)
      from pg_proc p
      cross join unnest(p.proconfig) s(setting)
      where p.pronamespace = '\(Self.schema)'::regnamespace
        and s.setting not in (
          'search_path=\(Self.schema)', 'work_mem=64MB', 'jit=off',
          'plan_cache_mode=force_custom_plan', 'plan_cache_mode=force_generic_plan')
      union all
      select format('%s names %s', p.proname, n.nspname)
      from pg_proc p
      join pg_namespace n on n.nspname <> 'pg_catalog'
        -- What stands in quotes or behind dashes is no name of an object.
        and regexp_replace(p.prosrc, $$--[^\\n]*|'[^']*'$$, '', 'g') ~ ('\\m' || n.nspname || '\\.')
      where p.pronamespace = '\(Self.schema)'::regnamespace
      """)
  }

  @Test("two companies have the same objects, word for word")
  func sameness() async throws {
    try await expectNothing(
      """
      with object as (
        select p.pronamespace::regnamespace::text as company,
          replace(pg_get_functiondef(p.oid), p.pronamespace::regnamespace::text, '…') as text
        from pg_proc p where p.pronamespace::regnamespace::text in ('\(Self.schema)', 'zq_other')
        union all
        select c.relnamespace::regnamespace::text,
          c.relkind::text || c.relname || coalesce(pg_get_indexdef(c.oid), '')
        from pg_class c
        where c.relnamespace::regnamespace::text in ('\(Self.schema)', 'zq_other')
      )
      select min(o.company) || ' alone has ' || left(min(o.text), 80) as finding
      from object o
      group by replace(o.text, o.company, '…')
      having count(distinct o.company) < 2
      """)
  }

  @Test("what a superuser brings up to date stays the company's")
  func ownership() async throws {
    let database = try await TestDatabase.make()
    let admin = try Connection(ConnectionTarget(database.uri))
    defer { admin.close() }
    let role = database.name + "_company"
    try admin.script("create role \(role) login")
    try admin.script("grant create on database \(database.name) to \(role)")
    let owner = Store(database: database.uri + "&user=" + role, schema: Self.schema)
    _ = try await owner.migrate()
    await owner.close()
    // As if an older program had been there.
    try admin.script("delete from \(Self.schema).schema_object")
    let superuser = Store(database: database.uri, schema: Self.schema)
    #expect(try await superuser.migrate().objects > 0)
    #expect(try await superuser.companySchemas() == [Self.schema])
    await superuser.close()

    let foreign = try admin.query(
      """
      select p.proname::text as name from pg_proc p
      where p.pronamespace = '\(Self.schema)'::regnamespace
        and p.proowner <> '\(role)'::regrole
      union all
      select c.relname from pg_class c
      where c.relnamespace = '\(Self.schema)'::regnamespace
        and c.relowner <> '\(role)'::regrole
      """)
    #expect(foreign.isEmpty)
    try admin.script("drop owned by \(role) cascade; drop role \(role)")
  }

  /// A name that nobody writes by chance.
  private static let schema = "zq_company"

  /// Runs a query over the catalogue of a database with two migrated schemas; its rows are what
  /// is wrong.
  private func expectNothing(_ sql: String) async throws {
    let database = try await TestDatabase.make(template: "two_companies") { uri in
      for schema in [Self.schema, "zq_other"] {
        let store = Store(database: uri, schema: schema)
        _ = try await store.migrate()
        await store.close()
      }
    }
    #expect(try database.findings(sql).isEmpty)
  }
}
