/**
 * Every test with many more cases than `npm test` has: thousands of random scenes per property of the propagation
 * core, 5,000 damaged drawings, 20,000 damaged contents of other doors, every call of the file system failed, all garages in every format, all scans, all images of the planner, an hour of editing,
 * 30 batches killed, acceptance tests played out 10,000 times. Takes an hour or two; arguments go to the test runner.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './lib/run.mjs';

const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--testTimeout=1200000', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, DIKU_LONG: '1' } },
);
process.exit(status ?? 1);
