-- Purpose: make the session's working tables of calls to be linked, empty.
-- Returns: nothing. Writes: temporary tables. Safe to repeat: yes.
create or replace function prepare_links() returns void
language plpgsql volatile as $$
begin
  if to_regclass('pg_temp.call_work') is null then
    -- One row per call whose link is to be decided: the call as assembled, then its link.
    create temporary table call_work (
      call_id bigint, is_new boolean, pbx_id integer, group_key text,
      started_at timestamptz, answered_at timestamptz, ended_at timestamptz,
      direction text, disposition text, ring_seconds integer, talk_seconds integer,
      legs integer, external_number text, external_raw text, did text,
      first_extension text, last_extension text, crm_hint text, outcome_code text,
      recording_file text, flags integer, twin_of bigint
    ) on commit delete rows;
    -- Whose number it was, which sellers took part, and which deals were open then.
    create temporary table link_party (
      call_id bigint, started_at timestamptz, contact_id integer, company_id integer
    ) on commit delete rows;
    create temporary table link_staff (
      call_id bigint, manager_id integer, place bigint
    ) on commit delete rows;
    -- Calls whose neighbours on other exchanges are to be looked for.
    create temporary table twin_front (call_id bigint) on commit delete rows;
    create temporary table link_candidate (
      call_id bigint, contact_id integer, deal_id integer, stage_period_id integer,
      owner_id integer, entered_at timestamptz
    ) on commit delete rows;
    create temporary table link_work (
      call_id bigint, manager_id integer, contact_id integer, deal_id integer,
      stage_period_id integer, link_method text, ambiguous boolean
    ) on commit delete rows;
    -- Deals whose tasks are to be looked at again, and numbers whose call-back debts are.
    create temporary table deal_touched (deal_id integer) on commit delete rows;
    create temporary table number_touched (number text) on commit delete rows;
  end if;
end
$$;
comment on function prepare_links() is 'Makes the session''s working tables of calls to be linked, empty.';
