import { dbToRatio, normalCdf, normalQuantile, type Point } from '../../../core/index.ts';
import type { RequirementProfile } from '../../../plan/index.ts';
import {
  commonErrors,
  commonVarianceDb2,
  independentSigmaDb,
  lookUpSpread,
  spreadTable,
} from '../../../radio/index.ts';
import { type DemandLayer, type GarageDemand, isAtPoint } from '../garage-demand.ts';
import { roomVarianceDb2 } from '../room-evaluator.ts';
import type { BoundFloor, BoundLayer, BoundPoint, BoundProblem, ServedBy } from './bound-problem.ts';
import { convexMinorant, priceRatios } from './majorants.ts';
import { type ServiceModel, servedBy } from './served-by.ts';

/** Locations of a test, and the least fraction of them that passes. */
interface TestSize {
  locationCount: number;
  neededRatio: number;
}

/** Least coverage of a plan that passes the test with the confidence. */
interface ImpliedCoverage {
  /** The common error: what all margins lose, dB. */
  biasDb: number;
  /** Fraction of the locations that is then served on the mean over shadowing, 0–1. */
  neededRatio: number;
}

/** A chance to pass says too little about the mean below this confidence. */
const minConfidence = 0.6;
/** Half a bin of the walk's critical bias, dB. */
const binSlackDb = 1 / 64;
/** Fraction of the locations correlated with one, summed over their correlations, that one spot decides all at once. */
const spotRatio = 0.4;

// What an antenna counts towards a point: served(set) implies Σ share(a_i) ≥ 1. Like a majorant with base 0 of a service that
// is 1 from a power on that depends on how the set's power is spread; the threshold scales with the set, so that each shape of
// a set is one probe.
/** Power ratio of the sum from which on a set serves, by its concentration and the fraction of the strongest. */
type NeededSum = (concentration: number, strongestRatio: number) => number;

const fractionsPerOctave = 64;
const fractionOctaves = 7;
const restSizes = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02, 0.004];
/** More than what lies between two shapes can hide. */
const paddingRatio = 1e-3;

/** Kind of a location on foot or in a bay, as demands have it, and of a sample of a room. */
const sampleKind = 2;
/**
 * The samples of a room have shown up to 1.3 points less of it than a prediction of all of it; this much of a demand is given
 * away.
 */
const sampleSlack = 0.02;

/** Problem of a garage's lower bound, as long as no set is known. */
export interface GarageProblem {
  problem: Omit<BoundProblem, 'knownCount'>;
  /** Those of the problem's layers that are of the test's locations. */
  floorLayers: readonly BoundLayer[];
  /** [kinds]: what the service functions of all layers are made of. */
  services: readonly ServiceModel[];
}

/**
 * The bound's problem at the locations of the test.
 * @param reachable points that some set of candidates serves; the others are asked of no one
 * @param reachableRooms rooms likewise
 */
export function problemOfGarage(
  demand: GarageDemand,
  test: TestSize & { confidence: number },
  profile: RequirementProfile,
  reachable: readonly number[],
  reachableRooms: readonly number[] = [],
): GarageProblem {
  const services = serviceModels(demand, profile);
  const served = services.map(servedBy);
  const floorLayers = coverageLayers(demand, test, profile, served);
  return {
    services,
    floorLayers,
    problem: {
      positions: demand.candidates.map(({ position }) => position),
      levels: demand.candidateLevels,
      fixed: Array.from({ length: demand.fixedCount }, (_, candidate) => candidate),
      layers: [...floorLayers, ...roomLayers(demand, served, reachableRooms)],
      points: [...boundPoints(demand, profile, reachable), ...boundRooms(demand, profile, reachableRooms)],
    },
  };
}

/** Service on foot, in a bay, and at a sample of a room where one is demanded. */
function serviceModels(demand: GarageDemand, profile: RequirementProfile): ServiceModel[] {
  const isOneCell = new Set(demand.candidates.map(({ cell }) => cell)).size < 2;
  const readingDb2 = profile.phoneReadingSigmaDb ** 2;
  const variancesDb2 = [
    ...(['open', 'bay'] as const).map((location) => commonVarianceDb2(profile, location) + readingDb2),
    ...(demand.rooms.length > 0 ? [roomVarianceDb2(profile)] : []),
  ];
  const { minSigmaRatio } = demand;
  return variancesDb2.map((otherVarianceDb2) => ({ profile, otherVarianceDb2, isOneCell, minSigmaRatio }));
}

/** One layer for each operator and state; of an operator that needs all its carriers, one for each. */
function coverageLayers(
  demand: GarageDemand,
  test: TestSize & { confidence: number },
  profile: RequirementProfile,
  served: readonly ServedBy[],
): BoundLayer[] {
  const locations = demand.levels.map(({ firstLocation, locationCount }) =>
    Array.from(
      { length: locationCount },
      (_, location): Point => [
        demand.eastM[firstLocation + location],
        demand.northM[firstLocation + location],
      ],
    ),
  );
  const implied = impliedCoverage(locations, test, test.confidence, profile);
  if (!implied) return [];
  return demand.groups.flatMap(({ layers, combine }) =>
    (combine === 'best' ? [layers] : layers.map((layer) => [layer])).map((layerSet) => ({
      floors: demand.levels.map((level) =>
        boundFloor(
          demand,
          level,
          layerSet.map((layer) => demand.layers[layer]),
        ),
      ),
      served,
      biasDb: implied.biasDb,
      neededRatio: implied.neededRatio,
    })),
  );
}

/**
 * One layer for each room and operator. The best carrier of an operator serves a sample no better than one would that has of
 * each antenna the most that any of them has.
 */
function roomLayers(
  { candidates, rooms, roomLayers: layers, roomGroups }: GarageDemand,
  served: readonly ServedBy[],
  reachable: readonly number[],
): BoundLayer[] {
  return reachable.flatMap((index) => {
    const { firstSample, sampleCount, requiredRatio } = rooms[index];
    const last = firstSample + sampleCount;
    return roomGroups.map((group): BoundLayer => {
      const bestOf = (candidate: number) =>
        Float32Array.from({ length: sampleCount }, (_, sample) =>
          Math.max(...group.map((layer) => layers[layer].ratios[candidate][firstSample + sample])),
        );
      const reaching = [...candidates.keys()].filter((candidate) =>
        group.some((layer) =>
          layers[layer].ratios[candidate].subarray(firstSample, last).some((ratio) => ratio > 0),
        ),
      );
      const floor = {
        candidates: Int32Array.from(reaching),
        kinds: new Uint8Array(sampleCount).fill(sampleKind),
        carriers: [{ ratios: reaching.map(bestOf) }],
      };
      return { floors: [floor], served, biasDb: 0, neededRatio: Math.max(0, requiredRatio - sampleSlack) };
    });
  });
}

function boundFloor(
  { candidates, locationKinds }: GarageDemand,
  { firstLocation, locationCount }: { firstLocation: number; locationCount: number },
  layers: readonly DemandLayer[],
): BoundFloor {
  const last = firstLocation + locationCount;
  const detectable = [...candidates.keys()].filter((candidate) =>
    layers.some(({ ratios }) => ratios[candidate].subarray(firstLocation, last).some((ratio) => ratio > 0)),
  );
  return {
    candidates: Int32Array.from(detectable),
    kinds: locationKinds.subarray(firstLocation, last),
    carriers: layers.map(({ ratios, outside }) => ({
      ratios: detectable.map((candidate) => ratios[candidate].subarray(firstLocation, last)),
      ...(outside ? { outside: outside.subarray(firstLocation, last) } : {}),
    })),
  };
}

function boundPoints(
  { candidates, pointLayers, pointGroups, minSigmaRatio }: GarageDemand,
  profile: RequirementProfile,
  reachable: readonly number[],
): BoundPoint[] {
  const numbers = Int32Array.from(candidates.keys());
  return reachable.flatMap((point) => {
    return pointGroups.flatMap((group): BoundPoint[] => {
      if (!isAtPoint(group, point)) return [];
      const sampleLayers = group.layers.map((layer) => pointLayers[layer]);
      const [{ services }] = sampleLayers;
      const fractionOf = pointFractions(profile, services[point].commonVarianceDb2, minSigmaRatio);
      // What comes in from outside may serve it with fewer antennas, or none.
      if (sampleLayers.some(({ outside }) => outside && outside[point] > 0)) return [];
      const fractions = Float64Array.from(numbers, (candidate) =>
        Math.max(...sampleLayers.map(({ ratios }) => fractionOf(ratios[candidate][point]))),
      );
      return [{ candidates: numbers, fractions: fractions }];
    });
  });
}

/**
 * A room that is served as demanded on the mean of its samples has a sample that is served with that probability at least:
 * what the antennas count towards that sample adds up to 1, and so does the most that each counts towards any of them.
 */
function boundRooms(
  { candidates, rooms, roomLayers, roomGroups, minSigmaRatio }: GarageDemand,
  profile: RequirementProfile,
  reachable: readonly number[],
): BoundPoint[] {
  const numbers = Int32Array.from(candidates.keys());
  return reachable.flatMap((index) => {
    const { firstSample, sampleCount, requiredRatio } = rooms[index];
    const fractionOf = pointFractions(
      { ...profile, pointProbability: Math.max(0, requiredRatio - sampleSlack) },
      roomVarianceDb2(profile),
      minSigmaRatio,
    );
    return roomGroups.map((layers): BoundPoint => {
      const fractions = Float64Array.from(numbers, (candidate) => {
        let max = 0;
        for (const layer of layers) {
          const ratios = roomLayers[layer].ratios[candidate];
          for (let sample = firstSample; sample < firstSample + sampleCount; sample += 1) {
            max = Math.max(max, ratios[sample]);
          }
        }
        // The fraction grows with the ratio.
        return fractionOf(max);
      });
      return { candidates: numbers, fractions: fractions };
    });
  });
}

const retainedFractions = new Map<string, (ratio: number) => number>();
const maxCached = 16;

function pointFractions(
  profile: RequirementProfile,
  commonDb2: number,
  minSigmaRatio = 1,
): (ratio: number) => number {
  const key = `${profile.pointProbability} ${independentSigmaDb(profile)} ${commonDb2} ${minSigmaRatio}`;
  const known = retainedFractions.get(key);
  if (known) return known;
  const table = spreadTable(independentSigmaDb(profile));
  const fullQuantile = normalQuantile(profile.pointProbability);
  // Where a walk test corrects the level it spreads less, and less is needed.
  const quantile = fullQuantile > 0 ? minSigmaRatio * fullQuantile : fullQuantile;
  const spread = new Float64Array(2);
  const fraction = createPointFractions((concentration, strongestRatio) => {
    lookUpSpread(table, concentration, strongestRatio, spread);
    // The tables of the verdict round to a thousandth of a spread.
    return dbToRatio((quantile - 2e-3) * Math.sqrt(spread[1] + commonDb2) - spread[0] - 0.01);
  });
  if (retainedFractions.size >= maxCached) retainedFractions.clear();
  retainedFractions.set(key, fraction);
  return fraction;
}

/**
 * Coverage implied by a chance to pass of `confidence`; see docs/placement.md, "What the bound assumes".
 * Undefined where the confidence is too low to imply any.
 * @param locations [levels] of the squares that locations are drawn from, metres
 */
export function impliedCoverage(
  locations: readonly (readonly Point[])[],
  { locationCount, neededRatio }: TestSize,
  confidence: number,
  profile: RequirementProfile,
): ImpliedCoverage | undefined {
  const count = locations.reduce((sum, level) => sum + level.length, 0);
  if (confidence < minConfidence || count === 0) return undefined;
  const { modelSigmaDb, phoneSigmaDb } = commonErrors(profile);
  const errorDb = Math.hypot(modelSigmaDb, phoneSigmaDb);
  const quantile = normalQuantile(confidence);
  const slack =
    spotRatio *
    spotFailure(quantile, errorDb, profile.shadowingSigmaDb) *
    largestSpotRatio(locations, count, locationCount, profile.decorrelationM);
  return { biasDb: quantile * errorDb - binSlackDb, neededRatio: Math.max(0, neededRatio - slack) };
}

/**
 * Probability, at that quantile of the common error, that a spot is not served on which alone the walk's
 * outcome depends.
 */
function spotFailure(quantile: number, errorDb: number, spotDb: number): number {
  if (spotDb === 0) return 0;
  return 1 - normalCdf((quantile * (Math.hypot(errorDb, spotDb) - errorDb)) / spotDb);
}

/**
 * Fraction of a test's locations that the shadowing of one spot decides: the location there, and as many of the others
 * as the largest sum of correlations with one location says.
 */
function largestSpotRatio(
  locations: readonly (readonly Point[])[],
  count: number,
  locationCount: number,
  decorrelationM: number,
): number {
  let largest = 1;
  for (const level of locations) {
    for (const [x, y] of level) {
      let sum = 0;
      for (const [otherX, otherY] of level)
        sum += Math.exp(-Math.hypot(otherX - x, otherY - y) / decorrelationM);
      largest = Math.max(largest, sum);
    }
  }
  return 1 / locationCount + (largest - 1) / count;
}

/** The fraction that an antenna counts by its power ratio. */
export function createPointFractions(needed: NeededSum): (ratio: number) => number {
  const prices = pricesOfAlike(needed);
  const minorant = convexMinorant(prices);
  const priceOf = (ratio: number) => prices[stepBelow(ratio)];
  let scale = 1;
  for (let step = 0; step <= fractionsPerOctave * fractionOctaves; step += 1) {
    const count = 2 ** (step / fractionsPerOctave);
    const strongest = 1 / count;
    for (const size of restSizes) {
      const concentration = strongest * strongest + (1 - strongest) * size * strongest;
      const sum = needed(concentration, strongest);
      const first = sum * strongest;
      const paid = priceOf(first) * first + (sum - first) * minorant(size * first);
      scale = Math.max(scale, 1 / paid);
    }
  }
  const alone = needed(1, 1);
  return (ratio) => {
    if (!(ratio > 0)) return 0;
    return ratio >= alone ? 1 : Math.min(1, scale * (1 + paddingRatio) * ratio * priceOf(ratio));
  };
}

/** [steps of `priceRatios`]: the price, falling with the ratio, at which antennas alike pay for a point. */
function pricesOfAlike(needed: NeededSum): Float64Array {
  const prices = new Float64Array(priceRatios.length);
  for (let step = 0; step <= fractionsPerOctave * fractionOctaves; step += 1) {
    const count = 2 ** (step / fractionsPerOctave);
    const whole = Math.floor(count + 1e-9);
    const rest = count - whole;
    const sum = needed((whole + rest * rest) / (count * count), 1 / count);
    const at = stepBelow(sum / count) + 1;
    prices[Math.min(at, prices.length - 1)] = Math.max(prices[Math.min(at, prices.length - 1)], 1 / sum);
  }
  for (let step = prices.length - 2; step >= 0; step -= 1)
    prices[step] = Math.max(prices[step], prices[step + 1]);
  return prices;
}

/** The step at or below a ratio: where the price is no lower. */
function stepBelow(ratio: number): number {
  let low = 0;
  let high = priceRatios.length - 1;
  if (ratio >= priceRatios[high]) return high;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (priceRatios[middle] <= ratio) low = middle;
    else high = middle;
  }
  return low;
}
