-- Requests of an upload that an earlier upload has brought already. They count nowhere, until that one is removed.
CREATE TABLE held_back AS FROM usage LIMIT 0;
