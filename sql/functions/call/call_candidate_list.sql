-- Purpose: the deals that a call could have belonged to, and why each was taken or not.
-- Parameters: the call. Returns: one row per deal of the number's contacts and companies, and per
-- deal that the CDR or a supervisor names; the chosen one first. Reads: call and the CRM tables.
create or replace function call_candidate_list(wanted bigint)
returns table (
  deal text, title text, owner text, contact text, stage text, chosen boolean, why text)
language sql stable as $$
  with c as (
    select c.*, w.decided_by, w.why as decided_why
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
    select d.deal_id, p.contact_id, p.valid_from, p.valid_to
    from c
    join contact_phone p on p.number = c.external_number
    join contact t on t.contact_id = p.contact_id
    join deal d on d.company_id = t.company_id
    where setting_text('company_deals', 'false') = 'true'
    union
    select d.deal_id, null, '-infinity', 'infinity'
    from c
    join company_phone p on p.number = c.external_number
    join deal d on d.company_id = p.company_id
    union
    select d.deal_id, null, '-infinity', 'infinity'
    from c
    join deal d on d.deal_id = c.deal_id or d.crm_id = c.crm_hint
  ),
  -- Of several ways to a deal the one that holds.
  named as (
    select distinct on (p.deal_id)
      p.deal_id, p.contact_id, p.valid_from, p.valid_to,
      p.valid_from <= c.started_at and c.started_at < p.valid_to as is_his_number
    from party p
    cross join c
    order by p.deal_id, p.valid_from <= c.started_at and c.started_at < p.valid_to desc,
      p.contact_id
  ),
  crowd as (
    select count(distinct p.contact_id) as contacts
    from c
    join contact_phone p
      on p.number = c.external_number
      and p.valid_from <= c.started_at
      and c.started_at < p.valid_to
  ),
  seen as (
    select
      c.started_at, c.link_method, c.ambiguous, c.decided_by, c.decided_why,
      c.deal_id as chosen_id, c.crm_hint, c.twin_of, d.deal_id, d.crm_id, d.title, d.created_at,
      d.closed_at, d.merged_into, n.contact_id, n.valid_from, n.valid_to, n.is_his_number,
      v.stage_period_id, v.entered_at, s.crm_id as stage_crm_id, s.kind as stage_kind,
      case when d.has_owner_periods then (
        select o.manager_id
        from deal_owner o
        where o.deal_id = d.deal_id
          and o.valid_from <= c.started_at
          and c.started_at < o.valid_to)
        else d.owner_id end as owner_id
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
        when 'manual' then
          concat_ws(' ', 'Chosen: ' || s.decided_by || ' said so.', nullif(s.decided_why, ''))
        when 'crm_hint' then 'Chosen: the CDR carries this deal''s id.'
        when 'only_open_deal' then case
          when s.ambiguous then format(
            'Chosen, but not certain: it is the only deal open at the moment of the call, but %s '
            'contacts share the number, and its owner was not on the call.', k.contacts)
          else 'Chosen: the only deal open at the moment of the call.'
        end
        when 'manager_extension' then
          'Chosen: of the open deals, only this one''s owner was on the call.'
        when 'deal_follows_call' then format(
          case when s.ambiguous
            then 'Chosen, but not certain: no deal was open, this one was created within %s minutes '
              'after the call, and so was another, or many share the number.'
            else 'Chosen: no deal was open, and this one was created within %s minutes after the '
              'call.'
          end, setting_number('deal_follows_call_minutes', 30))
        else 'Chosen, but not certain: of the open deals, it changed stage last before the call.'
      end
      when s.twin_of is not null then
        format('Call %s is the same conversation; it is that one which belongs to a deal.', s.twin_of)
      when s.merged_into is not null then format('It became part of deal %s.', (
        select m.crm_id from deal m where m.deal_id = s.merged_into))
      when not s.is_his_number and s.valid_to <= s.started_at then format(
        'The number was that contact''s only until %s UTC.',
        to_char(s.valid_to at time zone 'UTC', 'YYYY-MM-DD HH24:MI'))
      when not s.is_his_number then format(
        'The number became that contact''s only on %s UTC.',
        to_char(s.valid_from at time zone 'UTC', 'YYYY-MM-DD HH24:MI'))
      when s.created_at > s.started_at then format('Not yet there: created %s UTC, after the call.',
        to_char(s.created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'))
      when s.stage_period_id is null and s.closed_at <= s.started_at then format(
        'Closed: %s UTC, before the call.',
        to_char(s.closed_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'))
      when s.stage_period_id is null then 'In no stage at the moment of the call.'
      when s.stage_kind <> 'open' then 'Closed: it was in stage ' || s.stage_crm_id || ' by then.'
      when s.link_method = 'manual' then 'A supervisor chose another deal.'
      when s.link_method = 'crm_hint' then 'The CDR carries another deal''s id.'
      when s.link_method = 'manager_extension' then 'Open, but its owner was not on the call.'
      when s.link_method = 'latest_activity' then format(
        'Open, but it changed stage earlier (%s UTC).',
        to_char(s.entered_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'))
      else 'Open, but another rule decided.'
    end
  from seen s
  cross join crowd k
  left join manager o on o.manager_id = s.owner_id
  left join contact t on t.contact_id = s.contact_id
  order by s.deal_id = s.chosen_id desc nulls last, s.entered_at desc nulls last, s.crm_id
$$;
comment on function call_candidate_list(bigint) is
  'The deals that a call could have belonged to, and why each was taken or not.';
