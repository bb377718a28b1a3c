import { ratioToDb } from '../../core/index.ts';
import type { RequirementProfile } from '../../plan/index.ts';
import {
  commonVarianceDb2,
  independentSigmaDb,
  lookUpSpread,
  servedProbability,
  spreadTable,
} from '../../radio/index.ts';
import type { GarageDemand } from './garage-demand.ts';
import { PointEvaluator, type PointState } from './point-evaluator.ts';
import { RoomEvaluator } from './room-evaluator.ts';
import type { RoomState } from './room-sums.ts';

const scratch = new Float32Array(1);
const scratchBits = new Uint32Array(scratch.buffer);

/**
 * Counts what candidate sets serve in a whole garage, for all operators and states at once, at the bias that the walk
 * shall bear. Comparing candidates touches only the locations that they matter to.
 */
export class GarageEvaluator {
  readonly demand: GarageDemand;
  readonly points: PointEvaluator;
  readonly rooms: RoomEvaluator;
  /** Candidate sets looked at, and locations of them: what budgets are counted in. */
  evaluations = 0;
  work = 0;
  readonly #tables: readonly [Float32Array, Float32Array];
  /** [groups] of [candidates]: locations that a candidate matters to, those on foot first, and how many are. */
  readonly #reach: { locations: Uint16Array | Int32Array; onFoot: number }[][];
  #maxRatios: Float64Array | undefined;
  readonly #value = new Float32Array(1);
  readonly #bits = new Uint32Array(this.#value.buffer);

  /** @param biasDb what all margins lose at once */
  constructor(demand: GarageDemand, profile: RequirementProfile, biasDb: number) {
    this.demand = demand;
    this.points = new PointEvaluator(demand, profile);
    this.rooms = new RoomEvaluator(demand, profile);
    const variances = [commonVarianceDb2(profile, 'open'), commonVarianceDb2(profile, 'bay')];
    this.#tables = [searchTable(profile, variances[0], biasDb), searchTable(profile, variances[1], biasDb)];
    const { groups, candidates, layers: all, locationKinds } = demand;
    this.#reach = groups.map(({ layers }) =>
      candidates.map((_, candidate) =>
        reachOf(
          layers.map((layer) => all[layer].ratios[candidate]),
          locationKinds,
        ),
      ),
    );
  }

  /** The state of a set, added in its order. */
  stateOf(set: readonly number[]): SetState {
    return this.#finish(this.floorStateOf(set));
  }

  /** The same without what it does for points and rooms. */
  floorStateOf(set: readonly number[]): FloorState {
    const { layers, locationCount } = this.demand;
    const sums = layers.map(({ outside }) =>
      outside ? new Float64Array(outside) : new Float64Array(locationCount),
    );
    layers.forEach(({ ratios }, layer) => {
      const into = sums[layer];
      for (const candidate of set) {
        const added = ratios[candidate];
        for (let location = 0; location < locationCount; location += 1) into[location] += added[location];
      }
    });
    this.work += set.length * locationCount;
    return this.#served([...set], sums);
  }

  /** The state of a set with one candidate appended: the same bits as `stateOf` of the longer set. */
  stateWith(base: SetState, added: number): SetState {
    const { layers, locationCount } = this.demand;
    const sums = layers.map(({ ratios }, layer) => {
      const sum = base.sums[layer].slice();
      const ratio = ratios[added];
      for (let location = 0; location < locationCount; location += 1) sum[location] += ratio[location];
      return sum;
    });
    this.work += locationCount;
    return this.#finish(this.#served([...base.set, added], sums));
  }

  /**
   * Adds a candidate to a floor's state or (`sign` −1) takes one of its set out, in place: what is left of a sum is off by
   * rounding in double precision.
   */
  change(floor: FloorState, candidate: number, sign: 1 | -1): void {
    const { layers, locationCount } = this.demand;
    const { set, sums } = floor;
    if (sign > 0) set.push(candidate);
    else set.splice(set.indexOf(candidate), 1);
    layers.forEach(({ ratios }, layer) => {
      const sum = sums[layer];
      const ratio = ratios[candidate];
      for (let location = 0; location < locationCount; location += 1) sum[location] += sign * ratio[location];
    });
    this.work += locationCount;
    this.#serve(floor);
  }

  #served(set: number[], sums: Float64Array[]): FloorState {
    const { groups, locationCount } = this.demand;
    const served = groups.map(() => new Float32Array(locationCount));
    const floor = { set, sums, served, servedSums: new Float64Array(groups.length) };
    this.#serve(floor);
    return floor;
  }

  /** Finds what a floor's sums serve. */
  #serve({ sums, served, servedSums }: FloorState): void {
    const { groups, locationKinds, locationCount } = this.demand;
    groups.forEach(({ layers, combine }, group) => {
      const result = served[group];
      let total = 0;
      for (let location = 0; location < locationCount; location += 1) {
        let ratio = sums[layers[0]][location];
        for (let index = 1; index < layers.length; index += 1) {
          const other = sums[layers[index]][location];
          ratio = combine === 'best' ? Math.max(ratio, other) : Math.min(ratio, other);
        }
        this.#value[0] = Math.max(ratio, 0);
        result[location] = this.#tables[locationKinds[location]][this.#bits[0] >>> 16];
        total += result[location];
      }
      servedSums[group] = total;
    });
  }

  #finish(floor: FloorState): SetState {
    return { ...floor, points: this.points.stateOf(floor.set), rooms: this.rooms.stateOf(floor.set) };
  }

  /** Score of a state. */
  score({ servedSums, points, rooms }: SetState, aimRatio: number): SetScore {
    return this.#score((group) => servedSums[group], points, rooms, aimRatio);
  }

  /** Score of a state with one candidate more, up to the locations that it hardly reaches. */
  scoreWith(base: SetState, added: number, aimRatio: number): SetScore {
    return this.scoreAbove(base, added, aimRatio, Number.NEGATIVE_INFINITY) as SetScore;
  }

  /**
   * The same where its value is above `floor`, else undefined: points and rooms first, and the locations only where
   * the most that floor can be worth would bring the value above. What is passed over counts as work all the same.
   */
  scoreAbove(base: SetState, added: number, aimRatio: number, floor: number): SetScore | undefined {
    this.evaluations += 1;
    this.demand.groups.forEach(({ layers }, group) => {
      this.work += this.#reach[group][added].locations.length * layers.length;
    });
    // A credit less than this leaves the value below the floor, whatever the floor is worth; rounding aside.
    const minCredit = (floor - this.#maxFloorWorth(aimRatio)) / pointWorth - roundingCredit;
    const { points: pointsBefore, rooms: roomsBefore } = base;
    const points = this.points.with(
      pointsBefore,
      added,
      minCredit - this.rooms.maxCredit(roomsBefore, added),
    );
    if (!points) return undefined;
    const rooms = this.rooms.with(roomsBefore, added, minCredit - points.credit);
    if (!rooms) return undefined;
    const score = this.#score(
      (group) => base.servedSums[group] + this.#gain(base, group, added),
      points,
      rooms,
      aimRatio,
    );
    return score.value > floor ? score : undefined;
  }

  /** The most that the floor is worth in a value: no set serves more of it than all candidates. */
  #maxFloorWorth(aimRatio: number): number {
    this.#maxRatios ??= this.#servedByAll();
    const sum = this.#maxRatios.reduce((worth, ratio) => worth + worthOf(ratio, aimRatio), 0);
    return sum / Math.max(1, this.#maxRatios.length);
  }

  /** [groups]: fraction of the locations served by all candidates together, 0–1. */
  #servedByAll(): Float64Array {
    const { work } = this;
    const { servedSums } = this.stateOf(this.demand.candidates.map((_, candidate) => candidate));
    this.work = work;
    return servedSums.map((sum) => (this.demand.locationCount === 0 ? 1 : sum / this.demand.locationCount));
  }

  #score(
    servedSum: (group: number) => number,
    points: { credit: number; served: number },
    rooms: { credit: number; served: number },
    aimRatio: number,
  ): SetScore {
    const { groups, locationCount } = this.demand;
    let coverageRatio = 1;
    let floorWorth = 0;
    for (let group = 0; group < groups.length; group += 1) {
      const ratio = locationCount === 0 ? 1 : servedSum(group) / locationCount;
      coverageRatio = Math.min(coverageRatio, ratio);
      floorWorth += worthOf(ratio, aimRatio);
    }
    const value = floorWorth / Math.max(1, groups.length) + pointWorth * (points.credit + rooms.credit);
    return { coverageRatio, pointsServed: points.served, roomsServed: rooms.served, value };
  }

  /** Fraction of the locations that a state serves, of the worst operator in its worst state, 0–1. */
  coverageOf({ servedSums }: FloorState): number {
    return this.#worstRatio((group) => servedSums[group]);
  }

  /** The same with one candidate more. */
  coverageWith(base: FloorState, added: number): number {
    return this.#worstRatio((group) => base.servedSums[group] + this.#gain(base, group, added));
  }

  /** The same without one of the set. */
  coverageWithout(base: FloorState, removed: number): number {
    return this.#worstRatio((group) => base.servedSums[group] + this.#gain(base, group, removed, -1));
  }

  #worstRatio(servedSum: (group: number) => number): number {
    const { groups, locationCount } = this.demand;
    if (locationCount === 0) return 1;
    return groups.reduce((min, _, group) => Math.min(min, servedSum(group) / locationCount), 1);
  }

  /**
   * Candidates that give a location so much of what it needs, as a ratio, the strongest first.
   * @param limit no more are looked for
   */
  strongestAt(location: number, minRatio: number, limit: number): number[] {
    const { candidates, fixedCount, layers } = this.demand;
    this.work += candidates.length;
    return Array.from({ length: candidates.length - fixedCount }, (_, index) => fixedCount + index)
      .map((candidate) => ({
        candidate,
        ratio: layers.reduce((max, { ratios }) => Math.max(max, ratios[candidate][location]), 0),
      }))
      .filter(({ ratio }) => ratio >= minRatio)
      .sort((one, other) => other.ratio - one.ratio || one.candidate - other.candidate)
      .slice(0, limit)
      .map(({ candidate }) => candidate);
  }

  /** Gain of a group's served sum by one more candidate, or (`sign` −1) by one less, over the locations it matters to. */
  #gain(base: FloorState, group: number, candidate: number, sign = 1): number {
    const { layers, combine } = this.demand.groups[group];
    const { locations, onFoot } = this.#reach[group][candidate];
    this.work += sign < 0 ? locations.length * layers.length : 0;
    if (layers.length > 1) return this.#combinedGain(base, group, candidate, combine, sign);
    const sums = base.sums[layers[0]];
    const ratios = this.demand.layers[layers[0]].ratios[candidate];
    const served = base.served[group];
    const value = this.#value;
    const bits = this.#bits;
    let gained = 0;
    let table = this.#tables[0];
    for (let index = 0; index < onFoot; index += 1) {
      const location = locations[index];
      const sum = sums[location] + sign * ratios[location];
      value[0] = Math.max(sum, 0);
      gained += table[bits[0] >>> 16] - served[location];
    }
    table = this.#tables[1];
    for (let index = onFoot; index < locations.length; index += 1) {
      const location = locations[index];
      const sum = sums[location] + sign * ratios[location];
      value[0] = Math.max(sum, 0);
      gained += table[bits[0] >>> 16] - served[location];
    }
    return gained;
  }

  #combinedGain(
    base: FloorState,
    group: number,
    candidate: number,
    combine: 'best' | 'worst',
    sign: number,
  ): number {
    const { layers } = this.demand.groups[group];
    const { locations } = this.#reach[group][candidate];
    const served = base.served[group];
    let gained = 0;
    for (let index = 0; index < locations.length; index += 1) {
      const location = locations[index];
      let ratio = combine === 'best' ? 0 : Number.POSITIVE_INFINITY;
      for (const layer of layers) {
        const sum = base.sums[layer][location] + sign * this.demand.layers[layer].ratios[candidate][location];
        ratio = combine === 'best' ? Math.max(ratio, sum) : Math.min(ratio, sum);
      }
      this.#value[0] = Math.max(ratio, 0);
      gained += this.#tables[this.demand.locationKinds[location]][this.#bits[0] >>> 16] - served[location];
    }
    return gained;
  }

  /** True when the aim and every reachable point are met. */
  meets(score: SetScore, aimRatio: number): boolean {
    return (
      score.coverageRatio >= aimRatio &&
      score.pointsServed === this.points.reachable.length &&
      score.roomsServed === this.rooms.reachable.length
    );
  }
}

/**
 * The ratio in the middle of a table step. A step is a non-negative float's exponent and first 7 bits of mantissa,
 * its bits shifted right by 16: 128 steps an octave.
 */
function ratioOfIndex(index: number): number {
  scratchBits[0] = (index << 16) | 0x8000;
  return scratch[0];
}

const tableLength = 32_640;

/**
 * How concentrated the power is on few antennas, Σp²/(Σp)², at the usual location of a garage that needs several; the
 * search takes it everywhere, the chance to pass is found with each location's own.
 */
const usualConcentration = 0.65;

/**
 * Weight of a location in the search, by power over threshold as a ratio, in steps of 0.023 dB: the
 * probability of service by the usual number of antennas adding up, measured by a phone whose readings vary,
 * all of it less `biasDb`. [32640]
 */
function searchTable(profile: RequirementProfile, commonVarianceDb2: number, biasDb: number): Float32Array {
  const spread = new Float64Array(2);
  // Power comes from a strong antenna with a tail of ever weaker ones.
  lookUpSpread(spreadTable(independentSigmaDb(profile)), usualConcentration, 1, spread);
  const shiftDb = spread[0] - biasDb;
  const sigmaDb = Math.hypot(Math.sqrt(spread[1] + commonVarianceDb2), profile.phoneReadingSigmaDb);
  return Float32Array.from({ length: tableLength }, (_, index) => {
    const ratio = ratioOfIndex(index);
    return ratio > 0 ? servedProbability(ratioToDb(ratio) + shiftDb, sigmaDb) : 0;
  });
}

/** Fraction of the floor that one served point or room is worth in the search. */
const pointWorth = 0.05;
/** Credits differ by more than this, or by rounding. */
const roundingCredit = 1e-9;
/** Coverage beyond the aim counts this much: it breaks ties without costing antennas. */
const excessWorth = 0.02;
/**
 * Locations where a candidate adds less than this fraction of the needed power are passed over while comparing
 * candidates.
 */
const minRatio = 0.003;

/** Powers of a set of candidates at the locations, and what they serve of them. */
export interface FloorState {
  /** Antennas in the order of adding. */
  set: number[];
  /** [layers] of [locations]: received over needed power. */
  sums: Float64Array[];
  /** [groups] of [locations]: probability of service at the aim's bias. */
  served: Float32Array[];
  /** [groups]: its sum. */
  servedSums: Float64Array;
}

/** The same with points and rooms. */
export interface SetState extends FloorState {
  points: PointState;
  rooms: RoomState;
}

/** Objective of the search, and whether the aim is reached. */
export interface SetScore {
  /** Coverage of the worst operator in its worst state. */
  coverageRatio: number;
  pointsServed: number;
  roomsServed: number;
  /** Coverage of each operator clipped at the aim, plus points with partial credit. */
  value: number;
}

/** Value of coverage: all of it up to the aim, little beyond. */
function worthOf(ratio: number, aimRatio: number): number {
  return Math.min(ratio, aimRatio) + excessWorth * Math.max(0, ratio - aimRatio);
}

function reachOf(
  ratios: readonly Float32Array[],
  kinds: Uint8Array,
): { locations: Uint16Array | Int32Array; onFoot: number } {
  const locations: number[] = [];
  let onFoot = 0;
  for (const kind of [0, 1]) {
    for (let location = 0; location < kinds.length; location += 1) {
      if (kinds[location] === kind && ratios.some((ratio) => ratio[location] >= minRatio))
        locations.push(location);
    }
    if (kind === 0) onFoot = locations.length;
  }
  const list = kinds.length <= 65_536 ? Uint16Array : Int32Array;
  return { locations: list.from(locations), onFoot };
}
