import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { type CommandError, exitStatus } from './exit-status.ts';
import { errorLanguage } from './language.ts';
import { cannotWrite, reasonOf } from './write-output.ts';

const standardOutput = 1;
/** The name that errors have for it. */
const pathName = 'stdout';

/** Why what was printed did not all arrive: then there is no result, whatever the command returns. */
let failure: CommandError | undefined;
/** The reader has closed its end. */
let isReaderGone = false;

/**
 * Makes errors of the standard streams mean what is documented. A reader that has seen enough (`diku … | head -1`)
 * ends nothing and changes no status: "not met" must not become "met" by it. Anything else that keeps the output from
 * being written is status 74, also when a pipe reports it after the command has returned. What cannot be written to
 * stderr is lost, and changes no status either.
 */
export function guardStandardStreams(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (isClosedReader(error)) isReaderGone = true;
    else reportFailure(cannotWrite(pathName, reasonOf(error)));
  });
  process.stderr.on('error', () => {});
  process.on('exit', (status) => {
    const isResult = status === exitStatus.done || status === exitStatus.targetNotMet;
    if (failure && isResult) process.exitCode = failure.status;
  });
}

/** Writes to stdout; what a slow reader has not taken yet is written before the process ends. Where it cannot be, stderr says so and the status is 74. */
export function writeStandardOutput(content: string | Uint8Array): void {
  if (process.stdout instanceof Socket) process.stdout.write(content);
  else writeFile(content);
}

/** The same for long output in parts: settles once the part is taken; false where nobody reads any more. */
export async function writeStandardPart(content: Uint8Array): Promise<boolean> {
  if (process.stdout instanceof Socket) {
    await new Promise((resolve) => process.stdout.write(content, resolve));
  } else writeFile(content);
  return !isReaderGone && !failure;
}

/** Files and devices: the stream that Node has for them takes a part of the bytes for all of them where the disk fills up. */
function writeFile(content: string | Uint8Array): void {
  if (failure) return;
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(standardOutput, bytes, at);
  } catch (error) {
    reportFailure(cannotWrite(pathName, reasonOf(error)));
  }
}

function isClosedReader({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'ECONNRESET';
}

/** Said once: whatever follows fails for the same reason. */
function reportFailure(error: CommandError): void {
  if (failure) return;
  failure = error;
  process.stderr.write(`diku: ${error.messageIn(errorLanguage(process.argv, process.env))}\n`);
}
