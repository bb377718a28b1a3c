// `node --expose-gc measure-memory.mjs SIDE`: one JSON object with the bytes that fields of SIDE × SIDE cells take.
import { createSimdKernel } from '@diku/engine';
import { createFieldJobs, hashArrays } from './lib/field-jobs.mjs';
import { createGaragePlan } from './lib/garage-plan.mjs';

const side = Number(process.argv[2]);
const memories = watchMemories();
const kernel = createSimdKernel();
const [job] = createFieldJobs(createGaragePlan(), 0.5);
const grid = { ...job.grid, cellMm: 10, columns: side, rows: side };

globalThis.gc();
const peakBefore = 1024 * process.resourceUsage().maxRSS;
const timesMs = [];
let field;
for (let run = 0; run < 3; run++) {
  field = undefined;
  globalThis.gc();
  const startMs = performance.now();
  field = kernel.pathLossDb({ ...job, grid });
  timesMs.push(performance.now() - startMs);
}
const peak = 1024 * process.resourceUsage().maxRSS;
const [minMs, medianMs] = timesMs.sort((a, b) => a - b);
const document = {
  medianMs,
  minMs,
  checksum: hashArrays([field]),
  kernel: Math.max(...memories.map(({ largestBytes }) => largestBytes())),
  result: field.byteLength,
  peak: peak - peakBefore,
};
process.stdout.write(JSON.stringify(document));

/** Every memory of a WebAssembly instance made from now on, with the largest size it had. */
function watchMemories() {
  const watched = [];
  const { Instance } = WebAssembly;
  WebAssembly.Instance = function WatchedInstance(...parameters) {
    const instance = new Instance(...parameters);
    const { memory } = instance.exports;
    if (memory instanceof WebAssembly.Memory) {
      let largest = 0;
      const look = () => {
        largest = Math.max(largest, memory.buffer.byteLength);
        return largest;
      };
      const grow = memory.grow.bind(memory);
      memory.grow = (pages) => {
        const previous = grow(pages);
        look();
        return previous;
      };
      watched.push({ largestBytes: look });
    }
    return instance;
  };
  return watched;
}
