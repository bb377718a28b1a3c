// `node benchmarks/measure-status-table.mjs FILE OUT`: runs `diku programme import FILE -o OUT` in this process; the last line is one JSON object.
import { existsSync, readFileSync } from 'node:fs';

const [node, , file, out] = process.argv;
process.argv = [node, 'diku', 'programme', 'import', file, '-o', out, '--lang', 'en'];
const startMs = performance.now();
await import('../packages/cli/dist/main.js');
const importMs = performance.now() - startMs;
if (process.exitCode) throw new Error(`status ${process.exitCode}`);
const peakBytes = 1024 * (processPeakKb() ?? process.resourceUsage().maxRSS);
const bytes = readFileSync(file);
const scansMs = Array.from({ length: 3 }, () => timeScanMs(bytes));
console.log(JSON.stringify({ bytes: bytes.length, importMs, peakBytes, scanMs: Math.min(...scansMs) }));

/**
 * Peak memory of this program alone: the other figure begins with what the process that started it had at the time.
 * Linux.
 */
function processPeakKb() {
  if (!existsSync('/proc/self/status')) return undefined;
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}

/** The least that reading a text can be: every byte looked at once. */
function timeScanMs(text) {
  const start = performance.now();
  let lines = 0;
  for (let k = 0; k < text.length; k++) if (text[k] === 10) lines++;
  return lines > 0 ? performance.now() - start : Number.NaN;
}
