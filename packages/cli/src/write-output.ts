import {
  closeSync,
  existsSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Phrase, phraseText } from '@diku/engine';
import { say } from '@diku/engine/core';
import { CommandError, exitStatus } from './exit-status.ts';

/** Everything begun and not yet in place; removed when the process ends early. */
const unfinished = new Set<string>();

/** Removes what an interrupted or failed run has begun to write. */
export function removeUnfinished(): void {
  for (const path of unfinished) rmSync(path, { recursive: true, force: true });
  unfinished.clear();
}

/** A path that is removed when the process ends before `endUnfinished`. */
export function beginUnfinished(path: string): void {
  unfinished.add(path);
}

export function endUnfinished(path: string): void {
  unfinished.delete(path);
}

/** Writes one file whole or not at all: beside its final path first, then renamed. Status 74 when it cannot. */
export function writeOutput(path: string, content: string | Uint8Array): void {
  const target = resolve(path);
  const temporary = siblingPath(target, 'part');
  unfinished.add(temporary);
  orCannotWrite(path, () => {
    writeFileSync(temporary, content, { flag: 'wx' });
    renameSync(temporary, target);
  });
  unfinished.delete(temporary);
}

/** A file of this process alone that nobody sees, beside another: from there to its final path is a rename. */
function siblingPath(target: string, ending: 'part' | 'probe'): string {
  return join(dirname(target), `.${basename(target)}.${process.pid}.${ending}`);
}

/** A file that is written piece by piece, and appears only when it is complete. */
export interface OutputFile {
  write(text: string): void;
  writeBytes(bytes: Uint8Array): void;
  finish(): void;
}

/** Pieces are gathered to this many bytes. */
const gatheredLength = 1 << 20;
/** Bytes of UTF-8 that a character of a text takes at most. */
const maxBytesPerCharacter = 3;

/** Starts a file beside its final path. Status 74 when it cannot be written. */
export function openOutputFile(path: string): OutputFile {
  const target = resolve(path);
  const temporary = siblingPath(target, 'part');
  unfinished.add(temporary);
  const file = orCannotWrite(path, () => openSync(temporary, 'wx'));
  // Texts become bytes at once: kept until there are enough of them, they would be most of what the collector moves.
  const gathered = Buffer.allocUnsafe(gatheredLength);
  let length = 0;
  const writeAll = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
  };
  const flush = () => {
    writeAll(gathered.subarray(0, length));
    length = 0;
  };
  const makeRoom = (wanted: number) => {
    if (wanted > gatheredLength - length) orCannotWrite(path, flush);
    return wanted <= gatheredLength;
  };
  return {
    write(text) {
      if (makeRoom(text.length * maxBytesPerCharacter)) length += gathered.write(text, length);
      else orCannotWrite(path, () => writeAll(Buffer.from(text)));
    },
    writeBytes(bytes) {
      if (!makeRoom(bytes.length)) return orCannotWrite(path, () => writeAll(bytes));
      gathered.set(bytes, length);
      length += bytes.length;
    },
    finish() {
      orCannotWrite(path, () => {
        flush();
        closeSync(file);
        renameSync(temporary, target);
      });
      unfinished.delete(temporary);
    },
  };
}

/** Refuses an output file that could not be written, before long work begins. */
export function checkWritable(path: string): void {
  orCannotWrite(path, () => {
    const target = resolve(path);
    if (existsSync(target) && statSync(target).isDirectory()) throw new Error('it is a folder');
    const probe = siblingPath(target, 'probe');
    writeFileSync(probe, '', { flag: 'wx' });
    rmSync(probe);
  });
}

/** Runs `work`; what it throws becomes status 74 and says why the path cannot be written. */
export function orCannotWrite<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    removeUnfinished();
    throw error instanceof CommandError ? error : cannotWrite(path, reasonOf(error));
  }
}

/** Status 74. */
export function cannotWrite(path: string, reason: string | Phrase): CommandError {
  const phrase = say('not-written', { path, reason });
  return new CommandError(exitStatus.cannotWrite, phraseText(phrase, 'en'), (language) =>
    phraseText(phrase, language),
  );
}

/** Why the system refuses a write, in words where they are known. */
export function reasonOf(error: unknown): string | Phrase {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Record<string, Phrase> = {
    ENOENT: say('folder-missing'),
    ENOTDIR: say('path-is-file'),
    EACCES: say('permission-denied'),
    EPERM: say('permission-denied'),
    EROFS: say('read-only'),
    ENOSPC: say('no-space'),
    EISDIR: say('is-folder'),
    EEXIST: say('file-in-way'),
  };
  return (code && reasons[code]) || message;
}
