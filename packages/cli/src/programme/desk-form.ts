import type { Phrase } from '@diku/engine';
import { say } from '@diku/engine/core';
import { type CommandError, exitStatus, problemError } from '../exit-status.ts';

/** A file that a page sent. Its name is for people and is never a path. */
export interface DeskFile {
  name: string;
  bytes: Uint8Array;
}

const maxText = 4000;

/** Form that a page sent with an act: named values, each checked when it is asked for, and files. Refusals are status 65. */
export class DeskForm {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly files: readonly DeskFile[];

  constructor(values: unknown, files: readonly DeskFile[]) {
    this.#values = Object(values) as Record<string, unknown>;
    this.files = files;
  }

  optional(name: string): unknown {
    return Object.hasOwn(this.#values, name) ? (this.#values[name] ?? undefined) : undefined;
  }

  text(name: string): string {
    const value = this.optional(name);
    if (typeof value === 'string' && value.length <= maxText) return value;
    throw this.refusal(name, value, say('a-text'));
  }

  /** Undefined where it is not there, or empty. */
  optionalText(name: string): string | undefined {
    return this.optional(name) === undefined ? undefined : this.text(name).trim() || undefined;
  }

  flag(name: string): boolean {
    return this.optional(name) === true;
  }

  list(name: string): readonly unknown[] {
    const value = this.optional(name);
    if (Array.isArray(value)) return value;
    throw this.refusal(name, value, say('type-array'));
  }

  oneOf<Value extends string>(name: string, values: readonly Value[]): Value {
    const value = this.optional(name);
    const found = values.find((each) => each === value);
    if (found !== undefined) return found;
    throw this.refusal(name, value, say('one-of', { list: values.join(', ') }));
  }

  optionalNumber(
    name: string,
    { min, max, isWhole = false }: { min: number; max: number; isWhole?: boolean },
  ): number | undefined {
    const value = this.optional(name);
    if (value === undefined) return undefined;
    const isNumber = typeof value === 'number' && value >= min && value <= max;
    if (isNumber && (!isWhole || Number.isInteger(value))) return value;
    throw this.refusal(name, value, say('desk-number', { min, max }));
  }

  refusal(name: string, value: unknown, expected: Phrase): CommandError {
    const found = value === undefined ? say('nothing') : (JSON.stringify(value) ?? '').slice(0, 200);
    return problemError(exitStatus.badInput, { at: name, found, expected });
  }
}
