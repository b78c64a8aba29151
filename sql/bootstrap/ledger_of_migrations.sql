-- Made before any migration: which migrations and objects a schema has.
create table if not exists schema_migration (
  version integer constraint schema_migration_pkey primary key,
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default now()
);
comment on table schema_migration is 'Migrations that were applied; never edited.';
comment on column schema_migration.version is 'Number in the file''s name.';
comment on column schema_migration.name is 'Name of the file.';
comment on column schema_migration.checksum is 'SHA-256 of the file as it was applied.';
comment on column schema_migration.applied_at is 'When.';

create table if not exists schema_object (
  path text constraint schema_object_pkey primary key,
  checksum text not null
);
comment on table schema_object is 'Functions and views as they were last applied.';
comment on column schema_object.path is 'File below sql/.';
comment on column schema_object.checksum is 'SHA-256 of the file as it was applied.';
