/**
 * Imports every garage of a known truth and writes into docs/recognition.md how much of it came out right: as
 * the garages are drawn, and drawn anew in other ways. `--drawings N` says how many of the latter (default 120).
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTypescript } from './lib/import-typescript.mjs';
import { root } from './lib/run.mjs';

const garages = join(root, '../shared/data/garages');
const page = join(root, 'docs/recognition.md');
const mark = 'score: written by npm run score';

if (!existsSync(garages)) {
  console.error(`no garages to score at ${garages}; docs/recognition.md is left as it is`);
  process.exit(0);
}
const option = process.argv.indexOf('--drawings');
const drawings = option < 0 ? 120 : Number(process.argv[option + 1]);
if (!Number.isInteger(drawings) || drawings < 1) {
  console.error('--drawings takes a whole number of drawings, at least 1');
  process.exit(64);
}

const { scoreGarage, underBars } = await importTypescript('test/recognition-support/score-garage.ts');
const { spoilGarage } = await importTypescript('test/recognition-support/spoil-garage.ts');

const names = readdirSync(garages)
  .filter((name) => name.endsWith('.truth.json'))
  .map((name) => name.replace('.truth.json', ''))
  .sort();
const truths = new Map(
  names.map((name) => [name, JSON.parse(readFileSync(join(garages, `${name}.truth.json`), 'utf8'))]),
);

const columns = [
  ['wall recall', 'wallRecall'],
  ['precision', 'wallPrecision'],
  ['length', 'wallLengthRatio'],
  ['thickness', 'thicknessRatio'],
  ['kind', 'kindRatio'],
  ['material', 'materialRatio'],
  ['columns', 'columnRatio'],
  ['openings', 'openingRatio'],
  ['with kind', 'openingKindRatio'],
  ['bays', 'bayRatio'],
  ['points', 'pointRatio'],
  ['facilities', 'facilityRatio'],
  ['trays', 'trayRatio'],
  ['rooms', 'roomRatio'],
  ['ramps', 'rampRatio'],
  ['slopes', 'slopeRatio'],
  ['area error', 'areaError'],
];
writePage([await scoreAsDrawn(), '', await scoreDrawnAnew()].join('\n'));

/** The ten garages as handed over: a row per level. */
async function scoreAsDrawn() {
  const rows = [];
  for (const name of names) {
    const score = await scoreGarage(readFileSync(join(garages, `${name}.dxf`)), truths.get(name));
    say(name, score);
    if (score.failure) rows.push(`| ${name} | ${score.failure} |`);
    Object.entries(score.levels).forEach(([level, values], i) => {
      const cells = columns.map(([, key]) => format(key, values[key]));
      rows.push(`| ${name} ${level} | ${cells.join(' | ')} | ${i === 0 ? score.seconds.toFixed(1) : ''} |`);
    });
  }
  return table(['level', ...columns.map(([title]) => title), 's'], rows);
}

/** Garages drawn anew by seed: how many meet every bar, by each way of drawing. */
async function scoreDrawnAnew() {
  const shares = new Map();
  const misses = [];
  let passed = 0;
  const small = names.filter((name) => !name.includes('huge'));
  for (let seed = 1; seed <= drawings; seed++) {
    const name = small[(seed * 7) % small.length];
    const { bytes, truth, style } = spoilGarage(truths.get(name), seed);
    const score = await scoreGarage(bytes, truth);
    const missed = underBars(score);
    say(`${name} seed ${seed}`, score, missed);
    if (missed.length === 0) passed++;
    else misses.push(`| ${seed} | ${name} | ${style.layers} | ${missed.join('; ')} |`);
    for (const way of waysOf(style)) {
      const share = shares.get(way) ?? { passed: 0, total: 0 };
      share.total++;
      if (missed.length === 0) share.passed++;
      shares.set(way, share);
    }
  }
  const byWay = [...shares.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = byWay.map(([way, share]) => `| ${way} | ${share.passed} of ${share.total} |`);
  return [
    `${passed} of ${drawings} drawings made anew (seeds 1–${drawings}) meet every bar.`,
    '',
    table(['drawn with', 'meet every bar'], rows),
    '',
    misses.length === 0 ? '' : table(['seed', 'garage', 'layers', 'under the bar'], misses),
  ].join('\n');
}

function waysOf(style) {
  const walls = new Set(Object.values(style.walls));
  return [
    `layers: ${style.layers}`,
    ...[...walls].map((way) => `walls: ${way}`),
    `bays: ${style.bays}`,
    `columns: ${style.columns}`,
    `doors: ${style.doors}`,
    `unit: ${style.unit}, header ${style.header}`,
    style.stopAtColumns ? 'walls stop at columns' : 'walls run through columns',
    style.noise ? 'frames, legends, sections, cars' : 'plan alone',
    style.gapRatio > 0 ? 'with gaps' : 'without gaps',
  ];
}

function format(key, value) {
  return key === 'areaError' ? `${(100 * value).toFixed(2)} %` : value.toFixed(3);
}

function table(titles, rows) {
  return [`| ${titles.join(' | ')} |`, `|${titles.map(() => '---').join('|')}|`, ...rows].join('\n');
}

function say(name, { seconds, failure }, missed = []) {
  console.error(
    `${name}: ${seconds.toFixed(1)} s${[failure, ...missed]
      .filter(Boolean)
      .map((text) => `; ${text}`)
      .join('')}`,
  );
}

function writePage(body) {
  const text = readFileSync(page, 'utf8');
  const [before] = text.split(`<!-- ${mark} -->`);
  const [, after = ''] = text.split(`<!-- /${mark} -->`);
  writeFileSync(page, `${before}<!-- ${mark} -->\n\n${body.trim()}\n\n<!-- /${mark} -->${after}`);
  console.error(`written: ${page}`);
}
