import {
  InputError,
  type LocalizedProblem,
  requireList,
  requireNumberIfGiven,
  requireOneOfIfGiven,
  requireSolver,
  say,
} from '../core/index.ts';
import {
  type CandidateOptions,
  type CandidateRow,
  type Catalogue,
  customCandidates,
  efforts,
  objectiveRows,
  type PlaceOptions,
  parseCatalogue,
} from '../design/index.ts';
import {
  entranceChoices,
  lobbyChoices,
  type PathsChoice,
  type Plan,
  requirePathsIfGiven,
  requirePlan,
} from '../plan/index.ts';

/** Choices of a placement, as plain data: the same whether a plan or a drawing is placed. */
export interface PlacingChoices
  extends Pick<PlaceOptions, 'effort' | 'seed' | 'objective' | 'keepExisting' | 'gapRatio' | 'candidates'> {
  /**
   * Paths that feeders lead to each antenna that is placed: 2 for dual-polarised antennas, `shift` for two over one feeder; default
   * those of the plan.
   */
  paths?: PathsChoice;
  /**
   * Entrances and ramps whose handover or leakage fails: `mended` adds an antenna to each where one mends it. Default: the plan's own; else
   * `as-placed`, which adds none.
   */
  entrances?: (typeof entranceChoices)[number];
  /**
   * Lift lobbies: `with-antenna` hangs one of each operator in every one. Default: the plan's own; else `as-placed`, where the
   * prediction needs one.
   */
  lobbies?: (typeof lobbyChoices)[number];
  /** Spacing between candidates that are looked for, metres; default: the plan's own. */
  spacingM?: number;
  /** Farthest that a location of the acceptance test may be from an antenna of its level, metres; default: the plan's own, else any. */
  serviceDistanceM?: number;
  /** The planner's own candidates, instead of those that are looked for. */
  candidateTable?: { fileName: string; rows: readonly CandidateRow[] };
  /**
   * Ids of antennas that are refused: they go, and none comes within `refuseRadiusM` of where they hung (default 5 m). The
   * others stay where that costs no antenna more.
   */
  refuse?: readonly string[];
  refuseRadiusM?: number;
}

/** @throws InputError where a choice is none: what else is wrong with a table of candidates is found when it is read */
export function requireChoices(choices: PlacingChoices & { resolutionM?: number }): void {
  requireSolver(choices);
  const { effort, objective, seed, gapRatio, spacingM, refuse, refuseRadiusM, resolutionM } = choices;
  requireOneOfIfGiven('effort', effort, efforts);
  const objectives = objectiveRows.map(({ id }) => id);
  requireOneOfIfGiven('objective', objective, objectives);
  requirePathsIfGiven(choices.paths);
  requireOneOfIfGiven('entrances', choices.entrances, entranceChoices);
  requireOneOfIfGiven('lobbies', choices.lobbies, lobbyChoices);
  requireNumberIfGiven('seed', seed);
  requireNumberIfGiven('gapRatio', gapRatio, { atLeast: 0, atMost: 1 });
  requireNumberIfGiven('spacingM', spacingM, { atLeast: 1, atMost: 50 });
  requireNumberIfGiven('serviceDistanceM', choices.serviceDistanceM, { atLeast: 3, atMost: 500 });
  requireNumberIfGiven('refuseRadiusM', refuseRadiusM, { atLeast: 0, atMost: 1000 });
  requireNumberIfGiven('resolutionM', resolutionM, { atLeast: 0.05, atMost: 20 });
  if (refuse !== undefined) requireList('refuse', refuse);
}

/**
 * Choices with those that the plan carries where nothing else was asked for.
 * @throws InputError where the plan's catalogue is none
 */
export function withPlanChoices<Given extends PlacingChoices & { catalogue?: Catalogue }>(
  { choices = {} }: Pick<Plan, 'choices'>,
  given: Given,
): Given {
  const { kinds, candidateTable, catalogue, objective, effort, seed, gapRatio, keepExisting, paths } =
    choices;
  const carried = { objective, effort, seed, gapRatio, keepExisting, paths };
  const asked = Object.entries(given).filter(([, value]) => value !== undefined);
  const candidates = { ...(kinds ? { kinds } : {}), ...given.candidates };
  const isSpaced = given.spacingM !== undefined;
  return {
    ...carried,
    ...(choices.refuseRadiusM === undefined ? {} : { refuseRadiusM: choices.refuseRadiusM }),
    ...(candidateTable && !isSpaced ? { candidateTable } : {}),
    ...(catalogue && !given.catalogue ? { catalogue: parseCatalogue(catalogue) } : {}),
    ...(Object.fromEntries(asked) as Given),
    candidates,
  };
}

/** A plan with the spacing that was chosen, and its candidates. Throws `InputError` naming file, line and column of a bad row. */
export function applyChoices(
  plan: Plan,
  { spacingM, serviceDistanceM, lobbies, candidateTable: table, candidates }: PlacingChoices,
): { plan: Plan; candidates: CandidateOptions } {
  requirePlan(plan);
  const chosen = {
    ...(spacingM === undefined ? {} : { spacingM }),
    ...(serviceDistanceM === undefined ? {} : { serviceDistanceM }),
    ...(lobbies === undefined ? {} : { lobbies }),
  };
  const isPlain = Object.keys(chosen).length === 0;
  const spaced = isPlain ? plan : { ...plan, placement: { ...plan.placement, ...chosen } };
  if (!table) return { plan: spaced, candidates: { ...candidates } };
  try {
    return { plan: spaced, candidates: { ...candidates, custom: customCandidates(spaced, table.rows) } };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const inTable = ({ at, ...problem }: LocalizedProblem): LocalizedProblem => ({
      at: say('in-file', { file: table.fileName, at }),
      ...problem,
    });
    throw new InputError(error.said.map(inTable));
  }
}
