import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { say } from '@diku/engine/core';
import { isGone, ownerTag, sweep, tagPattern } from '../file-owner.ts';
import { sha256 } from '../sha256.ts';
import { cannotWrite } from '../write-output.ts';
import { syncPath } from './durable-files.ts';

const lockName = '.lock';
/** The owner of a lock says so often that it still has it. */
const beatMs = 20_000;
/** A lock of another machine, or one that says nothing, is left behind after so long, by the clock of the file system. */
const leaseMs = 5 * 60_000;
/** Locks that are taken over while they are looked at: more are a file system that does not say what it has. */
const maxAttempts = 100;

export interface FolderLock {
  /** Status 74 where another process has taken it meanwhile, which a machine that stood still for long may find. */
  check(): void;
  release(): void;
}

/** Content of a lock on the disk, and how long ago its owner said that it still has it. */
interface FoundLock {
  text: string;
  ageMs: number;
}

let count = 0;

/**
 * Takes a folder for this process. Status 74 where a process that still runs has it; what one left that was killed is taken over, also
 * where its number is another process's now, and that of another machine once it has said nothing for five minutes.
 */
export function lockFolder(folder: string): FolderLock {
  const lock = acquire(join(folder, lockName), folder);
  try {
    sweepLocks(folder);
  } catch {
    // They are in nobody's way.
  }
  return lock;
}

/** Removes what processes left that were ended while they took a lock, or took one over. */
function sweepLocks(folder: string): void {
  const candidate = new RegExp(`^\\${lockName}[.0-9a-f]*\\.(${tagPattern})-\\d+$`);
  sweep(folder, (name) => {
    if (new RegExp(`^\\${lockName}(\\.[0-9a-f]{16})+$`).test(name)) {
      const found = readLock(join(folder, name), 0);
      return found !== undefined && isLeft(found);
    }
    return isGone(candidate.exec(name)?.[1] ?? '');
  });
}

function acquire(file: string, folder: string): FolderLock {
  count += 1;
  const text = `${process.pid} ${hostname()} ${ownerTag()}-${count}\n`;
  // Whole before it has the name of a lock, whatever ends the process.
  const candidate = `${file}.${ownerTag()}-${count}`;
  try {
    writeFileSync(candidate, text, { flag: 'wx' });
    // A lock without its owner, after a power cut, would be nobody's for five minutes.
    syncPath(candidate);
    const nowMs = statSync(candidate).mtimeMs;
    for (let attempt = 0; !isTaken(candidate, file, text); attempt += 1) {
      const found = readLock(file, nowMs);
      if (!found) continue;
      if (attempt === maxAttempts || !isLeft(found)) throw lockedError(folder, file, found.text);
      breakLock(file, folder, found);
    }
  } finally {
    rmSync(candidate, { force: true });
  }
  return openLock(file, folder, text);
}

/** False where there is a lock. */
function isTaken(candidate: string, file: string, text: string): boolean {
  try {
    linkSync(candidate, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // File systems without links.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code ?? '')) throw error;
    return isWritten(file, text);
  }
  return true;
}

function isWritten(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function openLock(file: string, folder: string, text: string): FolderLock {
  const taken = statSync(file, { throwIfNoEntry: false });
  // Without opening it: there may be no descriptor left.
  const isHeld = () => statSync(file, { throwIfNoEntry: false })?.ino === taken?.ino;
  const beat = setInterval(() => {
    try {
      if (isHeld()) touch(file, text);
    } catch {
      // The next one, or whoever writes, finds out.
    }
  }, beatMs).unref();
  return {
    check() {
      const found = readLock(file, 0)?.text ?? '';
      if (found !== text || !isHeld()) throw lockedError(folder, file, found);
    },
    release() {
      clearInterval(beat);
      try {
        if (isHeld()) rmSync(file, { force: true });
      } catch {
        // What was done is done; the lock is left behind with the process.
      }
    },
  };
}

/** Writes the same bytes again: so the time is of the file system's clock, and at no moment there is another text. */
function touch(file: string, text: string): void {
  const opened = openSync(file, 'r+');
  try {
    writeSync(opened, text, 0);
  } finally {
    closeSync(opened);
  }
}

function readLock(file: string, nowMs: number): FoundLock | undefined {
  try {
    const { mtimeMs } = statSync(file);
    return { text: readFileSync(file, 'utf8'), ageMs: nowMs - mtimeMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isLeft({ text, ageMs }: FoundLock): boolean {
  const owner = new RegExp(`^\\d+ \\S* (${tagPattern})-\\d+\\n$`).exec(text)?.[1];
  return ageMs > leaseMs || (owner !== undefined && isGone(owner));
}

/**
 * Removes a lock that was left behind. Of several processes that have found it, the one that has a lock of that name on it does so, and
 * only where it is still that one.
 */
function breakLock(file: string, folder: string, { text }: FoundLock): void {
  const breaking = acquire(`${file}.${sha256(text).slice(0, 16)}`, folder);
  try {
    if (readLock(file, 0)?.text === text) rmSync(file, { force: true });
  } finally {
    breaking.release();
  }
}

function lockedError(folder: string, file: string, text: string) {
  const [pid = '', host = ''] = text.trim().split(' ');
  return cannotWrite(folder, say('batch-locked', { pid, host, file }));
}
