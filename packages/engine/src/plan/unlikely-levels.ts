import {
  type Bounds,
  boundsOf,
  distance,
  distanceToRing,
  distanceToSegment,
  type LocalizedProblem,
  meanPoint,
  type Phrase,
  type Point,
  PointGrid,
  ringContains,
  say,
  signedArea,
} from '../core/index.ts';
import { pathLengthM } from './check-plan-sense.ts';
import { facilityKindRow } from './facility-kinds.ts';
import { zoneKindRow } from './floor-kinds.ts';
import { columnDistanceM, isOnFloor } from './level-floor.ts';
import { wallMaterial } from './materials.ts';
import { type OpeningKind, openingKindRow } from './opening-kinds.ts';
import { areasAt, each, fault, isAlike, standingGrids, wallsNear } from './plausibility.ts';
import { pointKindRow } from './point-kinds.ts';
import type { Level } from './schema.ts';
import { roomRelations, storeyRelations } from './unlikely-rooms.ts';
import { wallKindRow } from './wall-kinds.ts';
import { walledInBays } from './walled-in.ts';

/**
 * How parts of a building fit each other where each alone is sound. Assumptions from practice, with room for what is seldom; what they
 * find is a warning, and a person looks.
 */
const limits = {
  /** Floors that follow each other are no farther apart, m, and lie over each other by this fraction of the smaller. */
  storeyM: 15,
  /** Height of a storey under ground, m, at most. */
  basementM: 9,
  overlapRatio: 0.05,
  halfStoreyM: 2.2,
  /** Doors of lifts are no farther from a shaft or core, and shafts from that of the next level, m. */
  liftDoorM: 2,
  /** Narrowest opening, m. */
  openingM: 0.4,
  /** Equipment and cable ways lie no farther off the floor, m; sleeves no farther from a wall; columns and walls no farther outside. */
  facilityAsideM: 1.5,
  sleeveAsideM: 1,
  columnAsideM: 2,
  wallAsideM: 20,
  /** A bay's area, m², and its shorter extent, m: from small cars to buses. */
  bayM2: { low: 6, high: 90 },
  baySideM: 1.6,
  /** Bays with a wall through their middle. */
  baysOnWallsRatio: 0.03,
  closedInBays: 2,
  /** Parts of one kind at one place, m. */
  togetherM: 0.05,
  /** Lines of an axis are one line within, m. */
  axisM: 0.5,
  /** So many stairs, lifts and cores of two levels, of which only this fraction lies within so far of one of the other, m; lifts alone. */
  cores: { fewest: 3, ratio: 0.2, apartM: 4, liftApartM: 1, looked: 400 },
  /** Things that stand fill this fraction of the extent of a level's outline, where there are so many of them. */
  filled: { fewest: 20, ratio: 0.25 },
  /** The ceiling of a basement is no higher over the ground where its floor is hardly under it, m. */
  basement: { floorM: -1, ceilingM: 1.8 },
  /** Doors for people along an opening stand no farther from its middle, m. */
  doorAsideM: 1,
  /** Bays in an area that is not counted. */
  uncountedBays: 6,
  /** A shaft stands no farther from any wall or column, m. */
  shaftAsideM: 1.5,
  /** Smallest room, and the largest fraction of a level that one stair, shaft or lobby takes, m². */
  zoneM2: 0.3,
  rampM2: 8,
  liftM2: 60,
  stairM2: 250,
  coreRatio: 0.3,
  coreM2: 150,
  /** Chargers per bay. */
  chargersPerBayRatio: 1.5,
  /** Blast doors hang in walls of at least so much, m. */
  blastWallM: 0.15,
  /** A wider opening has several leaves, m. */
  leavesM: 2.6,
  /** So many bays without any ramp or entrance. */
  baysWithoutExit: 20,
  /** A ramp's extent on one level over the height between two: half of it may lie on the other. */
  rampRunRatio: 2.5,
  /** One ramp is cut at the edge of a sheet, all of them where their slope would take up no more than this of the height. */
  rampClimbRatio: 0.4,
  /** Walls that carry begin no higher over the floor, m. */
  hangingM: 1,
  /** Columns whose middle lies so deep in a bay, m, in so many bays, and as a fraction of all columns. */
  inBay: { depthM: 0.5, fewest: 6, ratio: 0.25 },
  /** Columns farther from every axis, m, as a fraction of so many columns at least, where so many axes are drawn. */
  offAxes: { apartM: 1.5, ratio: 0.6, fewestColumns: 8, fewestAxes: 4 },
  /** A gate stands no farther from a ramp or an entrance, m. */
  gateAsideM: 15,
  /** The ceiling of a floor so deep lies no higher over the street, m. */
  street: { floorM: -3, ceilingM: 0.5 },
  /** So many bays on a ramp: a row that its edge cuts is none. Columns stand along curved ones. */
  baysOnRamp: 3,
  /** Axes with numbers: so many of one direction, of which so few are out of order. */
  orderedAxes: { fewest: 5, oddCount: 2, parallelRatio: 0.02 },
  /** Heights in names are no lower than the floor, m, nor so far over its clear height, which things may hang above. */
  stated: { underM: 0.5, overM: 2 },
  /** A place of one name on two levels, m apart, where another of that kind lies right over it. */
  namesApartM: 8,
  namesOverM: 3,
  /** So many chargers without a bay. */
  chargersWithoutBays: 3,
  /** Units of one drawing differ by no more, as a ratio. */
  unitRatio: 1.01,
} as const;

/** Parts of a garage's levels that do not fit each other, each with its path. */
export function unlikelyLevels(levels: readonly Level[]): LocalizedProblem[] {
  return [
    ...levelsTogether(levels),
    ...levels.flatMap((level, index) => levelRelations(level, `levels[${index}]`)),
  ];
}

/** Number of a basement by its id or name: B2 is 2. */
function basementOf({ id, name }: Level): number | undefined {
  const [, digits] = /^(?:B|-)\s?(\d)(?:F|$)/i.exec(id) ?? /^(?:B|-)\s?(\d)(?:F|$)/i.exec(name ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}

function levelsTogether(levels: readonly Level[]): LocalizedProblem[] {
  return [
    ...levelsAlone(levels),
    ...levelsInOrder(levels),
    ...exitFaults(levels),
    ...rampFaults(levels),
    ...unitFaults(levels),
    ...ceilingFaults(levels),
    ...nameFaults(levels),
    ...storeyRelations(levels),
  ];
}

/** The highest deep floor under a ceiling that would stand out of the street. */
function ceilingFaults(levels: readonly Level[]): LocalizedProblem[] {
  return each(levels, 'levels', ({ id, elevationM, clearHeightM }) => {
    const { floorM, ceilingM } = limits.street;
    const overM = elevationM + clearHeightM;
    return elevationM <= floorM && overM > ceilingM
      ? say('ceiling-over-street', { level: id, over: overM.toFixed(1) })
      : undefined;
  });
}

/** Places of two levels whose names are exchanged: each lies over one of its kind with another name. */
function nameFaults(levels: readonly Level[]): LocalizedProblem[] {
  return levels.flatMap((level, index) => {
    const others = levels.slice(0, index).flatMap(({ points = [] }) => points);
    return each(level.points, `levels[${index}].points`, ({ kind, name, position }) => {
      if (!name) return undefined;
      const same = others.filter((other) => other.kind === kind && other.name === name);
      if (same.length === 0) return undefined;
      if (same.some((other) => distance(other.position, position) < limits.namesApartM)) return undefined;
      const over = others.find(
        (other) =>
          other.kind === kind &&
          other.name !== undefined &&
          other.name !== name &&
          distance(other.position, position) < limits.namesOverM,
      );
      return over ? say('name-of-another', { name, other: over.name ?? '' }) : undefined;
    });
  });
}

/** Ramps to the street that all end long before it, by their own slope. */
function rampFaults(levels: readonly Level[]): LocalizedProblem[] {
  const top = levels.reduce((high, level) => (level.elevationM > high.elevationM ? level : high));
  const ramps = (top.zones ?? []).filter(({ kind }) => zoneKindRow(kind).isRamp);
  const climbs = ramps.flatMap(({ polygon, slopeRatio }) =>
    typeof slopeRatio === 'number' ? [slopeRatio * extentM(polygon)] : [],
  );
  if (climbs.length === 0 || climbs.length < ramps.length || top.elevationM >= 0) return [];
  const climbM = Math.max(...climbs);
  if (climbM > -limits.rampClimbRatio * top.elevationM) return [];
  const values = { climb: climbM.toFixed(1), height: (-top.elevationM).toFixed(1) };
  return [fault(`levels[${levels.indexOf(top)}].zones`, say('ramps-end-early', values))];
}

/** Levels read from one drawing in different units. */
function unitFaults(levels: readonly Level[]): LocalizedProblem[] {
  const first = new Map<string, { id: string; metresPerUnit: number }>();
  return each(levels, 'levels', ({ id, source }) => {
    if (source?.file === undefined || source.metresPerUnit === undefined) return undefined;
    const { file, metresPerUnit } = source;
    const before = first.get(file);
    if (!before) first.set(file, { id, metresPerUnit });
    const ratio = metresPerUnit / (before?.metresPerUnit ?? metresPerUnit);
    return before && Math.max(ratio, 1 / ratio) > limits.unitRatio
      ? say('drawing-in-two-units', { level: id, other: before.id })
      : undefined;
  });
}

/** Basements above the ground, or far deeper than their number says. */
function levelsAlone(levels: readonly Level[]): LocalizedProblem[] {
  return each(levels, 'levels', (level) => {
    const number = basementOf(level);
    if (number === undefined) return undefined;
    const { elevationM } = level;
    const { floorM, ceilingM } = limits.basement;
    const isOverGround =
      elevationM > floorM && elevationM + level.clearHeightM > ceilingM && elevationM !== 0;
    const isOdd =
      isOverGround || elevationM > 3 || elevationM < -(limits.basementM * number + limits.basementM);
    return isOdd ? say('basement-at', { level: level.id, elevation: elevationM }) : undefined;
  });
}

function levelsInOrder(levels: readonly Level[]): LocalizedProblem[] {
  const indices = new Map(levels.map((level, index) => [level, index]));
  const downwards = [...levels].sort((a, b) => b.elevationM - a.elevationM);
  return downwards.slice(1).flatMap((low, index): LocalizedProblem[] => {
    const high = downwards[index];
    const at = `levels[${indices.get(low)}]`;
    const [numberLow, numberHigh] = [basementOf(low), basementOf(high)];
    const apartM = high.elevationM - low.elevationM;
    const values = { level: low.id, other: high.id };
    const faults: LocalizedProblem[] = [];
    if (numberLow !== undefined && numberHigh !== undefined && numberLow < numberHigh)
      faults.push(fault(`${at}.elevationM`, say('levels-out-of-order', values)));
    // A storey of garages is some four metres; deeper levels than that have others over them.
    if (apartM > limits.storeyM)
      faults.push(
        fault(`${at}.elevationM`, say('levels-far-apart', { ...values, apart: apartM.toFixed(1) })),
      );
    // Half storeys stand side by side.
    if (apartM > limits.halfStoreyM && isAside(low, high))
      faults.push(fault(`${at}.outline`, say('levels-aside', values)));
    if (areCoresApart(low, high)) faults.push(fault(`${at}.zones`, say('cores-apart', values)));
    const steep = (low.zones ?? []).findIndex(
      ({ kind, polygon }) => zoneKindRow(kind).isRamp && extentM(polygon) < limits.rampRunRatio * apartM,
    );
    if (steep >= 0 && apartM < limits.basementM)
      faults.push(
        fault(`levels[${indices.get(low)}].zones[${steep}]`, say('ramp-steep', { apart: apartM.toFixed(1) })),
      );
    return faults;
  });
}

type ZoneRow = ReturnType<typeof zoneKindRow>;

/** Returns whether the stairs, lifts and cores of a level lie where the other one has none, or its lifts alone. */
function areCoresApart(low: Level, high: Level): boolean {
  const { fewest, ratio, apartM, liftApartM } = limits.cores;
  const areApart = (isOfKind: (row: ZoneRow) => boolean, reachM: number) => {
    const [lower, upper] = [low, high].map(({ zones = [] }) =>
      zones
        .filter(({ kind }) => isOfKind(zoneKindRow(kind)))
        .slice(0, limits.cores.looked)
        .map(({ polygon }) => polygon),
    );
    if (lower.length < fewest || upper.length < fewest) return false;
    const joined = lower.filter((core) =>
      upper.some((other) => distanceFromRing(other, meanPoint(core)) < reachM),
    );
    return joined.length < ratio * Math.min(lower.length, upper.length);
  };
  return (
    areApart(({ isStair, isLiftShaft, isCore }) => Boolean(isStair || isLiftShaft || isCore), apartM) ||
    areApart(({ isLiftShaft }) => isLiftShaft === true, liftApartM)
  );
}

function extentM(ring: readonly Point[]): number {
  const { minX, minY, maxX, maxY } = boundsOf(ring);
  return Math.hypot(maxX - minX, maxY - minY);
}

/** A garage that no car gets into. */
function exitFaults(levels: readonly Level[]): LocalizedProblem[] {
  const bays = levels.reduce((sum, level) => sum + (level.bays?.length ?? 0), 0);
  const hasExit = levels.some(({ zones = [] }) => zones.some(({ kind }) => zoneKindRow(kind).isExit));
  return hasExit || bays < limits.baysWithoutExit ? [] : [fault('levels', say('no-exit-drawn', { bays }))];
}

/** Returns whether two levels hardly lie over each other. */
function isAside(a: Level, b: Level): boolean {
  const [small, large] = Math.abs(signedArea(a.outline)) < Math.abs(signedArea(b.outline)) ? [a, b] : [b, a];
  const { minX, minY, maxX, maxY } = boundsOf(small.outline);
  const stepM = Math.max(maxX - minX, maxY - minY) / 24;
  let [inside, over] = [0, 0];
  for (let x = minX + stepM / 2; x < maxX; x += stepM) {
    for (let y = minY + stepM / 2; y < maxY; y += stepM) {
      if (!ringContains(small.outline, [x, y])) continue;
      inside += 1;
      if (ringContains(large.outline, [x, y])) over += 1;
    }
  }
  return over < limits.overlapRatio * inside;
}

const knownRelations = new WeakMap<Level, Map<string, LocalizedProblem[]>>();

function levelRelations(level: Level, at: string): LocalizedProblem[] {
  const known = knownRelations.get(level) ?? new Map<string, LocalizedProblem[]>();
  knownRelations.set(level, known);
  const before = known.get(at);
  if (before) return before;
  const { axes, holes } = level;
  const holesAt = areasAt((holes ?? []).map((polygon) => ({ polygon })));
  const found = [
    ...standingFaults(level, at, holesAt),
    ...emptyOutline(level, `${at}.outline`),
    ...openingFaults(level, `${at}.openings`),
    ...bayFaults(level, `${at}.bays`),
    ...pointFaults(level, at),
    ...overVoids(level, at),
    ...zoneFaults(level, `${at}.zones`),
    ...each(holes, `${at}.holes`, (hole, index) =>
      holesAt(meanPoint(hole)).some((other) => other < index) ? say('hole-in-another') : undefined,
    ),
    ...axisFaults(axes ?? [], `${at}.axes`),
    ...columnsOffAxes(level, `${at}.columns`),
    ...axesOutOfOrder(axes ?? [], `${at}.axes`),
    ...gateFaults(level, `${at}.points`),
    ...statedHeights(level, `${at}.facilities`),
    ...facilityFaults(level, at),
    ...roomRelations(level, at),
    ...each(level.compartments, `${at}.compartments`, ({ polygon }) =>
      [meanPoint(polygon), ...polygon].some((place) => ringContains(level.outline, place))
        ? undefined
        : say('off-the-floor'),
    ),
  ];
  known.set(at, found);
  return found;
}

/** Walls and columns off the floor, in holes, twice, or of what nobody builds. */
function standingFaults(level: Level, at: string, holesAt: (place: Point) => number[]): LocalizedProblem[] {
  const { walls, columns, zones } = level;
  const bounds = boundsOf(level.outline);
  // Walls of ramps stand outside.
  const outside = [
    bounds,
    ...(zones ?? []).flatMap(({ kind, polygon }) => (zoneKindRow(kind).isExit ? [boundsOf(polygon)] : [])),
  ];
  return [
    ...each(walls, `${at}.walls`, ({ start, end }) =>
      [start, end].every((place) => outside.every((each) => asideM(each, place) > limits.wallAsideM))
        ? say('off-the-floor')
        : undefined,
    ),
    ...each(columns, `${at}.columns`, ({ center }) =>
      asideM(bounds, center) > limits.columnAsideM ? say('off-the-floor') : undefined,
    ),
    ...each(walls, `${at}.walls`, wallFault),
    ...repeated(columns ?? [], `${at}.columns`, ({ center }) => center, 'column-twice'),
    ...each(columns, `${at}.columns`, ({ center }) =>
      holesAt(center).length > 0 ? say('column-in-hole') : undefined,
    ),
  ];
}

function pointFaults(level: Level, at: string): LocalizedProblem[] {
  return [
    // Of two heads of one charger both are drawn apart.
    ...repeated(
      level.points ?? [],
      `${at}.points`,
      ({ position }) => position,
      'point-twice',
      (a, b) => a.kind === b.kind,
    ),
    ...chargerFaults(level, at),
  ];
}

function zoneFaults(level: Level, at: string): LocalizedProblem[] {
  const { zones = [], outline } = level;
  const zonesAt = areasAt(zones);
  const areaM2 = Math.abs(signedArea(outline));
  const baysUncounted = uncountedBays(level);
  return each(
    zones,
    at,
    (zone, index) =>
      zoneFault(zone, areaM2) ?? zoneOnAnother(zone, index, zones, zonesAt) ?? baysUncounted(zone),
  );
}

function asideM({ minX, minY, maxX, maxY }: Bounds, [x, y]: Point): number {
  return Math.max(minX - x, x - maxX, minY - y, y - maxY);
}

function repeated<Item>(
  items: readonly Item[],
  at: string,
  locationOf: (item: Item) => Point,
  code: 'column-twice' | 'point-twice',
  isOfKind: (a: Item, b: Item) => boolean = () => true,
): LocalizedProblem[] {
  const grid = new PointGrid(1);
  const { togetherM } = limits;
  return each(items, at, (item, index) => {
    const [x, y] = locationOf(item);
    const near = grid.near(x - togetherM, y - togetherM, x + togetherM, y + togetherM);
    grid.add(index, x, y);
    const isTwice = near.some(
      (other) => isOfKind(items[other], item) && distance(locationOf(items[other]), [x, y]) < togetherM,
    );
    return isTwice ? say(code) : undefined;
  });
}

/** Widths of openings for people, for cars, and of lifts, m. */
const openingWidthsM = { people: [0.5, 4.5], cars: [1.2, 30], lift: [0.5, 4] } as const;

/** Openings of a width that their kind has not, or that lie over another one's stretch of wall. */
function openingFaults(level: Level, at: string): LocalizedProblem[] {
  const { openings = [], zones = [] } = level;
  const cores = zones.filter(({ kind }) => zoneKindRow(kind).isCore).map(({ polygon }) => polygon);
  const grid = new PointGrid(4);
  const coversDoors = coveredDoors(openings);
  return each(openings, at, ({ kind, start, end }, index) => {
    const widthM = distance(start, end);
    const { isShaftDoor } = openingKindRow(kind);
    const isForPeople = !(isShaftDoor || isWideKind(kind));
    const [low, high] = openingWidthsM[isShaftDoor ? 'lift' : isForPeople ? 'people' : 'cars'];
    // A passage is as wide as what stands in it.
    if (widthM < (isForPeople || isShaftDoor ? low : openingWidthsM.people[0]) || widthM > high)
      return say('opening-of-width', { width: widthM.toFixed(2) });
    const middle = pointBetween(start, end);
    if (standsInColumn(level, start, end)) return say('opening-through-column');
    if (isTooThin(level, [start, end], kind)) return say('blast-door-in-partition');
    if (
      isShaftDoor &&
      cores.length > 0 &&
      cores.every((core) => distanceFromRing(core, middle) > limits.liftDoorM)
    )
      return say('lift-door-without-lift');
    const near = grid.near(middle[0] - 3, middle[1] - 3, middle[0] + 3, middle[1] + 3);
    grid.add(index, middle[0], middle[1]);
    const isOver = near.some((other) => {
      const { kind: otherKind, start: a, end: b } = openings[other];
      // A blast door, its fire shutter and the passage are three at one place.
      if (otherKind !== kind && (isWideKind(kind) || isWideKind(otherKind))) return false;
      return distanceToSegment(middle, a, b) < 0.1 && widthM > 0.3 && !isAcross([start, end], [a, b]);
    });
    return isOver || coversDoors(openings[index]) ? say('opening-on-another') : undefined;
  }).concat(openShafts(openings, at));
}

/** Landing doors of lifts that are all said to stand open: their locks keep each closed while no car is behind it. */
function openShafts(openings: Openings, at: string): LocalizedProblem[] {
  const doors = openings.filter(({ kind }) => openingKindRow(kind).isShaftDoor);
  const areOpen = doors.length > 1 && doors.every(({ state }) => state === 'open');
  return areOpen ? [fault(at, say('lift-doors-open', { count: doors.length }))] : [];
}

/** Says whether a passage takes a stretch of wall in which doors for people hang. */
type Openings = NonNullable<Level['openings']>;

function coveredDoors(openings: Openings): (passage: Openings[number]) => boolean {
  const doors = openings.filter(({ kind }) => !(isWideKind(kind) || openingKindRow(kind).isCivilDefence));
  const grid = new PointGrid(4);
  doors.forEach(({ start, end }, index) => {
    grid.add(index, ...pointBetween(start, end));
  });
  return ({ kind, start, end }) => {
    if (!isWideKind(kind)) return false;
    const middle = pointBetween(start, end);
    return grid.nearAlong(start, end).some((index) => {
      const { start: a, end: b } = doors[index];
      const door = pointBetween(a, b);
      const isAside = distance(door, middle) > limits.doorAsideM;
      return isAside && distanceToSegment(door, start, end) < 0.1 && !isAcross([start, end], [a, b]);
    });
  };
}

/** An outline far larger than all that stands and parks in it. */
function emptyOutline(
  { outline, walls = [], columns = [], bays = [] }: Level,
  at: string,
): LocalizedProblem[] {
  const standing = [
    ...walls.flatMap(({ start, end }) => [start, end]),
    ...columns.map(({ center }) => center),
    ...bays.map(({ polygon }) => meanPoint(polygon)),
  ];
  const { fewest, ratio } = limits.filled;
  if (standing.length < fewest) return [];
  const areaOf = (places: readonly Point[]) => {
    const { minX, minY, maxX, maxY } = boundsOf(places);
    return (maxX - minX) * (maxY - minY);
  };
  const percent = (100 * areaOf(standing)) / areaOf(outline);
  return percent < 100 * ratio
    ? [fault(at, say('outline-hardly-filled', { percent: percent.toFixed(0) }))]
    : [];
}

/** A wall that holds soil or a blast and is not cast or too thin, or one thicker than its material is built. */
function wallFault({
  kind,
  bottomM,
  material,
  thicknessM,
  start,
  end,
}: NonNullable<Level['walls']>[number]): Phrase | undefined {
  const row = wallMaterial(material);
  const { castThinnestM } = wallKindRow(kind);
  if (castThinnestM !== undefined && (thicknessM < castThinnestM || (row && !row.isCast)))
    return say('wall-carries-nothing', { thickness: thicknessM, thinnest: castThinnestM });
  if (castThinnestM !== undefined && (bottomM ?? 0) >= limits.hangingM)
    return say('wall-hangs', { bottom: bottomM ?? 0 });
  if (row?.thinnestM !== undefined && thicknessM < row.thinnestM)
    return say('wall-too-thin', { thickness: thicknessM, thinnest: row.thinnestM });
  // A pier is as thick as it is long.
  const isPier = distance(start, end) < 2 * thicknessM;
  if (row?.thickestM === undefined || thicknessM <= row.thickestM || isPier) return undefined;
  return say('wall-too-thick', { thickness: thicknessM, thickest: row.thickestM });
}

/** Bays and chargers over a hole in the slab that they stand on. */
function overVoids({ slabOpenings = [], bays, points }: Level, at: string): LocalizedProblem[] {
  const voidsAt = areasAt(slabOpenings);
  const isOver = (place: Point) => voidsAt(place).length > 0;
  return [
    ...each(bays, `${at}.bays`, ({ polygon }) =>
      isOver(meanPoint(polygon)) ? say('over-open-slab') : undefined,
    ),
    ...each(points, `${at}.points`, ({ kind, position }) =>
      pointKindRow(kind).isAtBay && isOver(position) ? say('over-open-slab') : undefined,
    ),
  ];
}

/** Returns whether the leaf of an opening would pass through a column. */
function standsInColumn(level: Level, start: Point, end: Point): boolean {
  // Between the leaves of a wider one a column may stand.
  if (distance(start, end) > limits.leavesM) return false;
  const { minX, minY, maxX, maxY } = boundsOf([start, end]);
  const near = standingGrids(level).columns.near(minX, minY, maxX, maxY);
  return near.some((index) => {
    const column = (level.columns ?? [])[index];
    return [0.3, 0.5, 0.7].every((ratio) => {
      const at: Point = [start[0] + ratio * (end[0] - start[0]), start[1] + ratio * (end[1] - start[1])];
      return columnDistanceM(column, at) < -0.05;
    });
  });
}

/** Returns whether an opening of civil defence is in a wall that could not carry it. */
function isTooThin(level: Level, [start, end]: readonly [Point, Point], kind: OpeningKind): boolean {
  if (!openingKindRow(kind).isCivilDefence) return false;
  const through = wallsNear(level, pointBetween(start, end), 0.1);
  // Between two walls it hangs on what stands at its sides.
  const around = through.length > 0 ? through : [start, end].flatMap((jamb) => wallsNear(level, jamb, 0.1));
  return (
    around.length > 0 &&
    around.every(({ thicknessM, material }) => {
      const row = wallMaterial(material);
      return thicknessM < limits.blastWallM || (row !== undefined && !row.isCast);
    })
  );
}

function distanceFromRing(ring: readonly Point[], place: Point): number {
  return ringContains(ring, place) ? 0 : distanceToRing(ring, place);
}

function isWideKind(kind: OpeningKind): boolean {
  const { isWide, isShutter, isTakenFor = [] } = openingKindRow(kind);
  return isWide === true || isShutter === true || isTakenFor.includes('gap');
}

/** Returns whether two lines run more across than along each other. */
function isAcross([a, b]: readonly [Point, Point], [c, d]: readonly [Point, Point]): boolean {
  const dot = (b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1]);
  return Math.abs(dot) < 0.5 * distance(a, b) * distance(c, d);
}

function pointBetween(a: Point, b: Point): Point {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

/** Bays that no car fits in or reaches: their size, a wall or column in their middle, a room or ramp that they lie in. */
function bayFaults(level: Level, at: string): LocalizedProblem[] {
  const { bays = [], zones = [], columns = [] } = level;
  const rooms = zones.filter(({ kind }) => {
    const { isClosed, isRamp, isLobby, isExcluded } = zoneKindRow(kind);
    return !isExcluded && (isClosed || isRamp || isLobby);
  });
  const roomsAt = areasAt(rooms);
  const standing = standingGrids(level).columns;
  return each(bays, at, ({ polygon }) => {
    const middle = meanPoint(polygon);
    const [x, y] = middle;
    if (roomsAt(middle).length > 0) return say('bay-in-room');
    const isOnColumn = standing
      .near(x - 0.2, y - 0.2, x + 0.2, y + 0.2)
      .some((index) => columnDistanceM(columns[index], middle) < 0.2);
    if (isOnColumn) return say('bay-on-column');
    return bayFault(polygon);
  }).concat(
    baysOnWalls(level, at),
    closedInBays(level, at),
    columnsInBays(level, at),
    baysOnRamps(level, at),
  );
}

function closedInBays(level: Level, at: string): LocalizedProblem[] {
  const closed = walledInBays(level);
  if (closed.length < limits.closedInBays) return [];
  return [
    fault(at, say('bays-walled-in', { count: closed.length, first: level.bays?.[closed[0]].id ?? '' })),
  ];
}

/** Ramps over rows of bays. */
function baysOnRamps({ bays = [], zones = [] }: Level, at: string): LocalizedProblem[] {
  return zones.flatMap(({ id, kind, polygon }) => {
    if (!zoneKindRow(kind).isRamp) return [];
    const count = bays.filter((bay) => ringContains(polygon, meanPoint(bay.polygon))).length;
    return count < limits.baysOnRamp ? [] : [fault(at, say('bays-on-ramp', { count, ramp: id }))];
  });
}

/** Columns well inside bays: one bay is lost to a column now and then, many are drawn about another point. */
function columnsInBays({ bays = [], columns = [] }: Level, at: string): LocalizedProblem[] {
  const grid = new PointGrid(4);
  columns.forEach(({ center: [x, y] }, index) => {
    grid.add(index, x, y);
  });
  const { depthM, fewest, ratio } = limits.inBay;
  const inside = new Set<number>();
  let count = 0;
  for (const { polygon } of bays) {
    const { minX, minY, maxX, maxY } = boundsOf(polygon);
    const found = grid
      .near(minX, minY, maxX, maxY)
      .filter(
        (index) =>
          ringContains(polygon, columns[index].center) &&
          distanceToRing(polygon, columns[index].center) > depthM,
      );
    for (const index of found) inside.add(index);
    if (found.length > 0) count += 1;
  }
  if (inside.size < fewest || inside.size < ratio * columns.length) return [];
  return [fault(at, say('columns-in-bays', { columns: inside.size, bays: count }))];
}

/** Walls through the middle of bays: a few are drawn so, of many one of both was read wrong. */
function baysOnWalls({ bays = [], walls = [] }: Level, at: string): LocalizedProblem[] {
  const grid = new PointGrid(4);
  walls.forEach(({ start, end }, index) => {
    grid.addAlong(index, start, end);
  });
  const found = each(bays, at, ({ polygon }) => {
    const middle = meanPoint(polygon);
    const [x, y] = middle;
    const isOnWall = grid
      .near(x - 0.5, y - 0.5, x + 0.5, y + 0.5)
      .some((index) => distanceToSegment(middle, walls[index].start, walls[index].end) < 0.4);
    return isOnWall ? say('bay-on-wall') : undefined;
  });
  return found.length > Math.max(2, limits.baysOnWallsRatio * bays.length) ? found : [];
}

function bayFault(polygon: readonly Point[]): Phrase | undefined {
  const areaM2 = Math.abs(signedArea(polygon));
  const longestM = Math.max(
    ...polygon.map((corner, index) => distance(corner, polygon[(index + 1) % polygon.length])),
  );
  const { low, high } = limits.bayM2;
  // The area over the longest side: the width of a bay, however it stands.
  const isOdd = areaM2 < low || areaM2 > high || areaM2 / longestM < limits.baySideM;
  return isOdd ? say('bay-of-size', { area: areaM2.toFixed(1), longest: longestM.toFixed(1) }) : undefined;
}

function chargerFaults({ points = [], bays = [] }: Level, at: string): LocalizedProblem[] {
  const chargers = points.filter(({ kind }) => pointKindRow(kind).isAtBay).length;
  if (bays.length === 0 && chargers >= limits.chargersWithoutBays)
    return [fault(`${at}.points`, say('chargers-without-bays', { chargers }))];
  if (bays.length < 10 || chargers <= limits.chargersPerBayRatio * bays.length) return [];
  return [fault(`${at}.points`, say('chargers-more-than-bays', { chargers, bays: bays.length }))];
}

function zoneFault(
  { kind, polygon }: NonNullable<Level['zones']>[number],
  levelM2: number,
): Phrase | undefined {
  const areaM2 = Math.abs(signedArea(polygon));
  const row = zoneKindRow(kind);
  const isOfCore = row.isStair || row.isLiftShaft || row.isLobby || row.isCore;
  const highestM2 = row.isLiftShaft ? limits.liftM2 : row.isStair ? limits.stairM2 : Number.POSITIVE_INFINITY;
  const lowestM2 = row.isRamp ? limits.rampM2 : limits.zoneM2;
  const isOdd =
    areaM2 < lowestM2 ||
    areaM2 > highestM2 ||
    (isOfCore && areaM2 > Math.max(limits.coreM2, limits.coreRatio * levelM2));
  return isOdd ? say('zone-of-size', { area: areaM2.toFixed(1) }) : undefined;
}

/** Says of areas that no verdict counts how many cars park in them. */
function uncountedBays({
  bays = [],
}: Level): (zone: NonNullable<Level['zones']>[number]) => Phrase | undefined {
  const middles = bays.map(({ polygon }) => meanPoint(polygon));
  const grid = new PointGrid(8);
  middles.forEach(([x, y], index) => {
    grid.add(index, x, y);
  });
  return ({ kind, polygon }) => {
    if (!zoneKindRow(kind).isExcluded) return undefined;
    const { minX, minY, maxX, maxY } = boundsOf(polygon);
    const count = grid
      .near(minX, minY, maxX, maxY)
      .filter((index) => ringContains(polygon, middles[index])).length;
    return count < limits.uncountedBays ? undefined : say('bays-uncounted', { count });
  };
}

/** A room that is two rooms at once. */
function zoneOnAnother(
  { kind, polygon }: NonNullable<Level['zones']>[number],
  index: number,
  zones: NonNullable<Level['zones']>,
  zonesAt: (place: Point) => number[],
): Phrase | undefined {
  const { isExcluded, isOpenFloor } = zoneKindRow(kind);
  if (isExcluded || isOpenFloor) return undefined;
  const { isRoom, isCore, isLobby } = zoneKindRow(kind);
  const isPlant = isRoom && !isCore && !isLobby;
  const before = zonesAt(meanPoint(polygon)).filter((other) => other < index);
  const twin = before
    .map((other) => zones[other])
    .find((other) => {
      const row = zoneKindRow(other.kind);
      if (row.isExcluded || row.isOpenFloor) return false;
      const isWhereCableRoomIs = (row.isStair || row.isLiftShaft || row.isRamp) && isPlant;
      return isWhereCableRoomIs || isAlike(polygon, other.polygon, 0.1);
    });
  return twin ? say('zone-on-another', { zone: twin.id }) : undefined;
}

/** Two lines with one label that are not one line: an axis is found by its label. */
function axisFaults(axes: NonNullable<Level['axes']>, at: string): LocalizedProblem[] {
  return each(axes, at, ({ label, start, end }, index) => {
    const other = axes.slice(0, index).find((before) => before.label === label);
    if (!other) return undefined;
    const isOneLine = [start, end].every((place) => offLineM(place, other.start, other.end) < limits.axisM);
    return isOneLine ? undefined : say('axis-twice', { label });
  });
}

/** Columns of which most stand on no axis of the grid that is drawn with them: one of both was read about another point. */
function columnsOffAxes({ axes = [], columns = [] }: Level, at: string): LocalizedProblem[] {
  const { apartM, ratio, fewestColumns, fewestAxes } = limits.offAxes;
  if (axes.length < fewestAxes || columns.length < fewestColumns) return [];
  const off = columns.filter(({ center }) =>
    axes.every(({ start, end }) => offLineM(center, start, end) > apartM),
  ).length;
  return off < ratio * columns.length ? [] : [fault(at, say('columns-off-axes', { columns: off }))];
}

/** Axes numbered one after the other of which one or two lie elsewhere in the row. */
function axesOutOfOrder(axes: NonNullable<Level['axes']>, at: string): LocalizedProblem[] {
  const { fewest, oddCount, parallelRatio } = limits.orderedAxes;
  const numbered = axes.flatMap(({ label, start, end }, index) =>
    /^\d{1,3}$/.test(label) && distance(start, end) > 1 ? [{ index, number: Number(label), start, end }] : [],
  );
  const [first] = numbered;
  if (!first || new Set(numbered.map(({ number }) => number)).size < numbered.length) return [];
  const lengthM = distance(first.start, first.end);
  const [alongX, alongY] = [
    (first.end[0] - first.start[0]) / lengthM,
    (first.end[1] - first.start[1]) / lengthM,
  ];
  const row = numbered
    .filter(({ start, end }) => {
      const acrossM = alongX * (end[1] - start[1]) - alongY * (end[0] - start[0]);
      return Math.abs(acrossM) < parallelRatio * distance(start, end);
    })
    .sort((a, b) => a.number - b.number)
    .map(({ index, number, start }) => ({ index, number, asideM: alongX * start[1] - alongY * start[0] }));
  if (row.length < fewest) return [];
  const chains = [1, -1].map((sign) => longestRun(row.map(({ asideM }) => sign * asideM)));
  const inOrder = chains[0].size >= chains[1].size ? chains[0] : chains[1];
  const odd = row.filter((_, place) => !inOrder.has(place));
  if (odd.length === 0 || odd.length > oddCount) return [];
  return odd.map(({ index, number }) =>
    fault(`${at}[${index}]`, say('axis-out-of-order', { label: String(number) })),
  );
}

/** Places of the longest run of values that rise, others between them left out. */
function longestRun(values: readonly number[]): Set<number> {
  const before: number[] = [];
  const lengths: number[] = [];
  values.forEach((value, place) => {
    const best = values
      .slice(0, place)
      .reduce((top, other, at) => (other < value && lengths[at] > (lengths[top] ?? 0) ? at : top), -1);
    before.push(best);
    lengths.push((lengths[best] ?? 0) + 1);
  });
  let place = lengths.indexOf(Math.max(...lengths));
  const run = new Set<number>();
  while (place >= 0) {
    run.add(place);
    place = before[place];
  }
  return run;
}

/** Gates away from every ramp and entrance of a level that has some. */
function gateFaults({ points, zones = [] }: Level, at: string): LocalizedProblem[] {
  const exits = zones.filter(({ kind }) => zoneKindRow(kind).isExit || zoneKindRow(kind).isRamp);
  if (exits.length === 0) return [];
  return each(points, at, ({ kind, position }) =>
    pointKindRow(kind).isEntrance &&
    exits.every(
      ({ polygon }) =>
        !ringContains(polygon, position) && distanceToRing(polygon, position) > limits.gateAsideM,
    )
      ? say('gate-without-ramp')
      : undefined,
  );
}

/** Facilities whose names state a height under their floor or over the ceiling. */
function statedHeights({ facilities, elevationM, clearHeightM }: Level, at: string): LocalizedProblem[] {
  return each(facilities, at, ({ name = '' }) => {
    const stated = /标高\s*([-−+]?\d+\.\d+)/.exec(name)?.[1].replace('−', '-');
    if (stated === undefined) return undefined;
    const heightM = Number(stated);
    // Heights without a sign are over the floor.
    const overFloorM = /^[-+]/.test(stated) ? heightM - elevationM : heightM;
    return overFloorM < -limits.stated.underM || overFloorM > clearHeightM + limits.stated.overM
      ? say('height-of-another-level', { stated, over: overFloorM.toFixed(1) })
      : undefined;
  });
}

function offLineM([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const lengthM = Math.hypot(bx - ax, by - ay);
  return lengthM === 0 ? 0 : Math.abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / lengthM;
}

/** Longer paths are looked at in their corners alone. */
const maxPathM = 20_000;

/** Places along a path, half a metre apart. */
function alongPath(path: readonly Point[]): Point[] {
  if (pathLengthM(path) > maxPathM) return [...path];
  return path.slice(1).flatMap((end, index) => {
    const start = path[index];
    const steps = Math.ceil(2 * distance(start, end)) + 1;
    return Array.from(
      { length: steps + 1 },
      (_, step): Point => [
        start[0] + (step / steps) * (end[0] - start[0]),
        start[1] + (step / steps) * (end[1] - start[1]),
      ],
    );
  });
}

/** Returns whether nothing that stands is near a place, nor any room around it. */
function isOnOpenFloor(level: Level, place: Point, roomsAt: (place: Point) => number[]): boolean {
  const { columns = [] } = level;
  const reachM = limits.shaftAsideM;
  const [x, y] = place;
  const isAtColumn = standingGrids(level)
    .columns.near(x - reachM, y - reachM, x + reachM, y + reachM)
    .some((index) => columnDistanceM(columns[index], place) < reachM);
  return !isAtColumn && roomsAt(place).length === 0 && wallsNear(level, place, reachM).length === 0;
}

function facilityFaults(level: Level, at: string): LocalizedProblem[] {
  const { outline, zones = [], bays = [] } = level;
  const stairs = zones.filter(({ kind }) => zoneKindRow(kind).isStair || zoneKindRow(kind).isLiftShaft);
  const ways = [...zones.filter(({ kind }) => zoneKindRow(kind).isRamp), ...bays];
  const stairsAt = areasAt(stairs);
  const drivenAt = areasAt(ways);
  const roomsAt = areasAt(zones.filter(({ kind }) => !zoneKindRow(kind).isOpenFloor));
  return each(level.facilities, `${at}.facilities`, ({ kind, position, path = [] }) => {
    const places = position ? [position, ...path] : path;
    const isOff = places.some(
      (place) => !isOnFloor(level, place) && distanceToRing(outline, place) > limits.facilityAsideM,
    );
    if (isOff) return say('off-the-floor');
    const { isSleeve, isTray, isShaft, isSourceSite } = facilityKindRow(kind);
    if (position && stairsAt(position).length > 0) return say('in-stair-or-lift');
    if (isTray && alongPath(path).some((place) => stairsAt(place).length > 0)) return say('in-stair-or-lift');
    if (position && (isShaft || isSourceSite) && drivenAt(position).length > 0)
      return say('facility-where-cars-are');
    if (position && isShaft && isOnOpenFloor(level, position, roomsAt)) return say('shaft-on-open-floor');
    if (!isSleeve) return undefined;
    const isAtWall = places.some((place) => wallsNear(level, place, limits.sleeveAsideM).length > 0);
    return isAtWall ? undefined : say('sleeve-in-no-wall');
  });
}
