import type { CarrierMap, Plan } from '@diku/engine';
import { type Server, serverColors } from '../store/scale-colors.ts';

/** The antennas of a plan as servers of its maps, in the plan's order; one colour each on all maps. */
export function listServers({ antennas }: Plan, maps: readonly CarrierMap[]): Server[] {
  const colors = colorServers(antennas.length, maps, serverColors.light.length);
  return antennas.map(({ id, cell }, index) => ({ id, cell, color: colors[index] }));
}

/**
 * A colour for each antenna, 0 to `colorCount − 1`, so that antennas that serve cells side by side on any of the maps differ; where the
 * colours do not suffice, those with the shortest common border share one. The most constrained antenna first (DSATUR; Brélaz,
 * Communications of the ACM 22, 1979). Same maps, same colours.
 */
export function colorServers(
  antennaCount: number,
  maps: readonly Pick<CarrierMap, 'grid' | 'bestAntenna'>[],
  colorCount: number,
): number[] {
  const borders = measureBorders(antennaCount, maps);
  const lengths = borders.map((border) => [...border.values()].reduce((sum, length) => sum + length, 0));
  const colors = new Array<number>(antennaCount).fill(-1);
  const used = new Array<number>(colorCount).fill(0);
  const open = new Set(colors.keys());
  while (open.size > 0) {
    let next = -1;
    let max = -1;
    for (const antenna of open) {
      const near = new Set(
        [...borders[antenna].keys()].map((other) => colors[other]).filter((color) => color >= 0),
      );
      if (near.size < max || (near.size === max && lengths[antenna] <= lengths[next])) continue;
      [next, max] = [antenna, near.size];
    }
    open.delete(next);
    const shared = new Array<number>(colorCount).fill(0);
    for (const [other, length] of borders[next]) if (colors[other] >= 0) shared[colors[other]] += length;
    const order = [...used.keys()].sort((a, b) => shared[a] - shared[b] || used[a] - used[b] || a - b);
    colors[next] = order[0];
    used[order[0]]++;
  }
  return colors;
}

/** Measures for each antenna the others that serve cells beside its own, with the common border in cell edges. */
function measureBorders(
  antennaCount: number,
  maps: readonly Pick<CarrierMap, 'grid' | 'bestAntenna'>[],
): Map<number, number>[] {
  const borders = Array.from({ length: antennaCount }, () => new Map<number, number>());
  const add = (a: number, b: number) => {
    if (a === b || a < 0 || b < 0) return;
    borders[a].set(b, (borders[a].get(b) ?? 0) + 1);
    borders[b].set(a, (borders[b].get(a) ?? 0) + 1);
  };
  for (const { grid, bestAntenna } of maps) {
    const { columns } = grid;
    for (let cell = 0; cell < bestAntenna.length; cell++) {
      if ((cell + 1) % columns !== 0) add(bestAntenna[cell], bestAntenna[cell + 1]);
      if (cell + columns < bestAntenna.length) add(bestAntenna[cell], bestAntenna[cell + columns]);
    }
  }
  return borders;
}
