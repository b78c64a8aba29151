-- Purpose: the deals that a call could have belonged to, and why each was taken or not.
-- Parameters: the call. Returns: one row per deal of the number's contacts and companies, and per
-- deal that the CDR or a supervisor names; the chosen one first. Reads: call and the CRM tables.
create or replace function call_candidate_list(wanted bigint)
returns table (
  deal text, title text, owner text, contact text, stage text, chosen boolean, why text)
language sql stable as $$
  with c as (
    select c.*, w.decided_by
    from call c
    left join call_decision w on w.call_id = c.call_id
    where c.call_id = wanted
  ),
  party as (
    select dc.deal_id, p.contact_id, p.valid_from, p.valid_to
    from c
    join contact_phone p on p.number = c.external_number
    join deal_contact dc on dc.contact_id = p.contact_id
    union
    select d.deal_id, null, '-infinity', 'infinity'
    from c
    join company_phone p on p.number = c.external_number
    join deal d on d.company_id = p.company_id and d.merged_into is null
    union
    select c.deal_id, null, '-infinity', 'infinity' from c where c.deal_id is not null
  ),
  named as (
    select
      p.deal_id, min(p.contact_id) as contact_id,
      -- Null where somebody of the deal had the number at the call's start.
      case when not bool_or(p.valid_from <= c.started_at and c.started_at < p.valid_to)
        then max(p.valid_to) filter (where p.valid_to <= c.started_at) end as had_until,
      case when not bool_or(p.valid_from <= c.started_at and c.started_at < p.valid_to)
        then min(p.valid_from) filter (where p.valid_from > c.started_at) end as has_from
    from party p
    cross join c
    group by p.deal_id
  ),
  seen as (
    select
      c.started_at, c.link_method, c.decided_by, c.deal_id as chosen_id, c.crm_hint, c.manager_id,
      c.pbx_id, c.first_extension, d.*, n.contact_id, n.had_until,
      n.has_from, v.stage_period_id, v.entered_at,
      s.crm_id as stage_crm_id, s.kind as stage_kind,
      setting_number('deal_follows_call_minutes', 30) as follow_minutes,
      first_value(v.entered_at) over (order by v.entered_at desc nulls last) as latest_entered_at
    from c
    cross join named n
    join deal d on d.deal_id = n.deal_id
    left join stage_period v
      on v.deal_id = d.deal_id and v.entered_at <= c.started_at and c.started_at < v.left_at
    left join stage s on s.stage_id = v.stage_id
  )
  select
    s.crm_id, s.title, o.name, t.crm_id, s.stage_crm_id, s.deal_id is not distinct from s.chosen_id,
    case
      when s.deal_id = s.chosen_id then case s.link_method
        when 'manual' then 'Chosen: ' || s.decided_by || ' said so.'
        when 'crm_hint' then 'Chosen: the CDR carries this deal''s id.'
        when 'only_open_deal' then 'Chosen: the only deal open at the moment of the call.'
        when 'manager_extension' then 'Chosen: of the open deals, only this one''s owner was on the call.'
        when 'deal_follows_call' then 'Chosen: no deal was open, and this one was created within '
          || s.follow_minutes || ' minutes after the call.'
        else 'Chosen, but not certain: of the open deals, it changed stage last before the call.'
      end
      when s.had_until is not null then 'Another''s number by then: it was his only until '
        || to_char(s.had_until at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC.'
      when s.has_from is not null then 'Not his number yet: it is his only from '
        || to_char(s.has_from at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC on.'
      when s.created_at > s.started_at then 'Not yet there: created '
        || to_char(s.created_at, 'YYYY-MM-DD HH24:MI') || ' UTC, after the call.'
      when s.stage_period_id is null and s.closed_at <= s.started_at then 'Closed: '
        || to_char(s.closed_at, 'YYYY-MM-DD HH24:MI') || ' UTC, before the call.'
      when s.stage_period_id is null then 'In no stage at the moment of the call.'
      when s.stage_kind <> 'open' then 'Closed: it was in stage ' || s.stage_crm_id || ' by then.'
      when s.link_method = 'manual' then 'A supervisor chose another deal.'
      when s.link_method = 'crm_hint' then 'The CDR carries another deal''s id.'
      when s.link_method = 'manager_extension' then 'Open, but its owner was not on the call.'
      when s.link_method = 'latest_activity' then 'Open, but it changed stage earlier ('
        || to_char(s.entered_at, 'YYYY-MM-DD HH24:MI') || ' UTC).'
      else 'Open, but another rule decided.'
    end
  from seen s
  left join manager o on o.manager_id = s.owner_id
  left join contact t on t.contact_id = s.contact_id
  order by s.deal_id = s.chosen_id desc nulls last, s.entered_at desc nulls last, s.crm_id
$$;
comment on function call_candidate_list(bigint) is
  'The deals that a call could have belonged to, and why each was taken or not.';
