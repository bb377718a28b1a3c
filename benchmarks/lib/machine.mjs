import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

/** This clone's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Returns what the figures were measured on. */
export function describeMachine() {
  return {
    cpu: cpus()[0]?.model.trim() || 'unknown',
    threads: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    // Threads that wanted to run in the last minute: above `threads`, the figures are those of a busy machine.
    load: Math.round(10 * loadavg()[0]) / 10,
    platform: `${process.platform}-${process.arch}`,
    node: process.version,
  };
}

/** Short hash of the commit, with `+` when files differ from it; `unknown` outside a repository. */
export function describeRevision() {
  const commit = git('rev-parse', '--short=10', 'HEAD');
  if (!commit) return 'unknown';
  return git('status', '--porcelain', '--untracked-files=no') ? `${commit}+` : commit;
}

/** When a benchmark ran, of what, and on what. */
export function describeRun() {
  return { date: new Date().toISOString(), revision: describeRevision(), machine: describeMachine() };
}

/** Standard output of git in this clone, or undefined when it fails. */
export function git(...args) {
  const { status, stdout } = spawnSync('git', ['-C', root, ...args], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
