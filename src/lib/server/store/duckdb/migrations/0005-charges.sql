-- What cost exports say was charged: amounts by day, without requests and tokens. Labels are ids, 0 where absent.
CREATE TABLE charge (
  upload INTEGER NOT NULL,
  day INTEGER NOT NULL,
  route INTEGER NOT NULL,
  provider INTEGER NOT NULL,
  model INTEGER NOT NULL,
  project INTEGER NOT NULL,
  api_key INTEGER NOT NULL,
  tier INTEGER NOT NULL,
  line_item VARCHAR,
  token_class VARCHAR,
  amount DECIMAL(38, 12) NOT NULL,
  currency INTEGER NOT NULL
);
