import {
  dbToRatio,
  InputError,
  type Monitor,
  reportProgress,
  requireBytes,
  requireList,
  requireObject,
  say,
} from '../core/index.ts';
import {
  type Acceptance,
  type AcceptanceRule,
  type ComparedMean,
  comparePrediction,
  type EvaluatedFile,
  evaluatedOperators,
  evaluateTest,
  type Location,
  type LocationPrediction,
  listLocations,
  parseWalk,
  predictedCarriers,
  type Walk,
  type WalkOptions,
  type WalkReading,
} from '../measurement/index.ts';
import { type Operator, type Plan, planAcceptance, planProfile, requirePlan } from '../plan/index.ts';
import {
  applyPortPowers,
  correctAt,
  findCorrections,
  fittingNetwork,
  locationM,
  mapService,
  planModel,
  planResiduals,
  prepareService,
  radiates,
} from '../radio/index.ts';
import { findLevel } from './parse-link-end.ts';
import { sendingAntennas, traceDetectable } from './trace-detectable.ts';
import { inBay, linkContext } from './trace-link.ts';

/** Options of evaluating a measured walk. */
export interface AcceptWalkOptions extends Omit<WalkOptions, 'fileName'> {
  /** Default: the plan's. */
  rule?: AcceptanceRule;
  /** False: chargers, gates and payment points do not decide. */
  evaluatePoints?: boolean;
  /** True: the phone was in a car wherever the location is in a bay. Default: as the plan's test has it. */
  inCar?: boolean;
  /** Default: the plan's own. */
  modelId?: string;
  /** Hears the local means that the comparison is of, each with what the model says there. */
  onCompared?: (compared: readonly ComparedMean[]) => void;
  monitor?: Monitor;
}

/** Locations that are predicted; more are thinned evenly. */
const maxPredicted = 3000;
const maxListedRows = 1000;

/**
 * Evaluates the files of a walk test against the plan's target, and compares them with the plan's prediction.
 * @throws InputError naming the file, where one is no walk test or does not tell operators apart
 */
export function acceptWalk(
  plan: Plan,
  files: readonly { name: string; bytes: Uint8Array }[],
  options: AcceptWalkOptions = {},
): Acceptance {
  requirePlan(plan);
  requireFiles(files);
  requireObject('options', options);
  const ordered = planAcceptance(plan);
  const { rule = ordered.rule, inCar = ordered.phone === 'in-car' } = options;
  const { evaluatePoints = true, modelId, monitor, onCompared } = options;
  const profile = planProfile(plan);
  const walks = files.map(({ name, bytes }, index) => {
    reportProgress(monitor, 'check', (0.3 * index) / files.length, name);
    return readWalk(plan, name, bytes, options);
  });
  const readings = walks.flatMap((walk) => walk.readings);
  const operators = evaluatedOperators(plan, options.operator);
  const { locations, uncounted } = listLocations(plan, readings);
  const predict = createPredictor(applyPortPowers(plan), { modelId, inCar });
  const predictions = new Map<Location, Map<string, LocationPrediction>>();
  operators.forEach((operator, index) => {
    const matching = locations.filter((location) => location.operator === operator);
    const carriers = predictedCarriers(plan, readings, operator);
    reportProgress(monitor, 'check', 0.3 + (0.6 * index) / operators.length, operator);
    const step = Math.max(1, matching.length / maxPredicted);
    const chosen = matching.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
    for (const carrier of carriers) {
      predict(carrier, chosen).forEach((prediction, at) => {
        const known = predictions.get(chosen[at]) ?? new Map<string, LocationPrediction>();
        predictions.set(chosen[at], known.set(carrier, prediction));
      });
    }
  });
  const unread = walks.flatMap(({ setAside }) => setAside.flatMap(({ at }) => (at ? [at] : [])));
  const evaluated = evaluateTest(plan, readings, operators, {
    profile,
    rule,
    evaluatePoints,
    found: { locations, uncounted },
    predictionOf: (location) => strongestOf(predictions.get(location), location),
    unread,
  });
  reportProgress(monitor, 'check', 1);
  const compared = told(listCompared(locations, predictions), onCompared);
  return {
    ...evaluated,
    rule,
    test: { ...ordered, rule, phone: inCar ? 'in-car' : 'beside-car' },
    target: { coverageRatio: plan.requirements.coverageRatio, confidence: plan.requirements.confidence },
    locationM,
    phone: inCar ? 'car' : 'hand',
    ...(plan.antennas.length > 0 ? { model: planModel(plan, modelId).id } : {}),
    pointsJudged: evaluatePoints,
    comparison: comparePrediction(compared),
    uncountedLocations: uncounted,
    hasSinr: readings.some(({ sinrDb }) => sinrDb !== undefined),
    files: walks.map(describeFile),
  };
}

/** The compared means, once whoever asked for them has them. */
function told(compared: ComparedMean[], onCompared: AcceptWalkOptions['onCompared']): ComparedMean[] {
  onCompared?.(compared);
  return compared;
}

function requireFiles(files: readonly { name: string; bytes: Uint8Array }[]): void {
  requireList('files', files);
  for (const file of files) {
    requireObject('files', file, ['name', 'bytes']);
    requireBytes(file.name, file.bytes);
  }
}

function readWalk(plan: Plan, name: string, bytes: Uint8Array, options: AcceptWalkOptions): Walk {
  try {
    const { levelId, operator, datum, floorDbm, pixelsPerM } = options;
    const walk = parseWalk(bytes, plan, { fileName: name, levelId, operator, datum, floorDbm, pixelsPerM });
    const unnamed = walk.readings.find((reading: WalkReading) => reading.operator === undefined);
    if (!unnamed) return walk;
    const list = [...new Set(plan.carriers.map((carrier) => carrier.operator))].join(', ');
    throw new InputError([
      {
        at: say('line', { line: unnamed.row }),
        found: say('walk-no-operator'),
        expected: say('walk-operator', { list }),
      },
    ]);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      error.said.map((problem) => ({ ...problem, at: say('in-file', { file: name, at: problem.at }) })),
    );
  }
}

/**
 * The plan's prediction of a carrier at locations, as its maps have it; the phone in a hand, in a car only where asked
 * for.
 */
function createPredictor(plan: Plan, { modelId, inCar }: { modelId?: string; inCar: boolean }) {
  return (carrierId: string, locations: readonly Location[]): LocationPrediction[] => {
    const context = linkContext(plan, { carrierId, modelId }, fittingNetwork(plan));
    const { carrier, profile } = context;
    const antennas = sendingAntennas(plan, context);
    const residuals = planResiduals(plan, context.model.id);
    const correctionsOf = residuals && findCorrections(plan, residuals);
    if (!plan.antennas.some((antenna) => radiates(antenna, carrier))) return [];
    const service = mapService(carrier);
    const services = {
      // A phone that measures is in a hand, not at an ear as for a call, nor in a car.
      hand: {
        ...prepareService(carrier, service, 'open', profile),
        passedRatio: dbToRatio(-profile.bodyLossDb),
      },
      open: prepareService(carrier, service, 'open', profile),
      bay: prepareService(carrier, service, 'bay', profile),
    };
    return locations.map(({ x, y, level }) => {
      const end = { x, y, z: profile.phoneHeightM, level: findLevel(plan, level, 'level') };
      const correct = correctionsOf?.(level, carrier);
      const { sums, strongest } = traceDetectable(plan, antennas, end, context, correct);
      const prepared = services[inCar ? (inBay(end) ? 'bay' : 'open') : 'hand'];
      const { rsrpDbm, levelSigmaDb } = sums.signal(prepared, correct && correctAt(correct, end));
      const terms = strongest?.terms ?? [];
      return {
        rsrpDbm,
        sigmaDb: levelSigmaDb,
        distanceM: strongest?.distanceM ?? Number.POSITIVE_INFINITY,
        walls: terms.filter(({ name }) => name === 'wall' || name === 'opening').length,
      };
    });
  };
}

/** The strongest of the carriers received at a location; of all where none is named. */
function strongestOf(
  known: Map<string, LocationPrediction> | undefined,
  { means }: Location,
): LocationPrediction | undefined {
  if (!known || known.size === 0) return undefined;
  const received = means.flatMap(({ carrierId }) => (carrierId ? [known.get(carrierId)] : []));
  const matching = received.filter((prediction) => prediction !== undefined);
  return (matching.length > 0 ? matching : [...known.values()]).reduce((a, b) =>
    b.rsrpDbm > a.rsrpDbm ? b : a,
  );
}

function listCompared(
  locations: readonly Location[],
  predictions: ReadonlyMap<Location, Map<string, LocationPrediction>>,
): ComparedMean[] {
  return locations.flatMap((location) => {
    const known = predictions.get(location);
    return location.means.flatMap((mean) => {
      const predicted = mean.carrierId ? known?.get(mean.carrierId) : strongestOf(known, location);
      const isOfPlan = mean.rsrpDbm !== undefined && !mean.isOtherCell;
      return predicted && isOfPlan ? [{ mean, predicted }] : [];
    });
  });
}

function describeFile(walk: Walk): EvaluatedFile {
  const setAside: EvaluatedFile['setAside'] = {};
  for (const { reason } of walk.setAside) setAside[reason] = (setAside[reason] ?? 0) + 1;
  return {
    file: walk.fileName ?? '',
    encoding: walk.encoding,
    separator: walk.separator,
    headerRow: walk.headerRow,
    rows: walk.rowCount,
    readings: walk.readings.length,
    columns: walk.columns.map(
      ({ name, role, operator }: { name: string; role: string; operator?: Operator }) => ({
        name,
        role,
        ...(operator ? { operator } : {}),
      }),
    ),
    ignored: walk.ignored,
    assumptions: walk.assumptions,
    setAside,
    setAsideRows: walk.setAside.slice(0, maxListedRows),
  };
}
