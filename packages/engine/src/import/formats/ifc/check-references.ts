import { DrawingError, say } from '../../../core/index.ts';
import type { StepScan } from './scan-step.ts';

/** Longest chain of entities that refer to each other; deep ones are made to exhaust a parser. */
const longestChain = 2000;
/** An entity this long counts as two, and so on: lists of points or triangles are one entity of any length. */
const partBytes = 128;

export interface References {
  /** To entities that are not in the file. */
  missing: {
    count: number;
    /** One of them. */
    example?: { from: number; to: number };
  };
  /**
   * Entities that an entity expands to, itself included, each as often as it is referred to (what is placed in things
   * that are placed again multiplies) and once more for every 128 bytes of it.
   */
  partsOf(id: number): number;
  /** What the cuts behind an entity cost: see `costOfCut`. */
  cutCostOf(id: number): number;
}

/** Bodies of fewer parts are cut in no time. */
const smallCutParts = 300;

/** The work of one cut, of bodies of so many parts: it grows with their square. */
export function costOfCut(parts: number): number {
  return parts > smallCutParts ? parts ** 2 : 0;
}

/**
 * Follows every reference once. Refuses entities that refer to themselves in the end, chains without end, and numbers
 * given twice: the library may never come back from them.
 */
export function checkReferences({ ids, offsets, starts, references, cuts }: StepScan): References {
  const indexOf = createIndex(ids);
  const missing: References['missing'] = { count: 0 };
  const unseen = 0;
  const open = 1;
  const done = 2;
  const states = new Uint8Array(ids.length);
  const expansions = new Float64Array(ids.length);
  const cutCosts = new Float64Array(ids.length);
  const isCut = new Uint8Array(ids.length);
  for (const cut of cuts) isCut[cut] = 1;
  const depths = new Uint16Array(ids.length);
  const cursors = Uint32Array.from(starts);
  const chain = new Uint32Array(longestChain + 1);
  for (let first = 0; first < ids.length; first++) {
    if (states[first] !== unseen) continue;
    let length = 1;
    chain[0] = first;
    states[first] = open;
    while (length > 0) {
      const entity = chain[length - 1];
      if (cursors[entity] === starts[entity + 1]) {
        states[entity] = done;
        finish(entity);
        length--;
        continue;
      }
      const to = references[cursors[entity]++];
      const next = indexOf(to);
      if (next < 0) {
        missing.count++;
        missing.example ??= { from: ids[entity], to };
      } else if (states[next] === open) {
        throw new DrawingError(`#${to}`, say('ifc-circle', { over: `#${ids[entity]}` }), say('nothing'));
      } else if (states[next] === unseen) {
        if (length >= longestChain) throw tooDeep(ids[first]);
        states[next] = open;
        chain[length++] = next;
      }
    }
  }
  return {
    missing,
    partsOf: (id) => expansions[indexOf(id)] ?? 0,
    cutCostOf: (id) => cutCosts[indexOf(id)] ?? 0,
  };

  function finish(entity: number): void {
    let expansion = 1 + Math.floor((offsets[entity + 1] - offsets[entity]) / partBytes);
    let cutCost = 0;
    let depth = 0;
    for (let k = starts[entity]; k < starts[entity + 1]; k++) {
      const next = indexOf(references[k]);
      if (next < 0) continue;
      expansion += expansions[next];
      cutCost += cutCosts[next];
      depth = Math.max(depth, depths[next]);
    }
    expansions[entity] = expansion;
    cutCosts[entity] = cutCost + (isCut[entity] ? costOfCut(expansion) : 0);
    depths[entity] = depth + 1;
    if (depth + 1 > longestChain) throw tooDeep(ids[entity]);
  }
}

function tooDeep(id: number): DrawingError {
  return new DrawingError(`#${id}`, say('ifc-chain', { most: longestChain }), say('ifc-shorter-chain'));
}

/** From an entity's number to its place in the file; −1 for numbers that are not there. Refuses a number given twice. */
function createIndex(ids: Uint32Array): (id: number) => number {
  let ascending = true;
  for (let i = 1; i < ids.length && ascending; i++) ascending = ids[i - 1] < ids[i];
  const order = ascending
    ? undefined
    : Uint32Array.from(ids, (_, i) => i).sort((p, q) => ids[p] - ids[q] || p - q);
  const sorted = order ? order.map((i) => ids[i]) : ids;
  const repeated = sorted.find((id, i) => id === sorted[i + 1]);
  if (repeated !== undefined) throw new DrawingError(`#${repeated}`, say('ifc-two-of-number'), say('one'));
  return (id) => {
    // Numbers mostly run without gaps.
    const guess = id - sorted[0];
    let low = guess < sorted.length && sorted[guess] === id ? guess : 0;
    let high = low === guess ? guess : sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle] < id) low = middle + 1;
      else high = middle;
    }
    if (sorted[low] !== id) return -1;
    return order ? order[low] : low;
  };
}
