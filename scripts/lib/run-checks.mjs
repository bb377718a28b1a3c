import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './run.mjs';

/** Runs every static check and says which passed; `{ passed, failed }` hold their names. */
export function runChecks({ architecture }) {
  const checks = [
    ['types', 'typescript/bin/tsc', ['-b']],
    ['lint and format', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings']],
    ['unused code', 'knip/bin/knip.js', ['--no-progress']],
  ];
  if (architecture) {
    checks.push([
      'architecture',
      'vitest/vitest.mjs',
      ['run', 'test/architecture.test.ts', '--reporter=dot'],
    ]);
  }
  const passed = [];
  const failed = [];
  for (const [name, script, args] of checks) {
    const { status } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    (status === 0 ? passed : failed).push(name);
    console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name}`);
  }
  return { passed, failed };
}
