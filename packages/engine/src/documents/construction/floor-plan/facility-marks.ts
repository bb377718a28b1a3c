import { type Facility, facilityKindRow, type Level } from '../../../plan/index.ts';
import { type Mark, pathMark, rectangleMark, type SheetPoint } from '../../encoders/sheet.ts';
import type { FloorPlacement } from './floor-placement.ts';

const colour = '#3f7d4e';
export const trayPen = { widthMm: 0.5, colour: '#9cc3a6', dashMm: [2.4, 1] };
const shaftPen = { widthMm: 0.2, colour };
const halfMm = 1.6;

/** Trays, shafts and source sites of a level that the plan knows, under the network. */
export function facilityMarks(level: Level, placement: FloorPlacement): Mark[] {
  return (level.facilities ?? []).flatMap((facility) => {
    const row = facilityKindRow(facility.kind);
    if (facility.path && row.isTray)
      return [pathMark('FACILITY', facility.path.map(placement.toSheet), { pen: trayPen })];
    return facility.position && (row.isShaft || row.isSourceSite)
      ? siteMarks(facility, placement.toSheet(facility.position))
      : [];
  });
}

/** Points of a level's shafts, whose symbols no text may cover. */
export function shaftLocations({ facilities = [] }: Pick<Level, 'facilities'>): SheetPoint[] {
  return facilities.flatMap(({ kind, position }) =>
    position && facilityKindRow(kind).isShaft ? [position] : [],
  );
}

function siteMarks({ kind }: Facility, at: SheetPoint): Mark[] {
  return facilityKindRow(kind).isShaft ? shaftMarks(at) : sourceSiteMarks(at);
}

/** A box with a cross: cables go from level to level there. */
export function shaftMarks([x, y]: SheetPoint): Mark[] {
  const corner = (dx: number, dy: number): SheetPoint => [x + dx * halfMm, y + dy * halfMm];
  return [
    rectangleMark(
      'FACILITY',
      { x: x - halfMm, y: y - halfMm, widthMm: 2 * halfMm, heightMm: 2 * halfMm },
      { pen: shaftPen },
    ),
    pathMark('FACILITY', [corner(-1, -1), corner(1, 1)], { pen: shaftPen }),
    pathMark('FACILITY', [corner(-1, 1), corner(1, -1)], { pen: shaftPen }),
  ];
}

/** A dashed box: radio units may stand there. */
export function sourceSiteMarks([x, y]: SheetPoint): Mark[] {
  const half = 2 * halfMm;
  const pen = { ...shaftPen, dashMm: [1, 0.6] };
  return [
    rectangleMark('FACILITY', { x: x - half, y: y - half, widthMm: 2 * half, heightMm: 2 * half }, { pen }),
  ];
}
