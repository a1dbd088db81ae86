-- Small things that people make and name, each as JSON of its own shape: scenarios, views, claims, declarations, closed months.
CREATE TABLE document (collection VARCHAR NOT NULL, id VARCHAR NOT NULL, body VARCHAR NOT NULL, changed_at VARCHAR NOT NULL);
