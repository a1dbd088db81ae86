-- Frozen reports: `data` is the report as it was made, `choices` what it was made with. Nothing changes a row of it.
CREATE TABLE report (id VARCHAR NOT NULL, title VARCHAR NOT NULL, made_at VARCHAR NOT NULL, made_by VARCHAR NOT NULL,
  made_by_id VARCHAR NOT NULL, choices VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, data VARCHAR NOT NULL);
-- The links that show them. Of the secret, and of the cookie that is made of it, only the hashes.
CREATE TABLE report_link (id VARCHAR NOT NULL, report VARCHAR NOT NULL, secret_sha256 VARCHAR NOT NULL,
  cookie_sha256 VARCHAR NOT NULL, password_hash VARCHAR, made_at VARCHAR NOT NULL, made_by VARCHAR NOT NULL,
  expires_at VARCHAR NOT NULL, revoked_at VARCHAR, views BIGINT NOT NULL, last_viewed_at VARCHAR);
