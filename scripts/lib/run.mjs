import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The clone's folder, without a trailing slash. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** One line on stderr: stdout belongs to the command that setup makes ready. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Runs a program in the clone with its output on stderr; ends this process when it fails. */
export function run(command, args, environment = {}) {
  if (tryRun(command, args, environment)) return;
  say(`setup failed: ${[command, ...args].join(' ')}`);
  process.exit(70);
}

/** Runs a program in the clone with its output on stderr; false when it fails or does not exist. */
export function tryRun(command, args, environment = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32' && command === 'npm',
  });
  return result.status === 0;
}
