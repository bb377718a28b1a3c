/**
 * Draws known garages as images, spoils them as scanners, copiers and fax machines do, imports them and writes into
 * docs/recognition.md what came out: `npm run score -- --pictures`, `--seeds N` for so many of each spoiling (default
 * 4).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTypescript } from './lib/import-typescript.mjs';
import { root } from './lib/run.mjs';

const page = join(root, 'docs/recognition.md');
const mark = 'pictures: written by npm run score -- --pictures';
/** Taken by turns, seed by seed. */
const garages = ['g01_clean_rect', 'g02_clean_L', 'g04_typ_U'];
const scales = [0.05, 0.06, 0.08];

const columns = [
  ['wall recall', 'wallRecall'],
  ['precision', 'wallPrecision'],
  ['thickness', 'thicknessRatio'],
  ['columns', 'columnRatio'],
  ['openings', 'openingRatio'],
  ['bays', 'bayRatio'],
  ['area error', 'areaError'],
];

/** Seeds from 1; refused images are counted, and their reasons printed while it runs. */
export async function scoreScans(seedCount) {
  const module = (path) => importTypescript(path, { built: true });
  const { spoilings } = await module('test/import/image-support/spoil-scan.ts');
  const { scoreScan } = await module('test/import/image-support/score-scan.ts');
  const rows = [];
  for (const [name, spoiling] of Object.entries(spoilings)) {
    const scores = [];
    for (let seed = 1; seed <= seedCount; seed++) {
      const garage = garages[(seed + Math.floor((seed - 1) / garages.length)) % garages.length];
      const truth = JSON.parse(
        readFileSync(join(root, `../shared/data/garages/${garage}.truth.json`), 'utf8'),
      );
      const metresPerPixel = scales[(seed - 1) % scales.length];
      const score = await scoreScan(truth, spoiling, { metresPerPixel, seed });
      const found = typeof score === 'string' ? score : `walls ${score.wallRecall.toFixed(3)}`;
      console.error(`${name}, seed ${seed}: ${garage} at ${metresPerPixel} m per pixel: ${found}`);
      scores.push(score);
    }
    rows.push(rowOf(name, scores));
  }
  const titles = ['spoiled', 'read', ...columns.map(([title]) => title)];
  writePage(
    [
      `Seeds 1–${seedCount}: each figure is the mean and, in brackets, the worst of the scans that were read.`,
      [`| ${titles.join(' | ')} |`, `|${titles.map(() => '---').join('|')}|`, ...rows].join('\n'),
    ].join('\n\n'),
  );
}

function rowOf(name, scores) {
  const read = scores.filter((score) => typeof score !== 'string');
  const cells = columns.map(([, key]) => {
    if (read.length === 0) return '';
    const values = read.map((score) => score[key]);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const isError = key === 'areaError';
    const worst = isError ? Math.max(...values) : Math.min(...values);
    const text = (value) => (isError ? `${(100 * value).toFixed(1)} %` : value.toFixed(2));
    return `${text(mean)} (${text(worst)})`;
  });
  return `| ${[name, `${read.length} of ${scores.length}`, ...cells].join(' | ')} |`;
}

function writePage(body) {
  const text = readFileSync(page, 'utf8');
  const [before] = text.split(`<!-- ${mark} -->`);
  const [, after = ''] = text.split(`<!-- /${mark} -->`);
  writeFileSync(page, `${before}<!-- ${mark} -->\n\n${body}\n\n<!-- /${mark} -->${after}`);
  console.error(`written: ${page}`);
}
