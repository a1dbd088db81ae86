SELECT * EXCLUDE (seq, has_request_ids, sketched) FROM upload
