-- Purpose: set a document, or a part of one, aside. Parameters: as the columns of quarantine.
-- Returns: whether it was not there before. Writes: quarantine. Safe to repeat: the same bytes are
-- one reject.
create or replace function quarantine_document(
  of_document bigint, file_path text, first_byte bigint, length bigint, first_line bigint,
  why text, sentence text, record bytea, record_digest bytea)
returns boolean
language sql volatile as $$
  with added as (
    insert into quarantine (
      document_id, origin, byte_offset, byte_length, line, reason, detail, raw, digest)
    values (
      of_document, file_path, first_byte, length, first_line, why, sentence, record,
      record_digest)
    on conflict (document_id, byte_offset) where document_id is not null do nothing
    returning quarantine_id
  )
  select exists (select from added)
$$;
comment on function
  quarantine_document(bigint, text, bigint, bigint, bigint, text, text, bytea, bytea) is
  'Sets a document, or a part of one, aside.';
