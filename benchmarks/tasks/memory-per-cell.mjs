import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { round } from '../lib/race.mjs';

const script = fileURLToPath(new URL('../measure-memory.mjs', import.meta.url));

/**
 * Memory of one field by grid size, each in a fresh process: bytes per cell of the kernel's own memory, of the result,
 * and by which the whole process grew at its peak.
 */
export const memoryPerCell = {
  run: ({ quick }) =>
    (quick ? [1000, 4000] : [500, 1000, 2000, 4000, 8000]).map((side) => {
      const { medianMs, minMs, checksum, ...bytes } = measure(side);
      const cells = side * side;
      const perCell = Object.entries(bytes).map(([what, count]) => [what, round(count / cells)]);
      return {
        name: `memory-per-cell-${side}`,
        medianMs: round(medianMs),
        minMs: round(minMs),
        checksum,
        cells,
        bytesPerCell: Object.fromEntries(perCell),
      };
    }),
};

function measure(side) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', script, String(side)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`memory-per-cell: ${stderr.trim()}`);
  return JSON.parse(stdout);
}
