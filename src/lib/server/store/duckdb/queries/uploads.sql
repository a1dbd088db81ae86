SELECT * EXCLUDE (seq, has_request_ids) FROM upload
