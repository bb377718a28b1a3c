import { crossesPanel, type SpaceMm } from '../crosses-panel.ts';
import type { Obstacles } from '../field-kernel.ts';

/** Panels of an obstacle set in an order that finds what stops a leg soon. */
interface PanelList {
  /** [count, 4] */
  segmentsMm: Float64Array;
  lossUnits: Int32Array;
  heightsMm: Int32Array | undefined;
}

/** What one leg of a path pays, by the kernel's crossing rule. */
export interface Legs {
  /** Loss in 1/256 dB of all panels that are no thick wall; −1 where a thick wall stops the leg. */
  units(from: SpaceMm, to: SpaceMm): number;
}

export function createLegs(obstacles: Obstacles, thick: readonly number[]): Legs {
  const isThick = new Set(thick);
  const { segmentsMm, lossUnits } = obstacles;
  const square = (index: number) =>
    (segmentsMm[4 * index] - segmentsMm[4 * index + 2]) ** 2 +
    (segmentsMm[4 * index + 1] - segmentsMm[4 * index + 3]) ** 2;
  const walls = listPanels(
    obstacles,
    [...thick].sort((a, b) => square(b) - square(a)),
  );
  const others = listPanels(
    obstacles,
    [...lossUnits.keys()].filter((index) => !isThick.has(index) && lossUnits[index] > 0),
  );
  /** The wall that stopped the leg before this one often stops this one too. */
  let lastStop = 0;
  return {
    units(from, to) {
      const wallCount = walls.lossUnits.length;
      if (wallCount > 0 && crosses(walls, lastStop, from, to)) return -1;
      for (let index = 0; index < wallCount; index += 1) {
        if (!crosses(walls, index, from, to)) continue;
        lastStop = index;
        return -1;
      }
      let sumUnits = 0;
      for (let index = 0; index < others.lossUnits.length; index += 1) {
        if (crosses(others, index, from, to)) sumUnits += others.lossUnits[index];
      }
      return sumUnits;
    },
  };
}

function listPanels({ segmentsMm, lossUnits, heightsMm }: Obstacles, indices: readonly number[]): PanelList {
  return {
    segmentsMm: Float64Array.from(
      indices.flatMap((index) => [...segmentsMm.subarray(4 * index, 4 * index + 4)]),
    ),
    lossUnits: Int32Array.from(indices, (index) => lossUnits[index]),
    heightsMm:
      heightsMm &&
      Int32Array.from(indices.flatMap((index) => [...heightsMm.subarray(2 * index, 2 * index + 2)])),
  };
}

/** `crossesWall` and `crossesPanel` without allocation: boxes apart first, then the sides of the wall's ends. */
function crosses({ segmentsMm, heightsMm }: PanelList, index: number, from: SpaceMm, to: SpaceMm): boolean {
  const tx = from.at[0];
  const ty = from.at[1];
  const px = to.at[0];
  const py = to.at[1];
  const ax = segmentsMm[4 * index];
  const bx = segmentsMm[4 * index + 2];
  if (ax < bx ? (tx < ax && px < ax) || (tx > bx && px > bx) : (tx < bx && px < bx) || (tx > ax && px > ax)) {
    return false;
  }
  const ay = segmentsMm[4 * index + 1];
  const by = segmentsMm[4 * index + 3];
  if (ay < by ? (ty < ay && py < ay) || (ty > by && py > by) : (ty < by && py < by) || (ty > ay && py > ay)) {
    return false;
  }
  const dx = px - tx;
  const dy = py - ty;
  const sideA = dx * (ay - ty) - dy * (ax - tx) || -dy || dx;
  const sideB = dx * (by - ty) - dy * (bx - tx) || -dy || dx;
  if (sideA > 0 === sideB > 0) return false;
  if (heightsMm) {
    return crossesPanel(from, to, [ax, ay], [bx, by], heightsMm[2 * index], heightsMm[2 * index + 1]);
  }
  const ux = bx - ax;
  const uy = by - ay;
  const sideT = ux * (ty - ay) - uy * (tx - ax) || uy || -ux;
  const sideP = ux * (py - ay) - uy * (px - ax) || uy || -ux;
  return sideT > 0 !== sideP > 0;
}
