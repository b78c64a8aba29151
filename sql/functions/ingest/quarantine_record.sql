-- Purpose: set a record aside. Parameters: as the columns of quarantine.
-- Returns: nothing. Writes: quarantine. Safe to repeat: the same bytes of a file are one record.
create or replace function quarantine_record(
  exchange integer, file bigint, file_path text, first_byte bigint, bytes bigint,
  first_line bigint, why text, sentence text, record bytea, record_digest bytea)
returns void
language sql volatile as $$
  insert into quarantine (
    pbx_id, source_file_id, origin, byte_offset, byte_length, line, reason, detail, raw, digest)
  values (
    exchange, file, file_path, first_byte, bytes, first_line, why, sentence, record, record_digest)
  on conflict (source_file_id, byte_offset) where source_file_id is not null do nothing
$$;
comment on function
  quarantine_record(integer, bigint, text, bigint, bigint, bigint, text, text, bytea, bytea) is
  'Sets a record aside.';
