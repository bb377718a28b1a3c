/** Makes up a garage nobody has seen: a truth in the form of the shared ones. The same seed gives the same garage. */
import { createRandom } from '../../../packages/engine/src/core/index.ts';
import { type GarageTruth, ringArea, type TruthLevel } from '../score-import.ts';
import type { Point } from './dxf-pen.ts';
import {
  addWall,
  type DraftDoor,
  emptyDraft,
  type Frame,
  frameIn,
  type LevelDraft,
  locationIn,
  offsetOutward,
} from './invent-frame.ts';
import { mirrored } from './invent-mirror.ts';
import { addRamp } from './invent-rooms.ts';
import { fillWing, type GarageRules, laneAt, type WingSize, wingExtent } from './invent-wing.ts';

export interface Invention {
  truth: GarageTruth;
  /** What it is like: names of its peculiarities. */
  traits: string[];
}

const sizes = [
  { name: 'of some 20 bays', groups: [3, 4], lanes: [1, 1] },
  { name: 'of one lane', groups: [6, 12], lanes: [1, 1] },
  { name: 'middling', groups: [5, 10], lanes: [2, 4] },
  { name: 'middling', groups: [6, 12], lanes: [2, 5] },
  { name: 'large', groups: [12, 18], lanes: [5, 8] },
] as const;
const huge = { name: 'of 80,000 m²', groups: [34, 35], lanes: [15, 16] } as const;

export function inventGarage(seed: number): Invention {
  const random = createRandom(seed * 7919 + 17);
  const chance = (ratio: number) => random() < ratio;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
  const whole = ([min, max]: readonly [number, number]) => min + Math.floor(random() * (max - min + 1));
  const size = seed % 40 === 0 ? huge : pick(sizes);
  const isSlanted = chance(0.2);
  const rules: GarageRules = {
    retaining: pick([0.25, 0.3, 0.35, 0.4]),
    shear: pick([0.2, 0.25, 0.3]),
    block: pick([0.2, 0.2, 0.24]),
    thin: pick([0.1, 0.12]),
    bay: pick([
      [5.3, 2.4],
      [5.3, 2.5],
      [5.1, 2.4],
      [6, 2.5],
    ] as const),
    lane: pick([5.5, 6, 6.5]),
    column: pick([
      [0.6, 0.6],
      [0.5, 0.5],
      [0.7, 0.7],
      [0.6, 0.9],
    ] as const),
    bayAngleDeg: isSlanted ? 45 : 90,
    lean: !isSlanted && chance(0.15) ? (random() - 0.5) * 0.12 : 0,
    evRatio: pick([0, 0.1, 0.3]),
    civilRatio: pick([0, 0, 0.5, 1]),
    cores: chance(0.85),
  };
  const first: WingSize = { groups: whole(size.groups), lanes: whole(size.lanes), leadIn: 0 };
  const shape = first.lanes < 2 ? 'plain' : pick(['plain', 'chamfered', 'curved', 'wing', 'wing'] as const);
  const wingDeg = shape === 'wing' ? 10 + Math.round(random() * 240) / 10 : 0;
  const isMirrored = chance(0.4);
  const count = size === huge ? 2 : pick([1, 1, 1, 2, 2, 3]);
  const levels: TruthLevel[] = [];
  for (let k = 0; k < count; k++) {
    // Lower levels are smaller, now and then by far.
    const shrink = k === 0 ? 1 : pick([1, 0.8, 0.4]);
    const options = {
      ...first,
      groups: Math.max(3, Math.round(first.groups * shrink)),
      lanes: Math.max(1, Math.round(first.lanes * shrink)),
    };
    const draft = emptyDraft();
    const outline = buildLevel(draft, options, {
      rules,
      shape: options.lanes < 2 ? 'plain' : shape,
      wingDeg,
      isTop: k === 0,
      random,
    });
    levels.push(levelOf(draft, outline, rules, k));
  }
  const truth: GarageTruth = {
    dxf: { transform: { rotation_deg: 0, units_per_metre: 1000, offset: [0, 0], level_offset: {} } },
    levels: isMirrored ? levels.map(mirrored) : levels,
  };
  const traits = [
    size.name,
    `shape: ${shape}`,
    ...(isSlanted ? ['bays at 45°'] : []),
    ...(rules.lean === 0 ? [] : ['leaning grid']),
    ...(count > 1 ? [`${count} levels of other sizes`] : []),
  ];
  return { truth, traits };
}

interface LevelPlan {
  rules: GarageRules;
  shape: 'plain' | 'chamfered' | 'curved' | 'wing';
  wingDeg: number;
  isTop: boolean;
  random: () => number;
}

/** Fills the draft and returns the middle line of the outer wall, counter-clockwise. */
function buildLevel(draft: LevelDraft, size: WingSize, plan: LevelPlan): Point[] {
  const { rules, shape, random } = plan;
  const base: Frame = { origin: [0, 0], angleDeg: 0 };
  const [width, height] = wingExtent(size, rules);
  const lean = Math.abs(rules.lean) * height;
  const right = width + lean + 6;
  fillWing(draft, frameIn(base, [rules.lean < 0 ? lean : 0, 0]), { ...size, leadIn: 2 }, rules, random);
  let ring: Point[] = [
    [0, 0],
    [right, 0],
    [right, height],
    [0, height],
  ];
  if (shape === 'chamfered')
    ring = [
      [0, 0],
      [right - 4, 0],
      [right, 5],
      [right, height],
      [3, height],
      [0, height - 4],
    ];
  if (shape === 'curved') ring = curvedRing(draft, right, height, 4 + random() * 5, rules.retaining);
  if (shape === 'wing') ring = wingRing(draft, [right, height], plan, size);
  const doorsOf = new Map<number, DraftDoor[]>();
  if (plan.isTop) {
    const lanes = size.lanes > 2 ? [0, size.lanes - 1] : [0];
    const left = ring.length - 1;
    const doors = lanes.map((lane, i): DraftDoor => {
      const y = laneAt(lane, rules);
      const isTurned = i === 0 && random() < 0.5;
      const turnDeg = isTurned ? [90, 180, 250][Math.floor(random() * 3)] : 0;
      const ramp = { width: lane === 0 ? 7 : 4, length: 30, turnDeg, slope: turnDeg > 0 ? 0.12 : 0.15 };
      // From the middle of the outer wall on; it winds away from the garage's other ramp.
      addRamp(draft, { origin: [0, y], angleDeg: 0 }, ramp);
      draft.pois.push({ type: 'gate', x: 3.2, y: y + 1.6, name: '道闸' });
      if (i === 0) draft.pois.push({ type: 'payment_point', x: 5.4, y: y - 2, name: '收费岗亭' });
      return { type: 'none', tag: '', at: Math.abs(ring[left][1] - y), width: ramp.width };
    });
    doorsOf.set(left, doors);
  }
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length];
    const isChord = draft.curves.some(({ centre, radius }) =>
      [a, b].every((end) => Math.abs(Math.hypot(end[0] - centre[0], end[1] - centre[1]) - radius) < 1e-6),
    );
    const before = draft.walls.length;
    addWall(draft, base, 'retaining_wall', [a, b], rules.retaining, doorsOf.get(i));
    if (isChord) for (const wall of draft.walls.slice(before)) wall.curved = true;
  });
  return ring;
}

/** The right side as an arc that bulges out. */
function curvedRing(
  draft: LevelDraft,
  right: number,
  height: number,
  rise: number,
  thickness: number,
): Point[] {
  const radius = (height * height) / (8 * rise) + rise / 2;
  const centre: Point = [right + rise - radius, height / 2];
  const half = (Math.asin(height / 2 / radius) * 180) / Math.PI;
  const steps = Math.max(6, Math.round(height / 1.6));
  draft.curves.push({ kind: 'retaining_wall', centre, radius, start_deg: -half, end_deg: half, thickness });
  const arc = Array.from({ length: steps + 1 }, (_, k): Point => {
    const angleRad = ((-half + (2 * half * k) / steps) * Math.PI) / 180;
    return [centre[0] + radius * Math.cos(angleRad), centre[1] + radius * Math.sin(angleRad)];
  });
  return [[0, 0], ...arc, [0, height]];
}

/** A second wing at an angle: it starts at the lower right corner and is open to the first one. */
function wingRing(
  draft: LevelDraft,
  [right, height]: Point,
  { rules, wingDeg, random }: LevelPlan,
  size: WingSize,
): Point[] {
  const angleRad = (wingDeg * Math.PI) / 180;
  const max = Math.floor(
    (0.9 * height * Math.cos(angleRad)) / (wingExtent({ ...size, lanes: 1 }, rules)[1] - 0.7),
  );
  const lanes = Math.max(1, Math.min(size.lanes, max));
  const rulesHere = { ...rules, lean: 0 };
  const leadIn = wingExtent({ ...size, lanes }, rulesHere)[1] * Math.tan(angleRad) + 1;
  const wingSize: WingSize = { groups: Math.max(3, Math.round(size.groups * 0.6)), lanes, leadIn };
  const [length, depth] = wingExtent(wingSize, rulesHere);
  const frame: Frame = { origin: [right, 0], angleDeg: wingDeg };
  fillWing(draft, frame, wingSize, rulesHere, random);
  const meet: Point = [right, depth / Math.cos(angleRad)];
  return [
    [0, 0],
    [right, 0],
    locationIn(frame, [length + 6, 0]),
    locationIn(frame, [length + 6, depth]),
    meet,
    ...(meet[1] < height - 0.5 ? [[right, height] as Point] : []),
    [0, height],
  ];
}

function levelOf(draft: LevelDraft, ring: readonly Point[], rules: GarageRules, index: number): TruthLevel {
  const { trays, compartments, ...rest } = draft;
  const exterior = offsetOutward(ring, rules.retaining / 2);
  return {
    ...rest,
    name: `B${index + 1}`,
    elevation: -4.2 - 3.9 * index,
    clear_height: 2.5,
    areas: {
      gross: ringArea(exterior),
      rooms: draft.rooms.reduce((sum, { polygon }) => sum + ringArea(polygon), 0),
    },
    outline: [{ exterior, holes: [] }],
    inner_outline: [{ exterior: offsetOutward(ring, -rules.retaining / 2), holes: [] }],
    bay_size: [rules.bay[0], rules.bay[1]],
    infrastructure: { trays },
    fire_compartments: compartments,
  };
}
