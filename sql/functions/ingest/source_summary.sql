-- Purpose: what was taken of each file. Returns: one row per file. Reads: source_file, batch, pbx.
create or replace function source_summary()
returns table (
  pbx text, file text, format text, bytes bigint, records bigint, accepted bigint,
  duplicate bigint, quarantined bigint)
language sql stable as $$
  select p.name, f.path, f.format, f.committed_offset, coalesce(sum(b.records), 0)::bigint,
    coalesce(sum(b.accepted), 0)::bigint, coalesce(sum(b.duplicate), 0)::bigint,
    coalesce(sum(b.quarantined), 0)::bigint
  from source_file f
  join pbx p on p.pbx_id = f.pbx_id
  left join batch b on b.source_file_id = f.source_file_id
  group by p.name, f.source_file_id
  order by p.name, f.path
$$;
comment on function source_summary() is 'What was taken of each file.';
