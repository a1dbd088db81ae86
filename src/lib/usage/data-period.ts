/** First day with usage or charges, and the day after the last; YYYY-MM-DD. */
export interface DataPeriod {
  from: string;
  to: string;
}

/** The days of a data set's usage (from, to) and of its charges together; undefined where there is neither. */
export function dataPeriod({
  from,
  to,
  charges,
}: Partial<DataPeriod> & { charges?: DataPeriod }): DataPeriod | undefined {
  const usage = from !== undefined && to !== undefined ? { from, to } : undefined;
  if (!usage || !charges) return usage ?? charges;
  return {
    from: charges.from < usage.from ? charges.from : usage.from,
    to: charges.to > usage.to ? charges.to : usage.to,
  };
}
