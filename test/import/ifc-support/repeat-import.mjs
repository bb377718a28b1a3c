/** Imports files by turns; prints the process's memory after each, MB. Needs `--expose-gc`. */
import { readFileSync } from 'node:fs';
import { importDrawing } from '@diku/engine';

const [times, ...paths] = process.argv.slice(2);
const files = paths.map((path) => new Uint8Array(readFileSync(path)));
const memoryMb = [];
for (let k = 0; k < Number(times); k++) {
  await importDrawing(files[k % files.length]).catch(() => undefined);
  // What is finalised in one collection is free in the next.
  for (let pass = 0; pass < 3; pass++) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  memoryMb.push(process.memoryUsage().rss / 2 ** 20);
}
console.log(JSON.stringify(memoryMb));
