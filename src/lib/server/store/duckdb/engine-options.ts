import type { QueryKind } from '../query-kind';

/** What an engine is opened with. */
export interface EngineOptions {
  dataDir: string;
  memoryLimit: string;
  maxTemp: string;
  threads: number | undefined;
  /** So many latencies are sorted for exact percentiles; beyond, sketches answer. */
  exactUpTo: number;
  /** So many sums of latencies by day are held in memory for one metric, some 30 bytes each; 4 million. */
  heldSums?: number | undefined;
  onFatal: ((error: Error) => void) | undefined;
  /** A query over much data is broken off after so many milliseconds; 30,000. */
  slowestMs?: number | undefined;
  /** Told of every query and transaction how long it ran, waiting left out. */
  onQuery?: ((kind: QueryKind, seconds: number) => void) | undefined;
}
