import { closeSync, openSync, readFileSync, readSync, type Stats, statSync } from 'node:fs';
import {
  InputError,
  type Language,
  type LocalizedProblem,
  type Phrase,
  type Plan,
  parsePlan,
  phraseText,
} from '@diku/engine';
import { say, type TableBytes, tableBytes, verbatim } from '@diku/engine/core';
import { cliText, describeRefusal } from './cli-text.ts';
import { CommandError, exitStatus, machineFault } from './exit-status.ts';
import { endingAtOnce } from './interrupts.ts';

/** Larger than any drawing of a garage, small enough for memory. */
const sizeLimitBytes = 512 * 1024 * 1024;
const nestingLimit = 200;
/** So much of a pipe is read at a time. */
const pipePartBytes = 64 * 1024;

/** The bytes of an input file. Statuses: 66 missing or unreadable, 65 not a file, empty or too large. */
export function readInput(path: string): Uint8Array {
  return orNotFound(path, () => {
    const stats = checkSize(path);
    // Files of the kernel have no size, and some never end.
    const bytes = stats.isFile() && stats.size > 0 ? readFileSync(path) : endingAtOnce(() => readPipe(path));
    if (bytes.length === 0) throw badInput(path, say('file'), say('zero-bytes'), say('content'));
    return bytes;
  });
}

/** All that another program writes into a pipe, up to the size of the largest file. */
function readPipe(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const parts: Uint8Array[] = [];
    // What a slow writer sends byte by byte takes no more than its bytes.
    const part = new Uint8Array(pipePartBytes);
    let size = 0;
    for (;;) {
      const count = readSync(file, part, 0, part.length, null);
      if (count === 0) return Buffer.concat(parts);
      size += count;
      requireSize(path, size);
      parts.push(part.slice(0, count));
    }
  } finally {
    closeSync(file);
  }
}

/** An input file of which only what is needed is read, when it is needed. */
export interface OpenInput {
  bytes: TableBytes;
  close(): void;
}

/** Opens an input file. Statuses as `readInput`, and 65 where it becomes shorter while it is read. */
export function openInput(path: string): OpenInput {
  return orNotFound(path, () => {
    const stats = checkSize(path);
    // What comes through a pipe can be read once only.
    if (!stats.isFile() || stats.size === 0) return { bytes: tableBytes(readInput(path)), close() {} };
    const file = openSync(path, 'r');
    const length = stats.size;
    const read = (from: number, to: number) => {
      const bytes = Buffer.allocUnsafe(to - from);
      for (let done = 0; done < bytes.length; ) {
        const count = readSync(file, bytes, done, bytes.length - done, from + done);
        if (count === 0) {
          const expected = say('bytes-count', { count: length });
          throw badInput(path, say('size'), say('bytes-count', { count: from + done }), expected);
        }
        done += count;
      }
      return bytes;
    };
    return { bytes: { length, read }, close: () => closeSync(file) };
  });
}

function checkSize(path: string): Stats {
  const stats = statSync(path);
  if (stats.isDirectory()) throw badInput(path, say('file'), say('a-folder'), say('a-file'));
  if (stats.isCharacterDevice() || stats.isBlockDevice())
    throw badInput(path, say('file'), say('a-device'), say('a-file'));
  requireSize(path, stats.size);
  return stats;
}

function requireSize(path: string, sizeBytes: number): void {
  if (sizeBytes <= sizeLimitBytes) return;
  const found = say('bytes-count', { count: sizeBytes });
  throw badInput(path, say('size'), found, say('at-most-bytes', { most: sizeLimitBytes }));
}

function orNotFound<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const fault = machineFault(error);
    const { code = '' } = error as NodeJS.ErrnoException;
    // What the machine has none of any more says nothing about the file.
    if (fault && code !== 'EIO') throw error;
    const messageIn = (language: Language) => {
      if (fault) return cliText(language, 'input.unread', { path, reason: phraseText(fault, language) });
      return cliText(language, code === 'EACCES' ? 'input.denied' : 'input.missing', { path });
    };
    throw new CommandError(exitStatus.inputNotFound, messageIn('en'), messageIn);
  }
}

/** The text of an input file, strictly UTF-8; a byte order mark is dropped. */
export function readText(path: string): string {
  const bytes = readInput(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badInput(path, say('encoding'), say('not-in-encoding', { encoding: 'UTF-8' }), say('utf8-text'));
  }
}

/** A JSON input file; status 65 with line and column where it is broken. */
export function readJson(path: string): unknown {
  return parseJsonText(path, readText(path));
}

/**
 * The value of a JSON text. Status 65 as `readJson`.
 * @param path the text's name in errors
 */
export function parseJsonText(path: string, text: string): unknown {
  try {
    if (nestingDepth(text) > nestingLimit) {
      throw badInput(
        path,
        say('nesting'),
        say('levels-more', { most: nestingLimit }),
        say('flatter-document'),
      );
    }
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const offset = firstBadOffset(text);
    const before = text.slice(0, offset).split('\n');
    const at = say('line-column', {
      line: before.length,
      column: before[before.length - 1].length + 1,
    });
    const rest = text.slice(offset, offset + 20).trimEnd();
    throw badInput(path, at, rest ? verbatim(JSON.stringify(rest)) : say('end-of-file'), verbatim('JSON'));
  }
}

/** A plan file, parsed and checked; status 65 names the first problem and how many more there are. */
export function readPlan(path: string): Plan {
  return blameFile(path, () => parsePlan(readJson(path)));
}

/** Runs `work` and puts the file's name on any `InputError` it throws. */
export function blameFile<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof InputError ? namedError(path, error) : error;
  }
}

/** Does what `blameFile` does, for work that is awaited. */
export async function blameFileAsync<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof InputError ? namedError(path, error) : error;
  }
}

function namedError(path: string, error: InputError): CommandError {
  const more = error.said.length - 1;
  return problemError(path, error.said[0], more);
}

/** One problem of a file, in the reader's language, and how many more there are. */
function problemError(path: string, problem: LocalizedProblem, more = 0): CommandError {
  const hint = (language: Language) => (more > 0 ? cliText(language, 'problems.more', { count: more }) : '');
  const messageIn = (language: Language) =>
    cliText(language, 'of-file', { path, refusal: describeRefusal(problem, language) }) + hint(language);
  return new CommandError(exitStatus.badInput, messageIn('en'), messageIn);
}

/** Status 65. */
export function badInput(path: string, at: Phrase, found: Phrase, expected: Phrase): CommandError {
  return problemError(path, { at, found, expected });
}

/**
 * Offset at which the text stops being the beginning of JSON: the parser's message does not always name a
 * position.
 */
function firstBadOffset(text: string): number {
  let good = 0;
  let bad = text.trimEnd().length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (mayBecomeJson(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function mayBecomeJson(prefix: string): boolean {
  try {
    JSON.parse(prefix);
    return true;
  } catch (error) {
    const { message } = error as Error;
    const position = /at position (\d+)/.exec(message)?.[1];
    return /^Unexpected end/.test(message) || (position !== undefined && Number(position) >= prefix.length);
  }
}

/** Deepest bracket nesting outside strings: writing a deeper document would overflow the stack. */
function nestingDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 92) index++;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 91 || code === 123) deepest = Math.max(deepest, ++depth);
    else if (code === 93 || code === 125) depth--;
  }
  return deepest;
}
