import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { formatJson } from '@diku/engine/documents';
import { machineFault } from './exit-status.ts';
import { sha256 } from './sha256.ts';

/**
 * This file in every folder of results lists the files that this program wrote there. With it, and only with it, the
 * folder is whole.
 */
export const manifestName = 'files.json';

export interface WrittenFile {
  name: string;
  /** The command that wrote it. */
  command: string;
  sha256: string;
}

interface Manifest {
  format: 'diku-files';
  version: 1;
  files: WrittenFile[];
}

export function manifestText(files: readonly WrittenFile[]): string {
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  return formatJson({ format: 'diku-files', version: 1, files: sorted } satisfies Manifest);
}

/** The files that this program wrote into a folder; none where no list says so. */
export function readManifest(folder: string): WrittenFile[] {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, manifestName), 'utf8')) as Partial<Manifest> | null;
    if (manifest?.format !== 'diku-files' || manifest.version !== 1) return [];
    return (manifest.files ?? []).filter(isPlain);
  } catch (error) {
    // A list that cannot be read for want of descriptors is no folder without one.
    if (machineFault(error)) throw error;
    return [];
  }
}

/** Somebody may have written the list: a name in it is of a file in the folder itself, and of no other. */
function isPlain({ name, command, sha256: hash }: Partial<WrittenFile>): boolean {
  const isName = typeof name === 'string' && name === basename(name) && !/^\.{0,2}$|[/\\]/.test(name);
  return isName && typeof command === 'string' && typeof hash === 'string';
}

/** Returns whether a file is as the list states: one that was changed since is the user's. */
export function isAsWritten(folder: string, { name, sha256: hash }: WrittenFile): boolean {
  try {
    return sha256(readFileSync(join(folder, name))) === hash;
  } catch (error) {
    if (machineFault(error)) throw error;
    return false;
  }
}
