import { destination, pino, type Logger } from 'pino';
import type { Config } from './config';

export type Log = Logger;

/** JSON lines on standard error, one an event, written before the call returns. */
export function createLog(level: Config['logLevel']): Log {
  return pino(
    { level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` },
    destination(2),
  );
}
