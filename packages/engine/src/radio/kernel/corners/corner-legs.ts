import type { SpaceMm } from '../crosses-panel.ts';
import type { Crossings } from './crossings.ts';
import type { WallEdge } from './wall-view.ts';

/** Codes of what legs from corners cross, found when first asked for. */
export interface CornerLegs {
  codeOnEdge(node: number, edge: WallEdge): number;
  /** Of a leg between a corner and a place that it sees. */
  codeBetween(node: number, place: SpaceMm): number;
}

/** Places that are remembered. */
const mostPlaces = 256;
const unknownCode = -1;
const known = new WeakMap<Crossings, CornerLegs>();

export function cornerLegs(crossings: Crossings): CornerLegs {
  let legs = known.get(crossings);
  if (!legs) {
    legs = createLegs(crossings);
    known.set(crossings, legs);
  }
  return legs;
}

function createLegs(crossings: Crossings): CornerLegs {
  const { view } = crossings;
  const codesByEdge = new Map<WallEdge, number>();
  const codesByPlace = new Map<string, Int32Array>();
  let last: { place: SpaceMm; codes: Int32Array } | undefined;

  function codesOf(place: SpaceMm): Int32Array {
    if (last?.place === place) return last.codes;
    const key = `${place.at},${place.zMm}`;
    const codes = codesByPlace.get(key) ?? new Int32Array(view.nodes.length).fill(unknownCode);
    codesByPlace.set(key, codes);
    if (codesByPlace.size > mostPlaces) codesByPlace.delete(codesByPlace.keys().next().value as string);
    last = { place, codes };
    return codes;
  }

  return {
    codeOnEdge(node, edge) {
      const known = codesByEdge.get(edge);
      if (known !== undefined) return known;
      const code = crossings.codeBetween(view.places[node], view.places[edge.to]);
      codesByEdge.set(edge, code);
      return code;
    },
    codeBetween(node, place) {
      const codes = codesOf(place);
      if (codes[node] === unknownCode) codes[node] = crossings.codeBetween(view.places[node], place);
      return codes[node];
    },
  };
}
