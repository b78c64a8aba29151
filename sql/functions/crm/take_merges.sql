-- Purpose: take the staged rows of merges.csv of one kind, put the merged into their survivors, and
-- let the staged rows that name a merged one name its survivor. A row is set aside when its survivor
-- is not known, when it closes a circle, and when another row has the merged one already.
-- Parameters: contact, company or deal, whose own file must have been taken. Returns: nothing.
-- Reads: staged_merges, contact, company, deal. Writes: crm_merge, merge_claim, merge_work,
-- crm_set_aside, crm_tally, and by the apply_ functions the facts. Safe to repeat: yes.
-- Which rows are taken depends on the rows and on what is known, not on the order of arrival: a
-- chain ends at the last one that is known. Only of rows that contradict each other the first wins.
create or replace function take_merges(of_kind text) returns void
language plpgsql volatile as $$
declare
  refused bigint;
begin
  loop
    delete from merge_claim;
    insert into merge_claim (ordinal, merged, survivor, merged_at, is_known, root)
    select 0, m.merged, m.survivor, m.merged_at, true, m.root
    from crm_merge m
    where m.kind = of_kind
    union all
    (
      select distinct on (s.merged) s.ordinal, s.merged, s.survivor, s.merged_at, false, null
      from staged_merges s
      where s.kind = of_kind
        and not exists (
          select from crm_merge m where m.kind = of_kind and m.merged = s.merged)
        and not exists (
          select from crm_set_aside a where a.file = s.file and a.ordinal = s.ordinal)
      order by s.merged, s.ordinal
    );

    -- Of a circle the row that closed it is refused.
    with recursive walk as (
      select c.merged as start, c.survivor as at
      from merge_claim c
      union
      select w.start, c.survivor
      from walk w
      join merge_claim c on c.merged = w.at
      where w.at <> w.start
    ),
    circle as (
      select w.start
      from walk w
      where w.at = w.start
    )
    insert into crm_set_aside (file, ordinal, reason, detail)
    select 'merges', c.ordinal, 'conflict',
      format('%s %L would become part of itself, by way of %L', of_kind, c.merged, c.survivor)
    from circle o
    join merge_claim c on c.merged = o.start
    where c.ordinal = (
      select max(k.ordinal)
      from walk w
      join merge_claim k on k.merged = w.at
      where w.start = o.start);
    get diagnostics refused = row_count;
    continue when refused > 0;

    insert into crm_set_aside (file, ordinal, reason, detail)
    select 'merges', c.ordinal, 'reference', format('%s %L is not known', of_kind, c.survivor)
    from merge_claim c
    where not exists (select from merge_claim n where n.merged = c.survivor)
      and not case of_kind
        when 'contact' then exists (select from contact t where t.crm_id = c.survivor)
        when 'company' then exists (select from company t where t.crm_id = c.survivor)
        else exists (select from deal t where t.crm_id = c.survivor)
      end;
    get diagnostics refused = row_count;
    exit when refused = 0;
  end loop;

  insert into crm_set_aside (file, ordinal, reason, detail)
  select s.file, s.ordinal, 'conflict',
    format('%s %L is part of %L already', of_kind, s.merged, c.survivor)
  from staged_merges s
  join merge_claim c on c.merged = s.merged
  where s.kind = of_kind
    and s.survivor <> c.survivor
    and not exists (
      select from crm_set_aside a where a.file = s.file and a.ordinal = s.ordinal);

  insert into crm_tally (file, rows_new, rows_changed, rows_kept)
  select 'merges', count(*) filter (where not c.is_known), 0,
    count(*) filter (where not c.is_known or exists (
      select from staged_merges s
      where s.kind = of_kind and s.merged = c.merged and s.survivor = c.survivor))
  from merge_claim c;

  delete from merge_work;
  with recursive up as (
    select c.merged, c.survivor as at
    from merge_claim c
    union all
    select u.merged, c.survivor
    from up u
    join merge_claim c on c.merged = u.at
  ),
  ended as (
    select u.merged, u.at as root
    from up u
    where not exists (select from merge_claim c where c.merged = u.at)
  )
  insert into merge_work (merged, root)
  select e.merged, e.root
  from ended e
  join merge_claim c on c.merged = e.merged
  where c.root is distinct from e.root;

  if exists (select from merge_work) then
    insert into crm_merge (kind, merged, survivor, merged_at, root)
    select of_kind, c.merged, c.survivor, c.merged_at, w.root
    from merge_work w
    join merge_claim c on c.merged = w.merged
    order by c.ordinal
    on conflict on constraint crm_merge_pkey do update
    set root = excluded.root;
    case of_kind
      when 'contact' then perform apply_contact_merges();
      when 'company' then perform apply_company_merges();
      else perform apply_deal_merges();
    end case;
  end if;
  perform rename_staged(of_kind);
end
$$;
comment on function take_merges(text) is
  'Takes the staged rows of merges.csv of one kind and puts the merged into their survivors.';
