import { spawnSync } from 'node:child_process';

/** The environment without what `npm run` adds, which would send another npm back into this clone. */
export const plainEnvironment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$|NODE_PATH$)/i.test(name)),
);

/**
 * Returns what a program in a folder says on its standard output.
 * @throws Error with its standard error where it ends with another status than 0, or than one of `statuses`
 */
export function runOutside(command, args, folder, { statuses = [0], environment = {} } = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...plainEnvironment, ...environment },
    maxBuffer: 2 ** 28,
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (statuses.includes(status)) return stdout;
  throw new Error(
    `${[command, ...args].join(' ')}: ${error?.message ?? `status ${status}`}\n${stderr}${stdout}`,
  );
}
