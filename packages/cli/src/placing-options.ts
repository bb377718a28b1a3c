import { InputError, type PlacingChoices, type Plan } from '@diku/engine';
import { say } from '@diku/engine/core';
import {
  type CandidateKind,
  type CandidateRow,
  candidateKinds,
  customCandidates,
  maxSectors,
  type Objective,
  objectiveRows,
} from '@diku/engine/design';
import { entranceChoices, lobbyChoices, maxFeederPaths, type PathsChoice } from '@diku/engine/plan';
import { type Command, Option } from 'commander';
import { type CsvError, parse } from 'csv-parse/sync';
import { addOptions, numberOption } from './arguments.ts';
import { usageError } from './exit-status.ts';
import { help } from './help.ts';
import { blameFile, readText } from './read-input.ts';

const needed = ['x', 'y', 'level'] as const;
const maxRows = 20_000;
/** Range of the spacing between candidates, metres. */
const spacingRangeM = { min: 1, max: 50 };

/** Options of a placement on the command line. */
export interface PlacingOptions {
  effort?: 'low' | 'normal' | 'high';
  seed?: number;
  timeLimit?: number;
  kinds?: CandidateKind[];
  candidates?: string;
  keepExisting?: boolean;
  refuse: string[];
  refuseWithin?: number;
  objective?: Objective;
  gap?: number;
  paths?: PathsChoice;
  entrances?: PlacingChoices['entrances'];
  lobbies?: PlacingChoices['lobbies'];
  serviceWithin?: number;
}

/**
 * `--candidates`: a spacing in metres, or a table of the planner's own locations, whose rows are checked where the
 * plan is known. Status 64 or 65 where it is neither.
 */
function readCandidates(
  choice: string,
  plan: Plan | undefined,
): Pick<PlacingChoices, 'spacingM' | 'candidateTable'> {
  const spacingM = Number(choice);
  if (choice.trim() === '' || Number.isNaN(spacingM)) {
    const rows = readRows(choice);
    if (plan) blameFile(choice, () => customCandidates(plan, rows));
    return { candidateTable: { fileName: choice, rows } };
  }
  const { min, max } = spacingRangeM;
  if (spacingM >= min && spacingM <= max) return { spacingM };
  throw usageError('--candidates', `"${choice}"`, say('spacing-or-table', { least: min, most: max }));
}

/** A CSV with the columns x, y, level and where wanted height, type, azimuth, in any order. */
function readRows(path: string): CandidateRow[] {
  const text = readText(path);
  return blameFile(path, () => {
    let rows: { info: { lines: number }; record: Record<string, string> }[];
    try {
      rows = parse(text, {
        columns: true,
        info: true,
        trim: true,
        skip_empty_lines: true,
        to: maxRows + 1,
      });
    } catch (error) {
      const line = Number((error as CsvError).lines ?? 1);
      const found = (error as Error).message;
      throw new InputError([{ at: say('csv-line', { line }), found, expected: say('csv-table') }]);
    }
    const list = needed.join(', ');
    const first = say('csv-line', { line: 1 });
    if (rows.length === 0) {
      throw new InputError([{ at: first, found: say('csv-no-rows'), expected: say('csv-header', { list }) }]);
    }
    if (rows.length > maxRows) {
      const at = say('csv-line', { line: maxRows + 2 });
      const expected = say('csv-most-rows', { most: maxRows });
      throw new InputError([{ at, found: say('csv-more-rows'), expected }]);
    }
    const missing = needed.filter((column) => !(column in rows[0].record));
    if (missing.length > 0) {
      const found = say('csv-no-column', { list: missing.join(', ') });
      throw new InputError([{ at: first, found, expected: list }]);
    }
    return rows.map(({ info, record }) => {
      const { x, y, level, height, type, azimuth } = record;
      return { line: info.lines, x, y, level, height, type, azimuth };
    });
  });
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
      new Option('--objective <what>', help('placing.objective')).choices(objectiveRows.map(({ id }) => id)),
    )
    .addOption(pathsOption())
    .addOption(
      new Option('--service-within <metres>', help('placing.service-within')).argParser(
        numberOption('--service-within', 3, 500),
      ),
    )
    .addOption(new Option('--entrances <choice>', help('placing.entrances')).choices(entranceChoices))
    .addOption(new Option('--lobbies <choice>', help('placing.lobbies')).choices(lobbyChoices))
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
  addOptions(command, 'plan-effort', 'plan-seed', 'time-limit');
}

/** `--paths`: feeders to each antenna, or a second path that is shifted in frequency over its one feeder. */
export function pathsOption(): Option {
  const counts = Array.from({ length: maxFeederPaths }, (_, index) => String(index + 1));
  return new Option('--paths <count>', help('placing.paths')).argParser((text: string): PathsChoice => {
    if (text === 'shift') return text;
    if (counts.includes(text)) return Number(text);
    throw usageError('--paths', `"${text}"`, say('one-of', { list: [...counts, 'shift'].join(', ') }));
  });
}

/** `--sectors`: radio cells that the antennas are shared out among. */
export function sectorsOption(): Option {
  const count = numberOption('--sectors', 1, maxSectors, true);
  return new Option('--sectors <count>', help('placing.sectors')).argParser(
    (text: string): number | 'auto' => (text === 'auto' ? text : count(text)),
  );
}

/**
 * The options as the engine takes them.
 * @param plan what is placed; none for a drawing, in which there is nothing yet to keep or to refuse
 */
export function readPlacing(options: PlacingOptions, plan: Plan | undefined): PlacingChoices {
  const { effort, seed, kinds, objective, keepExisting, refuse, gap: gapRatio, candidates, paths } = options;
  checkRefused(plan, refuse);
  return {
    ...{ effort, seed, objective, keepExisting, gapRatio, refuse, paths },
    candidates: kinds ? { kinds } : {},
    refuseRadiusM: options.refuseWithin,
    ...(options.serviceWithin === undefined ? {} : { serviceDistanceM: options.serviceWithin }),
    ...(options.entrances === undefined ? {} : { entrances: options.entrances }),
    ...(options.lobbies === undefined ? {} : { lobbies: options.lobbies }),
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

const maxNamed = 40;

function checkRefused(plan: Plan | undefined, refused: readonly string[]): void {
  const ids = (plan?.antennas ?? []).map(({ id }) => id);
  const unknown = refused.find((id) => !ids.includes(id));
  if (unknown === undefined) return;
  if (!plan) throw usageError('--refuse', `"${unknown}"`, say('drawing-without-antennas'));
  const named = ids.length > maxNamed ? [...ids.slice(0, maxNamed), '…'] : ids;
  const expected = ids.length === 0 ? say('no-antenna-to-refuse') : say('one-of', { list: named.join(', ') });
  throw usageError('--refuse', `"${unknown}"`, expected);
}
