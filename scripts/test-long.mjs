/** The property tests of the propagation core with 2,000 random scenes each. Arguments go to the test runner. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './lib/run.mjs';

const files = ['test/kernel-', 'test/field-stack'];
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--testTimeout=1200000',
    ...files,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, DIKU_SCENES: '2000' } },
);
process.exit(status ?? 1);
