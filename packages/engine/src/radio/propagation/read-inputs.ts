import { InputError, type Phrase, say } from '../../core/index.ts';

export interface NumberRange {
  /** Open lower end. */
  above?: number;
  /** Closed lower end. */
  atLeast?: number;
  /** Open upper end. */
  below?: number;
  /** Closed upper end. */
  atMost?: number;
  integer?: boolean;
}

/** Reads the inputs of one model by name and remembers them as read, for the echo. */
export interface InputReader {
  has(name: string): boolean;
  /** A number in the range. With `fallback` the input is optional. */
  number(name: string, range: NumberRange, fallback?: number): number;
  boolean(name: string): boolean;
  choice<T extends string>(name: string, choices: readonly T[]): T;
  text(name: string, fallback?: string): string;
  /** The items of a list, each with a reader of its own; an absent list is empty. */
  list(name: string, itemNames: readonly string[]): InputReader[];
  raw(): Readonly<Record<string, unknown>>;
  echo(): Record<string, unknown>;
  defaults(): Record<string, unknown>;
  fail(name: string, found: string | Phrase, expected: string | Phrase): never;
}

const maxListItems = 1000;

/**
 * Numbers and booleans may come as text, as a command line has them.
 * @throws InputError for a name outside `names`, unless that is `['*']`
 */
export function inputReader(
  inputs: Readonly<Record<string, unknown>>,
  names: readonly string[],
  path = '',
): InputReader {
  const reader = new RecordReader(inputs, path);
  if (names.includes('*')) return reader;
  const unknownName = Object.keys(inputs).find((key) => !names.includes(key));
  if (unknownName !== undefined) {
    reader.fail(unknownName, say('unknown-input'), say('only-inputs', { list: names.join(', ') }));
  }
  return reader;
}

/** Remembers what was read and what was left to its default. */
class RecordReader implements InputReader {
  private readonly echoed: Record<string, unknown>;
  private readonly defaulted: Record<string, unknown> = {};

  constructor(
    private readonly inputs: Readonly<Record<string, unknown>>,
    private readonly path: string,
  ) {
    this.echoed = { ...inputs };
  }

  has(name: string): boolean {
    return this.given(name) !== undefined;
  }

  number(name: string, range: NumberRange, fallback?: number): number {
    const value = this.given(name);
    if (value === undefined && fallback !== undefined) {
      this.defaulted[name] = fallback;
      return fallback;
    }
    const expected = describeRange(range);
    const number = toNumber(this.required(name, expected));
    if (number === undefined || !isInRange(number, range)) return this.fail(name, show(value), expected);
    this.echoed[name] = number;
    return number;
  }

  boolean(name: string): boolean {
    const value = this.required(name, say('true-or-false'));
    const flag =
      value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined;
    if (flag === undefined) return this.fail(name, show(value), say('true-or-false'));
    this.echoed[name] = flag;
    return flag;
  }

  choice<T extends string>(name: string, choices: readonly T[]): T {
    const value = this.required(name, choices.join(', '));
    const choice = choices.find((candidate) => candidate === value);
    return choice ?? this.fail(name, show(value), say('one-of', { list: choices.join(', ') }));
  }

  text(name: string, fallback?: string): string {
    const value = this.given(name);
    if (value === undefined && fallback !== undefined) {
      this.defaulted[name] = fallback;
      return fallback;
    }
    const text = this.required(name, say('a-text'));
    return typeof text === 'string' || typeof text === 'number'
      ? String(text)
      : this.fail(name, show(text), say('a-text'));
  }

  list(name: string, itemNames: readonly string[]): InputReader[] {
    const value = parseList(this.given(name) ?? []);
    if (!Array.isArray(value) || value.length > maxListItems) {
      return this.fail(name, show(this.given(name)), say('list-up-to', { most: maxListItems }));
    }
    return value.map((item, i) => {
      if (typeof item !== 'object' || item === null) {
        this.fail(`${name}[${i}]`, show(item), say('an-object-with', { list: itemNames.join(', ') }));
      }
      return inputReader(item as Record<string, unknown>, itemNames, `${this.path}${name}[${i}].`);
    });
  }

  raw(): Readonly<Record<string, unknown>> {
    return this.inputs;
  }

  echo(): Record<string, unknown> {
    return this.echoed;
  }

  defaults(): Record<string, unknown> {
    return this.defaulted;
  }

  fail(name: string, found: string | Phrase, expected: string | Phrase): never {
    throw new InputError([{ at: this.path + name, found, expected }]);
  }

  private given(name: string): unknown {
    return Object.hasOwn(this.inputs, name) ? this.inputs[name] : undefined;
  }

  private required(name: string, expected: string | Phrase): unknown {
    return this.given(name) ?? this.fail(name, say('no-value'), expected);
  }
}

/** A value as an error shows it, at most 80 characters. */
export function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value.trim()))
    return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function parseList(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function isInRange(value: number, range: NumberRange): boolean {
  if (range.above !== undefined && !(value > range.above)) return false;
  if (range.atLeast !== undefined && !(value >= range.atLeast)) return false;
  if (range.below !== undefined && !(value < range.below)) return false;
  if (range.atMost !== undefined && !(value <= range.atMost)) return false;
  return range.integer !== true || Number.isInteger(value);
}

function describeRange(range: NumberRange): Phrase {
  const parts: string[] = [];
  if (range.above !== undefined) parts.push(`> ${range.above}`);
  if (range.atLeast !== undefined) parts.push(`≥ ${range.atLeast}`);
  if (range.below !== undefined) parts.push(`< ${range.below}`);
  if (range.atMost !== undefined) parts.push(`≤ ${range.atMost}`);
  const whole = range.integer === true;
  if (parts.length === 0) return say(whole ? 'whole-number-any' : 'number-any');
  return say(whole ? 'whole-number-in' : 'number-in', { range: parts.join(' ') });
}
