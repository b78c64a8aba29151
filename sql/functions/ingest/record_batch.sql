-- Purpose: write down what a batch took of its file; the rest of its bytes are blank lines and headers.
-- Parameters: file, first byte, byte after the last, records, and counts with bytes of the three
-- outcomes. Returns: nothing. Reads: source_file, pbx. Writes: batch; fails when bytes or records don't add up.
-- A batch that took nothing and only looked is not written.
create or replace function record_batch(
  file bigint, first_byte bigint, end_byte bigint, found bigint,
  taken bigint, taken_bytes bigint, again bigint, again_bytes bigint,
  apart bigint, apart_bytes bigint)
returns void
language sql volatile as $$
  insert into batch (
    source_file_id, from_offset, to_offset, records, accepted, accepted_bytes,
    duplicate, duplicate_bytes, quarantined, quarantined_bytes, other_bytes, complete_up_to)
  select
    file, first_byte, end_byte, found, taken, taken_bytes, again, again_bytes, apart, apart_bytes,
    end_byte - first_byte - taken_bytes - again_bytes - apart_bytes,
    (select p.complete_up_to from source_file f join pbx p using (pbx_id)
      where f.source_file_id = file)
  where end_byte > first_byte
$$;
comment on function
  record_batch(bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint) is
  'Writes down what a batch took of its file.';
