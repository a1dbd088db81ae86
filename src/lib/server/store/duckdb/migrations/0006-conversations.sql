-- What is known of each conversation: kept in the transaction that changes its records. A conversation is of one data
-- set (`sample` or not) and may go on in several uploads. Labels are those of its first turn, ids as in `label`.
-- A turn is a single request with a conversation id; it is `answered` where it has a prompt, else it is an attempt only.
CREATE TABLE conversation (
  id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  sample BOOLEAN NOT NULL,
  first_at TIMESTAMP NOT NULL,
  last_at TIMESTAMP NOT NULL,
  route INTEGER NOT NULL,
  model INTEGER NOT NULL,
  feature INTEGER NOT NULL,
  region INTEGER NOT NULL,
  turns INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  -- Prompt of the first answered turn; NULL where none was.
  first_prompt BIGINT,
  prompt BIGINT NOT NULL,
  output BIGINT NOT NULL,
  resent BIGINT NOT NULL,
  -- Answered turns whose prompt is smaller than that of the turn before, and by how many tokens in all.
  trims INTEGER NOT NULL,
  trimmed BIGINT NOT NULL
);

-- A conversation's tokens by day and by all that decides their price, and how many of each input class are history.
CREATE TABLE conversation_part (
  conversation INTEGER NOT NULL,
  day INTEGER NOT NULL,
  route INTEGER NOT NULL,
  provider INTEGER NOT NULL,
  model INTEGER NOT NULL,
  tier INTEGER NOT NULL,
  prompt_over INTEGER,
  turns INTEGER NOT NULL,
  uncached_input BIGINT NOT NULL,
  cached_input BIGINT NOT NULL,
  cache_write_5m BIGINT NOT NULL,
  cache_write_1h BIGINT NOT NULL,
  output BIGINT NOT NULL,
  audio_input BIGINT NOT NULL,
  cached_audio_input BIGINT NOT NULL,
  audio_output BIGINT NOT NULL,
  image_input BIGINT NOT NULL,
  cached_image_input BIGINT NOT NULL,
  image_output BIGINT NOT NULL,
  resent_uncached_input BIGINT NOT NULL,
  resent_cached_input BIGINT NOT NULL,
  resent_cache_write_5m BIGINT NOT NULL,
  resent_cache_write_1h BIGINT NOT NULL,
  resent_audio_input BIGINT NOT NULL,
  resent_cached_audio_input BIGINT NOT NULL,
  resent_image_input BIGINT NOT NULL,
  resent_cached_image_input BIGINT NOT NULL
);

-- Pauses of more than five minutes: when the turn that ended one began, and how long it was.
CREATE TABLE conversation_gap (conversation INTEGER NOT NULL, ended_at TIMESTAMP NOT NULL, micros BIGINT NOT NULL);

-- Answered turns in order, of every n-th conversation (see conversation_share): what they grow by, and what a window
-- would leave, is asked of these. `cached` and `written` are parts of `prompt`.
CREATE TABLE conversation_turn (
  conversation INTEGER NOT NULL,
  nth INTEGER NOT NULL,
  -- Microseconds since the turn before; NULL for the first.
  gap BIGINT,
  route INTEGER NOT NULL,
  provider INTEGER NOT NULL,
  model INTEGER NOT NULL,
  tier INTEGER NOT NULL,
  prompt BIGINT NOT NULL,
  cached BIGINT NOT NULL,
  written BIGINT NOT NULL,
  output BIGINT NOT NULL,
  resent BIGINT NOT NULL
);

-- Of which conversations turns are kept: those whose id is a multiple of `every`. 1 until there are too many turns.
CREATE TABLE conversation_share (sample BOOLEAN NOT NULL, every INTEGER NOT NULL);
INSERT INTO conversation_share VALUES (true, 1), (false, 1);
