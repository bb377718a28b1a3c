import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './run.mjs';
import { thriftyNode } from './thrifty-node.mjs';

/** Runs every static check, side by side, and says which passed; `{ passed, failed }` hold their names. */
export async function runChecks({ architecture }) {
  const checks = [
    ['types', 'typescript7/bin/tsc', ['-b', '--checkers', '1']],
    ['lint and format', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings']],
    ['unused code', 'knip/bin/knip.js', ['--no-progress']],
  ];
  if (architecture) {
    checks.push([
      'architecture',
      'vitest/vitest.mjs',
      ['run', 'test/house/sources.test.ts', '-t', '^architecture', '--reporter=dot'],
    ]);
  }
  const passed = [];
  const failed = [];
  await Promise.all(
    checks.map(async ([name, script, args]) => {
      const { status, said } = await finished(join(root, 'node_modules', script), args);
      (status === 0 ? passed : failed).push(name);
      process.stdout.write(said);
      console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name}`);
    }),
  );
  return { passed, failed };
}

/** What a program says comes at its end, so that no two mix. */
function finished(script, args) {
  const child = spawn(process.execPath, [...thriftyNode, '--max-semi-space-size=64', script, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => said.push(bytes));
  return new Promise((resolve) => {
    child.on('close', (status) => resolve({ status, said: Buffer.concat(said) }));
  });
}
