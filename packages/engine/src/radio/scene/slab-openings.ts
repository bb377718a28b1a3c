import { InputError, metresToMm, say } from '../../core/index.ts';
import type { Level, Position } from '../../plan/index.ts';
import { intersectRingsMm, type RingMm, uniteRingsMm } from './ring-sets.ts';

/** Ramps of a level and corners of a ramp beyond which nobody looks for overlaps. */
const mostRamps = 30;
const mostCorners = 200;

interface KnownRings {
  levels: readonly Level[];
  rings: Int32Array[];
}

/** By the first level above: every band asks for the same floor. */
const known = new WeakMap<Level, KnownRings>();

/**
 * The holes in the floor between two elevations, as the kernel wants them: simple rings on whole millimetres,
 * counter-clockwise, that do not overlap. They are the `slabOpenings` of the levels above; where a level has none
 * written, the places where its ramps overlap ramps of the levels below.
 * @throws InputError where openings meet so closely that whole millimetres cannot keep them apart
 */
export function slabOpeningRings(above: readonly Level[], below: readonly Level[]): Int32Array[] {
  const levels = [...above, ...below];
  const kept = known.get(above[0]);
  if (kept?.levels.length === levels.length && kept.levels.every((level, index) => level === levels[index])) {
    return kept.rings;
  }
  const rings = findRings(above, below);
  known.set(above[0], { levels, rings });
  return rings;
}

function findRings(above: readonly Level[], below: readonly Level[]): Int32Array[] {
  const rings = above.flatMap(
    (level) => level.slabOpenings?.map(({ polygon }) => ringMm(polygon)) ?? shared(level, below),
  );
  const united = uniteRingsMm(rings);
  if (united) return united.map((ring) => Int32Array.from(ring.flat()));
  throw new InputError([
    {
      at: say('slab-openings-of', { list: above.map((level) => level.id).join(', ') }),
      found: say('slab-openings-touch'),
      expected: say('slab-openings-apart'),
    },
  ]);
}

function shared(level: Level, below: readonly Level[]): RingMm[] {
  const lower = below.flatMap(ramps);
  return ramps(level).flatMap((upper) => lower.flatMap((ring) => intersectRingsMm(upper, ring)));
}

function ramps(level: Level): RingMm[] {
  return (level.zones ?? [])
    .filter(({ kind, polygon }) => kind === 'ramp' && polygon.length <= mostCorners)
    .slice(0, mostRamps)
    .map((zone) => ringMm(zone.polygon));
}

function ringMm(polygon: readonly Position[]): RingMm {
  return polygon.map(([x, y]): [number, number] => [metresToMm(x), metresToMm(y)]);
}
