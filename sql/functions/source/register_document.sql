-- Purpose: make a document known, or where it lies now.
-- Parameters: what it holds, path, name, SHA-256 in hexadecimal, length, when it was written.
-- Returns: document_id, and whether it is new. Reads, writes: document. Safe to repeat: yes.
create or replace function register_document(
  what text, at_path text, file_name text, hash text, length bigint, written timestamptz,
  out document_id bigint, out is_new boolean)
language plpgsql volatile as $$
#variable_conflict use_column
begin
  insert into document (kind, path, name, digest, bytes, modified_at)
  values (what, at_path, file_name, hash, length, written)
  on conflict on constraint document_key do nothing
  returning document.document_id into document_id;
  is_new := document_id is not null;
  if is_new then
    return;
  end if;
  select d.document_id into document_id from document d where d.digest = hash and d.name = file_name;
  update document d
  set path = at_path, modified_at = written
  where d.document_id = register_document.document_id
    and (d.path, d.modified_at) is distinct from (at_path, written);
end
$$;
comment on function register_document(text, text, text, text, bigint, timestamptz) is
  'Makes a document known, or where it lies now.';
