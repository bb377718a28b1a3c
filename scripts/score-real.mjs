/**
 * Imports real drawings whose truth was made by hand and scores them: `npm run score:real -- [FOLDER …]`, by default those
 * beside the project. A folder holds drawings, `NAME.truth.json` for each, and maybe a `manifest.json` that says which file
 * a truth belongs to. A drawing that is not usable as it comes is scored again with what a planner would answer, at most
 * three answers: those of `NAME.answers.json` beside the truth or in the folder of `--answers` (`{ "units", "page", "scale",
 * "corrections" }`); without it the parts of the sheet that are the levels, and the outline of a single one, as the truth has
 * them. Prints a line each and what it comes to; the status is 1 where a verdict could be decided on a drawing that was
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
const { sortReasons } = await import('@diku/engine/plan');

const scratch = mkdtempSync(join(tmpdir(), 'diku-real-'));
const counts = { plans: 0, usable: 0, answered: 0, refusals: 0, right: 0, absent: 0 };
const silent = [];
for (const folder of folders) {
  for (const { name, truth, file, given } of drawingsOf(folder)) {
    if (!only.test(name)) continue;
    if (!file) {
      counts.absent++;
      continue;
    }
    const alone = await scored({ name, truth, file });
    const isRefusal = alone.expected === 'refuse';
    counts[isRefusal ? 'refusals' : 'plans']++;
    if (alone.usable) counts[isRefusal ? 'right' : 'usable']++;
    if (isRefusal || alone.usable) continue;
    const answers = given ?? drawnFrom(truth);
    if (!answers) continue;
    const answered = await scored({ name, truth, file, given: answers });
    if (answered.usable) counts.answered++;
  }
}
rmSync(scratch, { recursive: true });
console.log(
  `${counts.usable} of ${counts.plans} plans usable, ${counts.answered} more after at most ${maxAnswers} answers, ${counts.right} of ${counts.refusals} refusals right, ` +
    `${counts.absent} drawings not here, ${silent.length} read wrong and decidable${silent.length > 0 ? `: ${silent.join(', ')}` : ''}`,
);
process.exit(silent.length > 0 ? 1 : 0);

async function scored({ name, truth, file, given }) {
  const started = performance.now();
  const bytes = new Uint8Array(readFileSync(file));
  const { plan, summary, refusal, open } = await importReal(bytes, basename(file), given);
  const seconds = (performance.now() - started) / 1000;
  const score = doubtExpected(truth, { plan, refusal, open }) ?? scoreOf({ plan, summary, refusal }, truth);
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

/** What a planner would draw over the drawing: which parts of it are the levels, and the outline where it is one level. */
function drawnFrom(truthFile) {
  const { levels, unit, fileFormat } = JSON.parse(readFileSync(truthFile, 'utf8'));
  const wanted = levels.filter(({ optional }) => !optional);
  // Nothing can be drawn where the drawing holds no plan.
  if (wanted.length === 0) return undefined;
  // Models state their levels.
  const areParts = fileFormat !== 'ifc' && wanted.every(({ planBox }) => planBox);
  const parts = areParts ? wanted.map(({ planBox }, k) => ({ box: planBox, id: `B${k + 1}` })) : undefined;
  if (wanted.length > 1) return { corrections: { ...(parts ? { parts } : {}) } };
  const { outline } = wanted[0];
  const ring = outline.map((point) => point.map((value) => value / unit.metresPerUnit));
  return {
    corrections: { ...(parts ? { parts } : {}), levels: { [parts ? 'B1' : '*']: { outline: ring } } },
  };
}

/** Each part, outline, line, layer and value is one answer. */
function countAnswers({ corrections = {}, ...options }) {
  const { parts = [], levels = {}, lines = {}, layers = {}, units } = corrections;
  const count =
    Object.keys(options).length +
    parts.length +
    Object.values(levels).reduce((sum, level) => sum + Object.keys(level).length, 0) +
    (lines.wall?.length ?? 0) +
    (lines.noWall?.length ?? 0) +
    Object.keys(layers).length +
    (units === undefined ? 0 : 1);
  if (count <= maxAnswers) return count;
  throw new Error(`${count} answers: a planner gives at most ${maxAnswers}`);
}

function parsedArguments(given) {
  const takeOption = (name) => {
    const at = given.indexOf(name);
    return at < 0 ? undefined : given.splice(at, 2)[1];
  };
  const only = new RegExp(takeOption('--only') ?? '.');
  const answers = takeOption('--answers');
  return { only, answers, folders: given.length > 0 ? given : [join(root, '../shared/data/real/plans')] };
}

/** The plan with what is open about it, or the refusal. */
async function importReal(bytes, fileName, given = {}) {
  const { corrections, ...options } = given;
  try {
    const { plan, levels, doubts, warnings } = await importDrawing([{ bytes, fileName }], {
      ...options,
      ...(corrections ? { corrections: { format: 'diku-corrections', version: 1, ...corrections } } : {}),
    });
    const open = [...new Set(sortReasons(plan).open.map(({ code }) => code))];
    return { plan, summary: { levels, doubts, warnings }, open };
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
