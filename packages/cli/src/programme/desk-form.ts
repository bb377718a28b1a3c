import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Phrase } from '@diku/engine';
import { say } from '@diku/engine/core';
import type { Stage } from '@diku/engine/programme';
import { type CommandError, exitStatus, problemError } from '../exit-status.ts';
import type { GivenEvidence } from './take-steps.ts';

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

/** Files that a browser sent with a step, in a folder of their own until it is taken. */
interface EvidenceFiles {
  /** Files by what a stage asks for. */
  of(stage: Stage): Omit<GivenEvidence, 'stage'>;
  remove(): void;
}

/** Stores files in a new folder of the system's, each by a name in which nothing leads elsewhere. */
export function holdFiles(files: readonly DeskFile[]): EvidenceFiles {
  const folder = mkdtempSync(join(tmpdir(), 'diku-step-'));
  const paths = files.map(({ name, bytes }, index) => {
    const place = join(folder, String(index));
    mkdirSync(place);
    const path = join(place, harmless(name));
    writeFileSync(path, bytes);
    return path;
  });
  const kinds = files.map(({ bytes }) => kindOf(bytes));
  const first = (kind: FileKind) => paths[kinds.indexOf(kind)];
  return {
    of(stage) {
      if (paths.length === 0) return {};
      if (stage === 'planned') return { plan: paths[0], attach: paths.slice(1) };
      if (stage === 'tested') return { walk: paths };
      if (stage !== 'accepted') return { attach: paths };
      const report = first('report');
      if (report === undefined) return { report: paths[0] };
      const plan = first('plan');
      const walk = paths.filter((path) => path !== report && path !== plan);
      return { report, walk, ...(plan === undefined ? {} : { plan }) };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A plain name with nothing in it that a file system refuses; a dot does not begin it. */
function harmless(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N} ._()-]/gu, '_').replace(/^\.+/, '');
  return safe.slice(-120) || 'file';
}

type FileKind = 'report' | 'plan';

/** A plan file, or what `diku accept --json` printed, by what it has; undefined for any other. */
function kindOf(bytes: Uint8Array): FileKind | undefined {
  try {
    const document = Object(JSON.parse(new TextDecoder().decode(bytes)));
    if (Object.hasOwn(document, 'acceptance')) return 'report';
    return Object.hasOwn(document, 'levels') && Object.hasOwn(document, 'antennas') ? 'plan' : undefined;
  } catch {
    return undefined;
  }
}
