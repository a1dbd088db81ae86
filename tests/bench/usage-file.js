import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const BLOCK_CHARS = 1 << 20;
const FROM = Date.UTC(2025, 5, 1);
const SPAN_MS = Date.UTC(2026, 6, 1) - FROM;
/** Turns of a conversation, and milliseconds between them: two minutes, in one of 32 conversations an hour. */
const TURNS = 25;
const PAUSE_MS = 120_000;
const LONG_PAUSES = 30;
const SHORT_TO_LONG = 31;

/** The 13 columns of the benchmark's Crossrate CSV. */
const HEADER =
  'time,route,model,feature,region,conversation,request_id,input_tokens,cached_input_tokens,output_tokens,status,duration_ms,ttft_ms';

const ROUTES = ['official', 'official', 'relay'];
const MODELS = ['gpt-4.1', 'claude-sonnet-4-5', 'gemini-2.5-flash', 'deepseek-v3.2', 'gpt-4.1-mini'];
const FEATURES = ['support-chat', 'sales-assistant', 'document-search', 'code-review', 'translation'];
const REGIONS = ['cn-east', 'cn-north', 'ap-southeast', 'eu-west', 'us-east'];

/** Route, model, feature and region as they stand in a row: every combination once, so that rows are cheap to make. */
const LABELS = ROUTES.flatMap((route) =>
  MODELS.flatMap((model) =>
    FEATURES.flatMap((feature) => REGIONS.map((region) => `${route},${model},${feature},${region}`)),
  ),
);

/**
 * Writes a Crossrate CSV of so many single requests in order of time, the same at every call.
 * @param {string} path
 * @param {number} rows
 * @returns {number} bytes
 */
export function writeUsageFile(path, rows) {
  const generator = xoroshiro128plus(1);
  const file = openSync(path, 'w');
  let text = `${HEADER}\n`;
  for (let row = 0; row < rows; row++) {
    text += usageRow(row, rows, generator.next() >>> 0, generator.next() >>> 0);
    if (text.length < BLOCK_CHARS) continue;
    writeSync(file, text, null, 'latin1');
    text = '';
  }
  writeSync(file, text, null, 'latin1');
  closeSync(file);
  return statSync(path).size;
}

/**
 * @param {number} row
 * @param {number} rows
 * @param {number} chance 32 random bits
 * @param {number} luck 32 random bits
 */
function usageRow(row, rows, chance, luck) {
  const time = timeText(FROM + Math.floor((row / rows) * SPAN_MS));
  const { conversation, turn } = place(row, rows);
  const labels = LABELS[(Math.imul(conversation, 0x9e3779b1) >>> 8) % LABELS.length];
  const input = 600 + turn * 340 + ((chance >>> 9) % 900);
  const cached = luck % 3 === 0 ? Math.floor(input / 2) : 0;
  const output = 30 + ((luck >>> 4) % 900);
  const ttft = 300 + ((luck >>> 8) % 700);
  const outcome = luck % 61 === 0 ? '429,,' : `ok,${ttft + output * 11},${ttft}`;
  return `${time},${labels},c${conversation},r${row},${input},${cached},${output},${outcome}\n`;
}

/**
 * Which conversation a row is of, and which of its turns. Batches of conversations go on side by side, so many that
 * rows evenly spread in time leave the wanted pause between two turns of one.
 * @param {number} row
 * @param {number} rows
 */
function place(row, rows) {
  const few = Math.max(1, Math.round((PAUSE_MS * rows) / SPAN_MS));
  const many = few * LONG_PAUSES;
  const short = SHORT_TO_LONG * many * TURNS;
  const period = short + many * TURNS;
  const inPeriod = row % period;
  const before = (row - inPeriod) / TURNS;
  const side = inPeriod < short ? few : many;
  const batch = Math.floor(inPeriod / (side * TURNS));
  const inBatch = inPeriod - batch * side * TURNS;
  return { conversation: before + batch * side + (inBatch % side), turn: Math.floor(inBatch / side) };
}

let [hour, prefix] = [-1, ''];

/** @param {number} at */
function timeText(at) {
  const ms = at % 3_600_000;
  if (at - ms !== hour) [hour, prefix] = [at - ms, new Date(at - ms).toISOString().slice(0, 14)];
  const seconds = Math.floor(ms / 1000);
  return `${prefix}${two(Math.floor(seconds / 60))}:${two(seconds % 60)}.${String(ms % 1000).padStart(3, '0')}Z`;
}

/** @param {number} value */
function two(value) {
  return value < 10 ? `0${value}` : String(value);
}
