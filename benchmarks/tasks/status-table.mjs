import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fitExponent } from '../lib/fit-exponent.mjs';
import { writeLargeStatusTable } from '../lib/large-status-table.mjs';
import { writeLargeStatusWorkbook } from '../lib/large-status-workbook.mjs';
import { round, summarise } from '../lib/race.mjs';

const script = fileURLToPath(new URL('../measure-status-table.mjs', import.meta.url));

/**
 * A status table → communities and assumptions in files, as CSV and as a workbook, each run a process of its own: rows
 * a second, memory at its peak, time against looking at every byte once, and the exponent of time against rows.
 */
export function statusTable({ quick }) {
  const folder = mkdtempSync(join(tmpdir(), 'diku-status-table-'));
  try {
    const csvSizes = quick ? [2000, 4000, 8000] : [62_500, 125_000, 250_000, 500_000, 1_000_000];
    const xlsxSizes = quick ? [2000, 4000, 8000] : [250_000, 500_000, 1_000_000];
    return [
      measure('status-table', folder, { sizes: csvSizes, runs: quick ? 1 : 3, ...formats.csv }),
      measure('status-table-xlsx', folder, { sizes: xlsxSizes, runs: 1, ...formats.xlsx }),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const formats = {
  csv: { format: 'CSV', file: 'table.csv', write: writeLargeStatusTable },
  xlsx: { format: 'XLSX', file: 'table.xlsx', write: writeLargeStatusWorkbook },
};

function measure(name, folder, { sizes, runs: runCount, format, file, write }) {
  const path = join(folder, file);
  const runs = sizes.map((rows) => {
    write(path, rows);
    return Array.from({ length: runCount }, () => runOnce(path, folder));
  });
  const fastest = runs.map((taskRuns) => taskRuns.reduce((a, b) => (a.importMs < b.importMs ? a : b)));
  const timesMs = fastest.map(({ importMs }) => importMs);
  const { exponent, standardError } = fitExponent(sizes, timesMs);
  const last = runs.at(-1);
  const typical = fastest.at(-1);
  return {
    name,
    ...summarise(last.map(({ importMs }) => importMs)),
    checksum: typical.checksum,
    exponent: round(exponent),
    standardError: round(standardError),
    lastExponent: round(Math.log(timesMs.at(-1) / timesMs.at(-2)) / Math.log(sizes.at(-1) / sizes.at(-2))),
    sizes,
    timesMs,
    status: {
      format,
      rows: sizes.at(-1),
      rowsPerS: Math.round(sizes.at(-1) / (typical.importMs / 1000)),
      scanMs: round(typical.scanMs),
      timesScan: round(typical.importMs / typical.scanMs),
      peakMb: round(Math.max(...last.map(({ peakBytes }) => peakBytes)) / 1e6),
    },
  };
}

function runOnce(file, folder) {
  const out = join(folder, 'city.json');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, file, out], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`status-table: ${stderr.trim()}`);
  const checksum = createHash('sha256').update(readFileSync(out)).digest('hex').slice(0, 16);
  return { ...JSON.parse(stdout.trimEnd().split('\n').at(-1)), checksum };
}
