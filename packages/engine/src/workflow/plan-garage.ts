import {
  type LoadHighs,
  type Monitor,
  reportProgress,
  requireBytes,
  requireNumberIfGiven,
  requireObject,
} from '../core/index.ts';
import {
  type CandidateKind,
  type Catalogue,
  candidateKinds,
  defaultCatalogue,
  evaluateHandover,
  feedGarage,
  type GarageFeed,
  type Handover,
  kindOf,
  maxSectors,
  neededSectors,
  type OpenProver,
  type Placement,
  placementCosts,
  refuseLockedNetwork,
  splitSectors,
  summarisePlacement,
} from '../design/index.ts';
import { type ImportOptions, type ImportResult, importDrawing } from '../import/index.ts';
import {
  acceptReasons,
  createFingerprintMemo,
  type DecidedBy,
  derivedStates,
  findCarrierProfile,
  type Plan,
  parsePlan,
  requirePlan,
  withoutNetwork,
} from '../plan/index.ts';
import {
  type FieldSolver,
  FieldStack,
  type Prediction,
  type PredictOptions,
  predictPlan,
  type ScenarioResult,
  type StateDesign,
  storeVerdict,
} from '../radio/index.ts';
import { type PlacedPlan, type PlacePlanOptions, placePlan } from './place-plan.ts';
import { type PlacingChoices, requireChoices, withPlanChoices } from './placing-choices.ts';

/** Options of the main job: the drawing or plan, and all choices. */
export interface PlanGarageOptions extends PlacingChoices {
  solver: FieldSolver;
  carriers?: Plan['carriers'];
  requirements?: Partial<Plan['requirements']>;
  /** Overrides what the drawing or the plan says of it. */
  community?: Partial<Plan['community']>;
  /** Levels outside; default: the plan's own. */
  outdoor?: Plan['outdoor'];
  resolutionM?: number;
  modelId?: string;
  /** False: antennas are placed and not fed; default true. */
  network?: boolean;
  /**
   * Sectors that the antennas are shared out among before they are fed, 1 to 16; `auto`: as many as they take by their number and the
   * traffic of the busy hour. Default: the cells that placing gives them.
   */
  sectors?: number | 'auto';
  /** Parts and prices of the network; default: the built-in ones. */
  catalogue?: Catalogue;
  /** The loader as of placing. */
  loadHighs?: LoadHighs;
  /** The prover as of placing. */
  openProver?: OpenProver;
  /** Scenarios as of a prediction. */
  scenarios?: PredictOptions['scenarios'];
  /** True: antennas are placed too for every state that was looked at and does not pass, to say how many it takes. */
  antennasForStates?: boolean;
  /** Doubts of the import that a person accepts, by their codes. */
  accept?: DecidedBy & { codes: readonly string[] };
  importOptions?: Omit<ImportOptions, 'defaults'>;
  /** Hears the plan that antennas are placed in, once the drawing is read. */
  onSource?: (source: Plan) => void;
  monitor?: Monitor;
  /** A clock in seconds; without one there is no timing. */
  now?: () => number;
}

/** Result of the main job: plan, placement, network, prediction. */
export interface PlannedGarage {
  plan: Plan;
  imported?: ImportResult;
  placement: PlacedPlan['placement'];
  prediction: Prediction;
  /** Handover at entrances and ramps, and leakage. */
  handover: Handover;
  /** How the antennas are fed; absent where they are not to be, or where there are none. */
  feed?: GarageFeed;
  /** Seconds per stage. */
  timing: Record<string, number>;
  /**
   * `cancelled`: the best plan when it was, without what was still to be tried; its network where one was begun before.
   * `time-limit`: the emergency stop struck.
   */
  ended: Placement['ended'];
}

/** The requirement a plan gets where nothing else is specified. */
export const defaultRequirements: Plan['requirements'] = {
  coverageRatio: 0.9,
  confidence: 0.95,
  profile: 'shanghai-2023',
};

/**
 * The main job: import a drawing (or take a plan), place antennas, feed them, predict with what their ports get, and
 * evaluate. What is cancelled, or out of time, comes to a quick end with the best plan so far, whether it passes or
 * not.
 * @throws CancelledError where it is cancelled before the drawing is read
 */
export async function planGarage(
  input: { drawing: Uint8Array } | { plan: Plan },
  given: PlanGarageOptions,
): Promise<PlannedGarage> {
  requireInput(input);
  requireOptions(given);
  const options = withChoices(input, given);
  const timing: Record<string, number> = {};
  const timed = stopwatch(timing, options.now);
  const { imported, source } = await readSource(input, options, timed);
  options.onSource?.(source);
  const { solver, modelId, effort, monitor, resolutionM, scenarios, catalogue, sectors } = options;
  const fields = new FieldStack(solver);
  const memo = createFingerprintMemo();
  const isCancelled = () => monitor?.cancelled?.() === true;
  const finishing: Monitor = {
    report: (progress) => monitor?.report?.(progress),
    expired: () => isCancelled() || monitor?.expired?.() === true,
  };
  const location = (basis: Plan) => timed('place', () => placePlan(basis, { ...options, fields }));
  const predict = (plan: Plan) =>
    timed('predict', () =>
      predictPlan(plan, {
        ...{ solver, modelId, monitor: finishing, resolutionM, fields },
        memo,
        // What was cancelled shall end soon.
        scenarios: isCancelled() ? 'required' : scenarios,
      }),
    );
  refuseLockedNetwork(source);
  // A feeder network of other antennas leads nowhere.
  const withoutFeeder = withoutNetwork(source);
  const placed = await inSectors(await location(withoutFeeder), sectors, predict);
  // Antennas that do not pass yet are fed where nothing better can be had, not where time was short.
  const isWorthFeeding = placed.placement.status !== 'unknown';
  const hasFeeder =
    options.network !== false && placed.plan.antennas.length > 0 && isWorthFeeding && !isCancelled();
  const planned = hasFeeder
    ? await feedGarage(placed, {
        network: { catalogue, effort, monitor: finishing },
        design: (work) => {
          reportProgress(finishing, 'network', 0);
          return timed('network', work);
        },
        // From what was handed in, so that what is to stay or is refused is the same again.
        place: async ({ carriers }) =>
          inSectors(await location({ ...withoutFeeder, carriers }), sectors, predict),
        predict,
      })
    : { ...placed, prediction: await predict(placed.plan) };
  if (options.antennasForStates && !isCancelled()) {
    planned.prediction = await timed('states', () => designForStates(planned.prediction, source, options));
  }
  planned.placement = summarisedAgain(source, planned, catalogue);
  const ended = isCancelled() ? 'cancelled' : planned.placement.ended;
  const plan = storeVerdict(planned.prediction.plan, planned.prediction);
  const prediction = { ...planned.prediction, plan, derived: derivedStates(plan) };
  const handover = await timed('handover', () => evaluateHandover(prediction));
  return { ...planned, plan, prediction, handover, imported, ended, timing };
}

/** The placement with its figures as they are without antennas that were withdrawn, since nothing could feed them. */
function summarisedAgain(source: Plan, { plan, placement }: PlacedPlan, catalogue = defaultCatalogue()) {
  if (!plan.network?.withdrawn) return placement;
  return { ...placement, ...summarisePlacement(source, plan, placementCosts(catalogue)) };
}

/** Options with what a plan carries where nothing else was asked for. */
function withChoices(
  input: { drawing: Uint8Array } | { plan: Plan },
  given: PlanGarageOptions,
): PlanGarageOptions {
  if (!('plan' in input)) return given;
  return withPlanChoices(input.plan, { ...given, sectors: given.sectors ?? input.plan.choices?.sectors });
}

/** The placed plan with its antennas shared out among sectors. */
async function inSectors(
  placed: PlacedPlan,
  sectors: PlanGarageOptions['sectors'],
  predict: (plan: Plan) => Promise<Prediction>,
): Promise<PlacedPlan> {
  if (sectors === undefined || placed.plan.antennas.length === 0) return placed;
  const count = sectors === 'auto' ? neededSectors(await predict(placed.plan)) : sectors;
  return { ...placed, plan: splitSectors(placed.plan, count) };
}

/** The plan that antennas are placed in, with what was asked of it; `timed` takes the time of a stage. */
export async function readSource(
  input: { drawing: Uint8Array } | { plan: Plan },
  options: PlanGarageOptions,
  timed: <T>(stage: string, work: () => T | Promise<T>) => Promise<T>,
): Promise<{ imported?: ImportResult; source: Plan }> {
  let imported: ImportResult | undefined;
  let source: Plan;
  if ('drawing' in input) {
    reportProgress(options.monitor, 'import', 0);
    const carriers = options.carriers ?? findCarrierProfile();
    const requirements = { ...defaultRequirements, ...options.requirements };
    imported = await timed('import', () =>
      importDrawing(input.drawing, { ...options.importOptions, defaults: { carriers, requirements } }),
    );
    source = { ...parsePlan(imported.plan), ...(options.outdoor ? { outdoor: options.outdoor } : {}) };
    reportProgress(options.monitor, 'import', 1);
  } else {
    source = {
      ...input.plan,
      carriers: options.carriers ?? input.plan.carriers,
      requirements: { ...input.plan.requirements, ...options.requirements },
      ...(options.outdoor ? { outdoor: options.outdoor } : {}),
    };
  }
  if (options.accept) source = acceptReasons(source, options.accept.codes, options.accept);
  if (options.community) source = { ...source, community: { ...source.community, ...options.community } };
  return { imported, source };
}

/** @throws InputError where there is neither a drawing nor a plan */
function requireInput(input: { drawing: Uint8Array } | { plan: Plan }): void {
  requireObject('input', input);
  if ('plan' in input) requirePlan(input.plan);
  else requireBytes('drawing', input.drawing);
}

function requireOptions(options: PlanGarageOptions): void {
  requireChoices(options);
  if (options.sectors === 'auto') return;
  requireNumberIfGiven('sectors', options.sectors, { atLeast: 1, atMost: maxSectors });
}

/** Adds the seconds that work takes to its stage of the timing; without a clock it only works. */
function stopwatch(timing: Record<string, number>, now: PlanGarageOptions['now']) {
  return async <T>(stage: string, work: () => T | Promise<T>): Promise<T> => {
    if (!now) return work();
    const startS = now();
    const result = await work();
    timing[`${stage}S`] = (timing[`${stage}S`] ?? 0) + now() - startS;
    return result;
  };
}

/**
 * Designs with what was asked of the placement itself, but for the fewest antennas, and for none that was refused by
 * name.
 */
async function designForStates(
  prediction: Prediction,
  { antennas }: Plan,
  options: PlanGarageOptions,
): Promise<Prediction> {
  const { keepExisting, objective: _, refuse: __, refuseRadiusM: ___, ...placing } = options;
  if (!keepExisting) return antennasForStates(prediction, placing);
  const given = new Set(antennas.map(({ id }) => id));
  const stay = prediction.plan.antennas.map((each) => (given.has(each.id) ? { ...each, fixed: true } : each));
  const { plan } = prediction;
  return {
    ...(await antennasForStates({ ...prediction, plan: { ...plan, antennas: stay } }, placing)),
    plan,
  };
}

/** States of a garage that antennas are placed for. */
export type StatesOptions = Omit<PlacePlanOptions, 'fields' | 'refuse' | 'keepExisting' | 'objective'>;

/**
 * The prediction with a design for every state of the garage that was looked at and does not pass: antennas are placed anew as
 * by `location`, so that the plan passes as it stands and in that state. Fixed and locked antennas stay; the kinds are those of
 * the plan where none are asked for. The plan stays as it is. What is cancelled or out of time leaves the states that are left
 * `unknown`; a verdict that is not decidable gets no designs.
 */
export async function antennasForStates(prediction: Prediction, options: StatesOptions): Promise<Prediction> {
  const { plan, assessment, resolutionM, modelId } = prediction;
  const { scenarios } = assessment;
  if (!scenarios || !assessment.decidable) return prediction;
  // The hardest first: what passes in it often does in the others.
  const failing = scenarios
    // More antennas do not stand in for a radio unit.
    .filter(({ id, met }) => !met && id !== 'unit-failed')
    .sort((a, b) => a.jointPassProbability - b.jointPassProbability);
  const placing = { resolutionM, modelId, ...options };
  const found: FoundDesign[] = [];
  for (const [index, scenario] of failing.entries()) {
    const candidates = { kinds: kindsOf(plan), ...options.candidates };
    const part = { from: index / failing.length, fraction: 1 / failing.length };
    found.push(
      isOver(options.monitor)
        ? { id: scenario.id, design: { status: 'unknown' } }
        : await designFor(plan, scenario, {
            ...{ ...placing, candidates },
            monitor: monitorFor(options.monitor, scenario, part),
          }),
    );
  }
  await reuseDesigns(found, placing);
  const designs = new Map(found.map(({ id, design }) => [id, design]));
  return {
    ...prediction,
    assessment: {
      ...assessment,
      scenarios: scenarios.map((scenario) => {
        const design = designs.get(scenario.id);
        return design ? { ...scenario, design } : scenario;
      }),
    },
  };
}

interface FoundDesign {
  id: ScenarioResult['id'];
  design: StateDesign;
  /** Absent where nothing passes. */
  plan?: Plan;
}

async function designFor(plan: Plan, { id }: ScenarioResult, options: StatesOptions): Promise<FoundDesign> {
  // A network of other antennas says nothing of these, locked parts of it neither.
  // The fewest antennas are asked for, whatever the plan's own placing is for.
  const { choices: _, ...basis } = withoutNetwork(requiring(plan, id));
  const { placement, plan: placed } = await placePlan(basis, options);
  const design = stateDesign(placement);
  return { id, design, ...(design.antennas === undefined ? {} : { plan: placed }) };
}

function requiring(plan: Plan, id: ScenarioResult['id']): Plan {
  return {
    ...plan,
    requirements: { ...plan.requirements, requiredScenarios: id === 'planned' ? [] : [id] },
  };
}

/**
 * A design that was made for one state and passes in another one too does for that one: its number counts there where it is
 * smaller, as of shutters closed and all bays taken for each of the two.
 */
async function reuseDesigns(found: FoundDesign[], options: StatesOptions): Promise<void> {
  const { solver, resolutionM, modelId, monitor } = options;
  const bySize = found
    .flatMap(({ design, plan }) =>
      plan && design.antennas !== undefined ? [{ plan, antennas: design.antennas }] : [],
    )
    .sort((a, b) => a.antennas - b.antennas);
  for (const { plan, antennas } of bySize) {
    const gaining = found.filter(({ design }) => antennas < (design.antennas ?? Number.POSITIVE_INFINITY));
    // A prediction is soon done: out of time, it says something of states that nothing was placed for.
    if (gaining.length === 0 || monitor?.cancelled?.() === true) continue;
    const scenarios = gaining.map(({ id }) => id);
    const quiet = { cancelled: monitor?.cancelled };
    const { assessment } = await predictPlan(requiring(plan, 'planned'), {
      ...{ solver, resolutionM, modelId, scenarios, monitor: quiet },
    });
    if (!assessment.target.figuresMet) continue;
    for (const each of gaining) {
      if (!assessment.scenarios?.some(({ id, met }) => id === each.id && met)) continue;
      const lowerBound = Math.min(antennas, each.design.lowerBound ?? 0);
      each.design = { status: lowerBound === antennas ? 'optimal' : 'feasible', antennas, lowerBound };
    }
  }
}

/** A number only where what was placed passes; a bound only where one was proved. */
function stateDesign({ status, antennas, lowerBound, ended }: Placement): StateDesign {
  if (ended === 'cancelled') return { status: 'unknown' };
  return status === 'feasible' || status === 'optimal' ? { status, antennas, lowerBound } : { status };
}

function isOver(monitor: Monitor | undefined): boolean {
  return monitor?.cancelled?.() === true || monitor?.expired?.() === true;
}

/** Says which state is being designed for; the antennas of that design are not the plan's. */
function monitorFor(
  monitor: Monitor | undefined,
  { id }: ScenarioResult,
  { from, fraction }: { from: number; fraction: number },
): Monitor {
  reportProgress(monitor, 'place', from, id);
  return {
    ...monitor,
    report: ({ placing: _, doneRatio }) =>
      monitor?.report?.({ stage: 'place', doneRatio: from + fraction * doneRatio, detail: id }),
  };
}

/** Kinds of the plan's antennas that can be placed; undefined where it has none. */
function kindsOf({ antennas }: Plan): CandidateKind[] | undefined {
  const used = new Set(antennas.map(kindOf));
  const kinds = candidateKinds.filter((kind) => used.has(kind));
  return kinds.length > 0 ? kinds : undefined;
}
