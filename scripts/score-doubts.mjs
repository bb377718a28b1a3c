/**
 * What the import makes of drawings that are a mess and of drawings that are no garage: every mess of every garage whose
 * answer is known, the drawings of test/fixtures/not-a-garage, and whatever drawings `--others FOLDER` names. Prints a line
 * each and what it comes to; the status is 1 where a drawing could be met with an area more than 5 % off, where one that is
 * no garage could, or where a garage as it was drawn could not be decided. `--garages N` takes the first N of the shared
 * garages, `--made-up N` so many invented ones (default 4), `--mess PATTERN` takes some messes only,
 * `--classes` prints for each mess and in total what every line was taken for, by class, and how names of layers are
 * taken; `--plan` runs the whole `diku plan` on some.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { importTypescript } from './lib/import-typescript.mjs';
import { root } from './lib/run.mjs';

const maxAreaError = 0.05;
const { drawingBeforeLayers, messes, messUp, truthInMess } = await importTypescript(
  'test/import/doubt-support/mess-drawing.ts',
  {
    built: true,
  },
);
const { scoreDoubts } = await importTypescript('test/import/doubt-support/score-doubts.ts', { built: true });
const { emptyTally, scoreClasses, scoreNames, sumOf, tableOf, tallyImport } = await importTypescript(
  'test/import/doubt-support/score-lines.ts',
  { built: true },
);
const { officeHalves } = await importTypescript('test/import/doubt-support/office-layers.ts', {
  built: true,
});
const { sharedGarages, inventedGarage } = await importTypescript(
  'test/import/doubt-support/mess-garages.ts',
  {
    built: true,
  },
);

const shared = sharedGarages();
if (shared.length === 0) console.log('the shared garages are not here: made-up ones alone are scored');
const garages = [
  ...shared.slice(0, numberOption('--garages', shared.length)),
  ...Array.from({ length: numberOption('--made-up', 4) }, (_, k) => inventedGarage(9101 + k)),
];
const wrong = [];
const counts = { decidable: 0, undecidable: 0, refused: 0, doubtedRight: 0, silent: 0 };
const atBar = new Map();
const messOption = process.argv.indexOf('--mess');
/** What the lines of each mess were taken for, and how many drawings were refused. */
const byMess = new Map();
const wanted = new RegExp(messOption < 0 ? '.' : process.argv[messOption + 1]);

for (const { name, bytes, truth } of garages) {
  for (const mess of Object.keys(messes).filter((each) => wanted.test(each))) {
    const score = await scoreDoubts(await messUp(bytes, truth, mess), { truth: truthInMess(truth, mess) });
    const { outcome, areaError = 0, under } = score;
    if (process.argv.includes('--classes')) await tally({ bytes, truth, mess, score });
    counts[outcome]++;
    const bar = atBar.get(mess) ?? { met: 0, told: 0, of: 0 };
    atBar.set(mess, bar);
    bar.of++;
    if (under?.length === 0) bar.met++;
    else if (outcome === 'decidable') counts.silent++;
    else bar.told++;
    if (outcome === 'undecidable' && areaError <= maxAreaError) counts.doubtedRight++;
    const isWrong =
      (outcome === 'decidable' && areaError > maxAreaError) ||
      (mess === 'as drawn' && outcome !== 'decidable');
    say(`${name}, ${mess}`, score, isWrong);
  }
}
console.log(
  `${garages.length} garages × ${Object.keys(messes).length} drawings: ${counts.decidable} decidable, ` +
    `${counts.undecidable} not (${counts.doubtedRight} of them with an area within 5 %), ${counts.refused} refused`,
);

for (const [mess, { met, told, of }] of atBar)
  console.log(`  ${mess}: ${met} of ${of} at the bar, ${told} more told`);
const met = [...atBar.values()].reduce((sum, bar) => sum + bar.met, 0);
console.log(
  `at the bar (walls, columns, bays, openings 0.95, area 2 %): ${met}; under it and decidable: ${counts.silent}`,
);

if (byMess.size > 0) printClasses();
if (process.argv.includes('--classes')) printNames();
const others = otherDrawings();
let decidable = 0;
for (const { name, bytes } of others) {
  const score = await scoreDoubts(bytes, { fileName: name });
  if (score.outcome === 'decidable') decidable++;
  say(name, score, score.outcome === 'decidable');
}
console.log(`${others.length} drawings that are no garage: ${decidable} decidable`);
if (process.argv.includes('--plan')) await planSome();
console.log(wrong.length === 0 ? 'nothing wrong could be met' : `wrong:\n  ${wrong.join('\n  ')}`);
process.exit(wrong.length === 0 ? 0 : 1);

async function tally({ bytes, truth, mess, score }) {
  const entry = byMess.get(mess) ?? { tally: emptyTally(), read: 0, refused: 0 };
  byMess.set(mess, entry);
  if (!score.imported) {
    entry.refused++;
    return;
  }
  entry.read++;
  const drawn = await drawingBeforeLayers(bytes, truth, mess);
  tallyImport(entry.tally, score.imported, { truth: truthInMess(truth, mess), drawn });
}

function printClasses() {
  for (const [mess, { tally, read, refused }] of byMess) printTable(mess, tally, { read, refused });
  const all = [...byMess.values()];
  const sum = (key) => all.reduce((total, each) => total + each[key], 0);
  const total = sumOf(all.map((each) => each.tally));
  printTable('all messes', total, { read: sum('read'), refused: sum('refused') });
}

/** How the layers of the offices are taken by their names alone. */
function printNames() {
  for (const [half, offices] of Object.entries(officeHalves)) {
    const scores = offices.map(scoreNames);
    const [right, unknown, wrong] = ['right', 'unknown', 'wrong'].map((key) =>
      scores.flatMap((score) => score[key]),
    );
    const which = half === 'known' ? 'offices 1–4' : 'offices 5–8, by which nothing was mended';
    console.log(
      `\nnames of layers, ${which}: ${right.length} right, ${unknown.length} say nothing (${unknown.join(' ')}), ` +
        `${wrong.length} taken for something else (${wrong.join(', ')})`,
    );
  }
}

function printTable(title, tally, { read, refused }) {
  console.log(`\n${title}: ${read} drawings read, ${refused} refused and not counted\n`);
  for (const line of tableOf(scoreClasses(tally))) console.log(line);
}

function say(name, { outcome, why, areaError, under = [] }, isWrong) {
  const area = areaError === undefined ? '' : `, area ${(100 * areaError).toFixed(1)} % off`;
  const bars = under.length > 0 ? `; under the bar: ${under.join(', ')}` : '';
  const line = `${name}: ${outcome}${area}${why ? ` (${why.slice(0, 110)})` : ''}${bars}`;
  console.log(`${isWrong ? 'WRONG ' : '      '}${line}`);
  if (isWrong) wrong.push(line);
}

/** Compressed or not; files beside them with answers and notes are passed over. */
function otherDrawings() {
  const option = process.argv.indexOf('--others');
  const folders = [
    join(root, 'test/fixtures/not-a-garage'),
    ...(option < 0 ? [] : [process.argv[option + 1]]),
  ];
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.(dxf|ifc|geojson|osm|png|jpe?g|pdf)(\.gz)?$/.test(name))
      .sort()
      .map((name) => {
        const bytes = readFileSync(join(folder, name));
        return {
          name: name.replace(/\.gz$/, ''),
          bytes: new Uint8Array(name.endsWith('.gz') ? gunzipSync(bytes) : bytes),
        };
      }),
  );
}

/** The whole job on the first garage with a few messes and on a few others: what it exits with. */
async function planSome() {
  const [{ name, bytes, truth }] = garages;
  const folder = mkdtempSync(join(tmpdir(), 'diku-doubts-'));
  const drawings = [
    ...['as drawn', 'outer wall open 2 × 20 m', 'a side of the outer wall missing', 'drawn at 1:50'].map(
      (mess) => ({
        title: `${name}, ${mess}`,
        isRight: mess === 'as drawn',
        content: () => messUp(bytes, truth, mess),
      }),
    ),
    ...others
      .filter(({ name: other }) => /warehouse|flat_|office/.test(other))
      .map((other) => ({ title: other.name, isRight: false, content: () => other.bytes })),
  ];
  for (const { title, isRight, content } of drawings) {
    const path = join(folder, `drawing${/\.(ifc|geojson)$/.exec(title)?.[0] ?? '.dxf'}`);
    writeFileSync(path, await content());
    const cli = join(root, 'packages/cli/bin/diku.js');
    const given = ['plan', path, '-o', join(folder, 'out'), '--effort', 'low', '--json', '--lang', 'en'];
    const { status, stdout } = spawnSync(process.execPath, [cli, ...given], { encoding: 'utf8' });
    const verdict = status === 0 || status === 1 ? JSON.parse(stdout) : undefined;
    const isMet = verdict?.target.met === true;
    const line = `diku plan, ${title}: status ${status}${verdict ? `, met ${isMet}, decidable ${verdict.decidable}` : ''}`;
    const isWrong = isMet !== isRight || (status === 0) !== isRight;
    console.log(`${isWrong ? 'WRONG ' : '      '}${line}`);
    if (isWrong) wrong.push(line);
    rmSync(join(folder, 'out'), { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true });
}

function numberOption(name, otherwise) {
  const option = process.argv.indexOf(name);
  const value = option < 0 ? otherwise : Number(process.argv[option + 1]);
  if (Number.isInteger(value) && value >= 0) return value;
  console.error(`${name} takes a whole number`);
  process.exit(64);
}
