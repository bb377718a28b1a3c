/**
 * Makes a clone ready: dependencies, the compiled kernel, the compiled engine and command line, the planner's
 * bundle. Each step runs only when what it depends on changed, so that a second start costs milliseconds.
 * `--dependencies` stops after the dependencies; `--browser` also finds or fetches a Chromium for browser tests.
 * Needs Node and npm only. Says what it does on stderr; stdout stays free.
 */
import { join } from 'node:path';
import { compile } from './lib/compile.mjs';
import { copyAssets } from './lib/copy-assets.mjs';
import { findBrowser } from './lib/find-browser.mjs';
import { installDependencies } from './lib/install-dependencies.mjs';
import { root, run, say } from './lib/run.mjs';
import { runWhenChanged } from './lib/run-when-changed.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  say(`Diku needs Node 20.19 or newer; this is ${process.versions.node}`);
  process.exit(70);
}

const bin = (path) => join(root, 'node_modules', path);
const engineInputs = ['packages/engine/src', 'packages/engine/tsconfig.json', 'tsconfig.base.json'];

installDependencies();
if (process.argv.includes('--dependencies')) process.exit(0);

// It looks for itself whether what it made is of these sources: whoever builds it by hand or changes branches is not fooled.
run(process.execPath, [join(root, 'scripts/build-kernel.mjs')]);
run(process.execPath, [join(root, 'scripts/build-messages.mjs')]);
runWhenChanged('code', {
  inputs: [
    ...engineInputs,
    'packages/cli/src',
    'packages/cli/tsconfig.json',
    'scripts/lib/compile.mjs',
    'package-lock.json',
  ],
  outputs: ['packages/engine/dist/index.js'],
  message: 'compiling the engine and the command line',
  work: compile,
});
runWhenChanged('command-line', {
  inputs: [
    ...engineInputs,
    'packages/cli/src',
    'scripts/bundle-cli.mjs',
    'scripts/lib/engine-sources.mjs',
    'scripts/lib/hash-program.mjs',
    'package-lock.json',
  ],
  outputs: ['main', 'job-thread', 'worker', 'ray-worker', 'prover-thread', 'batch-worker', 'memory-guard']
    .map((name) => `packages/cli/dist/${name}.js`)
    .concat('packages/cli/build/bundled.json', 'packages/cli/dist/program.json'),
  message: 'bundling the command line',
  work: () => run(process.execPath, [join(root, 'scripts/bundle-cli.mjs')]),
});
runWhenChanged('viewer', {
  inputs: [
    ...engineInputs,
    ...['src', 'public', 'index.html', 'offline-plugin.ts', 'words-plugin.ts'].map(
      (name) => `packages/viewer/${name}`,
    ),
    'assets/fonts',
    'examples',
    'vite.config.ts',
    'scripts/lib/engine-sources.mjs',
    'package-lock.json',
  ],
  outputs: ['packages/viewer/dist/index.html', 'packages/viewer/build/bundled.json'],
  message: 'bundling the planner',
  work: () => run(process.execPath, [bin('vite/bin/vite.js'), 'build', '--logLevel', 'warn']),
});
runWhenChanged('assets', {
  inputs: [
    ...['assets/fonts', 'assets/licences', '.cache/setup/viewer', 'packages/cli/build/bundled.json'],
    ...['scripts/lib/copy-assets.mjs', 'scripts/lib/notices.mjs', 'package-lock.json'],
  ],
  outputs: [
    ...['packages/cli/assets/fonts/NotoSansSC-Subset.ttf', 'packages/cli/assets/planner/index.html'],
    'packages/cli/assets/third-party-notices.txt',
  ],
  message: 'laying fonts, licences and the planner beside the command line',
  work: copyAssets,
});
if (process.argv.includes('--browser')) await findBrowser();
