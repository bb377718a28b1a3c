import { InputError } from './errors.ts';
import { type Phrase, say } from './messages/phrase.ts';

/** Ends of a range, both in it. */
export interface ArgumentRange {
  atLeast?: number;
  atMost?: number;
  isWhole?: boolean;
}

/** A function's arguments are looked at where they come in: what is none of what is expected is refused by its name. */
export function requireNumber(at: string, value: unknown, range: ArgumentRange = {}): void {
  const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY, isWhole = false } = range;
  const isIn = Number.isFinite(value) && (value as number) >= atLeast && (value as number) <= atMost;
  if (isIn && (!isWhole || Number.isInteger(value))) return;
  refuse(
    at,
    value,
    say(isWhole ? 'argument-whole-number' : 'argument-number', { from: atLeast, to: atMost }),
  );
}

/** @throws InputError where a value is given and is no number of the range */
export function requireNumberIfGiven(at: string, value: unknown, range: ArgumentRange = {}): void {
  if (value !== undefined) requireNumber(at, value, range);
}

/** @throws InputError where a value is none of the list */
export function requireOneOf(at: string, value: unknown, known: readonly string[]): void {
  if (!known.includes(value as string)) refuse(at, value, say('one-of', { list: known.join(', ') }));
}

/** @throws InputError where a value is given and none of the list */
export function requireOneOfIfGiven(at: string, value: unknown, known: readonly string[]): void {
  if (value !== undefined) requireOneOf(at, value, known);
}

/** @throws InputError where a value is no object, or lacks one of the keys */
export function requireObject(at: string, value: unknown, keys: readonly string[] = []): void {
  if (isRecord(value) && keys.every((key) => value[key] !== undefined)) return;
  refuse(
    at,
    value,
    keys.length > 0 ? say('argument-object-with', { list: keys.join(', ') }) : say('argument-object'),
  );
}

/** @throws InputError where options are none, or have no solver of fields */
export function requireSolver(options: unknown): void {
  requireObject('options', options, ['solver']);
  requireObject('solver', (options as { solver: unknown }).solver, ['solve']);
}

/** @throws InputError where a value is no list */
export function requireList(at: string, value: unknown): void {
  if (!Array.isArray(value)) refuse(at, value, say('argument-list'));
}

/** @throws InputError where a value is no text */
export function requireText(at: string, value: unknown): void {
  if (typeof value !== 'string') refuse(at, value, say('argument-text'));
}

/** @throws InputError where a value is no function */
export function requireFunction(at: string, value: unknown): void {
  if (typeof value !== 'function') refuse(at, value, say('argument-function'));
}

/** @throws InputError where a value is no `Uint8Array` */
export function requireBytes(at: string, value: unknown): void {
  if (!(value instanceof Uint8Array)) refuse(at, value, say('argument-bytes'));
}

/** @throws InputError where a value is no point: two finite numbers */
export function requirePoint(at: string, value: unknown): void {
  const isPoint = Array.isArray(value) && value.length === 2 && value.every(Number.isFinite);
  if (!isPoint) refuse(at, value, say('argument-point'));
}

function refuse(at: string, value: unknown, expected: Phrase): never {
  throw new InputError([{ at, found: describeValue(value), expected }]);
}

/** A value in at most 60 characters. */
function describeValue(value: unknown): string | Phrase {
  if (value === undefined) return say('nothing');
  if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) return say('argument-list-of', { count: value.length });
    const keys = Object.keys(value).slice(0, 6).join(', ');
    return keys === '' ? say('argument-empty') : say('argument-object-with', { list: keys });
  }
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Returns whether a value has members by name: no list, not null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
