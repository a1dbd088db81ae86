-- Who it was by id, as `person <id>`, `token <id>`, `local`; unknown for what was written before this, and for somebody unknown.
ALTER TABLE audit ADD COLUMN actor_id VARCHAR;
