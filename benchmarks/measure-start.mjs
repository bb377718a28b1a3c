/**
 * Processor time of whole `diku` processes, in turn with those of another clone: `node benchmarks/measure-start.mjs
 * [--against FOLDER] [--pairs N]`. The folder is a clone in which `npm run build` was done. Needs bash, whose `times` says what
 * a process and its threads took.
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './lib/machine.mjs';
import { round, summarise } from './lib/race.mjs';
import { markdownTable } from './lib/table.mjs';

const { values: options } = parseArgs({
  options: { against: { type: 'string' }, pairs: { type: 'string', default: '9' } },
});
const plan = join(root, 'test/fixtures/small-garage.diku.json');
const commands = [
  ['--version'],
  ['model', 'free-space', '--frequencyMhz', '3500', '--distanceM', '10'],
  ['validate', plan],
  ['check', plan],
];
const clones = [root, ...(options.against ? [resolve(options.against)] : [])];
const rows = commands.map((command) => {
  const timesS = clones.map(() => []);
  for (let pair = 0; pair < Number(options.pairs); pair++) {
    for (const [index, clone] of clones.entries()) timesS[index].push(processorS(clone, command));
  }
  const [hereS, thereS] = timesS.map((list) => summarise(list).medianMs);
  const said = `diku ${command.map((part) => (part === plan ? 'small-garage.diku.json' : part)).join(' ')}`;
  return [said, hereS, ...(thereS === undefined ? [] : [thereS, round(hereS / thereS)])];
});
const others = options.against ? ['there, CPU s', 'here ÷ there'] : [];
process.stdout.write(`${markdownTable(['command', 'here, CPU s', ...others], rows)}\n`);

function processorS(clone, command) {
  const diku = join(clone, 'packages/cli/bin/diku.js');
  const script = '"$@" > /dev/null; status=$?; times; exit $status';
  const ran = spawnSync('bash', ['-c', script, 'bash', process.execPath, diku, ...command], {
    encoding: 'utf8',
  });
  const children = ran.stdout.trim().split('\n').at(-1);
  const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
  // A target that is missed is no failure here.
  if (ran.status > 1 || parts.length !== 2) throw new Error(`${clone}: ${command.join(' ')}: ${ran.stderr}`);
  return parts.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}
