import { dbToRatio, normalQuantile } from '../../../core/index.ts';
import type { Position, RequirementProfile } from '../../../plan/index.ts';
import { commonVarianceDb2, lookUpSpread, ownSigmaDb, spreadTable } from '../../../radio/index.ts';
import type { DemandLayer, GarageDemand } from '../garage-demand.ts';
import { roomVarianceDb2 } from '../room-evaluator.ts';
import type { BoundFloor, BoundLayer, BoundPoint, BoundProblem } from './bound-problem.ts';
import { impliedCoverage, type TestSize } from './implied-coverage.ts';
import { createPointShares } from './point-shares.ts';
import { type ServiceModel, servedBy } from './served-by.ts';

/** What a lower bound of a garage is found for, as long as no set is known. */
export interface GarageProblem {
  problem: Omit<BoundProblem, 'knownCount'>;
  /** [kinds]: what the service functions of all layers are made of. */
  services: readonly ServiceModel[];
}

/**
 * The bound's problem at the places of the test.
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
  const { layers, services } = coverageLayers(demand, test, profile);
  return {
    services,
    problem: {
      positions: demand.candidates.map(({ position }) => position),
      levels: demand.candidateLevels,
      fixed: Array.from({ length: demand.fixedCount }, (_, candidate) => candidate),
      layers,
      points: [...boundPoints(demand, profile, reachable), ...boundRooms(demand, profile, reachableRooms)],
    },
  };
}

/** One layer for each operator and state; of an operator that needs all its carriers, one for each. */
function coverageLayers(
  demand: GarageDemand,
  test: TestSize & { confidence: number },
  profile: RequirementProfile,
): { layers: BoundLayer[]; services: ServiceModel[] } {
  const places = demand.levels.map(({ firstPlace, placeCount }) =>
    Array.from(
      { length: placeCount },
      (_, place): Position => [demand.eastM[firstPlace + place], demand.northM[firstPlace + place]],
    ),
  );
  const implied = impliedCoverage(places, test, test.confidence, profile);
  if (!implied) return { layers: [], services: [] };
  const isOneCell = new Set(demand.candidates.map(({ cell }) => cell)).size < 2;
  const services = (['open', 'bay'] as const).map((place): ServiceModel => {
    const otherVarianceDb2 = commonVarianceDb2(profile, place) + profile.phoneReadingSigmaDb ** 2;
    return { profile, otherVarianceDb2, isOneCell };
  });
  const served = services.map(servedBy);
  const layers = demand.groups.flatMap(({ layers, combine }) =>
    (combine === 'best' ? [layers] : layers.map((layer) => [layer])).map((own) => ({
      floors: demand.levels.map((level) =>
        boundFloor(
          demand,
          level,
          own.map((layer) => demand.layers[layer]),
        ),
      ),
      served,
      biasDb: implied.biasDb,
      neededRatio: implied.neededRatio,
    })),
  );
  return { layers, services };
}

function boundFloor(
  { candidates, placeKinds }: GarageDemand,
  { firstPlace, placeCount }: { firstPlace: number; placeCount: number },
  layers: readonly DemandLayer[],
): BoundFloor {
  const last = firstPlace + placeCount;
  const heard = [...candidates.keys()].filter((candidate) =>
    layers.some(({ ratios }) => ratios[candidate].subarray(firstPlace, last).some((ratio) => ratio > 0)),
  );
  return {
    candidates: Int32Array.from(heard),
    kinds: placeKinds.subarray(firstPlace, last),
    carriers: layers.map(({ ratios, outside }) => ({
      ratios: heard.map((candidate) => ratios[candidate].subarray(firstPlace, last)),
      ...(outside ? { outside: outside.subarray(firstPlace, last) } : {}),
    })),
  };
}

function boundPoints(
  { candidates, points, pointLayers, pointGroups }: GarageDemand,
  profile: RequirementProfile,
  reachable: readonly number[],
): BoundPoint[] {
  const numbers = Int32Array.from(candidates.keys());
  return reachable.flatMap((point) => {
    const shareOf = pointShares(profile, commonVarianceDb2(profile, points[point].point.kind));
    return pointGroups.flatMap(({ layers }): BoundPoint[] => {
      const own = layers.map((layer) => pointLayers[layer]);
      // What comes in from outside may serve it with fewer antennas, or none.
      if (own.some(({ outside }) => outside && outside[point] > 0)) return [];
      const shares = Float64Array.from(numbers, (candidate) =>
        Math.max(...own.map(({ ratios }) => shareOf(ratios[candidate][point]))),
      );
      return [{ candidates: numbers, shares }];
    });
  });
}

/**
 * A room that is served as demanded on the mean of its samples has a sample that is served with that probability at least:
 * what the antennas count towards that sample adds up to 1, and so does the most that each counts towards any of them.
 */
function boundRooms(
  { candidates, rooms, roomLayers, roomGroups }: GarageDemand,
  profile: RequirementProfile,
  reachable: readonly number[],
): BoundPoint[] {
  const numbers = Int32Array.from(candidates.keys());
  return reachable.flatMap((index) => {
    const { firstSample, sampleCount, requiredRatio } = rooms[index];
    const shareOf = pointShares({ ...profile, pointProbability: requiredRatio }, roomVarianceDb2(profile));
    return roomGroups.map((layers): BoundPoint => {
      const shares = Float64Array.from(numbers, (candidate) => {
        let most = 0;
        for (const layer of layers) {
          const ratios = roomLayers[layer].ratios[candidate];
          for (let sample = firstSample; sample < firstSample + sampleCount; sample += 1) {
            most = Math.max(most, ratios[sample]);
          }
        }
        // The share grows with the ratio.
        return shareOf(most);
      });
      return { candidates: numbers, shares };
    });
  });
}

const keptShares = new Map<string, (ratio: number) => number>();
const mostKept = 16;

function pointShares(profile: RequirementProfile, commonDb2: number): (ratio: number) => number {
  const key = `${profile.pointProbability} ${ownSigmaDb(profile)} ${commonDb2}`;
  const known = keptShares.get(key);
  if (known) return known;
  const table = spreadTable(ownSigmaDb(profile));
  const quantile = normalQuantile(profile.pointProbability);
  const spread = new Float64Array(2);
  const share = createPointShares((concentration, strongestRatio) => {
    lookUpSpread(table, concentration, strongestRatio, spread);
    // The tables of the verdict round to a thousandth of a spread.
    return dbToRatio((quantile - 2e-3) * Math.sqrt(spread[1] + commonDb2) - spread[0] - 0.01);
  });
  if (keptShares.size >= mostKept) keptShares.clear();
  keptShares.set(key, share);
  return share;
}
