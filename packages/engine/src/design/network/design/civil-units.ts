import type { Sleeve } from './ceiling-plan.ts';
import type { DraftEdge } from './routing-graph.ts';

/** A part of the courses that only sleeves through civil defence lead into, but for risers. */
export interface CivilUnit {
  /** Its index among the parts of the courses that no cable leaves but through a sleeve. */
  part: number;
  /** Sleeves between it and other parts, each once. */
  sleeves: Sleeve[];
  /** Nodes of the routing graph just inside its sleeves. */
  entries: number[];
  hasRoom: boolean;
}

/**
 * How a unit is fed: feeders pass its sleeves and no radio units hang inside; its antennas have a source of their own outside,
 * whose feeder passes; fibres alone pass and radio units hang inside. Default: whatever costs least.
 */
export type UnitAccess = 'feeder' | 'source' | 'fibre';

/** Units by the edges of a routing graph, and for each node the part that it is in. */
export function civilUnits(
  nodeCount: number,
  edges: readonly DraftEdge[],
  rooms: readonly number[],
): { partOf: Int32Array; units: CivilUnit[] } {
  const partOf = Int32Array.from({ length: nodeCount }, (_, node) => node);
  const top = (node: number): number => {
    let at = node;
    while (partOf[at] !== at) {
      partOf[at] = partOf[partOf[at]];
      at = partOf[at];
    }
    return at;
  };
  for (const { from, to, sleeves } of edges) if (sleeves.length === 0) partOf[top(from)] = top(to);
  for (let node = 0; node < nodeCount; node += 1) partOf[node] = top(node);
  const roomParts = new Set(rooms.map((node) => partOf[node]));
  const units = new Map<number, CivilUnit>();
  for (const { from, to, sleeves } of edges) {
    if (sleeves.length === 0 || partOf[from] === partOf[to]) continue;
    for (const node of [from, to]) {
      const part = partOf[node];
      const unit = units.get(part) ?? { part, sleeves: [], entries: [], hasRoom: roomParts.has(part) };
      units.set(part, unit);
      for (const sleeve of sleeves) if (!unit.sleeves.includes(sleeve)) unit.sleeves.push(sleeve);
      if (!unit.entries.includes(node)) unit.entries.push(node);
    }
  }
  return { partOf, units: [...units.values()] };
}
