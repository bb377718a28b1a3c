import { requiredKinds } from '../coverage/point-results.ts';
import { InputError } from '../errors.ts';
import { say } from '../phrases/phrase.ts';
import { planProfile } from '../plan/plan-profile.ts';
import type { Operator, Plan } from '../plan/schema.ts';
import { countedCells } from '../scene/mark-cells.ts';
import { chanceOfAtLeast, leastSamples, leastServed, reachableConfidence } from './binomial-test.ts';
import { type ChosenPoint, choosePoints, listStrata, type StratumCells, strata } from './choose-points.ts';
import { effectiveLocations, type LevelPoint } from './effective-locations.ts';
import { routeSurvey, type Stop } from './route-survey.ts';
import type { DecisionRule, ImpossibleSurvey, Survey, SurveyLevel } from './survey.ts';
import { type WalkingFloor, walkingFloor } from './walking-floor.ts';

export interface SurveyOptions {
  /** Number of random locations; default: the fewest that let a good garage pass. */
  points?: number;
  seed?: number;
  /** Expected coverage of each operator, from a prediction. */
  predicted?: readonly { operator: Operator; expectedCoverageRatio: number }[];
}

/** A garage as good as its design passes with this chance at least; a design without prediction is taken as this good. */
const wantedPassProbability = 0.9;
const assumedCoverageRatio = 0.97;
const mostFailures = 12;
const mostLocations = 2000;
/** One location for so much floor, m²; closer ones tell the same. */
const leastAreaM2 = 9;
/** Independent locations that another one must add. */
const leastAddedRatio = 0.03;

/**
 * The acceptance test of a plan: how many locations, where, on which way, and how many may fail. Same plan, options and
 * seed, same survey.
 */
export function planSurvey(plan: Plan, options: SurveyOptions = {}): Survey | ImpossibleSurvey {
  const { seed = 1, predicted = [] } = options;
  const { coverageRatio, confidence } = plan.requirements;
  const { decorrelationM } = planProfile(plan);
  const floors = plan.levels.map(walkingFloor);
  const all = listStrata(floors);
  const reachableAreaM2 = all.reduce((sum, { areaM2 }) => sum + areaM2, 0);
  if (reachableAreaM2 === 0) {
    throw new InputError([{ at: 'levels', found: say('survey-no-floor'), expected: say('survey-floor') }]);
  }
  const layOut = (count: number) => choosePoints(all, count, decorrelationM, seed);
  const worth = (points: readonly ChosenPoint[]) =>
    effectiveLocations(points.map(placeOf), decorrelationM, coverageRatio);
  const designCoverage =
    predicted.length > 0
      ? Math.min(...predicted.map(({ expectedCoverageRatio }) => expectedCoverageRatio))
      : assumedCoverageRatio;
  const needed = leastSamples(0, coverageRatio, confidence);
  const target = { coverageRatio, confidence };
  const densest = Math.min(mostLocations, Math.ceil(reachableAreaM2 / leastAreaM2));
  const sized = options.points === undefined ? sizeTest() : decide(options.points);
  if (!sized.rule) {
    return {
      status: options.points === undefined ? 'too-small' : 'too-few-points',
      target,
      countedAreaM2: floors.reduce((sum, floor) => sum + countedAreaM2(floor), 0),
      reachableAreaM2,
      decorrelationM,
      locations: sized.points.length,
      effectiveLocations: sized.effective,
      neededLocations: needed,
      reachableConfidence: reachableConfidence(sized.effective, coverageRatio),
    };
  }
  const { rule } = sized;
  const passChance = (ratio: number) =>
    chanceOfAtLeast(
      { served: rule.leastServed, count: rule.locations, effective: rule.effectiveLocations },
      ratio,
    );
  const { points, routes, unreachable } = routeSurvey(floors, [
    ...sized.points.map((point): Stop => ({ ...point, kind: point.stratum, required: false })),
    ...requiredStops(floors),
  ]);
  return {
    status: 'ready',
    target,
    seed,
    decorrelationM,
    nearestM: nearestM(sized.points),
    rule,
    operators: predicted.map(({ operator, expectedCoverageRatio }) => {
      const chance = passChance(expectedCoverageRatio);
      return { operator, expectedCoverageRatio, passChance: chance, producerRisk: 1 - chance };
    }),
    designCoverageRatio: designCoverage,
    designBasis: options.points !== undefined ? 'asked' : predicted.length > 0 ? 'predicted' : 'assumed',
    curve: [0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99].map((ratio) => ({
      coverageRatio: ratio,
      passChance: passChance(ratio),
    })),
    levels: floors.map((floor) => describeLevel(floor, all, sized.points, points)),
    points,
    routes,
    unreachable,
  };

  /** The fewest failures allowed, and the fewest locations for them, with which the design passes. */
  function sizeTest() {
    let last: ReturnType<typeof decide> | undefined;
    for (let failures = 0; failures <= mostFailures; failures += 1) {
      const wanted = leastSamples(failures, coverageRatio, confidence);
      const sized = reachEffective(wanted);
      // The floor is worth no more: what was possible stands.
      if (!sized.rule || sized.effective < wanted - 0.5)
        return last ?? (sized.rule ? sized : decide(densest));
      last = sized;
      // A design below the target passes with no number of points: three failures, as the trade's tables go.
      const enough =
        designCoverage > coverageRatio ? powerOf(sized.rule) >= wantedPassProbability : failures >= 3;
      if (enough) return sized;
    }
    return last ?? decide(needed);
  }

  function powerOf(rule: DecisionRule): number {
    const counted = { served: rule.leastServed, count: rule.locations, effective: rule.effectiveLocations };
    return chanceOfAtLeast(counted, designCoverage);
  }

  /** Adds locations until they are worth `wanted` independent ones, or adding helps no more. */
  function reachEffective(wanted: number) {
    let count = wanted;
    let sized = decide(count);
    while (sized.effective < wanted && count < densest) {
      // Steps of a tenth at least: smaller ones say more of where points happened to fall.
      const more = Math.max(Math.ceil(1.1 * count), Math.ceil((count * wanted) / sized.effective));
      count = Math.min(densest, more);
      const next = decide(count);
      const addedRatio = (next.effective - sized.effective) / (next.points.length - sized.points.length);
      if (next.effective > sized.effective) sized = next;
      if (count === densest || addedRatio < leastAddedRatio) break;
    }
    return sized;
  }

  function decide(count: number): { points: ChosenPoint[]; effective: number; rule?: DecisionRule } {
    const points = layOut(count);
    const effective = worth(points);
    const served = leastServed({ count, effective }, coverageRatio, confidence);
    if (served === undefined) return { points, effective };
    const failures = count - served;
    return {
      points,
      effective,
      rule: {
        locations: count,
        leastServed: served,
        mostFailures: failures,
        effectiveLocations: effective,
        independentLocations: leastSamples(failures, coverageRatio, confidence),
        consumerRisk: chanceOfAtLeast({ served, count, effective }, coverageRatio),
        confidenceOfTheDay: 1 - chanceOfAtLeast({ served, count, effective: count }, coverageRatio),
      },
    };
  }
}

function placeOf({ floor, cell }: ChosenPoint): LevelPoint {
  return { x: floor.x(cell), y: floor.y(cell), level: floor.level.id };
}

function nearestM(points: readonly ChosenPoint[]): number {
  let nearest = Infinity;
  points.forEach((first, index) => {
    for (const second of points.slice(0, index)) {
      if (second.floor !== first.floor) continue;
      const [a, b] = [placeOf(first), placeOf(second)];
      nearest = Math.min(nearest, Math.hypot(a.x - b.x, a.y - b.y));
    }
  });
  return Number.isFinite(nearest) ? nearest : 0;
}

function requiredStops(floors: readonly WalkingFloor[]): Stop[] {
  return floors.flatMap((floor) =>
    (floor.level.points ?? [])
      .filter(({ kind }) => requiredKinds.has(kind))
      .map(({ id, kind, name, position: [x, y] }) => ({
        floor,
        cell: floor.cellAt(x, y),
        kind,
        required: true,
        pointId: id,
        place: [x, y] as [number, number],
        ...(name ? { name } : {}),
      })),
  );
}

function countedAreaM2({ kinds, cellAreaM2 }: WalkingFloor): number {
  return countedCells(kinds) * cellAreaM2;
}

function describeLevel(
  floor: WalkingFloor,
  all: readonly StratumCells[],
  chosen: readonly ChosenPoint[],
  points: Survey['points'],
): SurveyLevel {
  const own = all.filter((each) => each.floor === floor);
  const here = chosen.filter((point) => point.floor === floor);
  const byKind = Object.fromEntries(
    strata.map((stratum) => [
      stratum,
      {
        areaM2: own.find((each) => each.stratum === stratum)?.areaM2 ?? 0,
        points: here.filter((point) => point.stratum === stratum).length,
      },
    ]),
  ) as SurveyLevel['byKind'];
  return {
    level: floor.level.id,
    countedAreaM2: countedAreaM2(floor),
    reachableAreaM2: own.reduce((sum, { areaM2 }) => sum + areaM2, 0),
    points: here.length,
    requiredPoints: points.filter(({ level, required }) => required && level === floor.level.id).length,
    byKind,
  };
}
