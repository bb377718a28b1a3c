/**
 * Imports real drawings whose truth was made by hand and scores them: `npm run score:real -- [FOLDER …]`, by default those
 * beside the project. A folder holds drawings, `NAME.truth.json` for each, and maybe a `manifest.json` that says which file
 * a truth belongs to. A drawing that is not usable as it comes is scored again with what a planner would answer, at most
 * three answers: those of `NAME.answers.json` beside the truth or in the folder of `--answers` (`{ "units", "page", "scale",
 * "corrections" }`); without it the parts of the sheet that are the levels, the unit where it is wrong and asked for, and the
 * outline of a single level, as the truth has them. `--classes` adds up by class what the truths count: walls by length, as
 * lines and as walls, columns, bays and openings. Prints a line each and what it comes to; the status is 1 where a verdict could be decided on a drawing that was
 * read wrong. `--only PATTERN` takes some by name. The scorer is a program of the truths, run by python3.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from './lib/run.mjs';

const maxAnswers = 3;
const scorer = join(root, '../shared/tools/score-real.py');
const { only, answers, folders } = parsedArguments(process.argv.slice(2));
if (!existsSync(scorer)) {
  console.log(`${scorer} is not here: nothing to score with`);
  process.exit(0);
}
const { InputError, importDrawing } = await import('@diku/engine');
const { planToDrawing, sortReasons } = await import('@diku/engine/plan');

const scratch = mkdtempSync(join(tmpdir(), 'diku-real-'));
const counts = { plans: 0, usable: 0, answered: 0, refusals: 0, right: 0, absent: 0 };
const silent = [];
/** By class: what the truths have of it, what was found, and what of either is right; in metres or things. */
const classes = new Map();
for (const folder of folders) {
  for (const { name, truth, file, given } of drawingsOf(folder)) {
    if (!only.test(name)) continue;
    if (!file) {
      counts.absent++;
      continue;
    }
    const alone = await scored({ name, truth, file });
    let last = alone;
    const isRefusal = alone.expected === 'refuse';
    counts[isRefusal ? 'refusals' : 'plans']++;
    if (alone.usable) counts[isRefusal ? 'right' : 'usable']++;
    const answers = isRefusal || alone.usable ? undefined : (given ?? drawnFrom(truth, alone));
    if (answers && countAnswers(answers) > maxAnswers) {
      console.log(
        `      ${name}: ${countAnswers(answers)} answers would be needed, at most ${maxAnswers} are given`,
      );
    } else if (answers) {
      last = await scored({ name, truth, file, given: answers });
      if (last.usable) counts.answered++;
    }
    if (!isRefusal) addClasses(last, JSON.parse(readFileSync(truth, 'utf8')));
  }
}
rmSync(scratch, { recursive: true });
console.log(
  `${counts.usable} of ${counts.plans} plans usable, ${counts.answered} more after at most ${maxAnswers} answers, ${counts.right} of ${counts.refusals} refusals right, ` +
    `${counts.absent} drawings not here, ${silent.length} read wrong and decidable${silent.length > 0 ? `: ${silent.join(', ')}` : ''}`,
);
if (process.argv.includes('--classes')) printClasses();
process.exit(silent.length > 0 ? 1 : 0);

async function scored({ name, truth, file, given }) {
  const started = performance.now();
  const bytes = new Uint8Array(readFileSync(file));
  const { plan, summary, refusal, open, imported } = await importReal(bytes, basename(file), given);
  const seconds = (performance.now() - started) / 1000;
  const counted = doubtExpected(truth, { plan, refusal, open }) ?? scoreOf({ plan, summary, refusal }, truth);
  const score = { ...counted, imported, open };
  if (!score.usable && plan && open.length === 0) silent.push(name);
  const title = given ? `${name} with ${countAnswers(given)} answers` : name;
  console.log(lineOf(title, score, { seconds, open, refusal }));
  return score;
}

/** A drawing without a legible plan: right is a refusal, or a plan whose verdict is open. */
function doubtExpected(truthFile, { plan, open }) {
  const { expect } = JSON.parse(readFileSync(truthFile, 'utf8'));
  if (expect?.result !== 'doubt') return undefined;
  return { expected: 'refuse', usable: !plan || open.length > 0 };
}

/** What the scorer counts of a drawing's levels, and the lines of its walls; a level that was not read has nothing found. */
function addClasses({ levels: scores = {}, imported }, truth) {
  for (const level of truth.levels.filter(({ optional }) => !optional)) {
    const score = scores[level.name];
    const { lengthM, drawnAs } = level.walls;
    const wallsM = drawnAs === 'faces' ? lengthM / 2 : lengthM;
    const foundM = (score?.wallLengthRatio ?? 0) * wallsM;
    addClass('wall, m of walls', {
      ...{ truth: wallsM, found: foundM },
      recalled: (score?.wallRecall ?? 0) * wallsM,
      right: (score?.wallPrecision ?? 0) * foundM,
    });
    if (score?.level !== undefined && truth.fileFormat !== 'ifc' && truth.fileFormat !== 'pdf') {
      addClass('wall, m of lines', wallLines(imported, score.level, level, truth));
    }
    for (const [name, kind] of [
      ['column', 'columns'],
      ['bay', 'bays'],
      ['opening', 'openings'],
    ]) {
      if (!level[kind]) continue;
      const { matched = 0, plan = 0 } = score?.[kind] ?? {};
      addClass(name, { truth: level[kind].count, found: plan, recalled: matched, right: matched });
    }
  }
}

/** Lines taken for walls beside those that the truth has as walls, sampled every quarter of a metre. */
function wallLines({ drawings, levels }, id, { walls }, { unit }) {
  const { drawing, classes: taken } = drawings.find(({ levelId }) => levelId === id);
  const { transform } = levels.find((each) => each.id === id);
  const inTruth = (point) => planToDrawing(point, transform).map((value) => value * unit.metresPerUnit);
  const segments = drawing.paths.flatMap(({ points, closed }, i) =>
    /wall$/.test(taken[i])
      ? (closed ? [...points, points[0]] : points)
          .map(inTruth)
          .flatMap((b, k, all) => (k > 0 ? [[...all[k - 1], ...b]] : []))
      : [],
  );
  const reachM = walls.toleranceM;
  const isNear =
    (list) =>
    ([x, y]) =>
      list.some((segment) => distanceTo(segment, x, y) <= reachM);
  const stepM = 0.25;
  const inWindow = ([x, y]) => {
    const [x0, y0, x1, y1] = walls.window ?? [-Infinity, -Infinity, Infinity, Infinity];
    return x >= x0 && x <= x1 && y >= y0 && y <= y1;
  };
  const due = walls.segments.flatMap((each) => samplesOf(each, stepM));
  const given = segments.flatMap((each) => samplesOf(each, stepM)).filter(inWindow);
  return {
    truth: due.length * stepM,
    found: given.length * stepM,
    recalled: due.filter(isNear(segments)).length * stepM,
    right: given.filter(isNear([...walls.segments, ...(walls.optional ?? [])])).length * stepM,
  };
}

function samplesOf([ax, ay, bx, by], stepM) {
  const count = Math.max(1, Math.round(Math.hypot(bx - ax, by - ay) / stepM));
  return Array.from({ length: count }, (_, i) => {
    const t = (i + 0.5) / count;
    return [ax + (bx - ax) * t, ay + (by - ay) * t];
  });
}

function distanceTo([ax, ay, bx, by], x, y) {
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  const t = squared === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / squared));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

function addClass(name, amounts) {
  const sum = classes.get(name) ?? { truth: 0, found: 0, recalled: 0, right: 0, plans: 0 };
  for (const [key, value] of Object.entries(amounts)) sum[key] += value;
  classes.set(name, { ...sum, plans: sum.plans + 1 });
}

function printClasses() {
  const ratio = (part, of) => (of > 0 ? (part / of).toFixed(3) : '–');
  console.log('| class | levels | true | found | precision | recall |\n|---|---|---|---|---|---|');
  for (const [name, { truth, found, recalled, right, plans }] of classes) {
    const cells = [
      name,
      plans,
      truth.toFixed(0),
      found.toFixed(0),
      ratio(right, found),
      ratio(recalled, truth),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  const uncounted = ['bay', 'stair', 'axis', 'dimension', 'frame', 'car', 'furniture', 'text'].filter(
    (each) => !classes.has(each),
  );
  console.log(`| ${uncounted.join(', ')} | 0 | not counted by the truths | – | – | – |`);
}

/** What a planner would draw over the drawing: which parts of it are the levels, and the outline where it is one level. */
function drawnFrom(truthFile, { unitRight, open }) {
  const { levels, unit, fileFormat } = JSON.parse(readFileSync(truthFile, 'utf8'));
  const wanted = levels.filter(({ optional }) => !optional);
  // Nothing can be drawn where the drawing holds no plan.
  if (wanted.length === 0) return undefined;
  // Models state their levels.
  const areParts = fileFormat !== 'ifc' && wanted.every(({ planBox }) => planBox);
  const answers = {
    ...(areParts ? { parts: wanted.map(({ planBox }, k) => ({ box: planBox, id: `B${k + 1}` })) } : {}),
    // The unit is told where it is asked for.
    ...(unitRight === false && open.includes('scale-unconfirmed') ? { units: unit.metresPerUnit } : {}),
  };
  if (wanted.length > 1) return { corrections: answers };
  const { outline } = wanted[0];
  const ring = outline.map((point) => point.map((value) => value / unit.metresPerUnit));
  return {
    corrections: { ...answers, levels: { [areParts ? 'B1' : '*']: { outline: ring } } },
  };
}

/** Each part, outline, line, layer and value is one answer. */
function countAnswers({ corrections = {}, ...options }) {
  const { parts = [], levels = {}, lines = {}, layers = {}, units } = corrections;
  return (
    Object.keys(options).length +
    parts.length +
    Object.values(levels).reduce((sum, level) => sum + Object.keys(level).length, 0) +
    (lines.wall?.length ?? 0) +
    (lines.noWall?.length ?? 0) +
    Object.keys(layers).length +
    (units === undefined ? 0 : 1)
  );
}

function parsedArguments(given) {
  const takeOption = (name) => {
    const at = given.indexOf(name);
    return at < 0 ? undefined : given.splice(at, 2)[1];
  };
  const only = new RegExp(takeOption('--only') ?? '.');
  const answers = takeOption('--answers');
  const folders = given.filter((each) => each !== '--classes');
  return { only, answers, folders: folders.length > 0 ? folders : [join(root, '../shared/data/real/plans')] };
}

/** The plan with what is open about it, or the refusal. */
async function importReal(bytes, fileName, given = {}) {
  const { corrections, ...options } = given;
  try {
    const imported = await importDrawing([{ bytes, fileName }], {
      ...options,
      ...(corrections ? { corrections: { format: 'diku-corrections', version: 1, ...corrections } } : {}),
    });
    const { plan, levels, doubts, warnings } = imported;
    const open = [...new Set(sortReasons(plan).open.map(({ code }) => code))];
    return { plan, summary: { levels, doubts, warnings }, open, imported };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { refusal: error.message, open: [] };
  }
}

function drawingsOf(folder) {
  const manifest = join(folder, 'manifest.json');
  const { drawings } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : { drawings: [] };
  const names = readdirSync(folder).sort();
  return names
    .filter((name) => name.endsWith('.truth.json'))
    .map((truthName) => {
      const name = truthName.replace('.truth.json', '');
      const listed = drawings.find(({ truths }) => truths.includes(name))?.file;
      const sameStem = names.find(
        (each) => each.startsWith(`${name}.`) && /\.(dxf|dwg|pdf|ifc|png|jpe?g)$/i.test(each),
      );
      const path = join(folder, listed ?? sameStem ?? '');
      return {
        name,
        truth: join(folder, truthName),
        given: [folder, answers]
          .map((each) => each && join(each, `${name}.answers.json`))
          .filter((each) => each && existsSync(each))
          .map((each) => JSON.parse(readFileSync(each, 'utf8')))[0],
        file: (listed ?? sameStem) && existsSync(path) ? path : undefined,
      };
    });
}

function scoreOf({ plan, summary, refusal }, truth) {
  const paths = ['plan.json', 'import.json', 'error.txt'].map((name) => join(scratch, name));
  writeFileSync(paths[0], JSON.stringify(plan ?? null));
  writeFileSync(paths[1], JSON.stringify(summary ?? null));
  writeFileSync(paths[2], refusal ?? '');
  const given = [scorer, paths[0], paths[1], truth, '--error', paths[2]];
  const { stdout, stderr, status } = spawnSync('python3', given, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function lineOf(name, score, { seconds, open, refusal }) {
  const end = `${seconds.toFixed(1)} s${open.length > 0 ? `; open: ${open.join(', ')}` : ''}`;
  if (refusal !== undefined) {
    return `${score.usable ? '      ' : 'WRONG '}${name}: refused, ${refusal.slice(0, 110)}; ${end}`;
  }
  const { worst = {}, unitRight } = score;
  const figures = ['iou', 'areaError', 'wallRecall', 'wallPrecision', 'columns', 'bays', 'openings']
    .filter((key) => key in worst)
    .map((key) => `${key} ${worst[key].toFixed(3)}`)
    .join(', ');
  const unit = unitRight === false ? ', unit wrong' : '';
  return `${score.usable ? '      ' : 'WRONG '}${name}: ${figures || 'a plan'}${unit}; ${end}`;
}
