import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBenchServer, upload } from '../tests/bench/bench-server.js';
import { finding, printFindings } from '../tests/bench/figures.js';
import { timeQueries } from '../tests/bench/page-queries.js';
import { measureEditors, measureScreen } from '../tests/bench/screen.js';
import { timeFirstStart, timeStart } from '../tests/bench/starts.js';
import { readSharedReport } from '../tests/bench/shared-report.js';
import { writeUsageFile } from '../tests/bench/usage-file.js';
import { writeWideFile } from '../tests/bench/wide-file.js';
import { ensureBuilt, ROOT } from './build.js';
import { NO_CHROMIUM } from './chromium.js';

// Speed as ratios and figures of one run on this machine: it prints what was promised and measured, and judges no more
// than that. Exit code 0 whatever the figures are.
const USAGE =
  'npm run bench -- [--rows 100k|1m|10m|100m] [--rounds 3] [--memory 4 (GiB)] [--files (a folder that keeps the file of usage)]';
const ROWS = new Map([
  ['100k', 100_000],
  ['1m', 1_000_000],
  ['10m', 10_000_000],
  ['100m', 100_000_000],
]);

const options = parseArgs({
  options: {
    rows: { type: 'string', default: '1m' },
    rounds: { type: 'string', default: '3' },
    memory: { type: 'string', default: '4' },
    files: { type: 'string' },
  },
}).values;
const rows = ROWS.get(options.rows);
const [rounds, memoryGiB] = [Number(options.rounds), Number(options.memory)];
if (rows === undefined || !Number.isInteger(rounds) || rounds < 1 || !(memoryGiB > 0)) {
  console.error(USAGE);
  process.exit(2);
}

ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), 'crossrate-bench-'));
try {
  await bench(rows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {number} count */
async function bench(count) {
  const csv = usageFile(count);
  const bytes = statSync(csv).size;
  console.log(
    `${count.toLocaleString('en')} rows, ${(bytes / 1e6).toFixed(0)} MB, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`,
  );
  const played = [];
  for (let round = 1; round <= rounds; round++) played.push(await play(round, csv, count));
  const upTo = memoryGiB * 1024 + 400;
  printFindings([
    finding(
      'upload to ready, times the plain engine',
      2,
      '×',
      played.map(({ ratio }) => ratio),
    ),
    finding(
      'process memory',
      upTo,
      'MiB',
      played.map(({ peakMiB }) => peakMiB),
      1,
    ),
    ...played.flatMap(({ after }) => after),
    ...(await playEditors()),
  ]);
}

/**
 * The file of so many rows: the kept one, else a new one.
 * @param {number} count
 */
function usageFile(count) {
  const files = options.files ?? folder;
  mkdirSync(files, { recursive: true });
  const path = join(files, `usage-${count}.csv`);
  if (existsSync(path)) return path;
  writeUsageFile(`${path}.part`, count);
  renameSync(`${path}.part`, path);
  return path;
}

/**
 * One round: the plain engine, then Crossrate on the same file; the last one also asks what the pages ask, and starts
 * anew.
 * @param {number} round
 * @param {string} csv
 * @param {number} count
 */
async function play(round, csv, count) {
  const plainMs = plainLoad(csv, join(folder, 'plain.duckdb'));
  const dataDir = join(folder, `data-${round}`);
  const server = await startBenchServer(dataDir, `${memoryGiB}GiB`);
  let pages = [];
  try {
    const { ms, rows: books } = await upload(server.url, csv);
    if (books.accepted !== count) throw new Error(`Rows are missing: ${JSON.stringify(books)}`);
    console.log(`round ${round}: plain engine ${plainMs} ms, upload to ready ${Math.round(ms)} ms`);
    if (round === rounds) pages = await measurePages(server.url);
    const peakMiB = server.peakMiB();
    await server.stop();
    const after = round === rounds ? [...pages, ...(await measureStarts(dataDir))] : [];
    return { ratio: ms / plainMs, peakMiB, after };
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** @param {string} dataDir */
async function measureStarts(dataDir) {
  const { listeningMs, idleMiB } = await timeStart(dataDir, `${memoryGiB}GiB`);
  const sampleSeconds = await timeFirstStart(join(folder, 'sample'), `${memoryGiB}GiB`);
  return [
    finding('start with all of it until it listens', 1_500, 'ms', [listeningMs]),
    finding('idle memory after that start', 250, 'MiB', [idleMiB]),
    finding('first start until the sample company is there', 5, 's', [sampleSeconds]),
  ];
}

/** @param {string} url */
async function measurePages(url) {
  const uploadedAt = performance.now();
  await fetch(`${url}/api/v1/conversations`).then((answer) => answer.arrayBuffer());
  console.log(
    `conversations were there ${((performance.now() - uploadedAt) / 1000).toFixed(1)} s after that`,
  );
  const asked = (await timeQueries(url)).map(({ query, limitMs, ms }) =>
    finding(query, limitMs, 'ms', ms, 0.95),
  );
  const { answerMs, apartMs } = await readSharedReport(url);
  asked.push(
    finding('shared report, answers apart (2 ms: 500 a second)', 2, 'ms', [apartMs]),
    finding('shared report, an answer', 50, 'ms', answerMs, 0.99),
  );
  const screen = await measureScreen(url);
  if (screen === undefined) {
    console.log(NO_CHROMIUM);
    return asked;
  }
  return [
    ...asked,
    finding('simulation, 10,000 × 36 months in a worker', 150, 'ms', screen.simulationMs, 1),
    finding('first view, JavaScript gzip', 150, 'kB', [screen.scriptBytes / 1000]),
  ];
}

/** What is typed and moved, on two years × 30 models × 4 routes. */
async function playEditors() {
  const csv = join(folder, 'wide.csv');
  const count = writeWideFile(csv);
  const server = await startBenchServer(join(folder, 'data-wide'), `${memoryGiB}GiB`);
  try {
    const { rows: books } = await upload(server.url, csv, { new_routes: 'relay' });
    if (books.accepted !== count) throw new Error(`Rows are missing: ${JSON.stringify(books)}`);
    const screen = await measureEditors(server.url);
    if (screen === undefined) return [];
    return [
      finding('slider of Exchange to repaint', 16, 'ms', screen.sliderMs, 0.95),
      finding('editor of ROI to figures', 16, 'ms', screen.editorMs, 0.95),
      finding('editor of ROI, its charts', 16, 'ms', screen.chartsMs, 0.95),
    ];
  } finally {
    await server.stop();
  }
}

/**
 * Milliseconds that the engine alone takes for the file, in a process of its own.
 * @param {string} csv
 * @param {string} database
 */
function plainLoad(csv, database) {
  const program = join(ROOT, 'tests', 'bench', 'plain-load.js');
  const run = spawnSync(process.execPath, [program, csv, database, `${memoryGiB}GiB`], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`The plain engine failed: ${run.stderr}`);
  rmSync(database);
  return Number(run.stdout);
}
