import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Brings a file, or the names in a folder, onto the disk itself: a power cut takes what is not. */
export function syncPath(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The same of a folder and all that is in it. */
export function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else syncPath(path);
  }
  syncPath(folder);
}

/** Returns whether there is something of that path; throws where that cannot be known, instead of saying no. */
export function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Writes a file whole or not at all, and so that it stays. */
export function writeDurably(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.part`;
  try {
    writeFileSync(temporary, content);
    syncPath(temporary);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncPath(dirname(path));
}

/**
 * Puts a folder that is on the disk in the place of another, or where there is none. What was there goes to `aside` first,
 * so that at no moment there is a mixture.
 * @param carry brings along from there what is to stay, before it is removed
 */
export function replaceFolder(
  from: string,
  to: string,
  aside: string,
  carry: (aside: string, to: string) => void,
): void {
  mkdirSync(dirname(to), { recursive: true });
  if (isThere(to)) renameSync(to, aside);
  renameSync(from, to);
  if (isThere(aside)) carry(aside, to);
  syncPath(dirname(to));
  syncPath(dirname(from));
  rmSync(aside, { recursive: true, force: true });
}
