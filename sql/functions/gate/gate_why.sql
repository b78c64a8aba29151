-- Purpose: a few English words on why a requirement is met or not; the commands say more, and in
-- Russian. Parameters: a requirement as gate_facts gives it. Returns: the words, no number of a
-- telephone among them. Reads, writes: nothing. Safe to repeat.
-- plpgsql, for what is not inlined is else planned anew in each query.
create or replace function gate_why(requirement jsonb)
returns text
language plpgsql immutable as $$
declare
  facts constant jsonb := requirement -> 'facts';
begin
  return case requirement ->> 'reason'
    when 'met' then 'met' || case when facts ? 'is_as_of_now' then ' (as it is now)' else '' end
    when 'ambiguous' then 'only ambiguous calls would meet it'
    when 'lag' then 'call records are complete only up to ' || (facts ->> 'complete_up_to')
    when 'no_watermark' then 'how far call records reached at that time was not kept'
    when 'no_records' then 'no call records were taken yet'
    else case
      when facts ? 'skipped' then 'stages would be skipped: ' || (
        select string_agg(s.value ->> 'stage', ', ')
        from jsonb_array_elements(facts -> 'skipped') s)
      when facts ? 'empty_fields' then 'empty: ' || (
        select string_agg(n.value, ', ') from jsonb_array_elements_text(facts -> 'empty_fields') n)
        || case when facts ? 'is_as_of_now' then ' (as it is now)' else '' end
      when facts ? 'task_kind' then
        format('no %s task with a due time', facts ->> 'task_kind')
          || case when facts ? 'is_as_of_now' then ' (as it is now)' else '' end
      else concat_ws('; ',
        format('%s of %s', facts ->> 'found', facts ->> 'count')
          || case facts ->> 'since' when 'deal' then ' in this deal' else ' in this stage' end,
        case when (facts ->> 'too_late')::integer > 0
          then 'happened only after ' || (facts ->> 'before') end,
        'attempts: ' || (facts ->> 'attempts'),
        'last attempt: ' || (facts ->> 'last_attempt_at'),
        'longest talk: ' || (facts ->> 'longest_talk') || ' s of ' || (facts ->> 'talk_seconds'),
        (
          select string_agg(
            format('meeting task %s lacks %s', m.value ->> 'task', array_to_string(array(
              select jsonb_array_elements_text(m.value -> 'lacks')), ', ')), '; ')
          from jsonb_array_elements(facts -> 'meetings') m
          where m.value -> 'lacks' <> '[]' and requirement -> 'kinds' ? 'meeting_booked'))
    end
  end;
end
$$;
comment on function gate_why(jsonb) is 'Why a requirement is met or not, in a few English words.';
