// Frame times while the view of a reviewed drawing is dragged in the built planner: real pointer events in a headless
// Chromium, on a made-up garage with `--lines N` lines (default 100000), all of it in view and nearer.
// `--seconds N` per run (default 6); `--planner FOLDER` another built planner, to compare with; `--json` prints one JSON
// document with histograms.
import { parseArgs } from 'node:util';
import { describeFrames } from './frames/frame-statistics.mjs';
import { drawLines } from './frames/lines-drawing.mjs';
import { measurePan } from './frames/measure-pan.mjs';
import { openPlanner } from './frames/open-planner.mjs';
import { describeRun } from './lib/machine.mjs';
import { markdownTable } from './lib/table.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean' },
    lines: { type: 'string', default: '100000' },
    planner: { type: 'string', default: 'packages/viewer/dist' },
    seconds: { type: 'string', default: '6' },
  },
});
const viewport = { width: 1440, height: 900 };
const bytes = drawLines(Number(options.lines));
const { server, browser } = await openPlanner(undefined, options.planner);
const runs = [];
try {
  for (const [name, notches] of [
    ['all in view', 0],
    ['four times nearer', 5],
  ]) {
    const probe = await measurePan(browser, server.url, {
      bytes,
      viewport,
      seconds: Number(options.seconds),
      notches,
    });
    const { frames, framesPerS, frameMs, shareInBudget, mainThreadMs, histogram } = describeFrames(probe);
    runs.push({ name, frames, framesPerS, frameMs, shareInBudget, mainThreadMs, histogram });
  }
} finally {
  await browser.close();
  server.close();
}
const result = {
  ...describeRun(),
  lines: Number(options.lines),
  viewport,
  runs,
};
const rows = runs.map(({ name, framesPerS, frameMs, shareInBudget }) => [
  name,
  framesPerS,
  `${frameMs.median} / ${frameMs.p95} / ${frameMs.max}`,
  `${(100 * shareInBudget).toFixed(1)} %`,
]);
const table = markdownTable(['view', 'frames/s', 'frame, ms: median / 95 % / most', '≤ 17.67 ms'], rows);
process.stdout.write(options.json ? `${JSON.stringify(result, null, 1)}\n` : `${table}\n`);
