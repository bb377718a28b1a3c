import { requireNumberIfGiven } from '../../core/index.ts';
import { type Antenna, antennaLocation, type Plan, planProfile, requirePlan } from '../../plan/index.ts';
import type { Prediction } from '../../radio/index.ts';
import { evaluateCapacity } from './evaluate-capacity.ts';

/** A garage is divided into no more sectors: a figure beyond is a mistake. */
export const maxSectors = 16;

/**
 * The plan with the antennas of its feeder network shared out among so many sectors, each a radio cell with a source of its own:
 * whole levels together where there are enough, a level in parts beside each other, divided where antennas lie farthest apart near the
 * middle. Small cells, which have cells of their own, and locked antennas stay in theirs.
 * @param count 1 to 16; more than there are antennas counts as many
 * @throws InputError where it is no such number
 */
export function splitSectors(plan: Plan, count: number): Plan {
  requirePlan(plan);
  requireNumberIfGiven('sectors', count, { atLeast: 1, atMost: maxSectors });
  const shared = plan.antennas.filter(({ feed, locked }) => feed !== 'small-cell' && locked !== true);
  const levels = plan.levels.map(({ id }) => id);
  const cells = new Map<Antenna, string>();
  divide(shared, levels, Math.floor(count)).forEach((sector, index) => {
    for (const antenna of sector) cells.set(antenna, `S${index + 1}`);
  });
  return {
    ...plan,
    antennas: plan.antennas.map((antenna) => ({ ...antenna, cell: cells.get(antenna) ?? antenna.cell })),
  };
}

/**
 * Sectors that a plan needs for the number of antennas that one may have, and for the traffic of its busy hour on the carrier that
 * needs most.
 */
export function neededSectors(prediction: Prediction): number {
  const { plan } = prediction;
  const fed = plan.antennas.filter(({ feed }) => feed !== 'small-cell').length;
  const byCarrier = new Map<string, number>();
  for (const { carrier, neededCells } of evaluateCapacity(prediction).carriers) {
    byCarrier.set(carrier, (byCarrier.get(carrier) ?? 0) + neededCells);
  }
  const forAntennas = Math.ceil(fed / planProfile(plan).network.mostAntennasCount);
  return Math.min(maxSectors, Math.max(1, forAntennas, ...byCarrier.values()));
}

/** Halves the sectors, and with them the antennas, until each has its own. */
function divide(antennas: readonly Antenna[], levels: readonly string[], count: number): Antenna[][] {
  if (count <= 1 || antennas.length <= 1) return antennas.length === 0 ? [] : [[...antennas]];
  const first = Math.floor(count / 2);
  const { sorted, at } = cutOf(antennas, levels, first / count);
  return [...divide(sorted.slice(0, at), levels, first), ...divide(sorted.slice(at), levels, count - first)];
}

/** A cut may be so far from where it would share out the antennas evenly, as a fraction of them. */
const unevenRatio = 0.15;

/** Antennas in their order across the cut, and the index of the first one behind it. */
function cutOf(
  antennas: readonly Antenna[],
  levels: readonly string[],
  ratio: number,
): { sorted: Antenna[]; at: number } {
  const byLevel = [...antennas].sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
  const even = Math.min(antennas.length - 1, Math.max(1, Math.round(ratio * antennas.length)));
  const reach = Math.floor(unevenRatio * antennas.length);
  const isNear = (at: number) => at > 0 && at < antennas.length && Math.abs(at - even) <= reach;
  const ends = byLevel.flatMap(({ level }, at) => (at > 0 && byLevel[at - 1].level !== level ? [at] : []));
  const levelEnd = nearestTo(ends.filter(isNear), even);
  if (levelEnd !== undefined) return { sorted: byLevel, at: levelEnd };
  const axis = widestAxis(antennas);
  const along = (each: Antenna) => antennaLocation(each)[axis];
  const sorted = [...antennas].sort(
    (a, b) => along(a) - along(b) || antennaLocation(a)[1 - axis] - antennaLocation(b)[1 - axis],
  );
  const gapM = (at: number) => along(sorted[at]) - along(sorted[at - 1]);
  const near = sorted.map((_, at) => at).filter((at) => isNear(at) || at === even);
  const at = near.reduce((best, each) =>
    gapM(each) > gapM(best) + equalM ||
    (gapM(each) > gapM(best) - equalM && Math.abs(each - even) < Math.abs(best - even))
      ? each
      : best,
  );
  return { sorted, at };
}

/** Gaps that differ by less are as wide as each other, metres. */
const equalM = 0.5;

function nearestTo(values: readonly number[], target: number): number | undefined {
  const [nearest] = [...values].sort((a, b) => Math.abs(a - target) - Math.abs(b - target));
  return nearest;
}

function widestAxis(antennas: readonly Antenna[]): 0 | 1 {
  const spanM = (axis: 0 | 1) => {
    const values = antennas.map((each) => antennaLocation(each)[axis]);
    return Math.max(...values) - Math.min(...values);
  };
  return spanM(0) >= spanM(1) ? 0 : 1;
}
