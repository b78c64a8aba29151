-- Purpose: the calls that have a recording: the CDR names a file, or sound of it was found. What
-- gates ask. Reads: call, recording. Evidence (call_evidence) wants the sound itself, and reports
-- (visit_call, leak_of_call) look at what the CDR names.
create or replace view recorded_call with (security_invoker = true) as
select c.call_id
from call c
where c.recording_file is not null
  or exists (select from recording r where r.call_id = c.call_id and r.sound_at is not null);
comment on view recorded_call is
  'Calls that have a recording: the CDR names a file, or sound of it was found.';
