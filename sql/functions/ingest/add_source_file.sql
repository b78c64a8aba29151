-- Purpose: make a new content known, nothing of it taken yet.
-- Parameters: exchange, path, device and inode, hash and length of the head.
-- Returns: source_file_id. Writes: source_file. Safe to repeat: no, each call adds one.
create or replace function add_source_file(
  exchange integer, file_path text, file_device bigint, file_inode bigint, hash text, length integer)
returns bigint
language sql volatile as $$
  insert into source_file (
    pbx_id, path, device, inode, head_hash, head_length, tail_hash, tail_length)
  values (exchange, file_path, file_device, file_inode, hash, length, '', 0)
  returning source_file_id
$$;
comment on function add_source_file(integer, text, bigint, bigint, text, integer) is
  'Makes a new content known, nothing of it taken yet.';
