import type {
  DuckDBConnection,
  DuckDBInstance,
  DuckDBMaterializedResult,
  DuckDBPreparedStatement,
} from '@duckdb/node-api';
import { keeper } from '$lib/server/keep';
import type { QueryKind } from '../query-kind';
import { TooMuch } from '../store';
import { numberColumns, plainColumns, type Columns, type NumberColumns } from './columns';
import { asStoreError, isFatal } from './engine-failure';
import type { EngineOptions } from './engine-options';
import { lockDown, openInstance } from './open-instance';
import { bound, typesOf, type Parameters } from './parameters';
import type { Row } from './rows';
import { plainRows } from './rows';
import { Turns } from '$lib/server/turns';

type Collect<T> = (result: DuckDBMaterializedResult) => Promise<T>;

const HEAVY_READERS = 3;
const SLOWEST_QUERY_MS = 30_000;
const MOST_HELD_SUMS = 4_000_000;
const MOST_KEPT = 64;

/**
 * The engine with its connections: one that writes, a few that read, and one each that stays free for small questions and
 * small writes (so that "are you there" and signing in never wait behind a long load).
 */
export class Engine {
  readonly #writing = new Turns(1);
  readonly #writingBeside = new Turns(1);
  readonly #reading = new Turns(HEAVY_READERS);
  readonly #asking = new Turns(1);
  readonly #apart = new Turns(1);
  readonly #prepared = new Map<string, DuckDBPreparedStatement>();
  readonly #keep = keeper(MOST_KEPT);
  /** Times that something was written; what is kept is of one of them. */
  #written = 0;
  #closing = false;

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly writer: DuckDBConnection,
    private readonly readers: DuckDBConnection[],
    private readonly asker: DuckDBConnection,
    private readonly besideWriter: DuckDBConnection,
    private readonly copier: DuckDBConnection,
    private readonly options: EngineOptions,
    /** What was found and repaired at the start. */
    readonly warnings: string[],
  ) {}

  /** So many latencies are sorted for exact percentiles; beyond, sketches answer. */
  get exactUpTo(): number {
    return this.options.exactUpTo;
  }

  /** So many sums of latencies are held in memory; of more, each question reads its own. */
  get heldSums(): number {
    return this.options.heldSums ?? MOST_HELD_SUMS;
  }

  get isWriting(): boolean {
    return this.#writing.isBusy;
  }

  /** Opens (or creates) the database of a data folder, locked down to that folder. */
  static async open(options: EngineOptions): Promise<Engine> {
    const warnings: string[] = [];
    const instance = await openInstance(options, warnings);
    const writer = await instance.connect();
    await lockDown(writer, options.dataDir);
    const readers = await Promise.all(Array.from({ length: HEAVY_READERS }, () => instance.connect()));
    return new Engine(
      instance,
      writer,
      readers,
      await instance.connect(),
      await instance.connect(),
      await instance.connect(),
      options,
      warnings,
    );
  }

  /** A query over much data: three run at a time, each for 30 seconds at most, unless the engine was opened with another limit. */
  read(sql: string, parameters: Parameters = {}): Promise<Row[]> {
    return this.#read(sql, parameters, plainRows);
  }

  /** The same for many rows, at most `most`, column by column. */
  readColumns(sql: string, parameters: Parameters, most: number): Promise<Columns> {
    return this.#read(sql, parameters, (result) => plainColumns(result, most));
  }

  /** The same for very many rows of numbers alone. */
  readNumbers(sql: string, parameters: Parameters, most: number): Promise<NumberColumns> {
    return this.#read(sql, parameters, (result) => numberColumns(result, most));
  }

  #read<T>(sql: string, parameters: Parameters, collect: Collect<T>): Promise<T> {
    return this.#reading.take(async () => {
      const connection = this.readers.pop();
      if (!connection) throw new Error('more queries than readers');
      const { slowestMs = SLOWEST_QUERY_MS } = this.options;
      let late = false;
      const watch = setTimeout(() => {
        late = true;
        connection.interrupt();
      }, slowestMs);
      try {
        return await this.#timed('read', () => this.#run(connection, sql, parameters, collect));
      } catch (error) {
        throw late ? new TooMuch(tooSlow(slowestMs), { cause: error }) : error;
      } finally {
        clearTimeout(watch);
        this.readers.push(connection);
      }
    });
  }

  /** A query over small tables; never waits behind heavy ones. */
  ask(sql: string, parameters: Parameters = {}): Promise<Row[]> {
    return this.#asking.take(() =>
      this.#timed('ask', () => this.#run(this.asker, sql, parameters, plainRows)),
    );
  }

  /** The same of tables that only `write` and `apart` change: asked once until one of them has. */
  askKept(sql: string, parameters: Parameters = {}): Promise<Row[]> {
    return this.#keep(this.#written, JSON.stringify([sql, parameters]), () => this.ask(sql, parameters));
  }

  /** The same for what is asked at every request: its statement is prepared once, its answer never kept. */
  askOften(sql: string, parameters: Parameters): Promise<Row[]> {
    return this.#asking.take(() =>
      this.#timed('ask', () =>
        this.#guarded(async () => {
          const statement = this.#prepared.get(sql) ?? (await this.asker.prepare(sql));
          this.#prepared.set(sql, statement);
          statement.bind(bound(sql, parameters), typesOf(parameters));
          return plainRows(await statement.run());
        }),
      ),
    );
  }

  /**
   * One transaction of the single writer: committed when the task returns, rolled back when it throws. What its reader
   * answers is true within it. An aborted signal interrupts the running statement.
   */
  write<T>(task: (transaction: Transaction, within: Reader) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#writing.take(async () => {
      signal?.throwIfAborted();
      const interrupt = (): void => this.writer.interrupt();
      signal?.addEventListener('abort', interrupt);
      try {
        const result = await this.#timed('write', () => this.#transact(this.writer, task, signal));
        this.#written += 1;
        return result;
      } finally {
        signal?.removeEventListener('abort', interrupt);
      }
    });
  }

  /**
   * A transaction over small tables that nothing else writes to; it does not wait for the writer. The two may not touch
   * the same table: the engine refuses the later of two that change one row.
   */
  writeBeside<T>(task: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#writingBeside.take(() =>
      this.#timed('write', () => this.#transact(this.besideWriter, task)),
    );
  }

  /** Does a task, asks what is true after it, and undoes it. Nobody else sees any of it; other writes wait. */
  async trial<T>(
    task: (transaction: Transaction) => Promise<void>,
    ask: (reader: Reader) => Promise<T>,
  ): Promise<T> {
    const undone = new Error('a trial is never kept');
    const answers: T[] = [];
    const tried = this.write(async (run, within) => {
      await task(run);
      answers.push(await ask(within));
      throw undone;
    });
    return tried.catch((error: unknown) => {
      const [answer] = answers;
      if (error !== undone || answer === undefined) throw error;
      return answer;
    });
  }

  /**
   * A long task with another database, one at a time, while all else goes on: closing breaks it off. Its failures are
   * its own: a disk that is full of a copy is not the end of the store.
   */
  apart<T>(task: (run: Transaction) => Promise<T>): Promise<T> {
    const done = this.#apart.take(() =>
      task(async (sql, parameters = {}) => {
        if (this.#closing) throw new Error('The store is closing.');
        return plainRows(await this.copier.run(sql, bound(sql, parameters)));
      }),
    );
    return done.finally(() => (this.#written += 1));
  }

  /** Moves what is in the write-ahead log into the database file. */
  async checkpoint(): Promise<void> {
    await this.#writing.take(() => this.#run(this.writer, 'CHECKPOINT', {}, plainRows));
  }

  /** Waits for what runs, checkpoints and closes. */
  async close(): Promise<void> {
    this.#closing = true;
    this.copier.interrupt();
    await this.#apart.stop();
    try {
      // The engine refuses a checkpoint while another transaction writes.
      await this.#writingBeside.stop();
      await this.checkpoint();
    } finally {
      await Promise.all([this.#reading, this.#asking, this.#writing].map((turns) => turns.stop()));
      for (const connection of [this.writer, this.besideWriter, this.asker, this.copier, ...this.readers])
        connection.closeSync();
      this.instance.closeSync();
    }
  }

  async #timed<T>(kind: QueryKind, task: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    try {
      return await task();
    } finally {
      this.options.onQuery?.(kind, (performance.now() - startedAt) / 1000);
    }
  }

  async #transact<T>(
    connection: DuckDBConnection,
    task: (transaction: Transaction, within: Reader) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const run: Transaction = (sql, parameters = {}) => {
      signal?.throwIfAborted();
      return this.#run(connection, sql, parameters, plainRows);
    };
    const within: Reader = {
      read: run,
      ask: run,
      readColumns: (sql, parameters, most) =>
        this.#run(connection, sql, parameters, (result) => plainColumns(result, most)),
    };
    await run('BEGIN TRANSACTION');
    try {
      const result = await task(run, within);
      await run('COMMIT');
      return result;
    } catch (error) {
      await connection.run('ROLLBACK').catch(() => undefined);
      signal?.throwIfAborted();
      throw error;
    }
  }

  #run<T>(
    connection: DuckDBConnection,
    sql: string,
    parameters: Parameters,
    collect: Collect<T>,
  ): Promise<T> {
    return this.#guarded(async () =>
      collect(await connection.run(sql, bound(sql, parameters), typesOf(parameters))),
    );
  }

  async #guarded<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      if (isFatal(error)) this.options.onFatal?.(asStoreError(error) as Error);
      throw asStoreError(error);
    }
  }
}

/** What questions of usage are asked with. */
export type Reader = Pick<Engine, 'read' | 'readColumns' | 'ask'>;

/** Runs one statement inside the transaction. */
export type Transaction = (sql: string, parameters?: Parameters) => Promise<Row[]>;

function tooSlow(ms: number): string {
  return `The question took longer than ${ms / 1000} seconds and was broken off: ask for a shorter period or fewer groups.`;
}
