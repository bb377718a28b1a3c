import { meanPoint, type Point, pointAlong, ringContains } from '../../../core/index.ts';
import {
  type Antenna,
  antennaLocation,
  type NetworkCable,
  type NetworkDevice,
  type NetworkSource,
  type Plan,
} from '../../../plan/index.ts';

interface Tree {
  devices: readonly NetworkDevice[];
  sources: readonly NetworkSource[];
  cables: readonly NetworkCable[];
  /** Antennas of the plan by their ids in the table. */
  antennas: ReadonlyMap<string, Antenna>;
}

const rounds = 300;
/** Short cables hold stronger: a length that is less counts as this, metres. */
const shortestM = 1;

/**
 * Estimates where devices hang of which nobody stated it: between what they are connected to, nearer to what hangs on the shorter
 * cable. By id; within the outline of the level.
 */
export function locateParts(plan: Plan, { devices, sources, cables, antennas }: Tree): Map<string, Point> {
  const fixed = new Map<string, Point>([
    ...[...antennas.values()].map((each): [string, Point] => [each.id, antennaLocation(each)]),
    ...sources.map(({ id, position }): [string, Point] => [id, position]),
  ]);
  const isStated = ({ position: [x, y] }: NetworkDevice) => x !== 0 || y !== 0;
  for (const device of devices) if (isStated(device)) fixed.set(device.id, device.position);
  const known = [...fixed.values()];
  const middle = known.length > 0 ? meanPoint(known) : plan.levels[0].outline[0];
  const found = new Map(devices.map(({ id, position }) => [id, fixed.get(id) ? position : middle]));
  const springs = new Map(devices.map(({ id }) => [id, springsOf(id, cables)]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { id } of devices) {
      if (fixed.has(id)) continue;
      let [sumX, sumY, sum] = [0, 0, 0];
      for (const { other, weight } of springs.get(id) ?? []) {
        const at = fixed.get(other) ?? found.get(other);
        if (!at) continue;
        sumX += weight * at[0];
        sumY += weight * at[1];
        sum += weight;
      }
      if (sum > 0) found.set(id, [sumX / sum, sumY / sum]);
    }
  }
  for (const { id, level } of devices)
    if (!fixed.has(id)) found.set(id, onLevel(plan, level, found.get(id)!));
  return found;
}

function springsOf(id: string, cables: readonly NetworkCable[]): { other: string; weight: number }[] {
  return cables.flatMap(({ from, to, lengthM }) => {
    const other = from.node === id ? to.node : to.node === id ? from.node : undefined;
    const weight = 1 / Math.max(shortestM, Number.isNaN(lengthM) ? 10 * shortestM : lengthM);
    return other === undefined ? [] : [{ other, weight }];
  });
}

/** A point beside a level's outline is moved towards the level's middle. */
function onLevel({ levels }: Plan, id: string, point: Point): Point {
  const outline = levels.find((level) => level.id === id)?.outline;
  if (!outline || ringContains(outline, point)) return point;
  const middle = meanPoint(outline);
  const steps = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
  return (
    steps.map((ratio) => pointAlong(point, middle, ratio)).find((each) => ringContains(outline, each)) ??
    middle
  );
}
