import type { PlacingChoices, Plan } from '@diku/engine';
import { say } from '@diku/engine/core';
import { type CandidateKind, candidateKinds } from '@diku/engine/design';
import { type Command, Option } from 'commander';
import { addOptions, numberOption } from './arguments.ts';
import { usageError } from './exit-status.ts';
import { help } from './help.ts';
import { readCandidates } from './read-candidates.ts';

/** What the command line asks of a placement. */
export interface PlacingOptions {
  effort: 'low' | 'normal' | 'high';
  seed: number;
  timeLimit?: number;
  kinds?: CandidateKind[];
  candidates?: string;
  keepExisting?: boolean;
  refuse: string[];
  refuseWithin?: number;
  objective: 'antennas' | 'cost';
  gap?: number;
}

/** `--kinds`: @param byDefault what may be placed without it */
export function addKindsOption(command: Command, byDefault = help('placing.kinds-of-plan')): void {
  command.addOption(
    new Option(
      '--kinds <list>',
      help('placing.kinds', { list: candidateKinds.join(', '), default: byDefault }),
    ).argParser(kindsOption),
  );
}

/** The options of every command that places antennas. */
export function addPlacingOptions(command: Command): void {
  addKindsOption(command, 'omni,directional');
  command
    .option('--candidates <places>', help('placing.candidates'))
    .addOption(
      new Option('--objective <what>', help('placing.objective'))
        .choices(['antennas', 'cost'])
        .default('antennas'),
    )
    .option('--catalogue <file>', help('placing.catalogue'))
    .option('--keep-existing', help('placing.keep-existing'))
    .addOption(
      new Option('--refuse <id>', help('placing.refuse'))
        .argParser((id: string, ids: string[]) => [...ids, id])
        .default([], ''),
    )
    .addOption(
      new Option('--refuse-within <metres>', help('placing.refuse-within')).argParser(
        numberOption('--refuse-within', 0.1, 100),
      ),
    )
    .addOption(new Option('--gap <ratio>', help('placing.gap')).argParser(numberOption('--gap', 0, 1)));
  addOptions(command, 'effort', 'seed', 'time-limit');
}

/**
 * The options as the engine takes them.
 * @param plan what is placed; none for a drawing, in which there is nothing yet to keep or to refuse
 */
export function readPlacing(options: PlacingOptions, plan: Plan | undefined): PlacingChoices {
  const { effort, seed, kinds, objective, keepExisting, refuse, gap: gapRatio, candidates } = options;
  checkRefused(plan, refuse);
  return {
    ...{ effort, seed, objective, keepExisting, gapRatio, refuse },
    candidates: kinds ? { kinds } : {},
    refuseRadiusM: options.refuseWithin,
    ...(candidates === undefined ? {} : readCandidates(candidates, plan)),
  };
}

/** `--kinds omni,small-cell`. */
function kindsOption(text: string): CandidateKind[] {
  const kinds = text.split(',').map((kind) => kind.trim());
  const known: readonly string[] = candidateKinds;
  const unknown = kinds.find((kind) => !known.includes(kind));
  if (unknown !== undefined)
    throw usageError(
      '--kinds',
      `"${unknown}"`,
      say('kinds-of-antennas', { list: candidateKinds.join(', ') }),
    );
  return [...new Set(kinds)] as CandidateKind[];
}

const mostNamed = 40;

function checkRefused(plan: Plan | undefined, refused: readonly string[]): void {
  const ids = (plan?.antennas ?? []).map(({ id }) => id);
  const unknown = refused.find((id) => !ids.includes(id));
  if (unknown === undefined) return;
  if (!plan) throw usageError('--refuse', `"${unknown}"`, say('drawing-without-antennas'));
  const named = ids.length > mostNamed ? [...ids.slice(0, mostNamed), '…'] : ids;
  const expected = ids.length === 0 ? say('no-antenna-to-refuse') : say('one-of', { list: named.join(', ') });
  throw usageError('--refuse', `"${unknown}"`, expected);
}
