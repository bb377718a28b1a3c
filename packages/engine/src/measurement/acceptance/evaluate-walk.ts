import { mean } from '../../core/index.ts';
import { type Operator, type Plan, planProfile } from '../../plan/index.ts';
import {
  confidenceInterval,
  effectiveLocations,
  groupBy,
  isPassed,
  type LevelPoint,
  locationM,
  planTest,
  servedProbability,
  shownRatio,
  type TestRule,
} from '../../radio/index.ts';
import type { WalkReading } from '../walks/walk.ts';
import type {
  AcceptanceRule,
  AcceptanceStatus,
  MeasuredFraction,
  MeasuredLocation,
  OperatorAcceptance,
  WalkedLevel,
} from './acceptance.ts';
import type { LocationPrediction } from './compare-prediction.ts';
import { countedMeans, isServed, type Location, operatorCarriers, thresholdOf } from './list-locations.ts';
import { walkedFloor } from './walked-floor.ts';

// Semivariogram of G. Matheron, Economic Geology 58 (1963), with an exponential model and a nugget, by least squares.
/** A value in dB at a location. */
interface PlacedValue extends LevelPoint {
  valueDb: number;
}

/** Correlation of values at neighbouring locations. */
interface SpatialCorrelation {
  /** Distance over which the correlated part falls to 1/e, metres. */
  decorrelationM: number;
  /** Fraction of the variance that is correlated; the rest differs from location to location. */
  correlatedRatio: number;
  sigmaDb: number;
}

const binM = 2;
const binCount = 15;
const fewestValues = 30;
const fewestPairs = 20;
/** More values are thinned evenly: pairs grow with the square. */
const maxValues = 4000;
const shortestM = 0.5;
/** Pairs are compared up to 30 m; longer correlation cannot be told. */
const longestM = binM * binCount;

/** The correlation of values over distance; undefined where too few are near each other. */
export function measureCorrelation(all: readonly PlacedValue[]): SpatialCorrelation | undefined {
  if (all.length < fewestValues) return undefined;
  const step = Math.max(1, all.length / maxValues);
  const values = Array.from(
    { length: Math.min(all.length, maxValues) },
    (_, index) => all[Math.floor(index * step)],
  );
  const halfSquares = new Float64Array(binCount);
  const distances = new Float64Array(binCount);
  const pairs = new Float64Array(binCount);
  for (const levelValues of groupBy(values, ({ level }) => level)) {
    const sorted = [...levelValues].sort((a, b) => a.x - b.x);
    for (let i = 0; i < sorted.length; i += 1) {
      for (let j = i + 1; j < sorted.length && sorted[j].x - sorted[i].x < longestM; j += 1) {
        const distanceM = Math.hypot(sorted[i].x - sorted[j].x, sorted[i].y - sorted[j].y);
        const bin = Math.floor(distanceM / binM);
        if (bin >= binCount) continue;
        pairs[bin] += 1;
        distances[bin] += distanceM;
        halfSquares[bin] += (sorted[i].valueDb - sorted[j].valueDb) ** 2 / 2;
      }
    }
  }
  const bins = Array.from(pairs, (count, bin) => ({
    count,
    distanceM: distances[bin] / count,
    gamma: halfSquares[bin] / count,
  })).filter(({ count }) => count >= fewestPairs);
  return bins.length < 3 ? undefined : fitExponential(bins);
}

/** Nugget and sill for each decorrelation distance by linear least squares; the distance that fits best. */
function fitExponential(
  bins: readonly { count: number; distanceM: number; gamma: number }[],
): SpatialCorrelation {
  let best: (SpatialCorrelation & { misfit: number }) | undefined;
  for (let step = 0; step <= 40; step += 1) {
    const decorrelationM = shortestM * (longestM / shortestM) ** (step / 40);
    const rises = bins.map(({ distanceM }) => 1 - Math.exp(-distanceM / decorrelationM));
    const { nugget, sill } = fitLine(bins, rises);
    const misfit = bins.reduce(
      (sum, { count, gamma }, index) => sum + count * (gamma - nugget - sill * rises[index]) ** 2,
      0,
    );
    const variance = nugget + sill;
    const found = {
      decorrelationM,
      correlatedRatio: variance === 0 ? 0 : sill / variance,
      sigmaDb: Math.sqrt(variance),
      misfit,
    };
    if (!best || misfit < best.misfit) best = found;
  }
  const { misfit: _, ...correlation } = best as SpatialCorrelation & { misfit: number };
  return correlation;
}

/** gamma = nugget + sill · rise, neither below 0, weighted by pairs. */
function fitLine(
  bins: readonly { count: number; gamma: number }[],
  rises: readonly number[],
): { nugget: number; sill: number } {
  let [w, x, y, xx, xy] = [0, 0, 0, 0, 0];
  bins.forEach(({ count, gamma }, index) => {
    w += count;
    x += count * rises[index];
    y += count * gamma;
    xx += count * rises[index] ** 2;
    xy += count * rises[index] * gamma;
  });
  const det = w * xx - x * x;
  const sill = Math.abs(det) < 1e-12 * w * xx ? 0 : (w * xy - x * y) / det;
  const nugget = (y - sill * x) / w;
  if (sill < 0) return { nugget: y / w, sill: 0 };
  return nugget < 0 ? { nugget: 0, sill: xy / xx } : { nugget, sill };
}

/** A phone's RSRP is off by about this, dB (physics: ±6 dB are allowed, about 2 dB are seen). */
const phoneErrorDb = 2;

/** Rows with a location and neither a signal nor a result. */
export interface UnreadLocation {
  level: string;
  x: number;
  y: number;
  operator?: Operator;
}

function visitedRatioOf(levels: readonly WalkedLevel[]): number {
  return meanOverFloor(levels, ({ visitedRatio }) => visitedRatio);
}

/** One operator's locations against the target. */
export function evaluateOperator(
  plan: Plan,
  operator: Operator,
  locations: readonly Location[],
  predictionOf: (location: Location) => LocationPrediction | undefined,
  unread: readonly UnreadLocation[],
  rule: AcceptanceRule,
): OperatorAcceptance {
  const profile = planProfile(plan);
  const { coverageRatio, confidence } = plan.requirements;
  const measuredAt = locations.filter((location) => location.operator === operator);
  const matching = measuredAt.filter(({ means }) => countedMeans(means, 'voice', plan).length > 0);
  const served = matching.map(({ means }) => isServed(means, 'voice', plan, profile));
  const measured = residualCorrelation(matching, predictionOf);
  const worth = (points: readonly Location[]) =>
    effectiveOf(points, coverageRatio, profile.decorrelationM, measured);
  const effective = worth(matching);
  const walked = walkedFloor(plan, matching);
  const fraction = measuredFraction(served, effective, visitedRatioOf(walked), confidence);
  const unreadSquares = listUnread(operator, matching, unread);
  const predictedRatio = predictedRatioOf(matching, predictionOf, plan);
  const servedIf = (shiftDb: number) =>
    matching.filter(({ means }) => isServed(means, 'voice', plan, profile, shiftDb)).length;
  const ratioIf = (shiftDb: number) => ratioOf(servedIf(shiftDb), matching.length);
  const onLevel = (level: string) => {
    const here = matching.flatMap((location, index) => (location.level === level ? [index] : []));
    if (here.length === 0) return [];
    const points = here.map((index) => matching[index]);
    const fractionHere = measuredFraction(
      here.map((index) => served[index]),
      points.length === matching.length ? effective : worth(points),
      visitedRatioOf(walked.filter((each) => each.level === level)),
      confidence,
    );
    return [{ level, ...fractionHere }];
  };
  return {
    operator,
    status: statusOf(fraction, effective.byModel, { ...planTest(plan), rule }),
    ...fraction,
    otherCarrierLocations: measuredAt.length - matching.length,
    effectiveLocations: effective,
    decorrelationM: {
      model: profile.decorrelationM,
      ...(measured ? { measured: measured.decorrelationM, correlatedRatio: measured.correlatedRatio } : {}),
    },
    levels: plan.levels.flatMap(({ id }) => onLevel(id)),
    ...(predictedRatio === undefined ? {} : { predictedRatio }),
    sensitivity: { ratioIf2DbLess: ratioIf(-phoneErrorDb), ratioIf2DbMore: ratioIf(phoneErrorDb) },
    unread: {
      locations: unreadSquares,
      lowerBoundRatio: boundWithUnread(served, unreadSquares, effective.byModel, fraction, confidence),
    },
    walked,
    walkedRatio: meanOverFloor(walked, ({ walkedRatio }) => walkedRatio),
    places: matching.map((location, index) =>
      measuredLocation(location, served[index], predictionOf(location)),
    ),
  };
}

/** The fraction expected over shadowing; undefined where nothing is predicted. */
function predictedRatioOf(
  operatorLocations: readonly Location[],
  predictionOf: (location: Location) => LocationPrediction | undefined,
  plan: Plan,
): number | undefined {
  const profile = planProfile(plan);
  const chances = operatorLocations.flatMap((location) => {
    const prediction = predictionOf(location);
    if (!prediction) return [];
    const { rsrpDbm } = thresholdOf(location.means[0], 'voice', plan, profile);
    return [servedProbability(prediction.rsrpDbm - rsrpDbm, prediction.sigmaDb)];
  });
  if (chances.length === 0) return undefined;
  return chances.reduce((sum, chance) => sum + chance, 0) / chances.length;
}

/** The bound if none of the squares without a reading were served. */
function boundWithUnread(
  served: readonly boolean[],
  unreadCount: number,
  effectiveCount: number,
  { visitedRatio }: MeasuredFraction,
  confidence: number,
): number {
  const withUnread = [...served, ...Array.from({ length: unreadCount }, () => false)];
  const effective = (effectiveCount * withUnread.length) / Math.max(1, served.length);
  const fraction = measuredFraction(
    withUnread,
    { used: effective, byModel: effective },
    visitedRatio,
    confidence,
  );
  return fraction.lowerBoundRatio;
}

function measuredLocation(
  { level, x, y, means }: Location,
  served: boolean,
  predicted: LocationPrediction | undefined,
): MeasuredLocation {
  const strongest = means.reduce((a, b) => ((b.rsrpDbm ?? -Infinity) > (a.rsrpDbm ?? -Infinity) ? b : a));
  return {
    level,
    x,
    y,
    served,
    samples: means.reduce((sum, mean) => sum + mean.samples, 0),
    ...(strongest.rsrpDbm === undefined ? {} : { rsrpDbm: strongest.rsrpDbm }),
    ...(strongest.censored ? { censored: true } : {}),
    ...(predicted ? { predictedRsrpDbm: predicted.rsrpDbm } : {}),
  };
}

function meanOverFloor(levels: readonly WalkedLevel[], ratioOfLevel: (level: WalkedLevel) => number): number {
  const totalM2 = levels.reduce((sum, { countedAreaM2 }) => sum + countedAreaM2, 0);
  if (totalM2 === 0) return 0;
  return levels.reduce((sum, level) => sum + ratioOfLevel(level) * level.countedAreaM2, 0) / totalM2;
}

function statusOf(fraction: MeasuredFraction, effective: number, test: TestRule): AcceptanceStatus {
  const { locations: count, served, visitedRatio } = fraction;
  if (count === 0) return 'unmeasured';
  if (fraction.coverageRatio < test.coverageRatio) return 'failed';
  return isPassed({ served, count, effective, visitedRatio }, test) ? 'passed' : 'not-shown';
}

/**
 * The fraction of all floor: what was visited is known, the rest has the fraction of the visited within the bounds
 * that its effective number of locations gives. The rule was fixed before the test, so its bound takes the number by
 * the profile's correlation; the interval takes the smaller, where readings show more correlation than was thought.
 */
function measuredFraction(
  served: readonly boolean[],
  { used, byModel }: { used: number; byModel: number },
  visitedRatio: number,
  confidence: number,
): MeasuredFraction {
  const counted = { served: served.filter(Boolean).length, count: served.length, effective: used };
  if (served.length === 0) {
    return {
      ...{ locations: 0, served: 0, coverageRatio: 0, visitedRatio: 0 },
      ...{ interval: { low: 0, high: 1 }, lowerBoundRatio: 0 },
    };
  }
  const coverageRatio = ratioOf(counted.served, counted.count);
  const ofAll = (bound: number) => visitedRatio * coverageRatio + (1 - visitedRatio) * bound;
  const { low, high } = confidenceInterval(counted, confidence);
  return {
    locations: counted.count,
    served: counted.served,
    coverageRatio,
    visitedRatio,
    interval: { low: ofAll(low), high: ofAll(high) },
    lowerBoundRatio: shownRatio({ ...counted, effective: byModel, visitedRatio }, confidence),
  };
}

function ratioOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** Number of independent locations by the model's correlation and by the measured one; the smaller counts. */
function effectiveOf(
  locations: readonly Location[],
  ratio: number,
  modelM: number,
  measured: SpatialCorrelation | undefined,
): OperatorAcceptance['effectiveLocations'] {
  const byModel = effectiveLocations(locations, modelM, ratio);
  if (!measured) return { used: byModel, byModel };
  const byMeasurement = effectiveLocations(
    locations,
    measured.decorrelationM,
    ratio,
    measured.correlatedRatio,
  );
  return { used: Math.min(byModel, byMeasurement), byModel, byMeasurement };
}

/** Readings that vary less say nothing of shadowing, dB. */
const minSigmaDb = 1;

/**
 * Correlation of what the prediction leaves over, its offset and scale fitted first: what it gets wrong as a whole is no
 * shadowing. Of the levels themselves where nothing is predicted.
 */
function residualCorrelation(
  operatorLocations: readonly Location[],
  predictionOf: (location: Location) => LocationPrediction | undefined,
): SpatialCorrelation | undefined {
  const received = operatorLocations.flatMap((location) => {
    const levels = location.means.filter(({ rsrpDbm, censored }) => rsrpDbm !== undefined && !censored);
    const predictedDbm = predictionOf(location)?.rsrpDbm ?? 0;
    if (levels.length === 0 || !Number.isFinite(predictedDbm)) return [];
    return [
      { location, measuredDbm: Math.max(...levels.map(({ rsrpDbm }) => rsrpDbm as number)), predictedDbm },
    ];
  });
  const measuredMean = mean(received.map(({ measuredDbm }) => measuredDbm));
  const predictedMean = mean(received.map(({ predictedDbm }) => predictedDbm));
  let [both, squares] = [0, 0];
  for (const { measuredDbm, predictedDbm } of received) {
    both += (measuredDbm - measuredMean) * (predictedDbm - predictedMean);
    squares += (predictedDbm - predictedMean) ** 2;
  }
  const scale = squares === 0 ? 0 : both / squares;
  const found = measureCorrelation(
    received.map(({ location: { level, x, y }, measuredDbm, predictedDbm }) => {
      const valueDb = measuredDbm - measuredMean - scale * (predictedDbm - predictedMean);
      return { level, x, y, valueDb };
    }),
  );
  return found && found.sigmaDb >= minSigmaDb ? found : undefined;
}

/** Squares of the operator with unread rows and nothing else. */
function listUnread(
  operator: Operator,
  operatorLocations: readonly Location[],
  unread: readonly UnreadLocation[],
): number {
  const keyOf = ({ level, x, y }: { level: string; x: number; y: number }) =>
    `${level}|${Math.floor(x / locationM)}|${Math.floor(y / locationM)}`;
  const known = new Set(operatorLocations.map(keyOf));
  const squares = new Set(
    unread.filter((point) => point.operator === undefined || point.operator === operator).map(keyOf),
  );
  return [...squares].filter((key) => !known.has(key)).length;
}

/** The operators that a plan is evaluated for, or the one that was asked for. */
export function evaluatedOperators(plan: Plan, asked: Operator | undefined): Operator[] {
  if (asked) return [asked];
  return [...new Set(plan.carriers.map(({ operator }) => operator))];
}

/** The carriers that a location's prediction is the strongest of. */
export function predictedCarriers(
  plan: Plan,
  readings: readonly WalkReading[],
  operator: Operator,
): string[] {
  const received = new Set(
    readings.flatMap((r) => (r.operator === operator && r.carrierId ? [r.carrierId] : [])),
  );
  const known = plan.carriers.filter(({ id }) => received.has(id)).map(({ id }) => id);
  const unnamed = readings.some((r) => r.operator === operator && !r.carrierId);
  const all = operatorCarriers(plan, operator, 'voice').map(({ id }) => id);
  return unnamed ? [...new Set([...known, ...all])] : known;
}
