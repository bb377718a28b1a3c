import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Phrase, phraseText } from '@diku/engine';
import { say } from '@diku/engine/core';
import { syncPath } from './batch/durable-files.ts';
import { CommandError, exitStatus, machineFault, usageError } from './exit-status.ts';
import { isGone, ownerTag, sweep, tagPattern } from './file-owner.ts';
import { endingAtOnce } from './interrupts.ts';
import { sha256 } from './sha256.ts';

/** Everything begun and not yet in place; removed when the process ends early. */
const unfinished = new Set<string>();

/** Removes what an interrupted or failed run has begun to write; what cannot be removed the next run does. */
export function removeUnfinished(): void {
  for (const path of unfinished) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // Why the run failed is what is told.
    }
  }
  unfinished.clear();
}

/** A path that is removed when the process ends before `endUnfinished`. */
export function beginUnfinished(path: string): void {
  unfinished.add(path);
}

export function endUnfinished(path: string): void {
  unfinished.delete(path);
}

/** The place that an output goes to: links lead to the file itself, and devices, pipes and sockets are never replaced. */
interface OutputTarget {
  path: string;
  /** Bytes are taken as they come by what is there now. */
  isStream: boolean;
  /** Permissions and owner of the file that is there. */
  before?: Stats;
}

function outputTarget(path: string): OutputTarget {
  const named = resolve(path);
  const before = statSync(named, { throwIfNoEntry: false });
  if (before?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
  if (before && !before.isFile()) return { path: named, isStream: true };
  return { path: before ? realpathSync(named) : linkedPath(named), isStream: false, before };
}

/** The end of links that lead to nothing yet: what goes in a circle the system has refused before. */
function linkedPath(named: string): string {
  let path = named;
  while (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
    path = resolve(dirname(path), readlinkSync(path));
  return path;
}

/** Writes one file whole or not at all: beside its final path first, then renamed. Status 74 when it cannot. */
export function writeOutput(path: string, content: string | Uint8Array): void {
  writeOutputs([{ path, content }]);
}

/**
 * The same of several files, of which all are there afterwards or none.
 * @param finishRest brings what else the command writes to its place: where that fails, the files are taken back
 */
export function writeOutputs<Rest = void>(
  outputs: readonly { path: string; content: string | Uint8Array }[],
  finishRest?: () => Rest,
): Rest | undefined {
  const files = outputs.map(({ path, content }) => {
    const file = openOutputFile(path);
    if (typeof content === 'string') file.write(content);
    else file.writeBytes(content);
    return file;
  });
  const placed = placeOutputs(files);
  try {
    return finishRest?.();
  } catch (error) {
    placed.takeBack();
    throw error;
  } finally {
    placed.close();
  }
}

/** Longest part of a name that is seen in that of a working file, bytes: names have at most 255. */
const maxNameLength = 160;

let siblings = 0;

/** A file of this process alone that nobody sees, beside another: from there to its final path is a rename. */
function siblingPath(target: string, ending: 'part' | 'probe' | 'aside'): string {
  siblings += 1;
  return join(dirname(target), `.${siblingStem(target)}.${ownerTag()}-${siblings}.${ending}`);
}

function siblingStem(target: string): string {
  const name = basename(target);
  return Buffer.byteLength(name) > maxNameLength ? sha256(name) : name;
}

/** Removes what processes left beside a file that were killed while they wrote it. */
function sweepSiblings(target: string): void {
  const prefix = `.${siblingStem(target)}.`;
  const pattern = new RegExp(`^(${tagPattern})-\\d+\\.(part|probe|aside)$`);
  const isLeft = (name: string) =>
    name.startsWith(prefix) && isGone(pattern.exec(name.slice(prefix.length))?.[1] ?? '');
  try {
    sweep(dirname(target), isLeft);
  } catch {
    // They are in nobody's way; whether the file can be written is another thing.
  }
}

/** A file that is written piece by piece, and appears only when it is complete. */
export interface OutputFile {
  write(text: string): void;
  writeBytes(bytes: Uint8Array): void;
  /** Brings what was written onto the disk, which only a place is left to wait for. */
  complete(): void;
  /** Puts what is complete into its place. */
  place(): PlacedOutput;
  /** Both. */
  finish(): void;
}

/** Files in their places, from which they may still be taken back. */
export interface PlacedOutput {
  /** Brings back what was there before. */
  takeBack(): void;
  /** They stay. */
  close(): void;
}

/** Puts files into their places, all of them or none. Status 74. */
export function placeOutputs(files: readonly OutputFile[]): PlacedOutput {
  for (const file of files) file.complete();
  const placed: PlacedOutput[] = [];
  const takeBack = () => {
    for (const each of placed.splice(0).reverse()) each.takeBack();
  };
  try {
    for (const file of files) placed.push(file.place());
  } catch (error) {
    takeBack();
    throw error;
  }
  return {
    takeBack,
    close() {
      for (const each of placed) each.close();
    },
  };
}

/** Pieces are gathered to this many bytes. */
const gatheredLength = 1 << 20;
/** Bytes of UTF-8 that a character of a text takes at most. */
const maxBytesPerCharacter = 3;

/**
 * Starts a file beside its final path; a device or a pipe gets what is written at once. Status 74 when it cannot be written.
 */
export function openOutputFile(path: string): OutputFile {
  const target = orCannotWrite(path, () => outputTarget(path));
  if (!target.isStream) sweepSiblings(target.path);
  const begun = target.isStream ? target.path : siblingPath(target.path, 'part');
  if (!target.isStream) unfinished.add(begun);
  const open = () => openSync(begun, target.isStream ? 'w' : 'wx');
  // A pipe opens when somebody reads it.
  const file = orCannotWrite(path, () => (target.isStream ? endingAtOnce(open) : open()));
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
  const output: OutputFile = {
    write(text) {
      if (makeRoom(text.length * maxBytesPerCharacter)) length += gathered.write(text, length);
      else orCannotWrite(path, () => writeAll(Buffer.from(text)));
    },
    writeBytes(bytes) {
      if (!makeRoom(bytes.length)) return orCannotWrite(path, () => writeAll(bytes));
      gathered.set(bytes, length);
      length += bytes.length;
    },
    complete() {
      orCannotWrite(path, () => {
        flush();
        if (target.isStream) return closeSync(file);
        copyAttributes(file, target.before);
        fsyncSync(file);
        closeSync(file);
      });
    },
    place: () => orCannotWrite(path, () => placeFile(begun, target)),
    finish: () => placeOutputs([output]).close(),
  };
  return output;
}

/** Renames a complete file to its place. What was there has a second name beside it until nothing is taken back any more. */
function placeFile(begun: string, { path, isStream, before }: OutputTarget): PlacedOutput {
  if (isStream) return { takeBack() {}, close() {} };
  const aside = before ? linkedAside(path) : undefined;
  const removeAside = () => {
    if (aside !== undefined) rmSync(aside, { force: true });
  };
  const takeBack = () => {
    try {
      if (aside !== undefined) renameSync(aside, path);
      else if (!before) rmSync(path, { force: true });
    } catch {
      // Why the run failed is what is told.
    }
  };
  try {
    renameSync(begun, path);
  } catch (error) {
    removeAside();
    throw error;
  }
  unfinished.delete(begun);
  try {
    syncPath(dirname(path));
  } catch (error) {
    takeBack();
    throw error;
  }
  return {
    takeBack,
    close() {
      try {
        removeAside();
      } catch {
        // The next run does.
      }
    },
  };
}

/** A second name of a file; undefined where its file system has none. */
function linkedAside(path: string): string | undefined {
  const aside = siblingPath(path, 'aside');
  try {
    linkSync(path, aside);
    return aside;
  } catch (error) {
    if (
      ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(
        (error as NodeJS.ErrnoException).code ?? '',
      )
    )
      return undefined;
    throw error;
  }
}

/** Gives a file that takes the place of another its permissions, and its owner where that is allowed. */
function copyAttributes(file: number, before: Stats | undefined): void {
  if (!before) return;
  fchmodSync(file, before.mode & 0o7777);
  try {
    fchownSync(file, before.uid, before.gid);
  } catch {
    // Another user's file becomes the writer's own, as with any editor.
  }
}

/** Refuses the sign that other programs take for standard output: here that has the result in words, or with `--json`. */
export function refuseDash(path: string): void {
  if (path === '-') throw usageError('--out', '"-"', say('a-file'));
}

/** Refuses an output file that could not be written, before long work begins. */
export function checkWritable(path: string): void {
  refuseDash(path);
  orCannotWrite(path, () => {
    const target = outputTarget(path);
    if (target.isStream) return accessSync(target.path, constants.W_OK);
    const probe = siblingPath(target.path, 'probe');
    unfinished.add(probe);
    writeFileSync(probe, '', { flag: 'wx' });
    rmSync(probe);
    unfinished.delete(probe);
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
    EDQUOT: say('no-space'),
    EISDIR: say('is-folder'),
    EEXIST: say('file-in-way'),
  };
  return (code && reasons[code]) || machineFault(error) || message;
}
