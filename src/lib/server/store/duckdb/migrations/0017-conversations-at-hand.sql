-- Parts and pauses say of which data set their conversation is and when it began, so that periods are looked up without
-- joining hundreds of thousands of conversations; a part says whether it is all of its conversation. A turn says what
-- the turns before the last five held: what a window of ten messages leaves out.
CREATE TABLE conversation_part_of AS
SELECT part.*, of.sample, of.first_at, one.parts = 1 AS alone
FROM conversation_part AS part
JOIN conversation AS of ON of.id = part.conversation
JOIN (SELECT conversation, count(*) AS parts FROM conversation_part GROUP BY conversation) AS one
  ON one.conversation = part.conversation;
DROP TABLE conversation_part;
ALTER TABLE conversation_part_of RENAME TO conversation_part;

CREATE TABLE conversation_gap_of AS
SELECT gap.*, of.sample, of.first_at
FROM conversation_gap AS gap
JOIN conversation AS of ON of.id = gap.conversation;
DROP TABLE conversation_gap;
ALTER TABLE conversation_gap_of RENAME TO conversation_gap;

CREATE TABLE conversation_turn_of AS
SELECT *, lag(prompt + output, 6, 0::BIGINT) OVER (PARTITION BY conversation ORDER BY nth) AS before_window
FROM conversation_turn;
DROP TABLE conversation_turn;
ALTER TABLE conversation_turn_of RENAME TO conversation_turn;
