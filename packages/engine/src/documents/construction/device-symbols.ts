import { antennaType, type CatalogPart, radiatesAlongPath } from '../../plan/index.ts';
import {
  circleMark,
  inkColour,
  type Mark,
  pathMark,
  pens,
  rectangleMark,
  type SheetPoint,
} from '../encoders/sheet.ts';

/** Symbols are drawn to this half width, mm. */
export const symbolHalfMm = 2;
/** The widest of them are boxes of this half width, mm. */
export const boxHalfMm = 1.2 * symbolHalfMm;

const white = '#ffffff';

/** Symbol of a passive part or a source, centred, power entering from the left. */
export function partSymbol(kind: CatalogPart['kind'], [x, y]: SheetPoint, halfMm = symbolHalfMm): Mark[] {
  const at = (dx: number, dy: number): SheetPoint => [x + dx * halfMm, y + dy * halfMm];
  const style = { pen: pens.medium, fill: white };
  const box = (widthRatio: number, heightRatio: number): Mark =>
    pathMark(
      'DEVICE',
      [
        at(-widthRatio, -heightRatio),
        at(widthRatio, -heightRatio),
        at(widthRatio, heightRatio),
        at(-widthRatio, heightRatio),
      ],
      { closed: true, ...style },
    );
  const stroke = (...points: SheetPoint[]) => pathMark('DEVICE', points, { pen: pens.thin });
  switch (kind) {
    case 'splitter':
      return [pathMark('DEVICE', [at(-1, 0), at(1, -1), at(1, 1)], { closed: true, ...style })];
    case 'coupler':
      return [
        box(1, 0.8),
        stroke(at(-1, 0), at(1, 0)),
        stroke(at(-0.4, 0), at(0.2, 0.8)),
        stroke(at(0.2, 0.3), at(0.2, 0.8), at(-0.25, 0.62)),
      ];
    case 'attenuator':
      return [box(1, 0.6), stroke(at(-0.7, 0), at(-0.4, -0.35), at(0, 0.35), at(0.4, -0.35), at(0.7, 0))];
    case 'load':
      return [
        pathMark('DEVICE', [at(-0.5, -0.5), at(0.5, -0.5), at(0.5, 0.5), at(-0.5, 0.5)], {
          closed: true,
          fill: inkColour,
        }),
      ];
    case 'hub':
      return [box(1.2, 0.9), stroke(at(-1.2, 0), at(0, 0)), stroke(at(1.2, -0.6), at(0, 0), at(1.2, 0.6))];
    case 'baseband':
      return [box(1.2, 0.9), stroke(at(-1.2, -0.3), at(1.2, -0.3)), stroke(at(-1.2, 0.3), at(1.2, 0.3))];
    case 'shift-unit':
      return [box(1.2, 0.9), stroke(at(-0.8, 0.5), at(-0.2, -0.5), at(0.2, 0.5), at(0.8, -0.5))];
    case 'small-cell':
      return [box(1, 1), circleMark('DEVICE', [x, y], 0.35 * halfMm, { fill: inkColour })];
    default:
      return [box(1.2, 0.9)];
  }
}

/** Symbol of an antenna: a ring with a dot for one that looks down, an arrow head for one that looks somewhere; in a box with a far end. */
export function antennaMarks(
  antenna: { type: string; feed?: string; pathsBy?: string },
  [x, y]: SheetPoint,
  angleDeg = 0,
  halfMm = 0.8 * symbolHalfMm,
): Mark[] {
  const style = { pen: pens.medium, fill: white };
  if (antenna.pathsBy === 'shift') {
    const { pathsBy: _, ...without } = antenna;
    const box = {
      ...{ x: x - 1.35 * halfMm, y: y - 1.35 * halfMm },
      ...{ widthMm: 2.7 * halfMm, heightMm: 2.7 * halfMm },
    };
    return [
      rectangleMark('ANTENNA', box, { pen: pens.thin }),
      ...antennaMarks(without, [x, y], angleDeg, 0.9 * halfMm),
    ];
  }
  if (antenna.feed === 'small-cell') {
    const box = { x: x - halfMm, y: y - halfMm, widthMm: 2 * halfMm, heightMm: 2 * halfMm };
    return [
      rectangleMark('ANTENNA', box, style),
      circleMark('ANTENNA', [x, y], 0.35 * halfMm, { fill: inkColour }),
    ];
  }
  if (radiatesAlongPath(antenna)) {
    const at = (dx: number, dy: number): SheetPoint => [x + dx * halfMm, y + dy * halfMm];
    const slot = (dx: number) =>
      pathMark('ANTENNA', [at(dx - 0.15, 0.6), at(dx + 0.15, -0.6)], { pen: pens.thin });
    return [
      pathMark('ANTENNA', [at(-1.2, 0), at(1.2, 0)], { pen: { widthMm: 0.7, colour: inkColour } }),
      ...[-0.7, 0, 0.7].map(slot),
    ];
  }
  if (antennaType(antenna.type).symbol === 'arrow') {
    const cos = Math.cos((angleDeg * Math.PI) / 180);
    const sin = Math.sin((angleDeg * Math.PI) / 180);
    const at = (along: number, across: number): SheetPoint => [
      x + halfMm * (along * cos + across * sin),
      y - halfMm * (along * sin - across * cos),
    ];
    return [
      circleMark('ANTENNA', [x, y], 0.3 * halfMm, { fill: inkColour }),
      pathMark('ANTENNA', [at(0.2, 0), at(1.5, -0.9), at(1.5, 0.9)], { closed: true, ...style }),
    ];
  }
  return [
    circleMark('ANTENNA', [x, y], halfMm, style),
    circleMark('ANTENNA', [x, y], 0.45 * halfMm, { fill: inkColour }),
  ];
}

/** A dot: a unit of the source that it stands in. */
export function unitMarks(at: SheetPoint): Mark[] {
  return [circleMark('DEVICE', at, 0.35, { fill: inkColour })];
}

/** A radio unit in the box of its source: its output at the right. */
export function radioUnitMarks([x, y]: SheetPoint): Mark[] {
  const box = { x: x - 1.2, y: y - 1, widthMm: 2, heightMm: 2 };
  return [
    rectangleMark('DEVICE', box, { pen: pens.thin, fill: white }),
    pathMark(
      'DEVICE',
      [
        [x - 0.8, y + 0.5],
        [x - 0.2, y - 0.5],
        [x + 0.4, y + 0.5],
      ],
      { pen: pens.thin },
    ),
    pathMark(
      'DEVICE',
      [
        [x + 0.8, y],
        [x + 1.5, y],
      ],
      { pen: pens.thin },
    ),
  ];
}

/** A sleeve across a wall. */
export function penetrationMarks([x, y]: SheetPoint): Mark[] {
  const pen = { widthMm: 0.18, colour: inkColour };
  return [
    circleMark('PENETRATION', [x, y], 0.7, { pen }),
    pathMark(
      'PENETRATION',
      [
        [x - 0.5, y - 0.5],
        [x + 0.5, y + 0.5],
      ],
      { pen },
    ),
  ];
}
