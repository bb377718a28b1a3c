import { InputError, type Language } from '@diku/engine';
import { describeRefusal } from './cli-text.ts';
import { CommandError, exitStatus } from './exit-status.ts';

/** Fault of the input, without its path; undefined for every other error. */
export function inputReason(error: unknown, path: string, language: Language): string | undefined {
  if (error instanceof InputError) return describeRefusal(error.said[0], language);
  const isInput =
    error instanceof CommandError &&
    ([exitStatus.badInput, exitStatus.inputNotFound, exitStatus.usage] as number[]).includes(error.status);
  if (!isInput) return undefined;
  const reason = error.messageIn(language);
  return reason.startsWith(path) ? reason.slice(path.length).replace(/^[:：]\s*/, '') : reason;
}
