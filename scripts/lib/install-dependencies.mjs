import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, say } from './run.mjs';

/** `npm ci`, unless node_modules already holds what package-lock.json names. */
export function installDependencies() {
  if (dependenciesAreCurrent()) return;
  say('setup: installing dependencies (npm ci) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/**
 * npm writes a lock of what it installed inside node_modules last, so an interrupted install does not pass. That lock alone
 * is no proof (copies of a tree may share it), so every package is asked for its version too. Optional packages (bindings for
 * other platforms) may be absent.
 */
function dependenciesAreCurrent() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/') || entry.link) return true;
    const version = versionIn(join(root, path, 'package.json'));
    return version === undefined ? Boolean(entry.optional || entry.devOptional) : version === entry.version;
  });
}

function versionIn(manifest) {
  try {
    return JSON.parse(readFileSync(manifest, 'utf8')).version;
  } catch {
    return undefined;
  }
}
