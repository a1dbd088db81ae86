import { DuckDBInstance } from '@duckdb/node-api';

// The peer: the engine alone, on the same file, with the memory that Crossrate has. Run as a process of its own:
// node plain-load.js <csv> <new database> <memory limit>; prints milliseconds.
const [csv = '', database = '', memory = ''] = process.argv.slice(2);
const instance = await DuckDBInstance.create(database, { memory_limit: memory });
const connection = await instance.connect();
const startedAt = performance.now();
await connection.run(`create table usage as select * from read_csv('${csv.replaceAll("'", "''")}')`);
console.log(Math.round(performance.now() - startedAt));
connection.closeSync();
instance.closeSync();
