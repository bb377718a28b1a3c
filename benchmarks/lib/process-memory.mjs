import { readdirSync, readFileSync } from 'node:fs';

const pageBytes = 4096;

/** Resident memory of a process and of those it has started, MB, as Linux counts it; undefined elsewhere. */
export function processMemoryMb(pid) {
  let entries;
  try {
    entries = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return undefined;
  }
  const pids = [String(pid), ...entries.filter((name) => parentOf(name) === pid)];
  return pids.reduce((sum, name) => sum + residentPages(name), 0) * (pageBytes / 1e6);
}

function parentOf(name) {
  // The name in brackets may hold anything.
  return Number(readOr(`/proc/${name}/stat`, ')').replace(/^.*\)/s, '').trim().split(' ')[1]);
}

function residentPages(name) {
  return Number(readOr(`/proc/${name}/statm`, '0 0').split(' ')[1]);
}

/** A process that has ended in between reads as `otherwise`. */
function readOr(path, otherwise) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}
