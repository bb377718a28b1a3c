/**
 * `npm run tune -- [subject …]`: how much the import's score depends on each of its thresholds
 * (`packages/engine/src/import/tuning.ts`). Every threshold is taken a fraction smaller and larger (`--by 0.2`), one
 * at a time, and drawings whose truth is known are imported and scored again: for the readers of IFC models, of maps
 * and of scans one of the ten garages written in their format, for everything else garages drawn anew and made up by
 * seed (`--drawings 3`); for the reader of PDF one of the ten garages printed, with layers and without. What
 * every drawing passes is also held against three real plans whose truth was made by hand, where they are at hand: those
 * were drawn by others. Prints for each threshold its value, and by how many points of a hundred the mean score falls (−) or
 * rises with the smaller and the larger value, then the same on the real plans; – where the drawings do not come to
 * the threshold at all.
 * `--write FILE` writes the table as a page. A subject is the name of a group in the table (`--list`), or one of its
 * thresholds as `group.threshold`; without subjects all are changed. Needs the garages of developers' machines, and python3 for the real plans.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { createServer, createServerModuleRunner } from 'vite';
import { engineSources } from './lib/engine-sources.mjs';
import { root } from './lib/run.mjs';

const garages = join(root, '../shared/data/garages');
const realPlans = join(root, '../shared/data/real/plans');
const realScorer = join(root, '../shared/tools/score-real.py');
/** Real drawings by their truths: two houses and a car workshop, drawn in three countries. */
const realDrawings = [
  ['barcelona', 'barcelona-plan.dxf'],
  ['ceco-tm53', 'ceco-tm53.dxf'],
  ['jscad-floorplan', 'jscad-floorplan.dxf'],
];
/** Fractions of the score of a scan, and of a drawing: what a garage is planned from. */
const plain = ['wallRecall', 'wallPrecision', 'columnRatio', 'openingRatio', 'bayRatio'];
const details = [...plain, 'pointRatio', 'facilityRatio', 'roomRatio', 'rampRatio'];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    by: { type: 'string', default: '0.2' },
    drawings: { type: 'string', default: '3' },
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
      // A file takes its thresholds when it is loaded; here it reads each where it uses it, so that changes are seen and
      // so are thresholds that nothing reads.
      name: 'thresholds-read-where-used',
      enforce: 'pre',
      transform: (code, id) => (/\/import\/.*\.ts$/.test(id) ? readWhereUsed(code) : undefined),
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
  /** By subject, the names that are changed; all where none are named. */
  const wantedNames = new Map();
  for (const each of positionals.length > 0 ? positionals : Object.keys(tuning)) {
    const [subject, name] = each.split('.');
    wantedNames.set(subject, [...(wantedNames.get(subject) ?? []), ...(name ? [name] : [])]);
  }
  const wanted = [...wantedNames.keys()];
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
  const read = new Set();
  watchReads(tuning, read);
  const sets = await drawingSets();
  const rows = [];
  for (const subject of wanted) {
    const set = sets[Object.keys(sets).find((prefix) => subject.startsWith(prefix)) ?? 'drawn'];
    const measured = set === sets.drawn && sets.real ? [set, sets.real] : [set];
    for (const each of measured) await measureUsual(each, read);
    const names = wantedNames.get(subject);
    for (const [name, whole] of Object.entries(tuning[subject])) {
      if (names.length > 0 && !names.includes(name)) continue;
      for (const { path, value } of numbersIn(whole)) {
        const points = measured.map(() => []);
        for (const factor of [1 - Number(options.by), 1 + Number(options.by)]) {
          takeThreshold(tuning[subject], name, withNumber(whole, path, changed(name, value, factor)));
          for (const [index, set] of measured.entries()) {
            const isRead = set.read.has(`${subject}.${name}`);
            points[index].push(isRead ? (100 * ((await set.score()) - set.usual)).toFixed(2) : '–');
          }
        }
        takeThreshold(tuning[subject], name, whole);
        const full = [name, ...path].join('.');
        rows.push({ set: set.name, subject, name: full, value, points: points.flat() });
        console.log([`${subject}.${full}`.padEnd(48), value, ...points.flat()].join('  '));
      }
    }
    if (options.write) writePage(options.write, rows, sets);
  }
  sets.real?.end();
}

/** The score as the thresholds are, and which of them are read; a first round loads the files. */
async function measureUsual(set, read) {
  if (set.read) return;
  await set.score();
  read.clear();
  set.usual = await set.score();
  set.read = new Set(read);
}

/** The numbers of a threshold with their paths in it: itself, or the ends of a range and the members of a list. */
function numbersIn(value, path = []) {
  if (typeof value === 'number') return [{ path, value }];
  return Object.entries(value).flatMap(([key, each]) => numbersIn(each, [...path, key]));
}

/** A copy of a threshold with another number at the path. */
function withNumber(value, [key, ...rest], number) {
  if (key === undefined) return number;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[key] = withNumber(value[key], rest, number);
  return copy;
}

/** A count moves by one at the least, so that small ones are tried too; what has a unit moves by its fraction. */
function changed(name, value, factor) {
  const hasUnit = /(M|Mm|M2|Deg|Ratio|Db|Px|Pt|InUnits)$/.test(name);
  if (!Number.isInteger(value) || hasUnit) return value * factor;
  return factor < 1
    ? Math.min(Math.round(value * factor), value - 1)
    : Math.max(Math.round(value * factor), value + 1);
}

/** Names that a file takes from a group become that group's properties, wherever the file uses them. */
function readWhereUsed(code) {
  if (!code.includes('= tuning.')) return undefined;
  const source = ts.createSourceFile('/file.ts', code, ts.ScriptTarget.Latest, true);
  const host = {
    ...ts.createCompilerHost({}),
    getSourceFile: (name) => (name === '/file.ts' ? source : undefined),
  };
  const checker = ts.createProgram(['/file.ts'], { noResolve: true, noLib: true }, host).getTypeChecker();
  const edits = [];
  const readOf = new Map();
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!ts.isObjectBindingPattern(name) || !initializer?.getText().startsWith('tuning.')) continue;
      const group = initializer.getText();
      // What other files take from this one is read once, and again after each change.
      if (statement.modifiers) {
        const text = `${name.getText()} = ${group}`;
        edits.push([statement.getStart(), statement.end, `export let ${text};\n${takenAgain(text)}`]);
        continue;
      }
      for (const element of name.elements) {
        const property = (element.propertyName ?? element.name).getText();
        readOf.set(checker.getSymbolAtLocation(element.name), `${group}.${property}`);
      }
      edits.push([statement.getStart(), statement.end, '']);
    }
  }
  const visit = (node) => {
    if (ts.isVariableStatement(node) && edits.some(([from]) => from === node.getStart())) return;
    if (ts.isShorthandPropertyAssignment(node)) {
      const read = readOf.get(checker.getShorthandAssignmentValueSymbol(node));
      if (read) edits.push([node.getStart(), node.end, `${node.name.text}: ${read}`]);
    } else if (ts.isIdentifier(node)) {
      const read = readOf.get(checker.getSymbolAtLocation(node));
      if (read) edits.push([node.getStart(), node.end, read]);
    } else ts.forEachChild(node, visit);
  };
  visit(source);
  let changed = code;
  for (const [from, to, text] of edits.sort(([a], [b]) => b - a)) {
    changed = changed.slice(0, from) + text + changed.slice(to);
  }
  return changed;
}

function takenAgain(text) {
  return `(globalThis.dikuThresholds ??= []).push(() => { (${text}); });`;
}

/** Records which thresholds are read, in `read`, as `subject.name`. */
function watchReads(tuning, read) {
  for (const [subject, group] of Object.entries(tuning)) {
    for (const [name, value] of Object.entries(group)) {
      let current = value;
      Object.defineProperty(group, name, {
        enumerable: true,
        get: () => {
          read.add(`${subject}.${name}`);
          return current;
        },
        set: (given) => {
          current = given;
        },
      });
    }
  }
}

function takeThreshold(group, name, value) {
  group[name] = value;
  for (const take of globalThis.dikuThresholds ?? []) take();
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
  const { level_offset } = truth.dxf.transform;
  const inMetres = {
    ...truth,
    dxf: { ...truth.dxf, transform: { rotation_deg: 0, units_per_metre: 1, offset: [0, 0], level_offset } },
  };
  const model = garageModel(truth, { schema: 'IFC4', unit: 'mm' }).toBytes();
  const map = new TextEncoder().encode(
    mapText.writeGeoJson(maps.truthFeatures(truth, 'areas', true), (point) => point),
  );
  const { printGarage } = await load('test/import/pdf-support/print-garage.ts');
  const [printed] = names.filter((name) => name.startsWith('g01'));
  const printedDxf = readFileSync(join(garages, printed.replace('.truth.json', '.dxf')));
  const prints = [];
  for (const withLayers of [true, false]) {
    prints.push(await printGarage(printedDxf, truthOf(printed), { withLayers }));
  }
  const scored = async (bytes, known) => fraction((await scoreGarage(bytes, known)).worst, details);
  const scan = async () => {
    const score = await scans.scoreScan(truth, Object.values(spoilings)[0], {
      metresPerPixel: 0.06,
      seed: 1,
    });
    return typeof score === 'string' ? 0 : fraction(score, plain);
  };
  return {
    ifc: { name: 'garage g02 as an IFC4 model', score: () => scored(model, inMetres) },
    pdf: {
      name: 'garage g01 printed to PDF, with layers and without',
      score: async () => {
        let sum = 0;
        for (const { bytes, truth: known } of prints) sum += await scored(bytes, known);
        return sum / prints.length;
      },
    },
    real: await realSet(),
    map: { name: 'garage g02 as GeoJSON in metres', score: () => scored(map, inMetres) },
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

/** Imports the real plans and has each scored by the program of their truths, which stays open; undefined without it. */
async function realSet() {
  if (!existsSync(realScorer)) return undefined;
  const program = [
    'import importlib.util, json, sys',
    's = importlib.util.spec_from_file_location("scorer", sys.argv[1]); m = importlib.util.module_from_spec(s)',
    's.loader.exec_module(m)',
    'for line in sys.stdin:',
    '    plan, imported, truth = json.loads(line)',
    '    print(json.dumps(m.score(plan, imported, truth, "")), flush=True)',
  ].join('\n');
  const python = spawn('python3', ['-c', program, realScorer], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: python.stdout });
  const { importDrawing } = await load('packages/engine/src/import/index.ts');
  const scoreOf = async ([name, file]) => {
    const truth = JSON.parse(readFileSync(join(realPlans, `${name}.truth.json`), 'utf8'));
    let imported;
    try {
      imported = await importDrawing(readFileSync(join(realPlans, file)));
    } catch {
      return 0;
    }
    python.stdin.write(`${JSON.stringify([imported.plan, { levels: imported.levels }, truth])}\n`);
    const { levels = {} } = JSON.parse((await once(answers, 'line'))[0]);
    const found = Object.values(levels).map(
      ({ iou = 0, wallRecall = 0, wallPrecision = 0 }) => iou + wallRecall + wallPrecision,
    );
    return found.reduce((sum, each) => sum + each / 3, 0) / Math.max(1, found.length);
  };
  return {
    name: `real plans ${realDrawings.map(([name]) => name).join(', ')}`,
    score: async () => {
      let sum = 0;
      for (const drawing of realDrawings) sum += await scoreOf(drawing);
      return sum / realDrawings.length;
    },
    end: () => python.stdin.end(),
  };
}

/** Mean of the fractions less the error of the area; a drawing that is refused counts as none of it. */
function fraction(score, keys) {
  return score ? keys.reduce((total, key) => total + score[key], 0) / keys.length - score.areaError : 0;
}

function writePage(file, rows, sets) {
  const { real } = sets;
  const lines = [
    '# Sensitivity of the thresholds',
    '',
    `Written by \`npm run tune -- --drawings ${options.drawings} --write FILE\`. Each threshold of \`packages/engine/src/import/tuning.ts\` is taken ${100 * Number(options.by)} %`,
    'smaller and larger, one at a time (counts by one at least); the figures are the points of a hundred by which the mean',
    'score of the named drawings moves. – where these drawings do not come to the threshold at all, and 0.00 where they do',
    'and nothing moves: neither shows it to be right. The ends of a range are moved one at a time.',
  ];
  for (const [key, { name, usual }] of Object.entries(sets).filter(([, set]) => set)) {
    const setRows = rows.filter(({ set }) => set === name);
    if (setRows.length === 0) continue;
    const withReal = key === 'drawn' && real;
    const moving = setRows.filter(({ points }) => points.some((text) => Math.abs(Number(text)) >= 0.005));
    const unread = setRows.filter(({ points }) => points.every((text) => text === '–')).length;
    lines.push('', `## ${name[0].toUpperCase()}${name.slice(1)}`, '');
    const scores = `Score ${(100 * usual).toFixed(2)} of 100${withReal ? `; ${real.name}: ${(100 * real.usual).toFixed(2)}` : ''}`;
    lines.push(
      `${scores}. ${moving.length} of ${setRows.length} thresholds move it; to ${unread} the drawings do not come.`,
      '',
    );
    const heads = withReal ? ['smaller', 'larger', 'real, smaller', 'real, larger'] : ['smaller', 'larger'];
    lines.push(`| threshold | value | ${heads.join(' | ')} |`, `|${'---|'.repeat(heads.length + 2)}`);
    for (const row of setRows) {
      lines.push(`| ${row.subject}.${row.name} | ${row.value} | ${row.points.join(' | ')} |`);
    }
  }
  writeFileSync(file, `${lines.join('\n')}\n`);
}

function load(path) {
  return runner.import(`/${path}`);
}
