-- Purpose: move a file's checkpoint. Parameters: file, bytes and lines taken, format, path, hash
-- and length of head and tail. Returns: nothing. Writes: source_file. Safe to repeat: yes.
create or replace function move_checkpoint(
  file bigint, bytes bigint, lines bigint, cdr_format text, file_path text,
  head text, head_size integer, tail text, tail_size integer)
returns void
language sql volatile as $$
  update source_file f
  set committed_offset = bytes, committed_line = lines, format = cdr_format, path = file_path,
    head_hash = head, head_length = head_size, tail_hash = tail, tail_length = tail_size,
    changed_at = now()
  where f.source_file_id = file
$$;
comment on function
  move_checkpoint(bigint, bigint, bigint, text, text, text, integer, text, integer) is
  'Moves a file''s checkpoint.';
