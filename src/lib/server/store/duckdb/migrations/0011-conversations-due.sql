-- Uploads whose conversations are not in the profiles yet: those follow right after a load, in a transaction of their own.
CREATE TABLE conversation_due (upload INTEGER NOT NULL, sample BOOLEAN NOT NULL);
