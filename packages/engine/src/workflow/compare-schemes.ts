import {
  CancelledError,
  InputError,
  type LocalizedProblem,
  type Monitor,
  type Phrase,
  requireList,
  requireOneOf,
  say,
} from '../core/index.ts';
import {
  type Catalogue,
  defaultCatalogue,
  donorLevels,
  donorReasons,
  type OwnershipLine,
  parseCatalogue,
  recommendScheme,
  schemeCost,
  schemeRow,
} from '../design/index.ts';
import type { ImportResult } from '../import/index.ts';
import {
  type Antenna,
  type Carrier,
  type CatalogPart,
  findCarrierProfile,
  type Plan,
  planProfile,
  radiatesAlongPath,
  rowName,
  type SchemeComparison,
  type SchemeFigures,
  type SchemeId,
  type SchemeRow,
  schemeIds,
  sortReasons,
  technologyRow,
  withoutNetwork,
  withSchemes,
} from '../plan/index.ts';
import {
  antennaPartId,
  type FieldSolver,
  FieldStack,
  feedTargetDbm,
  type Prediction,
  predictPlan,
  supportsCarrier,
} from '../radio/index.ts';
import { selfPowersFor } from './place-plan.ts';
import { type PlanGarageOptions, type PlannedGarage, planGarage, readSource } from './plan-garage.ts';
import { layersOf, schemeFigures, unratedParts } from './scheme-figures.ts';

/** Options of comparing schemes: those of the main job but for what the schemes decide. */
export interface CompareSchemesOptions
  extends Omit<
    PlanGarageOptions,
    | 'candidates'
    | 'candidateTable'
    | 'network'
    | 'objective'
    | 'keepExisting'
    | 'refuse'
    | 'refuseRadiusM'
    | 'antennasForStates'
  > {
  /** Default: all, and that which shifts the second path of NR where the plan has NR. */
  schemes?: readonly SchemeId[];
}

/** Schemes compared, and the plan of each. */
export interface ComparedSchemes {
  /** The garage as it was read, with the comparison. */
  plan: Plan;
  comparison: SchemeComparison;
  /** Plans of the schemes that could be designed, each with the comparison. */
  plans: { scheme: SchemeId; plan: Plan }[];
  imported?: ImportResult;
}

interface TriedScheme {
  row: SchemeRow;
  plan?: Plan;
  lines: readonly OwnershipLine[];
  refusal?: InputError;
}

/**
 * The same garage with each scheme: antennas of its kinds placed and fed as by `planGarage`, verdict, cost to build and to own,
 * capacity and room for NR; and which of those that pass costs least.
 * @throws InputError where the drawing cannot be read, or what is refused of every scheme
 * @throws CancelledError where it is cancelled: half a comparison recommends nothing
 */
export async function compareSchemes(
  input: { drawing: Uint8Array } | { plan: Plan },
  options: CompareSchemesOptions,
): Promise<ComparedSchemes> {
  const { schemes = schemeIds, accept: _, community: __, importOptions: ___, ...rest } = options;
  requireList('schemes', schemes);
  for (const id of schemes) requireOneOf('schemes', id, schemeIds);
  const { source, imported } = await readSource(input, options, async (_stage, work) => work());
  options.onSource?.(source);
  const { carriers: _carriers, requirements: _requirements, outdoor: _outdoor, ...placing } = rest;
  const tried: TriedScheme[] = [];
  const hasNr = source.carriers.some(isNr);
  const isDefault = options.schemes === undefined;
  const wanted = schemeIds.filter(
    (id) => schemes.includes(id) && (hasNr || !isDefault || !schemeRow(id).isForNr),
  );
  for (const [index, id] of wanted.entries()) {
    const monitor = monitorOf(options.monitor, id, { index, count: wanted.length });
    tried.push(await tryScheme(source, id, { ...placing, monitor }));
  }
  const refused = tried.every(({ refusal }) => refusal) ? tried[0]?.refusal : undefined;
  if (refused) throw refused;
  const comparison = compared(source, tried);
  return {
    plan: withSchemes(source, comparison),
    comparison,
    plans: tried.flatMap(({ row: { scheme }, plan }) =>
      plan ? [{ scheme, plan: withSchemes(plan, comparison) }] : [],
    ),
    ...(imported ? { imported } : {}),
  };
}

async function tryScheme(
  source: Plan,
  id: SchemeId,
  options: Omit<CompareSchemesOptions, 'schemes' | 'accept' | 'community' | 'importOptions'>,
): Promise<TriedScheme> {
  const { kinds, objective, paths, isForNr, catalogue: changed } = schemeRow(id);
  if (isForNr && !source.carriers.some(isNr)) {
    const row: SchemeRow = {
      ...{ scheme: id, outcome: 'not-possible', conditions: [] },
      reasons: [say('scheme-shift-no-nr')],
    };
    return { row, lines: [] };
  }
  const { choices, ...bare } = source;
  const carried = choices?.catalogue && parseCatalogue(choices.catalogue);
  const whole = options.catalogue ?? carried ?? defaultCatalogue();
  const catalogue = changed ? changed(whole) : whole;
  try {
    const planned = await planGarage(
      // Each scheme has choices of its own.
      { plan: bare },
      {
        ...{ ...options, objective, paths, catalogue, candidates: { kinds }, onSource: undefined },
        // Small cells have none: schemes are compared without.
        entrances: 'as-placed',
      },
    );
    if (planned.ended === 'cancelled') throw new CancelledError();
    return await evaluated(id, planned, { ...options, catalogue });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const row: SchemeRow = {
      ...{ scheme: id, outcome: 'not-possible', conditions: [] },
      reasons: problemPhrases(error.said),
    };
    return { row, lines: [], refusal: error };
  }
}

const maxReasons = 5;

function problemPhrases(problems: readonly LocalizedProblem[]): Phrase[] {
  return problems
    .slice(0, maxReasons)
    .map(({ at, found, expected }) => say('problem', { at, found, expected }));
}

async function evaluated(
  id: SchemeId,
  { prediction, placement, feed, ended }: PlannedGarage,
  options: Pick<CompareSchemesOptions, 'solver' | 'resolutionM' | 'modelId' | 'monitor'> & {
    catalogue: NonNullable<CompareSchemesOptions['catalogue']>;
  },
): Promise<TriedScheme> {
  const { plan, assessment } = prediction;
  if (!feed?.design || plan.antennas.length === 0) {
    const reasons = feed?.problems ? problemPhrases(feed.problems) : [say('scheme-no-antennas')];
    return { row: { scheme: id, outcome: 'not-possible', conditions: [], reasons }, lines: [] };
  }
  const { repeats } = schemeRow(id);
  const { newRadio, layers: nrLayers } = await roomForNr(prediction, options);
  const isPlacingComplete = ended === 'complete';
  const figures = schemeFigures(prediction, { repeats, newRadio, nrLayers, isPlacingComplete });
  const { figuresMet } = assessment.target;
  const donors = donorReasons(donorLevels(plan));
  const { capacity } = figures;
  const isShort = capacity.neededCells > Math.max(1, capacity.cells);
  const row: SchemeRow = {
    scheme: id,
    outcome: donors.weak.length > 0 ? 'not-possible' : figuresMet ? 'passes' : 'fails',
    reasons: [...donors.weak, ...(figuresMet ? [] : failureReasons(prediction, placement))],
    conditions: [...donors.open, ...(isShort ? [shortPhrase(figures.capacity, repeats === true)] : [])],
    figures,
  };
  return { row, plan, lines: schemeCost(plan).lines };
}

/** Cells that the busy hour lacks; of a repeater those of the base station outside. */
function shortPhrase({ neededCells, cells, loadRatio }: SchemeFigures['capacity'], repeats: boolean): Phrase {
  return repeats
    ? say('scheme-donor-full', { load: `${Math.round(100 * loadRatio)} %` })
    : say('scheme-capacity-short', { needed: neededCells, cells });
}

/** Why a design misses its target: what placing found of all candidates, and the operator and limit that decide. */
function failureReasons(
  { assessment }: PlannedGarage['prediction'],
  { status, candidates }: PlannedGarage['placement'],
): Phrase[] {
  const { limiting } = assessment.target;
  return [
    ...(status === 'infeasible' ? [say('scheme-all-candidates', { candidates })] : []),
    say(`scheme-fails-${limiting.code}`, { operator: rowName('operator', limiting.operator) }),
  ];
}

function compared(source: Plan, tried: readonly TriedScheme[]): SchemeComparison {
  const { economics } = planProfile(source);
  const { yearsCount, energyCnyPerKwh, discountRatio, priceSpreadRatio } = economics;
  const { activeUpkeepRatio, passiveUpkeepRatio } = economics;
  const rows = tried.map(({ row }) => row);
  const lines = new Map(tried.map(({ row: { scheme }, lines: found }) => [scheme, found]));
  return {
    requiredProbability: source.requirements.confidence,
    ...{ years: yearsCount, energyCnyPerKwh, discountRatio, priceSpreadRatio },
    ...{ activeUpkeepRatio, passiveUpkeepRatio },
    decidable: sortReasons(source).open.length === 0,
    rows,
    recommendation: recommendScheme(rows, lines, { priceSpreadRatio }),
  };
}

/** Says which scheme is worked on: `2/6 radiating-cable`. */
function monitorOf(
  monitor: Monitor | undefined,
  id: SchemeId,
  { index, count }: { index: number; count: number },
): Monitor | undefined {
  if (!monitor) return undefined;
  const scheme = `${index + 1}/${count} ${id}`;
  return {
    ...monitor,
    report: ({ placing: _, detail, ...progress }) =>
      monitor.report?.({ ...progress, detail: detail === undefined ? scheme : `${scheme} ${detail}` }),
  };
}

/** Room of a scheme for NR, and the layers of NR there. */
interface RoomForNr {
  newRadio: SchemeFigures['newRadio'];
  layers: number;
}

interface NrOptions {
  solver: FieldSolver;
  resolutionM?: number;
  modelId?: string;
  catalogue: Catalogue;
  monitor?: Monitor;
}

/**
 * Coverage of NR by the antennas of a designed plan. Where the plan has carriers of NR they are those. Else the built-in ones of
 * its operators are added and it is predicted once more: passive ports at the nominal power of each carrier, small cells and
 * radiating cables at the levels of their parts, carriers that a part does not send left out of its antennas.
 */
async function roomForNr(prediction: Prediction, options: NrOptions): Promise<RoomForNr> {
  const { plan, assessment } = prediction;
  if (plan.carriers.some(isNr))
    return { newRadio: nrFigures(prediction, plan, 'plan'), layers: layersOf(prediction, 5) };
  const operators = new Set(plan.carriers.map(({ operator }) => operator));
  const added = findCarrierProfile('lte-nr').filter((each) => isNr(each) && operators.has(each.operator));
  if (added.length === 0) {
    const none = { carriers: [], coverageRatio: 0, passProbability: 0, blocked: [], exchangedParts: 0 };
    return { newRadio: { basis: 'added', ...none }, layers: assessment.antennas > 0 ? 1 : 0 };
  }
  const carriers = [...plan.carriers, ...added];
  const requirements = { ...plan.requirements, everyCarrier: true };
  const bare = { ...withoutNetwork(plan), carriers, requirements };
  const antennas = plan.antennas.map((antenna) =>
    withCarriers(antenna, bare, added, plan, options.catalogue),
  );
  const { solver, resolutionM, modelId, monitor } = options;
  const found = await predictPlan(
    { ...bare, antennas },
    { solver, resolutionM, modelId, monitor, scenarios: 'required', fields: new FieldStack(solver) },
  );
  // Units are those of the catalogue, as no network is designed for the added carriers.
  const unfed = { ...found.plan, network: { parts: options.catalogue.parts } };
  return {
    newRadio: nrFigures(found, plan, 'added'),
    layers: layersOf({ plan: unfed, profile: found.profile }, 5),
  };
}

function isNr({ technology }: Carrier): boolean {
  return technologyRow(technology).generation === 5;
}

/** An antenna that sends what its part can of the added carriers too. */
function withCarriers(
  antenna: Antenna,
  bare: Plan,
  added: readonly Carrier[],
  { network }: Plan,
  catalogue: Catalogue,
): Antenna {
  if (antenna.feed === 'small-cell') return smallCellWith(antenna, bare, catalogue);
  const parts = network?.parts ?? [];
  if (!radiatesAlongPath(antenna)) return antenna;
  const part = parts.find(({ id }) => id === antennaPartId(antenna, parts));
  const passing = added.filter((carrier) => part !== undefined && supportsCarrier(part, carrier));
  const before = bare.carriers.filter((carrier) => !added.includes(carrier)).map(({ id }) => id);
  const carriers = antenna.carriers.includes('*') ? before : antenna.carriers;
  return {
    ...antenna,
    carriers: [...carriers, ...passing.map(({ id }) => id)],
    portPowerDbm: {
      ...antenna.portPowerDbm,
      ...Object.fromEntries(passing.map((carrier) => [carrier.id, feedTargetDbm(antenna, carrier, part)])),
    },
  };
}

/** A small cell with all carriers that its unit sends, at what it may send over heads with all of them. */
function smallCellWith(antenna: Antenna, bare: Plan, catalogue: Catalogue): Antenna {
  const units = selfPowersFor(bare, { kinds: ['small-cell'] }, catalogue).smallCells?.(antenna) ?? [];
  const unit = units.find(({ part }) => part === antenna.part);
  return unit ? { ...antenna, ...unit } : antenna;
}

/** @param designed the plan with its network, whose parts have to pass the carriers */
function nrFigures(
  { plan, assessment, maps }: Prediction,
  designed: Plan,
  basis: SchemeFigures['newRadio']['basis'],
): SchemeFigures['newRadio'] {
  const carriers = plan.carriers.filter(isNr);
  const isSent = (carrier: Carrier) =>
    plan.antennas.some(({ carriers: sent }) => sent.includes('*') || sent.includes(carrier.id));
  const blocked = carriers.filter((carrier) => !isSent(carrier)).map(({ id }) => id);
  const results = assessment.carriers.filter(({ id }) => carriers.some((each) => each.id === id));
  const unrated = new Set(carriers.flatMap(({ frequencyMhz }) => unratedParts(designed, frequencyMhz)));
  return {
    ...{ basis, carriers: carriers.map(({ id }) => id), blocked },
    coverageRatio:
      maps.length === 0 || blocked.length > 0
        ? 0
        : Math.min(...results.map((each) => each.expectedCoverageRatio)),
    passProbability:
      blocked.length > 0 ? 0 : Math.min(...assessment.operators.map((each) => each.passProbability)),
    exchangedParts: countParts(designed, unrated),
  };
}

/** Devices of a network that are of some of these parts. */
function countParts({ network }: Plan, unrated: ReadonlySet<CatalogPart>): number {
  const ids = new Set([...unrated].map(({ id }) => id));
  return (network?.devices ?? []).filter(({ part }) => ids.has(part)).length;
}
