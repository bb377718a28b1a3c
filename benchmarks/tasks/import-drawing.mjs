import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { largeDrawing } from '../lib/large-drawing.mjs';
import { round, summarise } from '../lib/race.mjs';

const script = fileURLToPath(new URL('../measure-import.mjs', import.meta.url));
const reference = fileURLToPath(
  new URL('../../../shared/data/garages/g10_huge_two_level.dxf', import.meta.url),
);
const megabyte = 1_000_000;

/**
 * DXF → plan, each run in a fresh process, as a user starts it: time, memory of the process at its peak, progress, and the
 * time that looking at every byte once takes in plain JavaScript.
 */
export const importDrawingTask = {
  run: ({ quick }) => {
    const folder = mkdtempSync(join(tmpdir(), 'diku-import-'));
    try {
      const results = (quick ? [1] : [1, 10, 100]).map((size) => {
        const file = join(folder, 'drawing.dxf');
        writeFileSync(file, largeDrawing(size * megabyte));
        return measure(`import-${size}mb`, file, quick);
      });
      if (existsSync(reference)) results.push(measure('import-huge-garage', reference, quick));
      return results;
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

function measure(name, file, quick) {
  const runs = Array.from({ length: quick ? 1 : 3 }, () => runOnce(name, file));
  const checksums = new Set(runs.map(({ checksum }) => checksum));
  if (checksums.size > 1) throw new Error(`${name}: the same input gave different plans`);
  const total = summarise(runs.map(({ importMs }) => importMs));
  const [typical] = [...runs].sort((a, b) => a.importMs - b.importMs).slice(runs.length >> 1);
  return {
    name,
    ...total,
    checksum: typical.checksum,
    imported: {
      megabytes: round(typical.bytes / megabyte),
      megabytesPerS: round(typical.bytes / megabyte / (typical.importMs / 1000)),
      scanMs: round(typical.scanMs),
      timesScan: round(typical.importMs / typical.scanMs),
      readRatio: round(typical.readMs / typical.importMs),
      peakMb: round(Math.max(...runs.map(({ peakBytes }) => peakBytes)) / megabyte),
      addedMb: round(Math.max(...runs.map(({ addedBytes }) => addedBytes)) / megabyte),
      reports: typical.reports,
      longestSilenceMs: round(typical.longestSilenceMs),
      cancelMs: round(typical.cancelMs),
    },
  };
}

function runOnce(name, file) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name}: ${stderr.trim()}`);
  return JSON.parse(stdout);
}
