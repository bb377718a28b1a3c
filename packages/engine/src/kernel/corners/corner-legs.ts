import type { SpaceMm } from '../crosses-panel.ts';
import type { Crossings } from './crossings.ts';
import type { WallEdge } from './wall-view.ts';

/** A leg between two corners and the code of what it crosses. */
export interface CornerEdge extends WallEdge {
  code: number;
}

/** Codes of what legs from corners cross, found when first asked for. */
export interface CornerLegs {
  edges(node: number): readonly CornerEdge[];
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
  const edges: (CornerEdge[] | undefined)[] = new Array(view.nodes.length);
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
    edges(node) {
      edges[node] ??= view
        .edges(node)
        .map((edge) => ({ ...edge, code: crossings.codeBetween(view.places[node], view.places[edge.to]) }));
      return edges[node];
    },
    codeBetween(node, place) {
      const codes = codesOf(place);
      if (codes[node] === unknownCode) codes[node] = crossings.codeBetween(view.places[node], place);
      return codes[node];
    },
  };
}
