import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from './sha256.ts';

/**
 * Every working file has the process that it belongs to in its name, from the moment that it is there: machine, process and when that
 * began, since numbers of processes come again. What a process left that was killed is told by it from what one still writes.
 */
export function ownerTag(): string {
  tag ??= `${hostTag()}-${process.pid}-${startOf(process.pid)}`;
  return tag;
}

let tag: string | undefined;

/** An owner in the name of a file. */
export const tagPattern = '[0-9a-f]{8}-\\d+-[0-9a-z]+';

const wholeTag = new RegExp(`^${tagPattern}$`);

/** Returns whether the process of a tag was one of this machine and has ended; of other machines nobody knows. */
export function isGone(ownersTag: string): boolean {
  if (!wholeTag.test(ownersTag)) return false;
  const [host, pid, start] = ownersTag.split('-');
  if (host !== hostTag()) return false;
  return !isRunning(Number(pid)) || startOf(Number(pid)) !== start;
}

function hostTag(): string {
  return sha256(hostname()).slice(0, 8);
}

/** A process of this machine is there. */
export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Position of a process's start time after its name, in `/proc/<pid>/stat`. */
const startField = 19;

/** When a process began, as the system counts it; `x` where it does not say. */
function startOf(pid: number): string {
  try {
    // The name in brackets may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ');
    return bootTag() + Number(fields[startField]).toString(36);
  } catch {
    return 'x';
  }
}

/** Starts are counted from that of the machine. */
function bootTag(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 4);
}

/** Removes files and folders of processes that have ended; what cannot be removed stays. */
export function sweep(folder: string, isSwept: (name: string) => boolean): void {
  for (const name of readdirSync(folder)) {
    if (isSwept(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** A folder for what is needed on the way alone; those that killed processes left are removed. */
export function makeTemporaryFolder(purpose: string): string {
  const prefix = `diku-${purpose}-`;
  const pattern = new RegExp(`^${prefix}(${tagPattern})-\\w+$`);
  try {
    sweep(tmpdir(), (name) => isGone(pattern.exec(name)?.[1] ?? ''));
  } catch {
    // Others' files are nobody's hindrance.
  }
  return mkdtempSync(join(tmpdir(), `${prefix}${ownerTag()}-`));
}
