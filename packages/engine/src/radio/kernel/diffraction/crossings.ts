import type { Obstacles } from '../field-kernel.ts';
import type { SpaceMm } from '../obstacle-crossings.ts';
import type { VertexView } from './vertex-view.ts';
import { listLegFacets, sumCrossed } from './vertex-view.ts';

/**
 * Crossings of legs without their cost: the number of obstacles of each kind. Those of a kind cost the same,
 * so bands and states of cars that differ in losses alone share these counts.
 */
export interface Crossings {
  view: VertexView;
  /** [1 or 2] of obstacles that cost what they weigh: the sums of these tell how many of each kind a leg crosses. */
  weighed: readonly Obstacles[];
  /** A leg crosses a thick wall from this sum of the first on. */
  blockedFrom: number;
  /** Codes given so far. */
  count: number;
  /** A small number for the sums of a leg, always the same one. */
  codeOf(first: number, second: number): number;
  /** Code of a leg that no thick wall stops. */
  codeBetween(from: SpaceMm, to: SpaceMm): number;
  /** Loss units of a code where the obstacles cost so much. */
  unitsOf(code: number, lossUnits: Int32Array): number;
}

/** One kind of obstacles in the sums. */
interface Digit {
  pass: number;
  weight: number;
  radix: number;
  /** An obstacle of the kind; undefined where the sum is in loss units itself. */
  obstacle: number | undefined;
}

interface Weights {
  /** Each obstacle's kind or, where kinds are too many, its loss: what two sets must share. −1 or −2 for a thick wall. */
  key: Int32Array;
  digits: readonly Digit[];
  passes: readonly Int32Array[];
  blockedFrom: number;
}

/** Sums of the kernel stay below; both together are exact in a double. */
const maxSums = [2 ** 29, 2 ** 24];
/**
 * Loss units that stand for a thick wall where kinds are too many: 64 dB, more than any leg may lose that
 * counts.
 */
const wallUnits = 2 ** 14;
/** Sets of kinds that a view remembers. */
const maxCached = 4;

const cached = new WeakMap<VertexView, { key: Int32Array; crossings: Crossings }[]>();

/** The crossings of an obstacle set; sets of one view share them where their obstacles are of the same kinds. */
export function crossingsOf(obstacles: Obstacles, view: VertexView, thick: ReadonlySet<number>): Crossings {
  const weights = weighByKind(obstacles, thick) ?? weighByLoss(obstacles, thick);
  const list = cached.get(view) ?? [];
  let found = list.find(({ key }) => key.every((value, index) => value === weights.key[index]));
  found ??= { key: weights.key, crossings: createCrossings(obstacles, view, thick, weights) };
  cached.set(view, [found, ...list.filter((other) => other !== found)].slice(0, maxCached));
  return found.crossings;
}

/** Obstacles that cost the same are of a kind; a mixed number tells how many of each. Undefined where it has no room. */
function weighByKind({ lossUnits }: Obstacles, thick: ReadonlySet<number>): Weights | undefined {
  const kinds = new Map<number, number[]>();
  lossUnits.forEach((units, index) => {
    if (units === 0 || thick.has(index)) return;
    const kind = kinds.get(units);
    if (kind) kind.push(index);
    else kinds.set(units, [index]);
  });
  const passes = [new Int32Array(lossUnits.length)];
  const room = [Math.floor(maxSums[0] / (thick.size + 1)), maxSums[1]];
  const key = new Int32Array(lossUnits.length).fill(-1);
  const weights = [1, 1];
  const digits: Digit[] = [];
  for (const indices of kinds.values()) {
    const radix = indices.length + 1;
    const pass = weights[0] * radix <= room[0] ? 0 : 1;
    if (weights[pass] * radix > room[pass]) return undefined;
    passes[pass] ??= new Int32Array(lossUnits.length);
    for (const index of indices) {
      passes[pass][index] = weights[pass];
      key[index] = digits.length;
    }
    digits.push({ pass, weight: weights[pass], radix, obstacle: indices[0] });
    weights[pass] *= radix;
  }
  for (const index of thick) passes[0][index] = weights[0];
  return { key, digits, passes, blockedFrom: weights[0] };
}

function weighByLoss({ lossUnits }: Obstacles, thick: ReadonlySet<number>): Weights {
  const weights = lossUnits.slice();
  const key = lossUnits.slice();
  for (const index of thick) {
    weights[index] = wallUnits;
    key[index] = -2;
  }
  const digits = [{ pass: 0, weight: 1, radix: maxSums[0], obstacle: undefined }];
  return { key, digits, passes: [weights], blockedFrom: wallUnits };
}

function createCrossings(
  obstacles: Obstacles,
  view: VertexView,
  thick: ReadonlySet<number>,
  { digits, passes, blockedFrom }: Weights,
): Crossings {
  const { segmentsMm, heightsMm, lossUnits } = obstacles;
  const weighed = passes.map((weights) => ({ segmentsMm, lossUnits: weights, heightsMm }));
  const thin = [...lossUnits.keys()].filter((index) => !thick.has(index) && lossUnits[index] > 0);
  const facets = passes.map((weights) =>
    listLegFacets(
      { segmentsMm, heightsMm, lossUnits: weights },
      thin.filter((index) => weights[index] > 0),
    ),
  );
  const codes = new Map<number, number>();
  const sums: number[][] = [];
  return {
    view,
    weighed,
    blockedFrom,
    get count() {
      return sums.length;
    },
    codeOf(first, second) {
      const key = second * maxSums[0] + first;
      let code = codes.get(key);
      if (code === undefined) {
        code = sums.length;
        codes.set(key, code);
        sums.push([first, second]);
      }
      return code;
    },
    codeBetween(from, to) {
      return this.codeOf(sumCrossed(facets[0], from, to), facets[1] ? sumCrossed(facets[1], from, to) : 0);
    },
    unitsOf(code, units) {
      return digits.reduce((sum, { pass, weight, radix, obstacle }) => {
        const crossed = Math.floor(sums[code][pass] / weight) % radix;
        return sum + crossed * (obstacle === undefined ? 1 : units[obstacle]);
      }, 0);
    },
  };
}
