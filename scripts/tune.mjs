/**
 * `npm run tune -- [subject …]`: how much the import's score depends on each of its thresholds
 * (`packages/engine/src/import/tuning.ts`). Every threshold is taken a fraction smaller and larger (`--by 0.2`), one
 * at a time, and the same drawings are imported and scored again: garages drawn anew and made-up ones by seed
 * (`--drawings 6`, half of each), whose truth is known. Prints for each threshold its value, and by how many points of
 * a hundred the mean score falls (−) or rises with the smaller and the larger value; what no drawing of the set
 * exercises shows 0.00 twice. Without subjects all are changed, which takes hours: a subject is the name of a group in
 * the table (`npm run tune -- --list`). Needs the garages of developers' machines.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createServer, createServerModuleRunner } from 'vite';
import { engineSources } from './lib/engine-sources.mjs';
import { root } from './lib/run.mjs';

const garages = join(root, '../shared/data/garages');
const tables = join(root, 'packages/engine/src/import/tuning.ts');
/** Fractions of the score: what a garage is planned from. */
const scored = [
  ...['wallRecall', 'wallPrecision', 'columnRatio', 'openingRatio'],
  ...['bayRatio', 'pointRatio', 'facilityRatio', 'roomRatio', 'rampRatio'],
];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    by: { type: 'string', default: '0.2' },
    drawings: { type: 'string', default: '6' },
    list: { type: 'boolean', default: false },
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
      name: 'changed-threshold',
      transform: (code, id) =>
        id === tables
          ? `${code}\nconst { subject, name, value } = globalThis.dikuChange ?? {};\nif (subject) tuning[subject][name] = value;\n`
          : undefined,
    },
  ],
});
try {
  await measure();
} finally {
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
  const usual = await score(undefined);
  console.log(`mean score of ${options.drawings} drawings: ${usual.toFixed(4)}`);
  console.log(
    ['threshold'.padEnd(48), ...['value', 'smaller', 'larger'].map((text) => text.padStart(10))].join(''),
  );
  for (const subject of wanted) {
    for (const [name, value] of Object.entries(tuning[subject])) {
      if (typeof value !== 'number') continue;
      const falls = [];
      for (const factor of [1 - Number(options.by), 1 + Number(options.by)]) {
        const changed = Number.isInteger(value) ? Math.round(value * factor) : value * factor;
        falls.push(100 * ((await score({ subject, name, value: changed })) - usual));
      }
      const cells = [String(value), ...falls.map((points) => points.toFixed(2))];
      console.log([`${subject}.${name}`.padEnd(48), ...cells.map((text) => text.padStart(10))].join(''));
    }
  }
}

/** Mean over drawings and fractions with one threshold changed; a drawing that is refused counts as none of it. */
async function score(change) {
  globalThis.dikuChange = change;
  const support = 'test/import/recognition-support';
  const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
  try {
    const [{ scoreGarage }, { spoilGarage }, { inventGarage }] = await Promise.all(
      ['score-garage', 'spoil-garage', 'invent-garage'].map((name) =>
        runner.import(`/${support}/${name}.ts`),
      ),
    );
    const names = readdirSync(garages).filter((name) => /^g0\d.*\.truth\.json$/.test(name));
    let sum = 0;
    for (let index = 0; index < Number(options.drawings); index += 1) {
      const seed = 9001 + index;
      const file = names[(seed * 7) % names.length];
      const original =
        index % 2 === 0 ? JSON.parse(readFileSync(join(garages, file), 'utf8')) : inventGarage(seed).truth;
      const { bytes, truth } = spoilGarage(original, seed);
      const { worst } = await scoreGarage(bytes, truth);
      if (worst) {
        sum += scored.reduce((total, key) => total + worst[key], 0) / scored.length - worst.areaError;
      }
    }
    return sum / Number(options.drawings);
  } finally {
    await runner.close();
  }
}

async function load(path) {
  globalThis.dikuChange = undefined;
  const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
  try {
    return await runner.import(`/${path}`);
  } finally {
    await runner.close();
  }
}
