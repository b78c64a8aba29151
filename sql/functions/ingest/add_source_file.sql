-- Purpose: make a new content known, nothing of it taken yet.
-- Parameters: exchange, path, device and inode, hash and length of the head; newest_source_file
-- before the content was looked up.
-- Returns: source_file_id; null when another content was made known since the look-up, as it may be
-- this one. Reads, writes: source_file. Safe to repeat: no, each call adds one.
create or replace function add_source_file(
  exchange integer, file_path text, file_device bigint, file_inode bigint, hash text,
  length integer, newest bigint)
returns bigint
language plpgsql volatile as $$
declare
  added bigint;
begin
  perform pg_advisory_xact_lock(
    hashtextextended(current_schema || '/source_file/' || exchange, 0));
  if newest_source_file(exchange) > newest then
    return null;
  end if;
  insert into source_file (
    pbx_id, path, device, inode, head_hash, head_length, tail_hash, tail_length)
  values (exchange, file_path, file_device, file_inode, hash, length, '', 0)
  returning source_file_id into added;
  return added;
end
$$;
comment on function add_source_file(integer, text, bigint, bigint, text, integer, bigint) is
  'Makes a new content known, nothing of it taken yet.';
