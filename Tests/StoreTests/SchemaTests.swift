import Store
import TestSupport
import Testing

@Suite("The schema explains itself")
struct SchemaTests {
  @Test("every table and column has a comment")
  func comments() async throws {
    try await expectNothing(
      """
      select format('%s.%s', c.relname, coalesce(a.attname, '')) as finding
      from pg_class c
      left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'tollgate'::regnamespace and c.relkind in ('r', 'p')
        and (obj_description(c.oid) is null or col_description(c.oid, a.attnum) is null)
      """)
  }

  @Test("every function and view has a comment")
  func objectComments() async throws {
    try await expectNothing(
      """
      select c.relname as finding
      from pg_class c
      where c.relnamespace = 'tollgate'::regnamespace and c.relkind = 'v'
        and obj_description(c.oid, 'pg_class') is null
      union all
      select p.proname
      from pg_proc p
      where p.pronamespace = 'tollgate'::regnamespace
        and obj_description(p.oid, 'pg_proc') is null
      """)
  }

  @Test("the comment of a nullable column says what null means")
  func nullableColumns() async throws {
    try await expectNothing(
      """
      select format('%s.%s', c.relname, a.attname) as finding
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'tollgate'::regnamespace and c.relkind in ('r', 'p')
        and not a.attnotnull and a.attgenerated = ''
        and col_description(c.oid, a.attnum) !~ '\\mnull\\M'
      """)
  }

  @Test("constraints and indexes begin with the name of their table")
  func names() async throws {
    try await expectNothing(
      """
      select format('%s on %s', n.conname, c.relname) as finding
      from pg_constraint n
      join pg_class c on c.oid = n.conrelid
      where n.connamespace = 'tollgate'::regnamespace and n.contype <> 'n'
        and not starts_with(n.conname, c.relname || '_')
      union all
      select format('%s on %s', i.relname, c.relname)
      from pg_index x
      join pg_class i on i.oid = x.indexrelid
      join pg_class c on c.oid = x.indrelid
      where i.relnamespace = 'tollgate'::regnamespace
        and not starts_with(i.relname, c.relname || '_')
      """)
  }

  @Test("a column holds text without a length, an instant with its zone, and no float or serial")
  func types() async throws {
    try await expectNothing(
      """
      select format('%s.%s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod))
        as finding
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'tollgate'::regnamespace and c.relkind in ('r', 'p')
        and (format_type(a.atttypid, null) in
          ('character varying', 'character', 'timestamp without time zone', 'real',
           'double precision', 'money')
          or pg_get_expr(
            (select d.adbin from pg_attrdef d where d.adrelid = c.oid and d.adnum = a.attnum),
            c.oid) like 'nextval%')
      """)
  }

  /// Runs a query over the catalogue of a freshly migrated schema; its rows are what is wrong.
  private func expectNothing(_ sql: String) async throws {
    let database = try await TestDatabase.make(template: "schema") { uri in
      let store = Store(database: uri)
      _ = try await store.migrate()
      await store.close()
    }
    #expect(try database.findings(sql).isEmpty)
  }
}
