import { readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { say } from '@diku/engine/core';
import { cliText } from './cli-text.ts';
import { CommandError, exitStatus } from './exit-status.ts';
import { badInput, readInput } from './read-input.ts';
import type { Session } from './session.ts';
import { sha256 } from './sha256.ts';

const photoEndings = /\.(jpe?g|png|heic|heif|webp|tiff?|bmp)$/i;

/**
 * Photos in a folder and the folders in it, by name, with their hashes; nothing is copied. Statuses: 66 where there is no such folder,
 * 65 where it is a file.
 */
export function hashPhotos(folder: string, session: Session): { file: string; sha256: string }[] {
  const names = listFiles(folder);
  const photos = names.filter((name) => photoEndings.test(name));
  const others = names.length - photos.length;
  if (others > 0) session.note(cliText(session.language, 'as-built.other-files', { folder, count: others }));
  return photos.map((file) => ({ file, sha256: sha256(readInput(join(folder, file))) }));
}

function listFiles(folder: string): string[] {
  try {
    if (!statSync(folder).isDirectory()) {
      throw badInput(folder, say('file'), say('a-file'), say('a-folder'));
    }
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length).split(sep).join('/'))
      .sort();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(
      exitStatus.inputNotFound,
      cliText('en', 'input.no-folder', { path: folder }),
      (language) => cliText(language, 'input.no-folder', { path: folder }),
    );
  }
}
