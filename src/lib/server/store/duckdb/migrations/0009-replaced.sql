-- Records and charge lines of earlier uploads that a later one took the place of, where somebody decided so. They count
-- nowhere, until the upload that replaced them is removed.
CREATE TABLE replaced AS SELECT 0::INTEGER AS replaced_by, * FROM usage LIMIT 0;
CREATE TABLE replaced_charge AS SELECT 0::INTEGER AS replaced_by, * FROM charge LIMIT 0;
