// `node benchmarks/measure-import.mjs FILE`: one JSON object with what importing a drawing takes in this process.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CancelledError, importDrawing } from '@diku/engine';

const bytes = readFileSync(process.argv[2]);

const scansMs = Array.from({ length: 3 }, () => timeMs(() => countLines(bytes)));
const before = 1024 * process.resourceUsage().maxRSS;
let reports = 0;
let longestSilenceMs = 0;
const startMs = performance.now();
let lastMs = startMs;
const firstAtMs = {};
const onProgress = ({ doneRatio }) => {
  const nowMs = performance.now();
  longestSilenceMs = Math.max(longestSilenceMs, nowMs - lastMs);
  lastMs = nowMs;
  reports++;
  if (doneRatio >= 0.6) firstAtMs.recognise ??= nowMs - startMs;
};
const { plan } = await importDrawing(bytes, { monitor: { report: onProgress } });
const importMs = performance.now() - startMs;
longestSilenceMs = Math.max(longestSilenceMs, performance.now() - lastMs);
const peakBytes = 1024 * process.resourceUsage().maxRSS;

process.stdout.write(
  JSON.stringify({
    bytes: bytes.length,
    importMs,
    readMs: firstAtMs.recognise,
    scanMs: Math.min(...scansMs),
    peakBytes,
    addedBytes: peakBytes - before,
    reports,
    longestSilenceMs,
    cancelMs: await measureCancel(),
    checksum: createHash('sha256').update(JSON.stringify(plan.levels)).digest('hex').slice(0, 16),
    levels: plan.levels.map(({ walls, columns, bays }) => [walls.length, columns.length, bays.length]),
  }),
);

/** Measures the time from a cancel asked for halfway to the end of the work. */
async function measureCancel() {
  let count = 0;
  let askedMs = 0;
  const cancelled = () => {
    if (count < reports / 2) return false;
    askedMs ||= performance.now();
    return true;
  };
  const monitor = { cancelled, report: () => count++ };
  try {
    await importDrawing(bytes, { monitor });
  } catch (error) {
    if (error instanceof CancelledError) return performance.now() - askedMs;
    throw error;
  }
  throw new Error('an import that was cancelled went on');
}

/** The least that reading a text can be: every byte looked at once. */
function countLines(text) {
  let lines = 0;
  for (let k = 0; k < text.length; k++) if (text[k] === 10) lines++;
  return lines;
}

function timeMs(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}
