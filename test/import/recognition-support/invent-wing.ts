/** Bays, columns, cores, rooms and fire walls of one wing of a made-up level. */
import type { Point } from './dxf-pen.ts';
import { addWall, type DraftDoor, type Frame, frameIn, type LevelDraft, locationIn } from './invent-frame.ts';
import { addCore, addPlantRoom, type Thicknesses } from './invent-rooms.ts';

export interface WingSize {
  /** Groups of bays along x, lanes along y. */
  groups: number;
  lanes: number;
  /** Free along x before the first group, m. */
  leadIn: number;
}

/** Describes what is alike all over one garage. */
export interface GarageRules extends Thicknesses {
  /** Depth and width of a bay, m. */
  bay: Point;
  lane: number;
  column: Point;
  /** Angle of the bays against the lane, degrees: 90 or 45. */
  bayAngleDeg: number;
  /** The grid leans by this much per metre. */
  lean: number;
  evRatio: number;
  /** Fraction of the separations that bound civil-defence units. */
  civilRatio: number;
  cores: boolean;
}

const edge = 0.35;
const slot = 0.9;
const portal = 6.2;

export function pitchOf({ bay }: GarageRules): number {
  return 3 * bay[1] + slot;
}

function rowDepth({ bay, bayAngleDeg }: GarageRules): number {
  return bayAngleDeg === 90 ? bay[0] : (bay[0] + bay[1]) * Math.SQRT1_2 + 0.02;
}

export function wingExtent(size: WingSize, rules: GarageRules): Point {
  return [
    size.leadIn + portal + size.groups * pitchOf(rules) + slot,
    2 * edge + size.lanes * (2 * rowDepth(rules) + rules.lane),
  ];
}

/** Middle of a lane. */
export function laneAt(lane: number, rules: GarageRules): number {
  const depth = rowDepth(rules);
  return edge + lane * (2 * depth + rules.lane) + depth + rules.lane / 2;
}

interface Row {
  /** Front along y: where the bays meet the lane, and their back. */
  front: number;
  back: number;
  index: number;
}

/** Fills a wing whose floor runs from (0, 0) to its extent. */
export function fillWing(
  draft: LevelDraft,
  frame: Frame,
  size: WingSize,
  rules: GarageRules,
  random: () => number,
): void {
  const depth = rowDepth(rules);
  const rows = Array.from({ length: 2 * size.lanes }, (_, index): Row => {
    const lane = laneAt(index >> 1, rules);
    const sign = index % 2 === 0 ? -1 : 1;
    return { front: lane + (sign * rules.lane) / 2, back: lane + sign * (rules.lane / 2 + depth), index };
  });
  const taken = new Set<string>();
  if (rules.cores) placeCores(draft, frame, { size, rules, rows, taken, random });
  placePlant(draft, frame, { size, rules, rows, taken, random });
  separate(draft, frame, { size, rules, rows, taken, random });
  for (const row of rows) {
    for (let group = 0; group < size.groups; group++) {
      if (!taken.has(`${row.index},${group}`)) addBays(draft, frame, { size, rules, row, group, random });
    }
    for (let k = 0; k <= size.groups; k++) addColumn(draft, frame, { size, rules, row, k, taken });
  }
  for (let lane = 0; lane < size.lanes; lane++) {
    const y = laneAt(lane, rules) + 1.2;
    const [width] = wingExtent(size, rules);
    draft.trays.push({
      kind: lane % 2 ? 'power' : 'telecom',
      a: locationIn(frame, [size.leadIn + 2, y]),
      b: locationIn(frame, [width - 2, y]),
    });
  }
}

interface Wing {
  size: WingSize;
  rules: GarageRules;
  rows: readonly Row[];
  taken: Set<string>;
  random: () => number;
}

/** Middle of the slot before a group, at a height. */
function slotAt(k: number, y: number, size: WingSize, rules: GarageRules): number {
  return size.leadIn + portal + slot / 2 - portal / 2 + k * pitchOf(rules) + rules.lean * y;
}

function addBays(
  draft: LevelDraft,
  frame: Frame,
  {
    size,
    rules,
    row,
    group,
    random,
  }: { size: WingSize; rules: GarageRules; row: Row; group: number; random: () => number },
): void {
  const [depth, width] = rules.bay;
  const sign = row.back > row.front ? 1 : -1;
  const y = (row.front + row.back) / 2;
  const from = slotAt(group, y, size, rules) + slot / 2;
  const isSlanted = rules.bayAngleDeg !== 90;
  const count = isSlanted ? 2 : 3;
  const step = isSlanted ? width * Math.SQRT2 : width;
  for (let k = 0; k < count; k++) {
    const x = isSlanted ? from + depth * 0.354 + step * (k + 0.5) - 0.9 : from + step * (k + 0.5);
    const localDeg = isSlanted ? sign * 45 : sign * 90;
    const at = locationIn(frame, [x, y]);
    const rot = frame.angleDeg + localDeg;
    draft.bays.push({ n: draft.bays.length + 1, x: at[0], y: at[1], rot });
    if (random() >= rules.evRatio) continue;
    const angleRad = (rot * Math.PI) / 180;
    const reach = depth / 2 - 0.35;
    draft.pois.push({
      type: 'charger',
      x: at[0] + reach * Math.cos(angleRad),
      y: at[1] + reach * Math.sin(angleRad),
      name: '',
    });
  }
}

function addColumn(
  draft: LevelDraft,
  frame: Frame,
  {
    size,
    rules,
    row,
    k,
    taken,
  }: { size: WingSize; rules: GarageRules; row: Row; k: number; taken: ReadonlySet<string> },
): void {
  const inner = (group: number) =>
    taken.has(`${row.index},${group}`) && taken.has(`core ${row.index},${group}`);
  if (inner(k) || inner(k - 1)) return;
  const sign = row.back > row.front ? 1 : -1;
  const y = row.front + sign * 1.1;
  const [x, placedY] = locationIn(frame, [slotAt(k, y, size, rules), y]);
  draft.columns.push({ x, y: placedY, w: rules.column[0], d: rules.column[1], rot: frame.angleDeg });
}

/** Cores stand over two rows back to back, where there are such, and two groups. */
function placeCores(draft: LevelDraft, frame: Frame, { size, rules, rows, taken, random }: Wing): void {
  const pairs = size.lanes > 1 ? size.lanes - 1 : 0;
  const wanted = Math.max(1, Math.round((size.groups * pairs) / 10));
  for (let n = 0; n < wanted; n++) {
    const group = 1 + Math.floor(random() * Math.max(1, size.groups - 3));
    const lower = pairs > 0 ? 1 + 2 * Math.floor(random() * pairs) : 1;
    const uses = pairs > 0 ? [lower, lower + 1] : [1];
    const groups = [group, group + 1].filter((each) => each < size.groups);
    const around = [group - 1, ...groups, group + 2];
    if (groups.length < 2 || uses.some((row) => around.some((each) => taken.has(`${row},${each}`)))) continue;
    for (const row of uses) {
      for (const each of groups) {
        taken.add(`${row},${each}`);
        taken.add(`core ${row},${each}`);
      }
    }
    const first = rows[uses[0]];
    const last = rows[uses[uses.length - 1]];
    const low = Math.min(first.front, last.front, first.back) + 0.25;
    const high = Math.max(first.back, last.front, last.back) - (pairs > 0 ? 0.25 : 0.6);
    const x = slotAt(group, low, size, rules) + slot / 2 + 0.4 + Math.abs(rules.lean) * 12;
    const width = Math.min(13, 2 * pitchOf(rules) - slot - 0.8 - Math.abs(rules.lean) * 24);
    addCore(draft, frameIn(frame, [x, low]), [width, high - low], rules, n + 1);
  }
}

function placePlant(draft: LevelDraft, frame: Frame, { size, rules, rows, taken, random }: Wing): void {
  const [row] = rows;
  let index = Math.floor(random() * 7);
  for (let group = 1; group < size.groups - 1; group++) {
    if (random() > 0.25 || taken.has(`0,${group}`)) continue;
    const span = random() < 0.4 && group + 2 < size.groups && !taken.has(`0,${group + 1}`) ? 2 : 1;
    for (let k = 0; k < span; k++) taken.add(`0,${group + k}`);
    const x = slotAt(group, row.back, size, rules);
    addPlantRoom(draft, frameIn(frame, [x, 0]), [span * pitchOf(rules), row.front], rules, index++);
    group += span;
  }
}

/** Walls across the wing between fire compartments, with a shutter or a blast door in every lane. */
function separate(draft: LevelDraft, frame: Frame, { size, rules, rows, taken, random }: Wing): void {
  const [, height] = wingExtent(size, rules);
  const inCore = (k: number) =>
    rows.some((row) => taken.has(`${row.index},${k}`) && taken.has(`${row.index},${k - 1}`));
  const area = pitchOf(rules) * height;
  const apart = Math.max(3, Math.round(3200 / area));
  let since = 0;
  for (let k = 2; k < size.groups - 1; k++) {
    since++;
    if (since < apart || inCore(k)) continue;
    since = 0;
    const isCivil = random() < rules.civilRatio;
    const doors = Array.from({ length: size.lanes }, (_, lane): DraftDoor[] => {
      const at = laneAt(lane, rules) * Math.hypot(1, rules.lean);
      const width = rules.lane - 0.6;
      const code = `${Math.round(width * 10)}26`;
      if (!isCivil) return [{ type: 'fire_shutter', tag: `FJL${code}`, at, width }];
      const blast: DraftDoor = { type: 'blast_door', tag: `GHFM${code}`, at, width };
      return lane % 3 === 2 ? [blast, { type: 'fire_shutter', tag: `FJL${code}`, at, width }] : [blast];
    }).flat();
    const ends = [0, height].map((y): Point => [slotAt(k, y, size, rules), y]);
    addWall(
      draft,
      frame,
      isCivil ? 'civil_wall' : 'fire_wall',
      [ends[0], ends[1]],
      isCivil ? 0.3 : rules.block,
      doors,
    );
    const label = locationIn(frame, [
      slotAt(k, 0, size, rules) - pitchOf(rules) * 1.3,
      laneAt(0, rules) + 0.8,
    ]);
    draft.compartments.push({ area: Math.round(apart * area), civil_defence: isCivil, label });
  }
}
