import { dbToRatio } from '../../core/index.ts';
import type { BoundFloor, BoundLayer, ServedBy } from './bound/bound-problem.ts';
import type { ChanceContext } from './chance-context.ts';
import { chanceToPass } from './chance-to-pass.ts';
import { isAtPoint } from './garage-demand.ts';
import type { RoomEvaluator } from './room-evaluator.ts';
import { chanceAt, servingCells } from './serving-cells.ts';

/** A placed plan as the prediction finds it, of the worst operator in its worst required state. */
export interface Verification {
  /** Chance to pass, 0–1. */
  chance: number;
  missingPoints: number;
  /** Rooms that are not served as their kind demands, of all kinds; of lanes and bays their whole floor. */
  shortRooms: ShortRoom[];
}

export interface ShortRoom {
  level: string;
  /** Absent of lanes and bays. */
  zone?: string;
  /** Fraction of it that is served, 0–1. */
  servedRatio: number;
}

/** Evaluation of a set of candidates for the acceptance. */
export interface Evaluation {
  /** Chance to pass of the worst operator in its worst state, as estimated on the walk's own grid. */
  chance: number;
  /** Points that are not served though candidates could. */
  missingPoints: number;
  /** Rooms that are not served as demanded though candidates could. */
  missingRooms: number;
  /**
   * True when enough locations are served on the mean with the common error as bad as the walk has to bear
   * it.
   */
  hasMean: boolean;
  /** True when the prediction passes exactly this set; undefined where it has not been asked. */
  isChecked: boolean | undefined;
}

export interface PassEvaluatorOptions {
  context: ChanceContext;
  /** Points that some set serves. */
  reachable: readonly number[];
  /** Requirements on the mean. */
  layers: readonly BoundLayer[];
  rooms?: RoomEvaluator;
  /** Chance to pass that the prediction of a set must find. */
  confidence: number;
  /** Chance to pass that the estimate of a set must find; default: the confidence. */
  needed?: number;
}

const maxCached = 4096;

/**
 * Evaluates sets of candidates, and remembers what it found. The estimate leaves out carriers and finer grids; where a
 * prediction has checked a set, that decides on this set and on no other: how far the estimate of one set is off says
 * nothing certain of another.
 */
export class PassEvaluator {
  readonly context: ChanceContext;
  readonly confidence: number;
  /** Chance to pass that the estimate must find: what searches aim at. It decides on no set that was checked. */
  needed: number;
  judgements = 0;
  /** Locations looked at, as those of a search are counted. */
  work = 0;
  /** How far a prediction was off an estimate, at most: a chance. */
  largestError = 0;
  readonly #reachable: readonly number[];
  readonly #layers: readonly BoundLayer[];
  readonly #rooms: RoomEvaluator | undefined;
  readonly #known = new Map<string, Omit<Evaluation, 'isChecked'>>();
  readonly #checked = new Map<string, Verification>();

  constructor({ context, reachable, layers, rooms, confidence, needed = confidence }: PassEvaluatorOptions) {
    this.#rooms = rooms;
    this.context = context;
    this.#reachable = reachable;
    this.#layers = layers;
    this.confidence = confidence;
    this.needed = needed;
  }

  /** Points of the plan that no set of candidates serves: no verification can find them served. */
  get unreachableCount(): number {
    const { points } = this.context.demand;
    const served = new Set(this.#reachable);
    // Phones and modems at a point have an entry each.
    return new Set(points.flatMap(({ point }, entry) => (served.has(entry) ? [] : [point]))).size;
  }

  /** Rooms that no few candidates serve as demanded. */
  get unreachableRooms(): number {
    return this.#rooms ? this.context.demand.rooms.length - this.#rooms.reachable.length : 0;
  }

  /** Short rooms that candidates could serve as demanded, by their numbers; undefined those of lanes and bays. */
  #failing(shortRooms: readonly ShortRoom[]): { room: number | undefined; servedRatio: number }[] {
    const { rooms, levels } = this.context.demand;
    return shortRooms
      .map(({ level, zone, servedRatio }) => {
        const room = rooms.findIndex((each) => each.zone === zone && levels[each.level].levelId === level);
        return { room: room < 0 ? undefined : room, servedRatio };
      })
      .filter(({ room }) => room === undefined || this.#rooms?.reachable.includes(room));
  }

  /** Returns whether a prediction failed a set only for rooms, of which more can be asked. */
  failsByRooms({ chance, missingPoints, shortRooms }: Verification): boolean {
    const failing = this.#failing(shortRooms);
    const servesRest = chance >= this.confidence && missingPoints <= this.unreachableCount;
    return servesRest && failing.length > 0 && failing.every(({ room }) => room !== undefined);
  }

  /** Asks more of the samples of rooms that a prediction of the set found short of their demand. */
  demandMoreOfRooms(set: readonly number[], { shortRooms }: Verification): void {
    const shown = roomFractions(this.context, set);
    for (const { room, servedRatio } of this.#failing(shortRooms)) {
      if (room !== undefined) this.#rooms?.correct(room, shown[room], servedRatio);
    }
    this.#known.clear();
  }

  /**
   * Records what predictions found of a set: on all carriers, and on finer cells. The evaluator is held to
   * it.
   */
  record(set: readonly number[], found: Verification): void {
    const key = keyOf(set);
    this.#checked.set(key, found);
    const error = Math.abs(this.#estimate(key, set).chance - found.chance);
    this.largestError = Math.max(this.largestError, error);
  }

  /** Findings of predictions on a set, where they were asked. */
  checked(set: readonly number[]): Verification | undefined {
    return this.#checked.get(keyOf(set));
  }

  /** Returns whether a prediction passes, but for points and rooms that nothing serves. */
  isMet({ chance, missingPoints, shortRooms }: Verification): boolean {
    const servesAll = missingPoints <= this.unreachableCount && this.#failing(shortRooms).length === 0;
    return chance >= this.confidence && servesAll;
  }

  evaluate(set: readonly number[]): Evaluation {
    const key = keyOf(set);
    const found = this.#checked.get(key);
    return { ...this.#estimate(key, set), isChecked: found && this.isMet(found) };
  }

  /** Points that a set does not serve though candidates could. */
  missingPoints(set: readonly number[]): number[] {
    const served = pointChances(this.context, set);
    return this.#reachable.filter((point) => served[point] < this.context.profile.pointProbability);
  }

  /** Rooms that a set leaves short of their demand though candidates could serve them. */
  missingRooms(set: readonly number[]): number[] {
    if (!this.#rooms || this.context.demand.rooms.length === 0) return [];
    const { reachable } = this.#rooms;
    const fractions = roomFractions(this.context, set);
    return reachable.filter((room) => fractions[room] < (this.#rooms as RoomEvaluator).neededRatio(room));
  }

  /** Returns whether the antennas of a set belong to several cells, which disturb each other. */
  isDivided(set: readonly number[]): boolean {
    return new Set(this.context.cellsOf(set)).size > 1;
  }

  /** Returns whether a set would pass if nothing disturbed it: what fails even so cannot pass in part. */
  couldPass(set: readonly number[]): boolean {
    if (!this.isDivided(set)) return this.passes(set);
    const undisturbed = new PassEvaluator({
      context: { ...this.context, cellsOf: (antennas) => antennas.map(() => 'S1') },
      ...{ reachable: this.#reachable, layers: this.#layers, rooms: this.#rooms },
      ...{ confidence: this.confidence, needed: this.needed },
    });
    return undisturbed.passes(set);
  }

  passes(set: readonly number[]): boolean {
    const { chance, missingPoints, missingRooms, hasMean, isChecked } = this.evaluate(set);
    const seems = chance >= this.needed && missingPoints === 0 && missingRooms === 0;
    return hasMean && (isChecked ?? seems);
  }

  #estimate(key: string, set: readonly number[]): Omit<Evaluation, 'isChecked'> {
    const known = this.#known.get(key);
    if (known) return known;
    this.judgements += 1;
    const { demand, walk } = this.context;
    this.work += demand.locationCount * demand.layers.length * (set.length + 2 * walk.shadows.length);
    const ordered = [...set].sort((a, b) => a - b);
    const estimate = {
      chance: chanceToPass(this.context, ordered),
      missingPoints: this.missingPoints(ordered).length,
      missingRooms: this.missingRooms(ordered).length,
      hasMean: meanFractionExcess(this.#layers, ordered) >= 0,
    };
    if (this.#known.size >= maxCached) this.#known.clear();
    this.#known.set(key, estimate);
    return estimate;
  }
}

function keyOf(set: readonly number[]): string {
  return [...set].sort((a, b) => a - b).join();
}

/**
 * Probability of service at each point with a set of candidates, of the worst operator in its worst state, the best of its
 * carriers counting: as the verdict has it. [points]
 */
function pointChances(context: ChanceContext, set: readonly number[]): Float64Array {
  const { points, pointLayers, pointGroups } = context.demand;
  const cells = servingCells(context, set);
  const chanceOf = (layer: number, point: number) => {
    const { ratios, outside, services, neededMw } = pointLayers[layer];
    const ratioOf = (candidate: number) => ratios[candidate][point];
    return chanceAt(services[point], neededMw, cells, ratioOf, outside?.[point]);
  };
  return Float64Array.from(points, (_, point) =>
    pointGroups.reduce((min, group) => {
      if (!isAtPoint(group, point)) return min;
      return Math.min(min, Math.max(...group.layers.map((layer) => chanceOf(layer, point))));
    }, 1),
  );
}

/**
 * Expected fraction of the samples of each room that the worst operator serves with a set of candidates, 0–1. [rooms]
 */
export function roomFractions(context: ChanceContext, set: readonly number[]): Float64Array {
  const { rooms, roomLayers, roomGroups } = context.demand;
  const cells = servingCells(context, set);
  return Float64Array.from(rooms, ({ firstSample, sampleCount }, room) =>
    roomGroups.reduce((min, layers) => {
      let sum = 0;
      for (let sample = firstSample; sample < firstSample + sampleCount; sample += 1) {
        const chances = layers.map((layer) => {
          const { ratios, services, neededMw } = roomLayers[layer];
          return chanceAt(services[room], neededMw[room], cells, (candidate) => ratios[candidate][sample]);
        });
        sum += Math.max(...chances);
      }
      return Math.min(min, sum / sampleCount);
    }, 1),
  );
}

/**
 * Excess of a set over the fraction that every layer asks for on the mean (negative: shortfall); 1 where none
 * asks.
 */
function meanFractionExcess(layers: readonly BoundLayer[], set: readonly number[]): number {
  return layers.reduce((min, { floors, served, biasDb, neededRatio }) => {
    const locations = floors.reduce((sum, { kinds }) => sum + kinds.length, 0);
    if (locations === 0) return min;
    const total = floors.reduce((sum, floor) => sum + servedOn(floor, served, dbToRatio(-biasDb), set), 0);
    return Math.min(min, total / locations - neededRatio);
  }, 1);
}

/**
 * Locations of a floor served, on the mean, by what is left of power. Where one of several carriers is enough their
 * probabilities add up, to 1 at most.
 */
function servedOn(
  floor: BoundFloor,
  served: readonly ServedBy[],
  leftRatio: number,
  set: readonly number[],
): number {
  const { candidates, carriers, kinds } = floor;
  const indexOf = new Map(Array.from(candidates, (candidate, index) => [candidate, index]));
  const members = [...new Set(set)].flatMap((candidate) => indexOf.get(candidate) ?? []);
  let total = 0;
  for (let location = 0; location < kinds.length; location += 1) {
    let probability = 0;
    for (const { ratios, outside } of carriers) {
      let sum = outside?.[location] ?? 0;
      let squares = sum * sum;
      let strongest = sum;
      for (const member of members) {
        const ratio = ratios[member][location];
        sum += ratio;
        squares += ratio * ratio;
        if (ratio > strongest) strongest = ratio;
      }
      if (sum > 0)
        probability += served[kinds[location]](leftRatio * sum, squares / (sum * sum), strongest / sum);
    }
    total += Math.min(1, probability);
  }
  return total;
}
