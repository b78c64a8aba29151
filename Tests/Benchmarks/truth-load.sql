-- Tables for the truth of a generated office; all its columns are text, and null where it is empty.
create schema truth;
create unlogged table truth.call (
  truth_id text, pbx text, unique_ids text, linked_id text, legs text, started_at text,
  direction text, external_number text, disposition text, talk_seconds text,
  talk_tolerance_seconds text, first_manager text, last_manager text, contact text, deal text,
  stage text, stage_entered_at text, expected_method text, ambiguous text, contact_certain text,
  person_certain text, callback_debt text, note text);
create unlogged table truth.evidence (
  deal text, stage text, stage_entered_at text, kind text, at text, truth_id text, task text,
  ambiguous text);
