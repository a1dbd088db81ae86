-- An upload's latencies by day and stratum, from its records.
INSERT INTO latency_stratum BY NAME SELECT block AS day, $metric AS metric, * EXCLUDE (block) FROM (/*cells*/);
