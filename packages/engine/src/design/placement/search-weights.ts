// Weights on what stays unserved: C. Gao, X. Yao, T. Weise, J. Li, An efficient local search heuristic with row weighting for
// the unicost set covering problem, Eur. J. Oper. Res. 246 (2015).
import type { FloorState, GarageEvaluator } from './garage-evaluator.ts';
import { type Scored, scored } from './search-moves.ts';
import type { SearchTarget } from './search-target.ts';

export interface WeightedSearchOptions {
  random: () => number;
  /** True once nothing more is tried. */
  stopped: () => boolean;
  /** Antennas that are moved before the search gives up. */
  maxMoves: number;
}

/** A point or a room that has to be served by itself; credit is 1 where a set serves it, less where not. */
interface Demand {
  /** Candidates that do much for it. */
  candidates: number[];
  /** Takes a set that differs where it matters. */
  take(set: readonly number[]): void;
  /** Credit that the set gives it, with one candidate more, or without any (−1). */
  creditWith(added: number): number;
  /** The same without one of the set. */
  creditWithout(set: readonly number[], removed: number): number;
}

/** Credits of the demands that a member of the set matters to, without that member. [its demands] */
interface WithoutMember {
  credits: Float64Array;
  /** Version of the demand that each was found for. */
  versions: Int32Array;
}

/** Floor that is not served counts as much as so many demands for each location in a hundred. */
const floorPenalty = 50;
/** Least of what a location or demand needs that a candidate gives it to be tried for it, as a ratio. */
const minHelpRatio = 0.25;
/** Most candidates that are tried for one location or demand: those that give it most. */
const maxTried = 64;
/** Moves for which an antenna that came or went stays as it is. */
const restingMoves = { gone: 8, come: 4 };
/** A location below this probability of service is worth a move. */
const poorlyServed = 0.7;
const locationTries = 24;

/**
 * Moves single antennas, the number staying the same, until the target is reached: the one that is missed least goes, and for
 * something unserved, chosen at random, the one comes that helps most. What stays unserved weighs more and more, so that the
 * search leaves places where it is stuck. Undefined where the target is not reached.
 */
export function searchByWeights(
  evaluator: GarageEvaluator,
  start: readonly number[],
  target: SearchTarget,
  options: WeightedSearchOptions,
): Scored | undefined {
  const search = new WeightedSearch(evaluator, start, target, options);
  for (let move = 0; move < options.maxMoves && !options.stopped(); move += 1) {
    const found = search.move(move);
    if (found) return found;
  }
  return undefined;
}

class WeightedSearch {
  readonly #evaluator: GarageEvaluator;
  readonly #target: SearchTarget;
  readonly #random: () => number;
  readonly #demands: readonly Demand[];
  /** [candidates]: demands that a candidate matters to. */
  readonly #reach: readonly number[][];
  readonly #weights: Float64Array;
  #floorWeight = 1;
  readonly #state: FloorState;
  /** [demands] of the set. */
  readonly #credits: Float64Array;
  /** [demands]: how often each has changed. */
  readonly #versions: Int32Array;
  readonly #without = new Map<number, WithoutMember>();
  /** [candidates]: the first move at which each may come or go again. */
  readonly #rests: Int32Array;

  constructor(
    evaluator: GarageEvaluator,
    start: readonly number[],
    target: SearchTarget,
    { random }: WeightedSearchOptions,
  ) {
    this.#evaluator = evaluator;
    this.#target = target;
    this.#random = random;
    const { demands, reach } = demandsOf(evaluator);
    this.#demands = demands;
    this.#reach = reach;
    this.#weights = new Float64Array(demands.length).fill(1);
    this.#rests = new Int32Array(evaluator.demand.candidates.length);
    this.#state = evaluator.floorStateOf(start);
    for (const demand of demands) demand.take(start);
    this.#credits = Float64Array.from(demands, (demand) => demand.creditWith(-1));
    this.#versions = new Int32Array(demands.length).fill(1);
  }

  /** One antenna goes, another comes. What is found, if the target is reached. */
  move(number: number): Scored | undefined {
    const gone = this.#leastMissed(number);
    if (gone === undefined) return undefined;
    this.#rests[gone] = number + restingMoves.gone + Math.floor(3 * this.#random());
    this.#change(gone, -1);
    const come = this.#mostHelpful(number);
    if (come !== undefined) this.#rests[come] = number + restingMoves.come;
    this.#change(come ?? gone, 1);
    return this.#found();
  }

  /** The set as it is now, if it reaches the target; else what it leaves unserved weighs more from now on. */
  #found(): Scored | undefined {
    let isServed = true;
    this.#credits.forEach((credit, demand) => {
      if (credit >= 1) return;
      isServed = false;
      this.#weights[demand] += 1;
    });
    if (!isServed) {
      if (this.#floorShort(this.#state) > 0) this.#floorWeight += 1;
      return undefined;
    }
    const found = scored(this.#evaluator, this.#state.set, this.#target.aimRatio);
    if (this.#target.isReached(found)) return found;
    this.#floorWeight += 1;
    return undefined;
  }

  /** Fraction of the floor that a state lacks to the aim. */
  #floorShort(state: FloorState): number {
    return Math.max(0, this.#target.aimRatio - this.#evaluator.coverageOf(state));
  }

  /** The antenna that is missed least of those that may go. */
  #leastMissed(number: number): number | undefined {
    const { demand } = this.#evaluator;
    const shortBefore = this.#floorShort(this.#state);
    const floorWorth = this.#floorWeight * floorPenalty;
    let best: { candidate: number; missed: number } | undefined;
    for (const candidate of this.#state.set) {
      if (candidate < demand.fixedCount || this.#rests[candidate] > number) continue;
      let missed = this.#missedByDemands(candidate);
      // Without it no more floor is served: what is missed can only be more.
      if (best && missed + floorWorth * shortBefore >= best.missed) continue;
      const covered = this.#evaluator.coverageWithout(this.#state, candidate);
      missed += floorWorth * Math.max(0, this.#target.aimRatio - covered);
      if (!best || missed < best.missed) best = { candidate, missed };
    }
    return best?.candidate;
  }

  /** Loss of the demands without a member of the set, by their weights. */
  #missedByDemands(candidate: number): number {
    const reach = this.#reach[candidate];
    const known = this.#without.get(candidate) ?? {
      credits: new Float64Array(reach.length),
      versions: new Int32Array(reach.length),
    };
    this.#without.set(candidate, known);
    const { set } = this.#state;
    const { credits, versions } = known;
    let missed = 0;
    for (let index = 0; index < reach.length; index += 1) {
      const demand = reach[index];
      if (versions[index] !== this.#versions[demand]) {
        this.#evaluator.work += 1;
        versions[index] = this.#versions[demand];
        credits[index] = this.#demands[demand].creditWithout(set, candidate);
      }
      missed += this.#weights[demand] * (this.#credits[demand] - credits[index]);
    }
    return missed;
  }

  /** The candidate that helps most of those that serve something that is not served now. */
  #mostHelpful(number: number): number | undefined {
    const short = this.#floorShort(this.#state);
    const floorWorth = this.#floorWeight * floorPenalty;
    const { set } = this.#state;
    let best: { candidate: number; worth: number } | undefined;
    for (const candidate of this.#helpful(short)) {
      if (this.#rests[candidate] > number || set.includes(candidate)) continue;
      let worth = 0;
      for (const demand of this.#reach[candidate]) {
        if (this.#credits[demand] >= 1) continue;
        this.#evaluator.work += 1;
        worth +=
          this.#weights[demand] * (this.#demands[demand].creditWith(candidate) - this.#credits[demand]);
      }
      // No more floor can be worth anything than is short.
      if (best && worth + floorWorth * short <= best.worth) continue;
      if (short > 0) {
        const covered = this.#evaluator.coverageWith(this.#state, candidate);
        worth += floorWorth * (short - Math.max(0, this.#target.aimRatio - covered));
      }
      if (!best || worth > best.worth) best = { candidate, worth };
    }
    return best?.candidate;
  }

  /** Candidates that do much for something unserved, which is chosen at random: a demand, or poorly served floor. */
  #helpful(short: number): readonly number[] {
    const unserved: number[] = [];
    this.#credits.forEach((credit, demand) => {
      if (credit < 1) unserved.push(demand);
    });
    const isFloor = unserved.length === 0 || (short > 0 && this.#random() * (unserved.length + 1) < 1);
    if (!isFloor) return this.#demands[unserved[Math.floor(this.#random() * unserved.length)]].candidates;
    return this.#evaluator.strongestAt(this.#poorLocation(), minHelpRatio, maxTried);
  }

  /** A location that is poorly served; any where few are. */
  #poorLocation(): number {
    const { locationCount } = this.#evaluator.demand;
    const [served] = this.#state.served;
    let worst = Math.floor(this.#random() * locationCount);
    for (let tried = 0; tried < locationTries; tried += 1) {
      const location = Math.floor(this.#random() * locationCount);
      if (served[location] < poorlyServed) return location;
      if (served[location] < served[worst]) worst = location;
    }
    return worst;
  }

  /** One candidate comes (1) or goes (−1). */
  #change(candidate: number, sign: 1 | -1): void {
    this.#evaluator.change(this.#state, candidate, sign);
    const { set } = this.#state;
    for (const demand of this.#reach[candidate]) {
      this.#evaluator.work += set.length;
      this.#demands[demand].take(set);
      this.#credits[demand] = this.#demands[demand].creditWith(-1);
      this.#versions[demand] += 1;
    }
  }
}

function demandsOf({ demand, points, rooms }: GarageEvaluator): { demands: Demand[]; reach: number[][] } {
  const { candidates, fixedCount } = demand;
  const numbers = [...candidates.keys()].filter((candidate) => candidate >= fixedCount);
  const strongest = (strengthOf: (candidate: number) => number) =>
    numbers
      .map((candidate) => ({ candidate, strength: strengthOf(candidate) }))
      .filter(({ strength }) => strength >= minHelpRatio)
      .sort((a, b) => b.strength - a.strength || a.candidate - b.candidate)
      .slice(0, maxTried)
      .map(({ candidate }) => candidate);
  const [pointSums, roomSums] = [points.sumsOf([]), rooms.sumsOf([])];
  const demands: Demand[] = [
    ...points.reachable.map(
      (point): Demand => ({
        candidates: strongest((candidate) => points.strengthAt(candidate, point)),
        take: (set) => points.addUpAgain(point, set, pointSums),
        creditWith: (added) => points.creditWith(point, pointSums, added),
        creditWithout: (set, removed) => points.creditWithout(point, pointSums, set, removed),
      }),
    ),
    ...rooms.reachable.map(
      (room): Demand => ({
        candidates: strongest((candidate) => rooms.strengthIn(candidate, [room])),
        take: (set) => rooms.addUpAgain(room, set, roomSums),
        creditWith: (added) => rooms.creditWith(room, roomSums, added),
        creditWithout: (set, removed) => rooms.creditWithout(room, roomSums, set, removed),
      }),
    ),
  ];
  const pointAt = new Map(points.reachable.map((point, at) => [point, at]));
  const roomAt = new Map(rooms.reachable.map((room, at) => [room, points.reachable.length + at]));
  const reach = candidates.map((_, candidate) => [
    ...points.reachOf(candidate).flatMap((point) => pointAt.get(point) ?? []),
    ...rooms.reachOf(candidate).flatMap((room) => roomAt.get(room) ?? []),
  ]);
  return { demands, reach };
}
