/**
 * The main job on the bundled example, or on the drawing or plan named: `npm start -- other.dxf`. Prints the verdict,
 * then serves the planner with that plan on this machine; `--no-serve` ends after the verdict, with the status of
 * `diku plan`. Other options go to `diku plan`.
 */
import { spawn } from 'node:child_process';
import { basename, extname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './lib/run.mjs';

const exampleDrawing = 'examples/garage-one-level.dxf';
const diku = join(root, 'packages/cli/bin/diku.js');

const usageStatus = 64;
const interruptedStatus = 130;
const { values, positionals, rest } = readOrRefuse(process.argv.slice(2));
const given = positionals[0];
const drawing = given ?? join(root, exampleDrawing);
const folder = values.out ?? join(root, 'out', given ? nameOf(given) : 'example');

// The plan ends by itself where it is interrupted: with the best so far, at the second time at once.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => running?.kill(signal));
let running;
const status = await runDiku(['plan', drawing, '-o', folder, ...rest]);
if (status > 1 || values['no-serve']) process.exit(status);

const port = values.port ? ['--port', values.port] : [];
const plan = join(relative(process.cwd(), folder) || '.', 'plan.diku.json');
process.exit(await runDiku(['serve', plan, ...port]));

/** Exit status of a command that shares this one's terminal. */
function runDiku(args) {
  running = spawn(process.execPath, [diku, ...args], { stdio: 'inherit' });
  return new Promise((resolve) => running.on('exit', (code) => resolve(code ?? interruptedStatus)));
}

function readOrRefuse(argv) {
  try {
    return readArguments(argv);
  } catch (error) {
    console.error(`npm start: ${error.message}`);
    return process.exit(usageStatus);
  }
}

function readArguments(argv) {
  const { values, positionals, tokens } = parseArgs({
    args: argv,
    options: {
      'no-serve': { type: 'boolean' },
      port: { type: 'string' },
      out: { type: 'string', short: 'o' },
      json: { type: 'boolean' },
      'no-network': { type: 'boolean' },
      'keep-existing': { type: 'boolean' },
      ...Object.fromEntries(
        [
          'lang',
          'carriers',
          'profile',
          'confidence',
          'resolution',
          'workers',
          'seed',
          'time-limit',
          'effort',
          'model',
          'kinds',
          'candidates',
          'objective',
          'catalogue',
          'refuse',
          'refuse-within',
          'gap',
        ].map((name) => [name, { type: 'string' }]),
      ),
    },
    allowPositionals: true,
    tokens: true,
  });
  const startOptions = new Set(['no-serve', 'port', 'out']);
  const rest = tokens
    .filter((token) => token.kind === 'option' && !startOptions.has(token.name))
    .flatMap((token) => [`--${token.name}`, ...(token.value === undefined ? [] : [token.value])]);
  return { values, positionals, rest };
}

function nameOf(path) {
  return basename(path, extname(path)) || 'plan';
}
