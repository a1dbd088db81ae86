-- What money is worked out from. Amounts are kept as the decimal text that came in; `seq` orders what supersedes what.
CREATE TABLE price (
  seq INTEGER NOT NULL,
  price_list VARCHAR NOT NULL,
  provider VARCHAR NOT NULL,
  model VARCHAR NOT NULL,
  currency VARCHAR NOT NULL,
  effective_from VARCHAR NOT NULL,
  effective_to VARCHAR,
  tier VARCHAR,
  above_prompt_tokens INTEGER NOT NULL,
  per_mtok VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  checked VARCHAR NOT NULL
);

CREATE TABLE alias (seq INTEGER NOT NULL, alias VARCHAR NOT NULL, provider VARCHAR NOT NULL, model VARCHAR NOT NULL);

CREATE TABLE rate (
  base VARCHAR NOT NULL,
  quote VARCHAR NOT NULL,
  observed_on VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  rate VARCHAR NOT NULL,
  source VARCHAR NOT NULL
);

CREATE TABLE route (id VARCHAR NOT NULL, name VARCHAR NOT NULL, kind VARCHAR NOT NULL);

CREATE TABLE route_term (
  route VARCHAR NOT NULL,
  effective_from VARCHAR NOT NULL,
  credit_amount VARCHAR NOT NULL,
  credit_currency VARCHAR NOT NULL,
  price_list VARCHAR NOT NULL,
  multipliers VARCHAR NOT NULL,
  fees VARCHAR NOT NULL,
  bills_cached_as_uncached BOOLEAN NOT NULL,
  source VARCHAR NOT NULL
);

CREATE TABLE format (id VARCHAR NOT NULL, declaration VARCHAR NOT NULL);

CREATE TABLE setting (name VARCHAR NOT NULL, value VARCHAR NOT NULL);
