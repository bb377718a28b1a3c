/**
 * `npm run tune -- [subject …]`: how much the import's score depends on each of its thresholds
 * (`packages/engine/src/import/tuning.ts`). Every threshold is taken a fraction smaller and larger (`--by 0.2`), one
 * at a time, and drawings whose truth is known are imported and scored again: for the readers of IFC models, of maps
 * and of scans one of the ten garages written in their format, for everything else garages drawn anew and made up by
 * seed (`--drawings 6`, half of each). Prints for each threshold its value, and by how many points of a hundred the
 * mean score falls (−) or rises with the smaller and the larger value; what no drawing exercises shows 0.00 twice.
 * `--write FILE` writes the table as a page. A subject is the name of a group in the table (`--list`); without
 * subjects all are changed. Needs the garages of developers' machines.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createServer, createServerModuleRunner } from 'vite';
import { engineSources } from './lib/engine-sources.mjs';
import { root } from './lib/run.mjs';

const garages = join(root, '../shared/data/garages');
/** Fractions of the score of a scan, and of a drawing: what a garage is planned from. */
const plain = ['wallRecall', 'wallPrecision', 'columnRatio', 'openingRatio', 'bayRatio'];
const details = [...plain, 'pointRatio', 'facilityRatio', 'roomRatio', 'rampRatio'];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    by: { type: 'string', default: '0.2' },
    drawings: { type: 'string', default: '6' },
    list: { type: 'boolean', default: false },
    write: { type: 'string' },
  },
});
if (!existsSync(garages)) {
  console.log(`skipped: the garages are not on this machine: ${garages}`);
  process.exit(0);
}

const server = await createServer({
  ...{ configFile: false, root, logLevel: 'error', appType: 'custom' },
  server: { middlewareMode: true, watch: null, hmr: false },
  resolve: { alias: engineSources },
  plugins: [
    {
      // A file takes its thresholds when it is loaded; here it also takes them again after a change.
      name: 'thresholds-taken-again',
      transform: (code) =>
        code.replace(
          /^(export )?const (\{[^}]*\}) = (tuning\.\w+);/gm,
          (_, exported, names, group) =>
            `${exported ?? ''}let ${names} = ${group};\n(globalThis.dikuThresholds ??= []).push(() => { (${names} = ${group}); });`,
        ),
    },
  ],
});
const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
try {
  await measure();
} finally {
  await runner.close();
  await server.close();
}

async function measure() {
  const { tuning } = await load('packages/engine/src/import/tuning.ts');
  const wanted = positionals.length > 0 ? positionals : Object.keys(tuning);
  const unknown = wanted.find((subject) => !(subject in tuning));
  if (unknown) {
    console.error(`scripts/tune.mjs: found the subject ${unknown}; expected one of --list`);
    process.exitCode = 64;
    return;
  }
  if (options.list) {
    for (const subject of wanted) console.log(subject, Object.keys(tuning[subject]).join(' '));
    return;
  }
  const sets = await drawingSets();
  const rows = [];
  for (const subject of wanted) {
    const set = sets[Object.keys(sets).find((prefix) => subject.startsWith(prefix)) ?? 'drawn'];
    set.usual ??= await set.score();
    for (const [name, value] of Object.entries(tuning[subject])) {
      if (typeof value !== 'number') continue;
      const points = [];
      for (const factor of [1 - Number(options.by), 1 + Number(options.by)]) {
        takeThreshold(
          tuning[subject],
          name,
          Number.isInteger(value) ? Math.round(value * factor) : value * factor,
        );
        points.push((100 * ((await set.score()) - set.usual)).toFixed(2));
      }
      takeThreshold(tuning[subject], name, value);
      rows.push({ set: set.name, subject, name, value, points });
      console.log([`${subject}.${name}`.padEnd(48), value, ...points].join('  '));
    }
  }
  if (options.write) writePage(options.write, rows, sets);
}

function takeThreshold(group, name, value) {
  group[name] = value;
  for (const take of globalThis.dikuThresholds) take();
}

/** Returns by the beginning of a subject's name the drawings that exercise it, and their mean score from 0 to 1. */
async function drawingSets() {
  const recognition = 'test/import/recognition-support';
  const [
    { scoreGarage },
    { spoilGarage },
    { inventGarage },
    { garageModel },
    maps,
    mapText,
    scans,
    { spoilings },
  ] = await Promise.all(
    [
      ...['score-garage', 'spoil-garage', 'invent-garage'].map((name) => `${recognition}/${name}.ts`),
      'test/import/ifc-support/garage-model.ts',
      'test/import/map-support/truth-features.ts',
      'test/import/map-support/write-map.ts',
      ...['score-scan', 'spoil-scan'].map((name) => `test/import/image-support/${name}.ts`),
    ].map(load),
  );
  const names = readdirSync(garages).filter((name) => /^g0\d.*\.truth\.json$/.test(name));
  const truthOf = (file) => JSON.parse(readFileSync(join(garages, file), 'utf8'));
  const drawings = Array.from({ length: Number(options.drawings) }, (_, index) => {
    const seed = 9001 + index;
    return spoilGarage(
      index % 2 === 0 ? truthOf(names[(seed * 7) % names.length]) : inventGarage(seed).truth,
      seed,
    );
  });
  const [truth] = names.filter((name) => name.startsWith('g02')).map(truthOf);
  const model = garageModel(truth, { schema: 'IFC4', unit: 'mm' }).toBytes();
  const map = new TextEncoder().encode(
    mapText.writeGeoJson(maps.truthFeatures(truth, 'areas', true), (point) => point),
  );
  const scored = async (bytes, known) => fraction((await scoreGarage(bytes, known)).worst, details);
  const scan = async () => {
    const score = await scans.scoreScan(truth, Object.values(spoilings)[0], {
      metresPerPixel: 0.06,
      seed: 1,
    });
    return typeof score === 'string' ? 0 : fraction(score, plain);
  };
  return {
    ifc: { name: 'garage g02 as an IFC4 model', score: () => scored(model, truth) },
    map: { name: 'garage g02 as GeoJSON in metres', score: () => scored(map, truth) },
    raster: { name: `garage g02 as a scan, spoiled by "${Object.keys(spoilings)[0]}"`, score: scan },
    drawn: {
      name: `${options.drawings} garages drawn anew and made up, seeds from 9001`,
      score: async () => {
        let sum = 0;
        for (const { bytes, truth: known } of drawings) sum += await scored(bytes, known);
        return sum / drawings.length;
      },
    },
  };
}

/** Mean of the fractions less the error of the area; a drawing that is refused counts as none of it. */
function fraction(score, keys) {
  return score ? keys.reduce((total, key) => total + score[key], 0) / keys.length - score.areaError : 0;
}

function writePage(file, rows, sets) {
  const lines = [
    '# Sensitivity of the thresholds',
    '',
    `Written by \`npm run tune -- --write FILE\`. Each threshold of \`packages/engine/src/import/tuning.ts\` is taken ${100 * Number(options.by)} %`,
    'smaller and larger, one at a time; the figures are the points of a hundred by which the mean score of the named',
    'drawings moves. 0.00 twice means that these drawings do not exercise the threshold: it is not shown to be right.',
  ];
  for (const { name, usual } of Object.values(sets)) {
    const setRows = rows.filter(({ set }) => set === name);
    if (setRows.length === 0) continue;
    const moving = setRows.filter(({ points }) => points.some((text) => Math.abs(Number(text)) >= 0.005));
    lines.push('', `## ${name[0].toUpperCase()}${name.slice(1)}`, '');
    lines.push(
      `Score ${(100 * usual).toFixed(2)} of 100; ${moving.length} of ${setRows.length} thresholds move it.`,
      '',
    );
    lines.push('| threshold | value | smaller | larger |', '|---|---|---|---|');
    for (const row of setRows) {
      lines.push(`| ${row.subject}.${row.name} | ${row.value} | ${row.points.join(' | ')} |`);
    }
  }
  writeFileSync(file, `${lines.join('\n')}\n`);
}

function load(path) {
  return runner.import(`/${path}`);
}
