/**
 * Imports every garage of a known truth and writes into docs/recognition.md how much of it came out right: as the
 * garages are drawn, the same drawn anew in other ways, and garages made up. `--drawings N` says how many drawn anew
 * and `--made-up N` how many made up (default 150 and 100); `--from N` is the first seed (default 9001: those below
 * were looked at while recognition was written). `--pictures` scores images instead (score-scans.mjs), `--seeds N`
 * of each kind (default 4).
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
if (process.argv.includes('--pictures')) {
  const { scoreScans } = await import('./score-scans.mjs');
  await scoreScans(wholeOption('--seeds', 4));
  process.exit(0);
}
const drawings = wholeOption('--drawings', 150);
const madeUp = wholeOption('--made-up', 100);
const from = wholeOption('--from', 9001);

const { scoreGarage, silentMisses, underBars } = await importTypescript(
  'test/import/recognition-support/score-garage.ts',
);
const { spoilGarage } = await importTypescript('test/import/recognition-support/spoil-garage.ts');

const { inventGarage } = await importTypescript('test/import/recognition-support/invent-garage.ts');

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
const small = names.filter((name) => !name.includes('huge'));
const anew = await scoreDrawings(drawings, (seed) => {
  const name = small[(seed * 7) % small.length];
  return { name, truth: truths.get(name), traits: [] };
});
const invented = await scoreDrawings(madeUp, (seed) => ({ name: 'made up', ...inventGarage(seed) }));
writePage(
  [
    await scoreAsDrawn(),
    `${anew.passed} of ${drawings} drawings made anew (seeds ${from}–${from + drawings - 1}) meet every bar.`,
    `${invented.passed} of ${madeUp} made-up garages (the same seeds) meet every bar.`,
    `Of the ${anew.misses.length + invented.misses.length} others, ${anew.silent + invented.silent} miss walls or outline without a doubt that bears on them.`,
    table(['drawn with', 'drawn anew', 'made up'], featuresOfBoth()),
    table(['seed', 'garage', 'layers', 'under the bar', 'asked about'], [...anew.misses, ...invented.misses]),
  ].join('\n\n'),
);

function wholeOption(name, otherwise) {
  const option = process.argv.indexOf(name);
  const value = option < 0 ? otherwise : Number(process.argv[option + 1]);
  if (Number.isInteger(value) && value >= 1) return value;
  console.error(`${name} takes a whole number, at least 1`);
  process.exit(64);
}

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

/** Garages drawn by seed: how many meet every bar, by each way of drawing, and what the others are asked about. */
async function scoreDrawings(count, garageOf) {
  const result = { passed: 0, silent: 0, misses: [], tallies: new Map() };
  for (let seed = from; seed < from + count; seed++) {
    const { name, truth: original, traits } = garageOf(seed);
    const { bytes, truth, style, extras } = spoilGarage(original, seed);
    const score = await scoreGarage(bytes, truth);
    const missed = underBars(score);
    say(`${name} seed ${seed}`, score, missed);
    if (missed.length === 0) result.passed++;
    else {
      const silent = silentMisses(score);
      if (silent.length > 0) result.silent++;
      const asked = [...new Set((score.result?.doubts ?? []).map(({ kind }) => kind))].join(', ');
      result.misses.push(
        `| ${seed} | ${[name, ...traits].join(', ')} | ${style.layers} | ${missed.join('; ')} | ${score.result ? asked || 'nothing' : 'refused'} |`,
      );
    }
    for (const feature of [...featuresOf(style), ...extraFeaturesOf(extras), ...traits]) {
      const tally = result.tallies.get(feature) ?? { passed: 0, total: 0 };
      tally.total++;
      if (missed.length === 0) tally.passed++;
      result.tallies.set(feature, tally);
    }
  }
  return result;
}

function featuresOfBoth() {
  const features = [...new Set([...anew.tallies.keys(), ...invented.tallies.keys()])].sort();
  const cell = (tally) => (tally ? `${tally.passed} of ${tally.total}` : '');
  return features.map(
    (feature) =>
      `| ${feature} | ${cell(anew.tallies.get(feature))} | ${cell(invented.tallies.get(feature))} |`,
  );
}

function featuresOf(style) {
  const walls = new Set(Object.values(style.walls));
  return [
    `layers: ${style.layers}`,
    ...[...walls].map((each) => `walls: ${each}`),
    `bays: ${style.bays}`,
    `columns: ${style.columns}`,
    `doors: ${style.doors}`,
    `unit: ${style.unit}, header ${style.header}`,
    style.stopAtColumns ? 'walls stop at columns' : 'walls run through columns',
    style.noise ? 'frames, legends, sections, cars' : 'plan alone',
    style.gapRatio > 0 ? 'with gaps' : 'without gaps',
  ];
}

function extraFeaturesOf(extras) {
  const {
    whole,
    far,
    titles,
    compartments,
    groundFloor,
    details,
    chargers,
    fragments,
    columnLayer,
    stackers,
  } = extras;
  return [
    ...(whole === 'none' ? [] : [`whole plan: ${whole === 'mirrored' ? 'mirrored block' : whole}`]),
    ...(far ? ['coordinates of 10⁷–10⁸ units'] : []),
    `titles: ${titles}`,
    ...(compartments ? ['fire compartments written'] : []),
    ...(groundFloor ? ['the floor above beside it'] : []),
    ...(details ? ['details at other scales beside it'] : []),
    `chargers: ${chargers}`,
    ...(fragments ? ['texts in single characters'] : []),
    ...(columnLayer === 'own' ? [] : [columnLayer === 'none' ? 'no columns' : 'columns on a wall layer']),
    ...(stackers ? ['car lifts'] : []),
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
      .filter((text, i, all) => text && all.indexOf(text) === i)
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
