-- Purpose: make the session's working tables of a batch, empty.
-- Returns: nothing. Reads: nothing. Writes: temporary tables. Safe to repeat: yes.
-- leg_stage takes the COPY; its columns are in the order that CallLegCopy.swift writes them.
create or replace function prepare_batch() returns void
language plpgsql volatile as $$
begin
  if to_regclass('pg_temp.leg_stage') is null then
    create temporary table leg_stage (
      leg_key uuid not null,
      content_hash bigint not null,
      byte_offset bigint not null,
      byte_length integer not null,
      line bigint not null,
      started_at timestamptz not null,
      answered_at timestamptz,
      ended_at timestamptz not null,
      duration_seconds integer not null,
      billable_seconds integer not null,
      disposition text not null,
      unique_id text not null,
      linked_id text,
      sequence bigint,
      source text not null,
      destination text not null,
      channel text not null,
      destination_channel text not null,
      application text not null,
      did text not null,
      account_code text not null,
      user_field text not null,
      recording_file text not null,
      a_kind text not null,
      a_extension text,
      b_kind text not null,
      b_extension text,
      external_raw text,
      external_number text,
      far_number text,
      crm_hint text,
      outcome_code text,
      flags integer not null,
      raw bytea not null
    ) on commit delete rows;
    -- Legs to be taken: the stage without what is there already.
    create temporary table leg_fresh (
      leg_key uuid, content_hash bigint, byte_offset bigint, byte_length integer,
      started_at timestamptz, answered_at timestamptz, ended_at timestamptz,
      duration_seconds integer, billable_seconds integer, disposition text,
      unique_id text, linked_id text, sequence bigint, source text, destination text,
      channel text, destination_channel text, application text, did text, account_code text,
      user_field text, recording_file text, a_kind text, a_extension text, b_kind text,
      b_extension text, external_raw text, external_number text,
      far_number text, crm_hint text,
      outcome_code text, flags integer, raw bytea, group_key text
    ) on commit delete rows;
    -- Nodes of the grouping of legs without a linked id, and their label.
    create temporary table group_label (node text, label text) on commit delete rows;
    create temporary table group_edge (node text, other text) on commit delete rows;
    -- Calls to be made or made again.
    create temporary table call_touched (
      group_key text, call_id bigint, is_new boolean, absorbed_by bigint
    ) on commit delete rows;
  end if;
  perform prepare_links();
end
$$;
comment on function prepare_batch() is 'Makes the session''s working tables of a batch, empty.';
