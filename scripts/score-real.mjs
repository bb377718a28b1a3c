/**
 * Imports real drawings whose truth was made by hand and scores them: `npm run score:real -- [FOLDER …]`, by default those
 * beside the project. A folder holds drawings, `NAME.truth.json` for each, and maybe a `manifest.json` that says which file
 * a truth belongs to. Prints a line each and what it comes to; the status is 1 where a verdict could be decided on a drawing
 * that was read wrong. `--only PATTERN` takes some by name. The scorer is a program of the truths, run by python3.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from './lib/run.mjs';

const scorer = join(root, '../shared/tools/score-real.py');
const { only, folders } = parsedArguments(process.argv.slice(2));
if (!existsSync(scorer)) {
  console.log(`${scorer} is not here: nothing to score with`);
  process.exit(0);
}
const { InputError, importDrawing } = await import('@diku/engine');
const { sortReasons } = await import('@diku/engine/plan');

const scratch = mkdtempSync(join(tmpdir(), 'diku-real-'));
const counts = { plans: 0, usable: 0, refusals: 0, right: 0, absent: 0 };
const silent = [];
for (const folder of folders) {
  for (const { name, truth, file } of drawingsOf(folder)) {
    if (!only.test(name)) continue;
    if (!file) {
      counts.absent++;
      continue;
    }
    const started = performance.now();
    const { plan, summary, refusal, open } = await importReal(
      new Uint8Array(readFileSync(file)),
      basename(file),
    );
    const seconds = (performance.now() - started) / 1000;
    const score = scoreOf({ plan, summary, refusal }, truth);
    const isRefusal = score.expected === 'refuse';
    counts[isRefusal ? 'refusals' : 'plans']++;
    if (score.usable) counts[isRefusal ? 'right' : 'usable']++;
    if (!score.usable && plan && open.length === 0) silent.push(name);
    console.log(lineOf(name, score, { seconds, open, refusal }));
  }
}
rmSync(scratch, { recursive: true });
console.log(
  `${counts.usable} of ${counts.plans} plans usable, ${counts.right} of ${counts.refusals} refusals right, ` +
    `${counts.absent} drawings not here, ${silent.length} read wrong and decidable${silent.length > 0 ? `: ${silent.join(', ')}` : ''}`,
);
process.exit(silent.length > 0 ? 1 : 0);

function parsedArguments(given) {
  const at = given.indexOf('--only');
  const pattern = at < 0 ? '.' : given[at + 1];
  const rest = at < 0 ? given : [...given.slice(0, at), ...given.slice(at + 2)];
  return {
    only: new RegExp(pattern),
    folders: rest.length > 0 ? rest : [join(root, '../shared/data/real/plans')],
  };
}

/** The plan with what is open about it, or the refusal. */
async function importReal(bytes, fileName) {
  try {
    const { plan, levels, doubts, warnings } = await importDrawing([{ bytes, fileName }]);
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
