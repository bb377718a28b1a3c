import type { TruthLevel } from '../score-import.ts';
import type { Point } from './dxf-pen.ts';

/** The level with y turned round. */
export function mirrored(level: TruthLevel): TruthLevel {
  const flip = ([x, y]: readonly [number, number]): [number, number] => [x, -y];
  const ringOf = (ring: readonly (readonly [number, number])[]) => ring.map(flip).reverse();
  const ends = <T extends { a: Point; b: Point }>(each: T): T => ({
    ...each,
    a: flip(each.a),
    b: flip(each.b),
  });
  const arc = <T extends { centre: Point; start_deg: number; end_deg: number }>(each: T): T => ({
    ...each,
    centre: flip(each.centre),
    start_deg: -each.end_deg,
    end_deg: -each.start_deg,
  });
  const parts = (list: TruthLevel['outline']) =>
    list.map(({ exterior }) => ({ exterior: ringOf(exterior), holes: [] }));
  return {
    ...level,
    walls: level.walls.map(ends),
    doors: level.doors.map(ends),
    columns: level.columns.map((each) => ({ ...each, y: -each.y, rot: -each.rot })),
    bays: level.bays.map((each) => ({ ...each, y: -each.y, rot: -each.rot })),
    pois: level.pois.map((each) => ({ ...each, y: -each.y })),
    rooms: level.rooms.map((each) => ({ ...each, polygon: ringOf(each.polygon) })),
    ramps: level.ramps.map((each) => ({
      ...each,
      polygon: ringOf(each.polygon),
      centreline: each.centreline.map(flip),
      arcs: each.arcs?.map(arc),
    })),
    curves: level.curves?.map(arc),
    outline: parts(level.outline),
    inner_outline: parts(level.inner_outline),
    infrastructure: { trays: level.infrastructure.trays.map(ends) },
    fire_compartments: level.fire_compartments?.map((each) => ({ ...each, label: flip(each.label) })),
  };
}
