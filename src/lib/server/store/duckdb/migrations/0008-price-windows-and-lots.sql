-- Prices that hold in some hours of the day only, prices as a multiple of the base tier's, and credit bought in lots.
ALTER TABLE price ADD COLUMN daily_window VARCHAR;
ALTER TABLE price ADD COLUMN multiplier VARCHAR;
ALTER TABLE route ADD COLUMN lots VARCHAR;
