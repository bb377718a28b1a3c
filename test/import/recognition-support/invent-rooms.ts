/** Stairs, lifts, lobbies, shafts and rooms for plant of a made-up level. */
import type { Point } from './dxf-pen.ts';
import { addWall, type DraftDoor, type Frame, frameIn, type LevelDraft, locationIn } from './invent-frame.ts';

/** Describes what the walls of one garage are made in, m. */
export interface Thicknesses {
  retaining: number;
  shear: number;
  block: number;
  thin: number;
}

const door = (type: string, at: number, width: number, tag = ''): DraftDoor => ({ type, at, width, tag });

/** A stair, two lifts with their lobby, a shaft and a riser in a box of cast walls, its corner at the origin. */
export function addCore(
  draft: LevelDraft,
  frame: Frame,
  [width, depth]: Point,
  { shear }: Thicknesses,
  number: number,
): void {
  const lobby = 0.46 * depth;
  const liftDepth = Math.min(2.5, depth - lobby);
  const [stair, lifts, riser] = [3, 3 + 2 * 2.4, width];
  const wall = (ends: readonly [Point, Point], doors: readonly DraftDoor[] = []) =>
    addWall(draft, frame, 'shear_wall', ends, shear, doors);
  wall(
    [
      [0, 0],
      [width, 0],
    ],
    [door('fire_door', stair + 2.4, 1.5, 'FM乙1521')],
  );
  wall(
    [
      [width, 0],
      [width, depth],
    ],
    [door('steel_door', lobby + (depth - lobby) / 2, 0.9, 'FM丙0921')],
  );
  wall([
    [width, depth],
    [0, depth],
  ]);
  wall(
    [
      [0, depth],
      [0, 0],
    ],
    [door('fire_door', depth / 2, 1.2, 'FM乙1221')],
  );
  wall(
    [
      [stair, 0],
      [stair, depth],
    ],
    [door('fire_door', lobby / 2, 1.2, 'FM乙1221')],
  );
  wall(
    [
      [stair, lobby],
      [riser, lobby],
    ],
    [door('lift_door', 1.2, 1.1), door('lift_door', 3.6, 1.1)],
  );
  wall([
    [stair + 2.4, lobby],
    [stair + 2.4, lobby + liftDepth],
  ]);
  wall([
    [lifts, lobby],
    [lifts, depth],
  ]);
  const room = (name: string, kind: string, [x1, y1]: Point, [x2, y2]: Point) => {
    const polygon = [
      [x1, y1],
      [x2, y1],
      [x2, y2],
      [x1, y2],
    ].map(([x, y]) => locationIn(frame, [x, y]));
    draft.rooms.push({ name, kind, polygon });
  };
  room('楼梯间', 'stair', [0, 0], [stair, depth]);
  room('合用前室', 'lift_lobby', [stair, 0], [width, lobby]);
  room('电梯', 'lift', [stair, lobby], [stair + 2.4, lobby + liftDepth]);
  room('电梯', 'lift', [stair + 2.4, lobby], [lifts, lobby + liftDepth]);
  room('强电间', 'power', [lifts, lobby], [width, depth]);
  if (depth - lobby - liftDepth > 1) {
    wall([
      [stair, lobby + liftDepth],
      [lifts, lobby + liftDepth],
    ]);
    room('风井', 'shaft', [stair, lobby + liftDepth], [lifts, depth]);
  }
  const [x, y] = locationIn(frame, [(stair + width) / 2, lobby / 2]);
  draft.pois.push({ type: 'lift_lobby', x, y, name: `${number}号楼电梯厅` });
}

const plantNames: readonly (readonly [string, string])[] = [
  ['弱电机房', 'telecom'],
  ['变配电室', 'power'],
  ['排风机房', 'fan'],
  ['生活水泵房', 'pump'],
  ['储藏间', 'storage'],
  ['弱电间', 'telecom_riser'],
  ['物业办公', 'office'],
];

/** A room of blocks against the outer wall, which is at y = 0 and not drawn here. Its corner is at the origin. */
export function addPlantRoom(
  draft: LevelDraft,
  frame: Frame,
  [width, depth]: Point,
  { block, thin }: Thicknesses,
  index: number,
): void {
  const [name, kind] = plantNames[index % plantNames.length];
  const isSplit = width > 12;
  addWall(
    draft,
    frame,
    'room_wall',
    [
      [0, 0],
      [0, depth],
    ],
    block,
  );
  addWall(
    draft,
    frame,
    'room_wall',
    [
      [0, depth],
      [width, depth],
    ],
    block,
    [
      door('steel_door', 2.2, 1.5, 'FM甲1521'),
      ...(isSplit ? [door('steel_door', width - 2.2, 1, 'FM甲1021')] : []),
    ],
  );
  addWall(
    draft,
    frame,
    'room_wall',
    [
      [width, depth],
      [width, 0],
    ],
    block,
  );
  const middle = isSplit ? width / 2 : width;
  const box = (from: number, to: number): Point[] =>
    (
      [
        [from, 0],
        [to, 0],
        [to, depth],
        [from, depth],
      ] as const
    ).map((point) => locationIn(frame, point));
  draft.rooms.push({ name, kind, polygon: box(0, middle) });
  if (!isSplit) return;
  const [otherName, otherKind] = plantNames[(index + 3) % plantNames.length];
  addWall(
    draft,
    frame,
    'room_wall',
    [
      [middle, 0],
      [middle, depth],
    ],
    thin,
  );
  draft.rooms.push({ name: otherName, kind: otherKind, polygon: box(middle, width) });
}

/** A straight ramp to the ground through the outer wall, which runs along y and is open there: it leaves along −x. */
export function addRamp(
  draft: LevelDraft,
  frame: Frame,
  { width, length, turnDeg, slope }: { width: number; length: number; turnDeg: number; slope: number },
): void {
  const half = width / 2 + 0.15;
  const radius = width / 2 + 6;
  // What turns back to the garage begins far enough from it.
  const straight = turnDeg === 0 ? length : turnDeg > 150 ? radius + half + 3 : 7;
  for (const side of [-half, half]) {
    addWall(
      draft,
      frame,
      'ramp_wall',
      [
        [0, side],
        [-straight, side],
      ],
      0.3,
    );
  }
  const corner = (x: number, y: number): Point => locationIn(frame, [x, y]);
  const outer = half + 0.15;
  const ramp: LevelDraft['ramps'][number] = {
    type: 'to_ground',
    centreline: [corner(0, 0), corner(-straight, 0)],
    slope,
    arcs: [],
    polygon: [corner(0, -outer), corner(0, outer), corner(-straight, outer), corner(-straight, -outer)],
  };
  draft.ramps.push(ramp);
  if (turnDeg === 0) return;
  // It winds to the left of a car that leaves: around a centre at −y.
  const centre = corner(-straight, -radius);
  const startDeg = frame.angleDeg + 90;
  const steps = Math.ceil(turnDeg / 7.5);
  for (const side of [radius - half, radius + half]) {
    ramp.arcs!.push({ centre, radius: side, start_deg: startDeg, end_deg: startDeg + turnDeg, wall: true });
    const at = (k: number): Point => {
      const angleRad = ((90 + (turnDeg * k) / steps) * Math.PI) / 180;
      return [-straight + side * Math.cos(angleRad), -radius + side * Math.sin(angleRad)];
    };
    for (let k = 0; k < steps; k++) addWall(draft, frame, 'ramp_wall', [at(k), at(k + 1)], 0.3);
  }
  const portal = frameIn(frame, [-straight, -radius], turnDeg);
  const rim = (r: number, k: number): Point => {
    const angleRad = ((90 + (turnDeg * k) / steps) * Math.PI) / 180;
    return corner(-straight + r * Math.cos(angleRad), -radius + r * Math.sin(angleRad));
  };
  ramp.polygon = [
    corner(0, -outer),
    corner(0, outer),
    ...Array.from({ length: steps + 1 }, (_, k) => rim(radius + outer, k)),
    ...Array.from({ length: steps + 1 }, (_, k) => rim(radius - outer, steps - k)),
  ];
  ramp.centreline.push(locationIn(portal, [0, radius]));
}
