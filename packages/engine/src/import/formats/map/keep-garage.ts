import type { LayerClass } from '../../drawing/layer-classes.ts';
import { wallClasses } from '../../drawing/layer-classes.ts';
import type { PlacedFeature } from './classify-feature.ts';

/** Walls, columns and bays nearer to each other than one cell belong together. */
const cellM = 20;
const largestSteps = 2000;

/**
 * Of a map that shows more than the garage (streets, neighbours) the part with the most walls, columns and bays, and
 * what lies in it. `left` counts the walls, columns and bays that stand apart.
 */
export function keepGarage(
  features: readonly PlacedFeature[],
  metresPerUnit: number,
): { kept: PlacedFeature[]; left: number } {
  const cellUnits = cellM / metresPerUnit;
  const anchors = features.filter(isAnchor);
  const owners = new Map<string, PlacedFeature[]>();
  for (const feature of anchors) {
    for (const cell of cellsOf(feature, cellUnits)) {
      const list = owners.get(cell);
      if (list) list.push(feature);
      else owners.set(cell, [feature]);
    }
  }
  const groups: { cells: Set<string>; members: Set<PlacedFeature> }[] = [];
  const seen = new Set<string>();
  for (const start of owners.keys()) {
    if (seen.has(start)) continue;
    seen.add(start);
    const cells = [start];
    for (const cell of cells) {
      for (const next of around(cell)) {
        if (!owners.has(next) || seen.has(next)) continue;
        seen.add(next);
        cells.push(next);
      }
    }
    groups.push({ cells: new Set(cells), members: new Set(cells.flatMap((cell) => owners.get(cell)!)) });
  }
  const [garage] = groups.sort((p, q) => q.members.size - p.members.size);
  if (!garage || groups.length === 1) return { kept: [...features], left: 0 };
  const kept = features.filter((feature) =>
    isAnchor(feature)
      ? garage.members.has(feature)
      : cellsOf(feature, cellUnits).some((cell) => around(cell).some((near) => garage.cells.has(near))),
  );
  return { kept, left: anchors.length - garage.members.size };
}

function isAnchor({ featureClass }: PlacedFeature): boolean {
  return featureClass === 'bay' || featureClass === 'column' || wallClasses.has(featureClass as LayerClass);
}

/** Cells that the feature's lines pass through; of very long lines only so many. */
function cellsOf({ rings }: PlacedFeature, cellUnits: number): string[] {
  const cells = new Set<string>();
  for (const ring of rings) {
    ring.forEach(([x, y], i) => {
      const [fromX, fromY] = ring[Math.max(0, i - 1)];
      const steps = Math.min(largestSteps, Math.ceil(Math.hypot(x - fromX, y - fromY) / cellUnits));
      for (let k = 0; k <= steps; k++) {
        const t = steps === 0 ? 1 : k / steps;
        const column = Math.floor((fromX + t * (x - fromX)) / cellUnits);
        cells.add(`${column},${Math.floor((fromY + t * (y - fromY)) / cellUnits)}`);
      }
    });
  }
  return [...cells];
}

function around(cell: string): string[] {
  const [column, row] = cell.split(',').map(Number);
  return [-1, 0, 1].flatMap((i) => [-1, 0, 1].map((j) => `${column + i},${row + j}`));
}
