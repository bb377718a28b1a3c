import { findRequirementProfile } from '@diku/engine/plan';
import fc from 'fast-check';
import {
  type BoundProblem,
  createPointFractions,
  servedBy,
} from '../../../packages/engine/src/design/index.ts';
import { lookUpSpread, spreadTable } from '../../../packages/engine/src/radio/index.ts';

/** A hall with a few walls, candidates and points, as ratios of received over needed power. */
export interface SmallGarage {
  problem: BoundProblem;
  /** Returns whether a set of candidates meets the problem, found from every location by itself. */
  meets(set: readonly number[]): boolean;
  candidateCount: number;
}

export const profile = findRequirementProfile('shanghai-2023');
const independentDb = profile.shadowingSigmaDb * Math.sqrt(1 - profile.shadowingCorrelationRatio);
const commonDb2 = profile.shadowingCorrelationRatio * profile.shadowingSigmaDb ** 2;
const pointQuantile = 1.6449;
/** [2]: on foot and in a car. */
export const services = [0, 25].map((carDb2) => {
  return { profile, otherVarianceDb2: commonDb2 + carDb2 + 1, isOneCell: true };
});
const served = services.map(servedBy);
const biasDb = 5.6;
const spread = new Float64Array(2);

/** Power that a point needs of a set whose power is so spread over its antennas. */
export function neededAtPoint(concentration: number, strongestRatio: number): number {
  lookUpSpread(spreadTable(independentDb), concentration, strongestRatio, spread);
  return 10 ** ((pointQuantile * Math.sqrt(spread[1] + commonDb2) - spread[0]) / 10);
}

export interface Shape {
  powers: readonly number[];
  sum: number;
  concentration: number;
  strongestRatio: number;
}

/** Returns what matters of the powers of a set. */
export function shapeOf(powers: readonly number[]): Shape {
  const sum = powers.reduce((total, power) => total + power, 0);
  const squares = powers.reduce((total, power) => total + power * power, 0);
  if (sum === 0) return { powers, sum, concentration: 1, strongestRatio: 1 };
  return { powers, sum, concentration: squares / sum ** 2, strongestRatio: Math.max(...powers) / sum };
}

/** Halls of at most so many candidates. */
export function smallGarages(maxCandidates: number): fc.Arbitrary<SmallGarage> {
  const point = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  return fc
    .record({
      columns: fc.integer({ min: 3, max: 12 }),
      rows: fc.integer({ min: 2, max: 8 }),
      stepM: fc.constantFrom(3, 5, 8),
      candidates: fc.array(point, { minLength: 3, maxLength: maxCandidates }),
      walls: fc.array(fc.tuple(point, fc.constantFrom(6, 14, 25)), { maxLength: 4 }),
      points: fc.array(point, { maxLength: 3 }),
      powerDb: fc.double({ min: 34, max: 54, noNaN: true }),
      neededRatio: fc.constantFrom(0.7, 0.8, 0.9, 0.95),
      carriers: fc.constantFrom(1, 1, 2),
      levels: fc.constantFrom(1, 2),
      fixed: fc.constantFrom(0, 0, 1),
    })
    .map(buildGarage);
}

interface Spec {
  columns: number;
  rows: number;
  stepM: number;
  candidates: [number, number][];
  walls: [[number, number], number][];
  points: [number, number][];
  powerDb: number;
  neededRatio: number;
  carriers: number;
  levels: number;
  fixed: number;
}

function buildGarage(spec: Spec): SmallGarage {
  const { columns, rows, stepM, powerDb, neededRatio, levels } = spec;
  const widthM = columns * stepM;
  const depthM = rows * stepM;
  const candidates = spec.candidates.map(([x, y]) => [x * widthM, y * depthM] as const);
  const ratioAt = (candidate: number, xM: number, yM: number, level: number, extraDb: number) => {
    const [fromX, fromY] = candidates[candidate];
    let lossDb = 30 * Math.log10(Math.hypot(fromX - xM, fromY - yM, 1)) + extraDb;
    for (const [[wallX], wallDb] of spec.walls) {
      if (fromX < wallX * widthM !== xM < wallX * widthM) lossDb += wallDb;
    }
    if (candidate % levels !== level) lossDb += 22;
    return Math.min(1000, 10 ** ((powerDb - lossDb) / 10));
  };
  const numbers = Int32Array.from(candidates.keys());
  const points = Array.from({ length: columns * rows }, (_, index) => [
    ((index % columns) + 0.5) * stepM,
    (Math.floor(index / columns) + 0.5) * stepM,
  ]);
  const kinds = Uint8Array.from(points, (_, index) => (index % 3 === 0 ? 1 : 0));
  const ratiosOf = (level: number, extraDb: number) =>
    candidates.map((_, candidate) =>
      Float32Array.from(points, ([x, y]) => ratioAt(candidate, x, y, level, extraDb)),
    );
  // Two carriers of one operator: a location is served where either serves it.
  const floors = Array.from({ length: levels }, (_, level) => ({
    candidates: numbers,
    kinds,
    carriers: Array.from({ length: spec.carriers }, (_, carrier) => ({
      ratios: ratiosOf(level, 9 * carrier),
    })),
  }));
  const fractionOf = createPointFractions(neededAtPoint);
  const pointRatios = spec.points.map(([x, y]) =>
    candidates.map((_, candidate) => ratioAt(candidate, x * widthM, y * depthM, 0, 0)),
  );
  const everything = [...candidates.keys()];
  const servesPoint = (ratios: readonly number[], set: readonly number[]) => {
    const { sum, concentration, strongestRatio } = shapeOf(set.map((candidate) => ratios[candidate]));
    return sum >= neededAtPoint(concentration, strongestRatio);
  };
  const reachable = pointRatios.filter((ratios) => servesPoint(ratios, everything));
  const coverage = (set: readonly number[]) => {
    let total = 0;
    for (const { carriers } of floors) {
      for (let point = 0; point < points.length; point += 1) {
        const chances = carriers.map(({ ratios }) => {
          const { sum, concentration, strongestRatio } = shapeOf(
            set.map((candidate) => ratios[candidate][point]),
          );
          return sum === 0
            ? 0
            : served[kinds[point]](sum / 10 ** (biasDb / 10), concentration, strongestRatio);
        });
        // The most that any correlation of the carriers allows.
        total += Math.min(
          1,
          chances.reduce((sum, chance) => sum + chance, 0),
        );
      }
    }
    return total / (levels * points.length);
  };
  const fixed = everything.slice(0, spec.fixed);
  return {
    candidateCount: candidates.length,
    problem: {
      positions: candidates.map(([x, y]): [number, number] => [x, y]),
      levels: everything.map((candidate) => candidate % levels),
      fixed,
      layers: [{ floors, served, biasDb, neededRatio }],
      points: reachable.map((ratios) => ({
        candidates: numbers,
        fractions: Float64Array.from(ratios, fractionOf),
      })),
      knownCount: candidates.length,
    },
    meets: (set) =>
      fixed.every((candidate) => set.includes(candidate)) &&
      coverage(set) >= neededRatio &&
      reachable.every((ratios) => servesPoint(ratios, set)),
  };
}

/** The size of the smallest set that meets the problem, by trying all sets; undefined where none does up to `max`. */
export function smallestSet({ candidateCount, meets }: SmallGarage, max: number): number | undefined {
  for (let size = 0; size <= max; size += 1) {
    if (someSet(candidateCount, size, [], 0, meets)) return size;
  }
  return undefined;
}

function someSet(
  count: number,
  size: number,
  set: number[],
  from: number,
  meets: (set: readonly number[]) => boolean,
): boolean {
  if (set.length === size) return meets(set);
  for (let candidate = from; candidate <= count - (size - set.length); candidate += 1) {
    if (someSet(count, size, [...set, candidate], candidate + 1, meets)) return true;
  }
  return false;
}
