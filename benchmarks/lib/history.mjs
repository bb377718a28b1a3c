import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './machine.mjs';

const FORMAT = 'diku-benchmarks';
const VERSION = 1;
const hexDigits = /^[0-9a-f]{16}$/;

/** The history of one CPU model: `benchmarks/results/<slug>.json`. */
export function historyFile(cpu) {
  return join(root, 'benchmarks/results', `${cpuSlug(cpu)}.json`);
}

/** A CPU's name as a file name: `Intel(R) Xeon(R) @ 2.60GHz` → `intel-r-xeon-r-2-60ghz`. */
export function cpuSlug(cpu) {
  const slug = cpu.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return slug.replace(/^-+|-+$/g, '') || 'unknown';
}

/** The history in a file; an empty one for `cpu` where there is no file yet. Throws, naming the file and the line. */
export function readHistory(file, cpu) {
  if (!existsSync(file)) return { format: FORMAT, version: VERSION, cpu, records: [] };
  let history;
  try {
    history = JSON.parse(readFileSync(file, 'utf8'));
    checkHistory(history);
  } catch (error) {
    throw new Error(`${file}: ${error.message}`);
  }
  if (cpuSlug(history.cpu) !== cpuSlug(cpu)) throw new Error(`${file}: cpu: found ${history.cpu}`);
  return history;
}

/** Every history in `benchmarks/results`, by name of the file; what is measured of frames in browsers is kept otherwise. */
export function readHistories() {
  const folder = join(root, 'benchmarks/results');
  const names = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('frames-'));
  return names.sort().map((name) => {
    const file = join(folder, name);
    return readHistory(file, JSON.parse(readFileSync(file, 'utf8')).cpu);
  });
}

/** Returns what a run leaves in the history: enough to compare with, no more. */
export function createRecord({ machine, tasks }, { date, revision }) {
  const { node, platform, threads, memoryGb, load } = machine;
  return {
    date,
    revision,
    node,
    platform,
    threads,
    memoryGb,
    load,
    tasks: tasks.map(({ name, medianMs, minMs, spread, checksum, ratio, reference }) => ({
      name,
      medianMs,
      minMs,
      ...(spread === undefined ? {} : { spread }),
      checksum,
      ...(reference ? { ratio, reference: { name: reference.name, medianMs: reference.medianMs } } : {}),
    })),
  };
}

/** Writes the history with one more record, whole or not at all. */
export function appendRecord(file, history, record) {
  const longer = { ...history, records: [...history.records, record] };
  checkHistory(longer);
  mkdirSync(join(file, '..'), { recursive: true });
  const partial = `${file}.${process.pid}.tmp`;
  writeFileSync(partial, `${JSON.stringify(longer, null, 1)}\n`);
  renameSync(partial, file);
}

/** Throws unless the value is a well-formed history, naming the first position that is not and what was found there. */
export function checkHistory(history) {
  expect('format', history?.format, history?.format === FORMAT, `"${FORMAT}"`);
  expect('version', history.version, history.version === VERSION, VERSION);
  expect('cpu', history.cpu, isText(history.cpu), 'the name of a CPU');
  expect('records', history.records, Array.isArray(history.records), 'a list');
  history.records.forEach((record, index) => {
    checkRecord(record, `records[${index}]`);
    const previous = history.records[index - 1];
    const late = !previous || record.date >= previous.date;
    expect(`records[${index}].date`, record.date, late, `a date not before ${previous?.date}`);
  });
}

function checkRecord(record, at) {
  const date = new Date(record?.date);
  const isDate = !Number.isNaN(date.getTime()) && date.toISOString() === record.date;
  expect(`${at}.date`, record?.date, isDate, 'an ISO date and time in UTC');
  for (const key of ['revision', 'node', 'platform']) {
    expect(`${at}.${key}`, record[key], isText(record[key]), 'a text');
  }
  for (const key of ['threads', 'memoryGb']) {
    expect(`${at}.${key}`, record[key], Number.isInteger(record[key]) && record[key] >= 0, 'a whole number');
  }
  expect(`${at}.load`, record.load, record.load >= 0, 'a number, at least 0');
  const { tasks } = record;
  expect(`${at}.tasks`, tasks, Array.isArray(tasks) && tasks.length > 0, 'one or more tasks');
  const names = new Set(tasks.map((task) => task?.name));
  expect(
    `${at}.tasks`,
    `${names.size} names`,
    names.size === tasks.length,
    `${tasks.length} different names`,
  );
  tasks.forEach((task, index) => {
    checkTask(task, `${at}.tasks[${index}]`);
  });
}

function checkTask(task, at) {
  expect(`${at}.name`, task?.name, isText(task?.name), 'a text');
  expect(`${at}.medianMs`, task.medianMs, isTime(task.medianMs), 'ms above 0');
  expect(
    `${at}.minMs`,
    task.minMs,
    isTime(task.minMs) && task.minMs <= task.medianMs,
    'ms, at most the median',
  );
  const { spread, checksum, ratio, reference } = task;
  if (spread !== undefined) expect(`${at}.spread`, spread, spread >= 0, 'at least 0');
  expect(`${at}.checksum`, checksum, hexDigits.test(checksum), '16 hexadecimal digits');
  if (reference === undefined && ratio === undefined) return;
  expect(`${at}.reference.name`, reference?.name, isText(reference?.name), 'a text');
  expect(`${at}.reference.medianMs`, reference.medianMs, isTime(reference.medianMs), 'ms above 0');
  expect(`${at}.ratio`, ratio, isTime(ratio), 'a number above 0');
}

function isText(value) {
  return typeof value === 'string' && value !== '';
}

function isTime(value) {
  return Number.isFinite(value) && value > 0;
}

function expect(at, found, good, expected) {
  if (!good) throw new Error(`${at}: found ${JSON.stringify(found)}, expected ${expected}`);
}
