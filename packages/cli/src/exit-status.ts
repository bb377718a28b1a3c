import { CancelledError, InputError, type Language, type LocalizedProblem, type Phrase } from '@diku/engine';
import { say } from '@diku/engine/core';
import { describeRefusal } from './cli-text.ts';

/** Exit status of the process. Scripts are written against these numbers. */
export const exitStatus = {
  done: 0,
  /** Done, and the acceptance target is not met. */
  targetNotMet: 1,
  usage: 64,
  badInput: 65,
  inputNotFound: 66,
  internal: 70,
  cannotWrite: 74,
  interrupted: 130,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

/** An end with a known status and one line for people. */
export class CommandError extends Error {
  readonly status: ExitStatus;
  /** The same line in another language, where it is known there. */
  readonly messageIn: (language: Language) => string;

  constructor(status: ExitStatus, message: string, messageIn = (_language: Language) => message) {
    super(message);
    this.name = 'CommandError';
    this.status = status;
    this.messageIn = messageIn;
  }
}

/** The command line itself is wrong: which option, what was given, what it takes. */
export function usageError(
  option: string | Phrase,
  found: string | Phrase,
  expected: string | Phrase,
): CommandError {
  return problemError(exitStatus.usage, { at: option, found, expected });
}

/** One problem, in whichever language it is asked for. */
export function problemError(status: ExitStatus, problem: LocalizedProblem): CommandError {
  const messageIn = (language: Language) => describeRefusal(problem, language);
  return new CommandError(status, messageIn('en'), messageIn);
}

/** Exit status of anything thrown; what is not known is a bug. */
export function exitStatusOf(error: unknown): ExitStatus {
  if (error instanceof CommandError) return error.status;
  if (error instanceof InputError) return exitStatus.badInput;
  if (error instanceof CancelledError) return exitStatus.interrupted;
  return machineFault(error) === undefined ? exitStatus.internal : exitStatus.cannotWrite;
}

/** A fault of the machine in words, neither the input's nor a bug: it has no more of something, or a device fails. Undefined for every other error. */
export function machineFault(error: unknown): Phrase | undefined {
  const { code, message = '' } = (error ?? {}) as { code?: unknown; message?: string };
  const fault =
    /^(EMFILE|ENFILE|ENOMEM|EAGAIN|EIO|ENOSPC|EDQUOT|EROFS|ENOBUFS)$/.exec(String(code))?.[1] ??
    // Threads that could not be started, or not load their program.
    /\b(EMFILE|ENFILE|ENOMEM|EAGAIN)\b/.exec(message)?.[1];
  if (fault === undefined) return undefined;
  if (/FILE$/.test(fault)) return say('no-descriptors', { code: fault });
  if (/ENOMEM|EAGAIN|ENOBUFS/.test(fault)) return say('no-resources', { code: fault });
  if (/ENOSPC|EDQUOT/.test(fault)) return say('no-space');
  return fault === 'EROFS' ? say('read-only') : say('device-fault', { code: fault });
}
