-- What a gate knew at a moment, and what it answered on it.

alter table batch add column complete_up_to timestamptz;
comment on column batch.complete_up_to is
  'Watermark of the exchange after this batch; null when it was not kept, or the exchange had given no leg.';

-- Serves: what did a gate know before this was withdrawn? Grows with revocations alone.
create index evidence_revoked_idx on evidence (deal_id, kind) where revoked_at is not null;

alter table gate_decision
  add column asked_at timestamptz,
  add column known_at timestamptz,
  add column complete_up_to timestamptz,
  add column facts jsonb;
comment on column gate_decision.asked_at is
  'The moment of the question: what happened later did not count; null when it was not kept.';
comment on column gate_decision.known_at is
  'What was recorded later did not count; null for all that was known when it was asked.';
comment on column gate_decision.complete_up_to is
  'Up to when the call records were complete; null when there were none or that is not known.';
comment on column gate_decision.facts is
  'What the answer was made of, to be told in any language; null when it was not kept.';
