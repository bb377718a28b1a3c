import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTypescript } from './import-typescript.mjs';
import { installedBytes, largestPackages } from './installed-size.mjs';
import { holdCeiling, megabytes } from './pack-all.mjs';
import { root } from './run.mjs';
import { plainEnvironment, runOutside } from './run-outside.mjs';

const ceilingMb = 91;

/** `npm install --global` of the one tarball into an empty prefix, then what a user does first. */
export async function tryCommandLine(tarball, folder) {
  const prefix = join(folder, 'prefix');
  const work = join(folder, 'work');
  for (const each of [prefix, work]) mkdirSync(each);
  const options = ['--global', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', prefix];
  runOutside('npm', ['install', ...options, tarball], work);
  const isWindows = process.platform === 'win32';
  const modules = join(prefix, isWindows ? 'node_modules' : 'lib/node_modules');
  holdCeiling('@diku/cli', installedBytes(modules), ceilingMb);
  const parts = largestPackages(join(modules, '@diku/cli/node_modules'), 5);
  console.log(`  ${parts.map(([name, bytes]) => `${name} ${megabytes(bytes)}`).join(', ')}`);

  const diku = join(modules, '@diku/cli/bin/diku.js');
  if (!existsSync(join(prefix, isWindows ? 'diku.cmd' : 'bin/diku')))
    throw new Error('@diku/cli: found no diku');
  const run = (args, statuses) => runOutside(process.execPath, [diku, ...args], work, { statuses });
  console.log(`  diku ${run(['--version']).trim()}`);
  copyFileSync(join(root, 'examples/garage-one-level.dxf'), join(work, 'garage.dxf'));
  // A target that is missed is an answer too.
  run(['plan', 'garage.dxf', '-o', 'results', '--effort', 'low', '--json'], [0, 1]);
  const written = JSON.parse(readFileSync(join(work, 'results/plan.diku.json'), 'utf8'));
  if (written.antennas.length === 0 || !existsSync(join(work, 'results/report.html'))) {
    throw new Error('@diku/cli: diku plan placed no antennas or wrote no report');
  }
  console.log(`  diku plan: ${written.antennas.length} antennas`);
  const { ifcModel } = await importTypescript('test/house/pack-support/ifc-model.ts');
  writeFileSync(join(work, 'model.ifc'), ifcModel());
  run(['import', 'model.ifc', '-o', 'model.diku.json', '--json']);
  console.log('  diku import of IFC: done');
  await expectPage(diku, work);
}

/** Starts `diku serve` and asks it for its page and the plan. */
async function expectPage(diku, folder) {
  const server = spawn(process.execPath, [diku, 'serve', 'results/plan.diku.json', '--port', '0', '--json'], {
    cwd: folder,
    env: plainEnvironment,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const { url } = JSON.parse(await firstOutput(server));
    const [page, plan] = await Promise.all(['', 'plan.json'].map((path) => fetch(new URL(path, url))));
    if (!(await page.text()).includes('<script type="module"')) throw new Error(`${url}: found no planner`);
    if ((await plan.json()).format !== 'diku-plan') throw new Error(`${url}plan.json: found no plan`);
    console.log(`  diku serve: ${url} answers`);
  } finally {
    server.kill();
  }
}

/** The first complete JSON document that a program prints; rejects where it ends before. */
function firstOutput(child) {
  let text = '';
  return new Promise((resolve, reject) => {
    child.on('close', (status) => reject(new Error(`diku serve ended with status ${status}`)));
    child.stdout.on('data', (bytes) => {
      text += bytes;
      try {
        JSON.parse(text);
        resolve(text);
      } catch {
        // More is to come.
      }
    });
  });
}
