import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Language } from '@diku/engine';
import { say } from '@diku/engine/core';
import { formatJson, stageLabel } from '@diku/engine/documents';
import {
  type MergeConflict,
  type MergedCopies,
  type MergeSide,
  mergeCopies,
  type NamedCopy,
  type Signature,
} from '@diku/engine/programme';
import type { Command } from 'commander';
import { cliText } from '../cli-text.ts';
import { exitStatus, problemError, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { readInput, readJson } from '../read-input.ts';
import { runAs } from '../session.ts';
import { sha256 } from '../sha256.ts';
import { carryAttachments } from '../store/attachments.ts';
import { today } from '../store/today.ts';
import { addWaitOption, type WaitOption } from '../store/wait-option.ts';
import { checkWritable, writeOutput } from '../write-output.ts';
import { noteMissing, readCopy, storeCopy } from './programme-copy.ts';
import { addSignatureOptions, readSignature } from './signature-options.ts';

interface MergeCommandOptions extends WaitOption, Signature {
  out?: string;
  base?: string;
  take?: string[];
  decisions?: string;
  conflicts?: string;
  dryRun?: boolean;
}

/** `diku programme merge <copies…> -o NEW`: copies of the programme's file in one; status 1 while conflicts are not decided. */
export function addMergePart(group: Command): void {
  const command = group
    .command('merge <copies...>')
    .description(help('programme-merge.about'))
    .option('-o, --out <store>', help('programme-merge.out'))
    .option('--base <store>', help('programme-merge.base'))
    .option('--take <sides...>', help('programme-merge.take'))
    .option('--decisions <file>', help('programme-merge.decisions'))
    .option('--conflicts <file>', help('programme-merge.conflicts'))
    .option('--dry-run', help('programme-merge.dry-run'));
  addSignatureOptions(command);
  addWaitOption(command);
  runAs<[string[]], MergeCommandOptions>(command, async (session, options, paths) => {
    const { out, base, conflicts: list, wait, dryRun: isDryRun = false } = options;
    if (paths.length < 2) throw usageError('copies', paths.join(' '), say('two-copies'));
    if (out === undefined && !isDryRun) throw usageError('--out', say('nothing'), say('new-store'));
    if (out !== undefined && existsSync(out))
      throw problemError(exitStatus.badInput, { at: out, found: say('a-file'), expected: say('new-store') });
    if (list !== undefined) checkWritable(list);
    const copies = await readCopies(paths, wait);
    const merged = mergeCopies(copies, {
      ...(base === undefined ? {} : { base: await readCopy(base, wait) }),
      choose: chooser(options, copies),
      ...{ date: today(), signature: readSignature(options) },
    });
    if (out !== undefined && !isDryRun) {
      await storeCopy(out, merged.copy, { command: 'diku programme merge', waitS: wait });
      noteMissing(session, carryAttachments(paths, out, merged.copy.communities));
    }
    if (list !== undefined) writeOutput(list, formatJson(decisionsDocument(merged)));
    const open = merged.conflicts.filter(isOpen).length;
    session.print(
      { ...countsOf(merged), open, conflicts: merged.conflicts, alike: merged.alike, written: out ?? null },
      mergedText(merged, { copies: copies.length, language: session.language }),
    );
    return open > 0 ? exitStatus.targetNotMet : exitStatus.done;
  });
}

/** Copies by their names, told apart by their paths where two are called the same. */
async function readCopies(paths: readonly string[], waitS: number): Promise<NamedCopy[]> {
  const names = paths.map((path) => basename(path));
  const isPlain = new Set(names).size === names.length;
  const copies: NamedCopy[] = [];
  for (const [index, path] of paths.entries()) {
    const copy = await readCopy(path, waitS);
    copies.push({ name: isPlain ? names[index] : path, sha256: sha256(readInput(path)), copy });
  }
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw usageError('copies', twice, say('two-copies'));
  return copies;
}

type Choose = (id: string, sides: readonly MergeSide[]) => number | undefined;

/** Sides by hand (`--decisions`), else by the rules of `--take`, in their order. */
function chooser({ take = [], decisions: path }: MergeCommandOptions, copies: readonly NamedCopy[]): Choose {
  const names = copies.map(({ name }) => name);
  const decided = path === undefined ? new Map<string, string>() : readDecisions(path, names);
  const rules = take.flatMap((each) => each.split(',')).map((text) => readRule(text, names));
  return (id, sides) => {
    const hand = decided.get(id);
    for (const rule of hand === undefined ? rules : [hand]) {
      const index =
        rule === 'later' ? laterSide(sides) : sides.findIndex(({ copies: of }) => of.includes(rule));
      if (index !== undefined && index >= 0) return index;
    }
    return undefined;
  };
}

/** `a` is the first copy that was named, `b` the second; or a copy's name, or `later`. */
function readRule(text: string, names: readonly string[]): string {
  const letter = /^[a-z]$/.test(text) ? names[text.charCodeAt(0) - 'a'.charCodeAt(0)] : undefined;
  const name = letter ?? names.find((each) => each === text);
  if (name !== undefined) return name;
  if (text === 'later') return text;
  throw usageError('--take', `"${text}"`, say('one-of', { list: ['later', ...names].join(', ') }));
}

/** The side whose last step is of the latest day; undefined where two are of one day. */
function laterSide(sides: readonly MergeSide[]): number | undefined {
  const days = sides.map(({ steps }) => steps[steps.length - 1].date);
  const latest = [...days].sort().at(-1);
  return days.filter((day) => day === latest).length === 1 ? days.indexOf(latest ?? '') : undefined;
}

/** Decisions that somebody has filled into the list of conflicts: a copy's name, letter or `later` under `take`. */
function readDecisions(path: string, names: readonly string[]): Map<string, string> {
  const document = readJson(path) as { conflicts?: unknown } | null;
  const list = document?.conflicts;
  const isDecision = (each: unknown): each is { id: string; take?: string | null } => {
    const { id, take } = Object(each) as { id?: unknown; take?: unknown };
    return typeof id === 'string' && (take === undefined || take === null || typeof take === 'string');
  };
  if (!Array.isArray(list) || !list.every(isDecision))
    throw problemError(exitStatus.badInput, {
      at: path,
      found: JSON.stringify(document).slice(0, 80),
      expected: say('merge-decisions'),
    });
  return new Map(list.flatMap(({ id, take }) => (take ? [[id, readRule(take, names)]] : [])));
}

/** The conflicts with room for decisions: the file that `--decisions` reads. */
function decisionsDocument({ conflicts }: MergedCopies) {
  return { conflicts: conflicts.map((conflict) => ({ ...conflict, take: takenName(conflict) ?? null })) };
}

function takenName({ sides, taken }: MergeConflict): string | undefined {
  return taken === undefined ? undefined : sides[taken].copies[0];
}

function isOpen({ kind, taken }: MergeConflict): boolean {
  return kind === 'steps' && taken === undefined;
}

function countsOf({ copy: { communities, imports } }: MergedCopies) {
  const steps = communities.reduce((sum, { history }) => sum + history.length - 1, 0);
  return { communities: communities.length, steps, imports: imports.length };
}

const maxListed = 200;

function mergedText(
  merged: MergedCopies,
  { copies, language }: { copies: number; language: Language },
): string {
  const { conflicts, alike } = merged;
  const open = conflicts.filter(isOpen).length;
  const lines = conflicts.slice(0, maxListed).flatMap((conflict) => conflictLines(conflict, language));
  return [
    ...lines,
    ...alike.map(({ id, other, name }) => cliText(language, 'merge.alike', { id, other, name })),
    cliText(language, 'merge.done', { copies, ...countsOf(merged), conflicts: conflicts.length, open }),
  ].join('\n');
}

function conflictLines(conflict: MergeConflict, language: Language): string[] {
  const { kind, id, name, district, sides, taken } = conflict;
  if (kind === 'import') return [cliText(language, 'merge.import', { file: name })];
  return [
    [id, district, name].filter(Boolean).join('  '),
    ...sides.map(({ copies, steps }, index) => {
      const said = steps.map(({ date, stage, due, note, works, author }) =>
        [date, stageLabel(stage, language), due, works && JSON.stringify(works), note, author]
          .filter(Boolean)
          .join(' '),
      );
      const mark = index === taken ? '→' : ' ';
      return `${mark} ${copies.join(', ')}: ${said.join(' · ')}`;
    }),
  ];
}
