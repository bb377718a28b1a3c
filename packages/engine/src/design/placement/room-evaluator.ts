import { mean, ratioToDb } from '../../core/index.ts';
import type { RequirementProfile } from '../../plan/index.ts';
import {
  commonVarianceDb2,
  independentSigmaDb,
  lookUpSpread,
  type SpreadTable,
  servedProbability,
  spreadTable,
} from '../../radio/index.ts';
import type { GarageDemand } from './garage-demand.ts';
import { minRoomRatio } from './room-demand.ts';
import { addUp, emptySums, nothingRatio, type RoomState, type RoomSums, takeOut } from './room-sums.ts';

/** Fraction of a served room's credit that one gets which is almost served. */
const maxPartialCredit = 0.5;
/** The fraction served at a few samples is off that of the whole room by about as much, 0–1. */
const sampleReserve = 0.01;
/** Reserve beyond the error that a prediction showed. */
const correctionReserve = 0.005;
/** Step by which the requirement is raised where other cells disturb a room. */
const disturbedReserve = 0.02;
const rounding = 1e-9;

/** Variance that all antennas share in a room, where nobody sits in a car; dB². */
export function roomVarianceDb2(profile: RequirementProfile): number {
  const open = { ...profile.phonePlaces.open, inVehicle: false };
  return commonVarianceDb2({ ...profile, phonePlaces: { ...profile.phonePlaces, open } }, 'open');
}

/**
 * A room that more antennas than this do not serve is out of reach: that all candidates together would serve it is no design.
 * Of how many of the strongest they are chosen.
 */
const maxForRoom = 6;
const maxStrongest = 24;

/** Counts rooms that are served as demanded: the expected fraction of the samples, of the worst operator. */
export class RoomEvaluator {
  /** Rooms that a few candidates serve as demanded; the others are asked of no one. */
  reachable: number[];
  /** [rooms]: what the fraction of the samples must exceed the demand by, for what they do not show of the room. */
  readonly #reserves: Float64Array;
  /** [rooms]: what else is asked of the candidates, for what disturbs them. */
  readonly #disturbances: Float64Array;
  /** [rooms]: fraction of the samples that a few candidates serve at most. */
  readonly #fewRatios: Float64Array;
  readonly #demand: GarageDemand;
  readonly #spreads: SpreadTable;
  readonly #commonVarianceDb2: number;
  readonly #isReachable: Uint8Array;
  /** [rooms]: of the candidate that is looked at. */
  readonly #isServed: Uint8Array;
  /** [candidates]: rooms that it matters to. */
  readonly #reach: number[][];
  readonly #spread = new Float64Array(2);
  /** Sums at the samples of the room that is looked at. */
  readonly #sums: RoomSums;

  constructor(demand: GarageDemand, profile: RequirementProfile) {
    this.#demand = demand;
    this.#spreads = spreadTable(independentSigmaDb(profile));
    this.#commonVarianceDb2 = roomVarianceDb2(profile);
    this.#reserves = new Float64Array(demand.rooms.length).fill(sampleReserve);
    this.#disturbances = new Float64Array(demand.rooms.length);
    this.#isServed = new Uint8Array(demand.rooms.length);
    this.#sums = emptySums(demand.roomLayers, this.#sampleCount);
    this.#fewRatios = Float64Array.from(demand.rooms, (_, room) => this.#servedByFew(room));
    this.#isReachable = Uint8Array.from(demand.rooms, ({ requiredRatio }, room) =>
      this.#fewRatios[room] >= requiredRatio ? 1 : 0,
    );
    this.reachable = demand.rooms.flatMap((_, room) => (this.#isReachable[room] === 1 ? [room] : []));
    this.#reach = demand.candidates.map((_, candidate) =>
      this.reachable.filter((room) => this.#reaches(candidate, room)),
    );
  }

  /** Fraction of a room's samples that a few candidates serve, each time the one that helps most, 0–1. */
  #servedByFew(room: number): number {
    const { candidates, fixedCount } = this.#demand;
    const strongest = candidates
      .map((_, candidate) => ({ candidate, strength: this.strengthIn(candidate, [room]) }))
      .filter(({ strength, candidate }) => strength > 0 && candidate >= fixedCount)
      .sort((a, b) => b.strength - a.strength || a.candidate - b.candidate)
      .slice(0, maxStrongest);
    const worst = (ratios: readonly number[]) => Math.min(1, ...ratios);
    let set = candidates.slice(0, fixedCount).map((_, candidate) => candidate);
    for (let more = 0; ; more += 1) {
      const state = this.#roomState(room, set);
      const roomRatios = this.#groupRatios(room, state, -1);
      if (more === maxForRoom) return worst(roomRatios);
      let best = { candidate: -1, servedRatio: mean(roomRatios) };
      for (const { candidate } of strongest) {
        if (set.includes(candidate)) continue;
        const servedRatio = mean(this.#groupRatios(room, state, candidate));
        if (servedRatio > best.servedRatio) best = { candidate, servedRatio };
      }
      if (best.candidate < 0) return worst(roomRatios);
      set = [...set, best.candidate];
    }
  }

  /**
   * Fraction of a room's samples that must show as served for the room to count as served, 0–1: no more than
   * a few candidates give.
   */
  neededRatio(room: number): number {
    return this.#atMost(room, this.#demand.rooms[room].requiredRatio + this.#reserves[room]);
  }

  #atMost(room: number, ratio: number): number {
    const { requiredRatio } = this.#demand.rooms[room];
    return Math.min(ratio, Math.max(requiredRatio, this.#fewRatios[room] - rounding));
  }

  /** Excess that the samples of a room show over predictions, as a fraction of it. */
  errorRatio(room: number): number {
    return Math.max(0, this.#reserves[room] - sampleReserve - correctionReserve);
  }

  /** Fraction that candidates must give a room where nothing disturbs them, 0–1. */
  #wantedRatio(room: number): number {
    return this.#atMost(room, this.neededRatio(room) + this.#disturbances[room]);
  }

  /** Asks for more in a room that something disturbs; false where no few candidates give as much. */
  askForMore(room: number): boolean {
    const before = this.#wantedRatio(room);
    this.#disturbances[room] += disturbedReserve;
    return this.#wantedRatio(room) > before;
  }

  /**
   * Corrects the samples of a room by a prediction of all of it: from now on they must show more by the error
   * found. Where no few candidates give as much, the room is out of reach.
   * @param shownRatio fraction of the samples that were estimated to be served, 0–1
   * @param foundRatio fraction of the room that the prediction of the same set found served, 0–1
   */
  correct(room: number, shownRatio: number, foundRatio: number): void {
    const before = this.neededRatio(room);
    this.#reserves[room] = Math.max(this.#reserves[room], shownRatio - foundRatio) + correctionReserve;
    if (shownRatio < before || this.neededRatio(room) > before) return;
    this.#isReachable[room] = 0;
    this.reachable = this.reachable.filter((other) => other !== room);
  }

  /** Contribution of a set at the samples of one room; the next call overwrites it. */
  #roomState(room: number, set: readonly number[]): RoomSums {
    const { rooms, roomLayers } = this.#demand;
    const { firstSample, sampleCount } = rooms[room];
    return addUp(roomLayers, set, firstSample, firstSample + sampleCount, this.#sums);
  }

  #reaches(candidate: number, room: number): boolean {
    const { firstSample, sampleCount } = this.#demand.rooms[room];
    return this.#demand.roomLayers.some(({ ratios }) =>
      ratios[candidate]
        .subarray(firstSample, firstSample + sampleCount)
        .some((ratio) => ratio >= minRoomRatio),
    );
  }

  /** Rooms that a candidate matters to. */
  reachOf(candidate: number): readonly number[] {
    return this.#reach[candidate];
  }

  /** Contribution of a set to all rooms, for `creditWith` and `creditWithout`. */
  sumsOf(set: readonly number[]): RoomSums {
    return addUp(this.#demand.roomLayers, set, 0, this.#sampleCount);
  }

  /** Finds the contribution of a set to one room anew. */
  addUpAgain(room: number, set: readonly number[], sums: RoomSums): void {
    const { firstSample, sampleCount } = this.#demand.rooms[room];
    addUp(this.#demand.roomLayers, set, firstSample, firstSample + sampleCount, sums);
  }

  /** Credit that a set with those sums gives one room with one candidate more, or without any (−1). */
  creditWith(room: number, sums: RoomSums, added: number): number {
    return this.#credit(room, sums, added);
  }

  /** The same without one of the set. */
  creditWithout(room: number, sums: RoomSums, set: readonly number[], removed: number): number {
    const { firstSample, sampleCount } = this.#demand.rooms[room];
    takeOut(
      this.#demand.roomLayers,
      { sums, set, removed },
      firstSample,
      firstSample + sampleCount,
      this.#sums,
    );
    return this.#credit(room, this.#sums, -1);
  }

  get #sampleCount(): number {
    const last = this.#demand.rooms.at(-1);
    return last ? last.firstSample + last.sampleCount : 0;
  }

  stateOf(set: readonly number[]): RoomState {
    const { rooms } = this.#demand;
    const sums = this.sumsOf(set);
    const credits = new Float64Array(rooms.length);
    let credit = 0;
    let served = 0;
    for (let room = 0; room < rooms.length; room += 1) {
      if (this.#isReachable[room] === 0) continue;
      credits[room] = this.#credit(room, sums, -1);
      credit += credits[room];
      if (credits[room] >= 1) served += 1;
    }
    return { ...sums, credits, credit, served };
  }

  /** The most credit that there can be with one candidate more. */
  maxCredit(base: RoomState, added: number): number {
    let max = base.credit;
    for (const room of this.#reach[added]) {
      if (this.#isReachable[room] === 1) max += 1 - base.credits[room];
    }
    return max;
  }

  /** Credit and served rooms with one candidate more; undefined where the credit cannot be `minCredit`. */
  with(
    base: RoomState,
    added: number,
    minCredit = Number.NEGATIVE_INFINITY,
  ): { credit: number; served: number } | undefined {
    let { credit, served } = base;
    let max = this.maxCredit(base, added);
    // Whether a room is served is known sooner than its credit where it is not; where any credit will do, that is nothing.
    const isAsked = minCredit > Number.NEGATIVE_INFINITY;
    for (const room of this.#reach[added]) {
      if (max < minCredit) return undefined;
      this.#isServed[room] = 0;
      if (!isAsked || base.credits[room] >= 1 || this.#isReachable[room] === 0) continue;
      if (this.#serves(room, base, added)) this.#isServed[room] = 1;
      else max -= 1 - maxPartialCredit;
    }
    for (const room of this.#reach[added]) {
      if (max < minCredit) return undefined;
      const before = base.credits[room];
      if (before >= 1 || this.#isReachable[room] === 0) continue;
      const after = this.#isServed[room] === 1 ? 1 : this.#credit(room, base, added);
      credit += after - before;
      if (after >= 1) served += 1;
      else max -= maxPartialCredit - after;
    }
    return max < minCredit ? undefined : { credit, served };
  }

  /** The most that one candidate gives to a sample of any of the rooms: received over needed power, as a ratio. */
  strengthIn(candidate: number, ofRooms: readonly number[]): number {
    let max = 0;
    for (const room of ofRooms) {
      const { firstSample, sampleCount } = this.#demand.rooms[room];
      for (const { ratios } of this.#demand.roomLayers) {
        for (let sample = firstSample; sample < firstSample + sampleCount; sample += 1) {
          max = Math.max(max, ratios[candidate][sample]);
        }
      }
    }
    return max < minRoomRatio ? 0 : max;
  }

  /** Expected fraction of a room's samples served by the worst operator, 0–1. */
  servedRatio(room: number, state: RoomSums): number {
    return Math.min(1, ...this.#groupRatios(room, state, -1));
  }

  /** [groups]: expected fraction of a room's samples served, with one candidate more where one is added. */
  #groupRatios(room: number, state: RoomSums, added: number): number[] {
    const { rooms, roomGroups } = this.#demand;
    const { firstSample, sampleCount } = rooms[room];
    return roomGroups.map((layers) => {
      let sum = 0;
      for (let sample = firstSample; sample < firstSample + sampleCount; sample += 1) {
        sum += this.#servedAt(sample, layers, state, added);
      }
      return sum / sampleCount;
    });
  }

  /**
   * Returns whether every operator is served in a room as demanded; ends at the first sample after which that cannot
   * be.
   */
  #serves(room: number, state: RoomSums, added: number): boolean {
    const { rooms, roomGroups } = this.#demand;
    const { firstSample, sampleCount } = rooms[room];
    const needed = this.#wantedRatio(room);
    for (const layers of roomGroups) {
      let sum = 0;
      for (let sample = 0; sample < sampleCount; sample += 1) {
        sum += this.#servedAt(firstSample + sample, layers, state, added);
        if (sum + sampleCount - 1 - sample < (needed - rounding) * sampleCount) return false;
      }
      if (sum / sampleCount < needed) return false;
    }
    return true;
  }

  /** Chance that the best of an operator's carriers serves a sample. */
  #servedAt(sample: number, layers: readonly number[], state: RoomSums, added: number): number {
    let max = 0;
    for (const layer of layers) {
      const ratio = added < 0 ? 0 : this.#demand.roomLayers[layer].ratios[added][sample];
      const sum = state.sums[layer][sample];
      const isNothing = added < 0 || ratio < nothingRatio * sum;
      let chance = isNothing ? state.chances[layer][sample] : -1;
      if (chance < 0) {
        const squares = state.squares[layer][sample] + ratio * ratio;
        chance = this.#served(sum + ratio, squares, Math.max(state.strongest[layer][sample], ratio));
        if (added < 0) state.chances[layer][sample] = chance;
      }
      if (chance > max) max = chance;
    }
    return max;
  }

  /** 1 where every operator is served as demanded, else the mean of what each has of it: one antenna may serve some alone. */
  #credit(room: number, state: RoomSums, added: number): number {
    const needed = this.#wantedRatio(room);
    const ratios = this.#groupRatios(room, state, added);
    if (ratios.every((ratio) => ratio >= needed)) return 1;
    const had = ratios.reduce((sum, ratio) => sum + Math.min(1, ratio / needed), 0);
    return (maxPartialCredit * had) / ratios.length;
  }

  #served(sum: number, square: number, strongest: number): number {
    if (!(sum > 0)) return 0;
    lookUpSpread(this.#spreads, square / (sum * sum), strongest / sum, this.#spread);
    const sigmaDb = Math.sqrt(this.#spread[1] + this.#commonVarianceDb2);
    return servedProbability(ratioToDb(sum) + this.#spread[0], Math.max(1e-6, sigmaDb));
  }
}
