import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuSlug } from '../lib/history.mjs';
import { root } from '../lib/machine.mjs';
import { markdownTable } from '../lib/table.mjs';
import { drawFrames } from './draw-frames.mjs';

const begin = '<!-- frames: written by npm run bench:frames -- --write -->';
const end = '<!-- /frames -->';

/** Figures of a run as Markdown. */
export function formatFrames(result) {
  const { machine, viewport, renderer } = result;
  const about = [
    `${machine.cpu}, ${machine.threads} threads, load ${machine.load} before and ${machine.loadAfter} after;`,
    `${result.browser}, page of ${viewport.width} × ${viewport.height} pixels; renderer: ${renderer};`,
    `${result.levelAntennas} antennas on the level, ${result.antennas} in all; ${result.date.slice(0, 10)} at ${result.revision}.`,
  ];
  const three = (spread) => (spread ? `${spread.median} / ${spread.p95} / ${spread.p99}` : '–');
  const rows = result.drags.map((drag) => [
    drag.name,
    drag.framesPerS,
    three(drag.frameMs),
    `${(100 * drag.shareInBudget).toFixed(1)} %`,
    three(drag.mainThreadMs),
    drag.fieldUpdatesPerS,
    three(drag.askedToArrivedMs),
    three(drag.pointerToFieldMs),
    drag.fieldUpdates > 0 ? drag.field : '–',
  ]);
  const headers = [
    'run',
    'frames/s',
    'frame, ms',
    `≤ ${result.frameBudgetMs} ms`,
    'scripts per frame, ms',
    'fields/s',
    'asked to arrived, ms',
    'pointer to field, ms',
    'field',
  ];
  return `${about.join('\n')}\n\n${markdownTable(headers, rows)}\n\nThree figures are median / 95 % / 99 %.`;
}

/** Records a run: figures, histogram, and the section of the page on performance between its marks. */
export function writeFrames(result) {
  const folder = join(root, 'benchmarks/results');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `frames-${cpuSlug(result.machine.cpu)}.json`);
  writeFileSync(file, `${JSON.stringify(result, null, 1)}\n`);
  writeFileSync(join(root, 'docs/images/frame-times.svg'), drawFrames(result));
  const page = join(root, 'docs/performance.md');
  const text = existsSync(page)
    ? readFileSync(page, 'utf8')
    : `# Performance\n\n## Dragging\n\n${begin}\n${end}\n`;
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`${page}: expected “${begin}” and “${end}” after it`);
  writeFileSync(page, `${before}${begin}\n\n${formatFrames(result)}\n\n${end}${after}`);
}
