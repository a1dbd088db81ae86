-- Who may use this Crossrate, by which means, and what they did. Secrets are never kept: passwords as argon2id, others as SHA-256 (hex).
CREATE TABLE person (id VARCHAR NOT NULL, name VARCHAR NOT NULL, email VARCHAR NOT NULL, role VARCHAR NOT NULL, created_at VARCHAR NOT NULL, disabled_at VARCHAR);
CREATE TABLE credential (person VARCHAR NOT NULL, password_hash VARCHAR, totp_secret VARCHAR, totp_step BIGINT, oidc_issuer VARCHAR, oidc_subject VARCHAR, recovery_hashes VARCHAR);
CREATE TABLE session (id VARCHAR NOT NULL, hash VARCHAR NOT NULL, person VARCHAR NOT NULL, created_at VARCHAR NOT NULL, last_seen_at VARCHAR NOT NULL, address VARCHAR NOT NULL, user_agent VARCHAR NOT NULL);
-- One-time links: kind is join (a new person, of a role) or reset (a person's password).
CREATE TABLE invite (id VARCHAR NOT NULL, hash VARCHAR NOT NULL, kind VARCHAR NOT NULL, role VARCHAR, email VARCHAR NOT NULL, person VARCHAR, made_by VARCHAR NOT NULL, created_at VARCHAR NOT NULL, expires_at VARCHAR NOT NULL, used_at VARCHAR);
-- The code that makes the first owner: at most one row.
CREATE TABLE setup_code (hash VARCHAR NOT NULL, expires_at VARCHAR NOT NULL);
CREATE TABLE api_token (id VARCHAR NOT NULL, hash VARCHAR NOT NULL, name VARCHAR NOT NULL, role VARCHAR NOT NULL, made_by VARCHAR NOT NULL, person VARCHAR, created_at VARCHAR NOT NULL, expires_at VARCHAR NOT NULL, last_used_at VARCHAR, revoked_at VARCHAR);
CREATE TABLE audit (seq BIGINT NOT NULL, happened_at VARCHAR NOT NULL, actor VARCHAR NOT NULL, action VARCHAR NOT NULL, subject VARCHAR, detail VARCHAR, address VARCHAR);
-- Who sent an upload, where that is known.
ALTER TABLE upload ADD COLUMN uploaded_by VARCHAR;
