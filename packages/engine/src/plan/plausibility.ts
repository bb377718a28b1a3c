import {
  boundsOf,
  dbToRatio,
  degToRad,
  distance,
  distanceToRing,
  distanceToSegment,
  type LocalizedProblem,
  lineIntersection,
  meanPoint,
  type Phrase,
  type Point,
  PointGrid,
  ringContains,
  say,
  signedArea,
} from '../core/index.ts';
import { type AntennaCuts, antennaType, radiatesAlongPath } from './antenna-types.ts';
import { bands } from './bands.ts';
import { zoneKindRow } from './floor-kinds.ts';
import { columnDistanceM, isOnFloor } from './level-floor.ts';
import { planProfile } from './plan-profile.ts';
import { pointKindRow } from './point-kinds.ts';
import type { Antenna, Carrier, Level, Plan } from './schema.ts';

/**
 * A plan that no building or radio system could be makes its verdict undecidable from these limits on, until a person accepts it by
 * name: physics and building practice, with room for what is unusual.
 */
const limits = {
  /** People and cars pass under it; halls are no garages. */
  clearHeightM: { low: 1.9, high: 12 },
  /** Fraction of the floor that is looked at. */
  countedRatio: 0.1,
  /** Fraction of the smaller of two levels that lies over the other, where the one's clear height reaches into the other. */
  overlapRatio: 0.1,
  /** Bays whose middle lies in another bay: their number, and the fraction of all. */
  bays: { fewest: 3, ratio: 0.03 },
  /** Length of walls that run along another one in it, m, and the fraction of all. */
  walls: { fewestM: 20, ratio: 0.1 },
  /** Fraction of the floor that columns cover, the side of one, m, and so many with two others nearer than a car is wide, m. */
  columns: { ratio: 0.2, sideM: 4, dense: 10, denseM: 1.6 },
  /** Things on a wall are drawn no deeper in it, m. */
  insideM: 0.08,
  /** Ways in from outside begin no farther from the edge of the floor, m. */
  entranceM: 6,
  /** Shutters and gates are no wider, m. */
  openingM: 30,
  /** So many chargers, gates and payment points lie off the floor, and the distance from it, m. */
  pointAsideM: { entrance: 30, other: 10 },
  /** Energy that an antenna radiates over that which it gets. */
  energyRatio: 1.25,
  /** Power of a port, dBm: a radio unit of 10 W without a network. Too little passes no test by itself. */
  portPowerDbm: 40,
  /** Antennas with a carrier in common at one place, m. */
  togetherM: 0.1,
  /** Heights of antennas over the floor, m. */
  antennaHeightM: 1,
  /** Widest channel of each technology's carriers, MHz. */
  bandwidthMhz: 100,
  /** Ratio of the locations, and the chance: what no acceptance test demands. */
  requiredRatio: 0.5,
} as const;

/** Everything that can be implausible of a plan, in the order in which it is reported. A person accepts it by its name. */
export const plausibilityCodes = [
  ...([
    'levels-overlap',
    'clear-height-unusual',
    'floor-uncounted',
    'bays-overlap',
    'walls-repeated',
  ] as const),
  ...(['columns-crowded', 'openings-unusual', 'points-off-floor', 'antennas-misplaced'] as const),
  ...(['antennas-repeated', 'antenna-energy', 'port-powers-unusual', 'carriers-unusual'] as const),
  ...(['carriers-misplaced', 'phones-above-ceiling'] as const),
  ...(['materials-unusual', 'requirements-unusual'] as const),
] as const;

/** A doubt, and the level that it is of. */
export interface PlausibilityDoubt {
  said: Phrase;
  level?: string;
}

/** Parts of a plan that nobody could build or radiate, whoever made it. */
export function plausibilityDoubts(plan: Plan): PlausibilityDoubt[] {
  return [
    ...overlappingLevels(plan.levels),
    ...plan.levels.flatMap((level) => levelDoubts(level).map((said) => ({ said, level: level.id }))),
    ...[...antennaDoubts(plan), ...carrierDoubts(plan), ...requirementDoubts(plan)].map((said) => ({ said })),
  ];
}

const known = new WeakMap<Level, Phrase[]>();

/** Doubts on one level, found once. */
function levelDoubts(level: Level): Phrase[] {
  const before = known.get(level);
  if (before) return before;
  const doubts = [
    clearHeightDoubt(level),
    uncountedDoubt(level),
    baysDoubt(level),
    wallsDoubt(level),
    columnsDoubt(level),
    openingsDoubt(level),
    pointsDoubt(level),
  ].filter((doubt) => doubt !== undefined);
  known.set(level, doubts);
  return doubts;
}

/** Names up to so many. */
const maxNamed = 8;

function named(ids: readonly string[]): string {
  return [...ids.slice(0, maxNamed), ...(ids.length > maxNamed ? ['…'] : [])].join(', ');
}

/** Places of a square grid over a ring that lie in it, at most so many across. */
function samplesIn(ring: readonly Point[], across = 40): Point[] {
  const { minX, minY, maxX, maxY } = boundsOf(ring);
  const stepM = Math.max(maxX - minX, maxY - minY) / across;
  const found: Point[] = [];
  for (let x = minX + stepM / 2; x < maxX; x += stepM) {
    for (let y = minY + stepM / 2; y < maxY; y += stepM) if (ringContains(ring, [x, y])) found.push([x, y]);
  }
  return found;
}

/** Two levels of which one stands in the clear height of the other. */
function overlappingLevels(levels: readonly Level[]): PlausibilityDoubt[] {
  return levels.flatMap((level, index) =>
    levels.slice(index + 1).flatMap((other): PlausibilityDoubt[] => {
      const [low, high] = level.elevationM <= other.elevationM ? [level, other] : [other, level];
      const apartM = high.elevationM - low.elevationM;
      const { slabThicknessM = 0 } = high;
      // A slab as thick as its storey is high leaves no room under it.
      if (apartM >= low.clearHeightM && slabThicknessM < apartM - limits.clearHeightM.low) return [];
      const [small, large] =
        Math.abs(signedArea(low.outline)) < Math.abs(signedArea(high.outline)) ? [low, high] : [high, low];
      const samples = samplesIn(small.outline, 24);
      const over = samples.filter((place) => isOnFloor(small, place) && isOnFloor(large, place));
      if (over.length <= limits.overlapRatio * samples.length) return [];
      const clear = low.clearHeightM;
      return [
        {
          said: say('levels-overlap', { level: low.id, other: high.id, apart: apartM.toFixed(2), clear }),
          level: low.id,
        },
      ];
    }),
  );
}

function clearHeightDoubt({ id: level, clearHeightM: height }: Level): Phrase | undefined {
  const { low, high } = limits.clearHeightM;
  return height < low || height > high ? say('clear-height-unusual', { level, height }) : undefined;
}

/** Floor of which next to nothing is looked at: a verdict on it says nothing. */
function uncountedDoubt(level: Level): Phrase | undefined {
  const { outline, zones = [] } = level;
  const closed = zones.filter(({ kind }) => {
    const { isClosed, isRamp } = zoneKindRow(kind);
    return isClosed || isRamp;
  });
  const samples = samplesIn(outline);
  const counted = samples.filter(
    (place) => isOnFloor(level, place) && !closed.some(({ polygon }) => ringContains(polygon, place)),
  );
  if (counted.length >= limits.countedRatio * samples.length) return undefined;
  const percent = samples.length === 0 ? 0 : Math.round((100 * counted.length) / samples.length);
  return say('floor-uncounted', { level: level.id, percent });
}

/** Bays of a level that are looked at, the first ones. */
const maxBays = 5000;

/** Bays whose middle lies in another one. */
function baysOnOthers({ bays: all = [] }: Level): NonNullable<Level['bays']> {
  const bays = all.slice(0, maxBays);
  const grid = new PointGrid(6);
  bays.forEach(({ polygon }, index) => {
    const { minX, minY, maxX, maxY } = boundsOf(polygon);
    grid.add(index, minX, minY, maxX, maxY);
  });
  return bays.filter(({ polygon }, index) => {
    const [x, y] = meanPoint(polygon);
    const near = grid.near(x, y, x, y);
    return near.some((other) => other !== index && ringContains(bays[other].polygon, [x, y]));
  });
}

function baysDoubt(whole: Level): Phrase | undefined {
  const { id: level, bays = [], slabOpenings = [] } = whole;
  const onAir = bays.filter(({ polygon }) =>
    slabOpenings.some((hole) => ringContains(hole.polygon, meanPoint(polygon))),
  );
  const inOthers = [...baysOnOthers(whole), ...onAir];
  const { fewest, ratio } = limits.bays;
  if (inOthers.length < fewest || inOthers.length <= ratio * bays.length) return undefined;
  return say('bays-overlap', { level, count: inOthers.length, found: bays.length });
}

/** Walls that run along another one inside it for all of their length; of two that are the same the later one. */
function repeatedWalls({ walls = [] }: Level): NonNullable<Level['walls']> {
  const grid = new PointGrid(4);
  walls.forEach(({ start, end }, index) => {
    grid.addAlong(index, start, end);
  });
  return walls.filter(({ start, end, thicknessM }, index) => {
    if (distance(start, end) < 0.5) return false;
    const middle: Point = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
    return grid.nearAlong(start, end).some((other) => {
      if (other >= index) return false;
      const { start: a, end: b, thicknessM: thick } = walls[other];
      const asideM = Math.min(thick, thicknessM) / 4;
      return [start, middle, end].every((place) => distanceToSegment(place, a, b) <= asideM);
    });
  });
}

function wallsDoubt(whole: Level): Phrase | undefined {
  const { id: level, walls = [] } = whole;
  const lengthM = (list: readonly { start: Point; end: Point }[]) =>
    list.reduce((sum, { start, end }) => sum + distance(start, end), 0);
  const [wallsM, repeatedM] = [lengthM(walls), lengthM(repeatedWalls(whole))];
  const { fewestM, ratio } = limits.walls;
  if (repeatedM < fewestM || repeatedM <= ratio * wallsM) return undefined;
  return say('walls-repeated', { level, repeated: repeatedM.toFixed(0), walls: wallsM.toFixed(0) });
}

/** Columns of a level that are looked at for rows of them, the first ones. */
const maxColumns = 10_000;

function columnsDoubt({ id: level, columns = [], outline }: Level): Phrase | undefined {
  const floorM2 = Math.abs(signedArea(outline));
  const sideOf = ({ sizeM, radiusM = 0 }: (typeof columns)[number]) =>
    sizeM ? Math.max(...sizeM) : 2 * radiusM;
  const coveredM2 = columns.reduce(
    (sum, { sizeM, radiusM = 0 }) => sum + (sizeM ? sizeM[0] * sizeM[1] : Math.PI * radiusM * radiusM),
    0,
  );
  const wide = columns.filter((column) => sideOf(column) > limits.columns.sideM);
  const grid = new PointGrid(2);
  columns.forEach(({ center: [x, y] }, index) => {
    grid.add(index, x, y);
  });
  // Two may stand at a joint; rows of them are a wall, or nonsense.
  const dense = columns.slice(0, maxColumns).filter(({ center: [x, y] }) => {
    const { denseM } = limits.columns;
    const near = grid.near(x - denseM, y - denseM, x + denseM, y + denseM);
    return near.filter((other) => distance(columns[other].center, [x, y]) < denseM).length > 2;
  });
  const { dense: few, ratio } = limits.columns;
  if (coveredM2 <= ratio * floorM2 && wide.length === 0 && dense.length < few) return undefined;
  const percent = Math.round((100 * coveredM2) / floorM2);
  return say('columns-crowded', { level, percent, wide: wide.length, dense: dense.length });
}

function openingsDoubt({ id: level, openings = [] }: Level): Phrase | undefined {
  const middle = ({ start, end }: (typeof openings)[number]): Point => [
    (start[0] + end[0]) / 2,
    (start[1] + end[1]) / 2,
  ];
  const grid = new PointGrid(4);
  openings.forEach((opening, index) => {
    grid.add(index, ...middle(opening));
  });
  const odd = openings.filter((opening, index) => {
    const widthM = distance(opening.start, opening.end);
    if (widthM > limits.openingM) return true;
    const [x, y] = middle(opening);
    // A passage with its shutter is two openings at one place; two of a kind are one too many.
    return grid.near(x, y, x, y).some((other) => {
      const { kind, start, end } = openings[other];
      if (other >= index || kind !== opening.kind) return false;
      return (
        distance(middle(openings[other]), [x, y]) < 0.05 && Math.abs(distance(start, end) - widthM) < 0.1
      );
    });
  });
  return odd.length === 0
    ? undefined
    : say('openings-unusual', { level, list: named(odd.map(({ id }) => id)) });
}

/** Points where codes are scanned, far from any floor. */
function pointsDoubt(level: Level): Phrase | undefined {
  const { minX, minY, maxX, maxY } = boundsOf(level.outline);
  const { pointAsideM } = limits;
  const far = (level.points ?? []).filter(({ kind, position: [x, y] }) => {
    if (isOnFloor(level, [x, y])) return false;
    const asideM = Math.max(minX - x, x - maxX, minY - y, y - maxY);
    return asideM > (pointKindRow(kind).isEntrance ? pointAsideM.entrance : pointAsideM.other);
  });
  if (far.length === 0) return undefined;
  return say('points-off-floor', { level: level.id, list: named(far.map(({ id }) => id)) });
}

function antennaDoubts(plan: Plan): Phrase[] {
  const { antennas, levels } = plan;
  const levelOf = new Map(levels.map((level) => [level.id, level]));
  const misplaced = antennas.filter((antenna) => {
    const level = levelOf.get(antenna.level);
    return level !== undefined && isMisplaced(antenna, level);
  });
  const ids = (list: readonly Antenna[]) => named(list.map(({ id }) => id));
  const repeated = repeatedAntennas(antennas);
  const strong = antennas.filter((antenna) => energyRatio(antenna, plan) > limits.energyRatio);
  const maxDbm = limits.portPowerDbm;
  const powers = antennas.filter(({ portPowerDbm = {} }) =>
    Object.values(portPowerDbm).some((powerDbm) => powerDbm > maxDbm),
  );
  return [
    ...(misplaced.length > 0 ? [say('antennas-misplaced', { list: ids(misplaced) })] : []),
    ...(repeated.length > 0 ? [say('antennas-repeated', { list: ids(repeated) })] : []),
    ...(strong.length > 0 ? [say('antenna-energy', { list: ids(strong) })] : []),
    ...(powers.length > 0 ? [say('port-powers-unusual', { list: ids(powers), most: maxDbm })] : []),
  ];
}

/** So far inside a column is no slip of who drew it, metres. */
const insideColumnM = 0.05;

/** Off the floor, above the ceiling, among the feet of people, or inside a column or wall. */
function isMisplaced(antenna: Antenna, level: Level): boolean {
  const { position, heightM } = antenna;
  if (heightM > level.clearHeightM + 0.01 || heightM < limits.antennaHeightM) return true;
  if (radiatesAlongPath(antenna)) return (antenna.path ?? []).some((place) => !isOnFloor(level, place));
  if (!isOnFloor(level, position)) return true;
  if (isInWall(level, position)) return true;
  const near = standingGrids(level).columns.near(position[0], position[1], position[0], position[1]);
  return near.some((index) => columnDistanceM((level.columns ?? [])[index], position) < -insideColumnM);
}

/** Walls and columns of a level by where they stand: a plan may have 20,000 antennas among 100,000 of them. */
export interface StandingGrids {
  walls: PointGrid;
  columns: PointGrid;
}

const grids = new WeakMap<Level, StandingGrids>();

/** The grids of a level, made once. */
export function standingGrids(level: Level): StandingGrids {
  const before = grids.get(level);
  if (before) return before;
  const found: StandingGrids = { walls: new PointGrid(4), columns: new PointGrid(4) };
  level.walls?.forEach(({ start, end, thicknessM }, index) => {
    found.walls.addAlong(index, start, end, thicknessM / 2);
  });
  level.columns?.forEach(({ center: [x, y], sizeM, radiusM = 0 }, index) => {
    const reachM = sizeM ? Math.hypot(...sizeM) / 2 : radiusM;
    found.columns.add(index, x - reachM, y - reachM, x + reachM, y + reachM);
  });
  grids.set(level, found);
  return found;
}

/** Walls of which a face is no farther from a place. */
export function wallsNear(level: Level, [x, y]: Point, reachM: number): NonNullable<Level['walls']> {
  const { walls = [] } = level;
  const near = standingGrids(level).walls.near(x - reachM, y - reachM, x + reachM, y + reachM);
  return near
    .map((index) => walls[index])
    .filter(({ start, end, thicknessM }) => distanceToSegment([x, y], start, end) < thicknessM / 2 + reachM);
}

/** Well inside a wall, not at its face. */
function isInWall(level: Level, place: Point): boolean {
  const { walls = [] } = level;
  return standingGrids(level)
    .walls.near(place[0], place[1], place[0], place[1])
    .some((index) => {
      const { start, end, thicknessM } = walls[index];
      return distanceToSegment(place, start, end) < thicknessM / 2 - limits.insideM;
    });
}

/** Antennas that hang where another one of their type, direction and a carrier of theirs hangs. */
function repeatedAntennas(antennas: readonly Antenna[]): Antenna[] {
  const hasCommonCarrier = (a: Antenna, b: Antenna) =>
    a.carriers.some((id) => id === '*' || b.carriers.includes(id)) || b.carriers.includes('*');
  const grid = new PointGrid(1);
  const { togetherM } = limits;
  return antennas.filter((antenna, index) => {
    const [x, y] = antenna.position;
    const near = grid.near(x - togetherM, y - togetherM, x + togetherM, y + togetherM);
    grid.add(index, x, y);
    return near.slice(0, maxTogether).some((before) => {
      const other = antennas[before];
      if (other.level !== antenna.level || other.type !== antenna.type) return false;
      if (distance(other.position, antenna.position) > togetherM) return false;
      if (Math.abs(other.heightM - antenna.heightM) > togetherM) return false;
      const turnDeg = Math.abs((other.azimuthDeg ?? 0) - (antenna.azimuthDeg ?? 0)) % 360;
      return Math.min(turnDeg, 360 - turnDeg) < 10 && hasCommonCarrier(other, antenna);
    });
  });
}

/** Antennas within a square metre that are looked at, the first ones. */
const maxTogether = 200;

const ratios = new Map<string, number>();

/** Energy over all directions against what an antenna is fed: 1 or less for whatever can be built. */
function energyRatio({ type, pattern }: Antenna, { antennaTypes }: Plan): number {
  const { pattern: ofType } = antennaType(type, antennaTypes);
  if (ofType.formula === 'cuts') {
    return Math.max(0, ...ofType.bands.map((band) => cutsEnergy(band)));
  }
  if (ofType.formula !== 'sector') return 0;
  const values = { ...ofType.values, ...pattern };
  const key = JSON.stringify(values);
  const before = ratios.get(key);
  if (before !== undefined) return before;
  const found = overSphere((azimuthDeg, elevationDeg) => {
    const across = Math.min(12 * (azimuthDeg / values.horizontalBeamwidthDeg) ** 2, values.frontToBackDb);
    const down = Math.min(12 * (elevationDeg / values.verticalBeamwidthDeg) ** 2, values.frontToBackDb);
    return values.gainDbi - Math.min(across + down, values.frontToBackDb);
  });
  ratios.set(key, found);
  return found;
}

const cutRatios = new WeakMap<AntennaCuts, number>();

/** Energy of measured cuts, found once for all antennas of their type. */
function cutsEnergy(band: AntennaCuts): number {
  const before = cutRatios.get(band);
  if (before !== undefined) return before;
  const at = (cut: readonly number[], angleDeg: number) => {
    const turn = ((angleDeg % 360) + 360) % 360;
    return cut[Math.round((turn / 360) * cut.length) % cut.length];
  };
  const found = overSphere(
    (azimuthDeg, elevationDeg) =>
      band.gainDbi - at(band.horizontalLossDb, azimuthDeg) - at(band.verticalLossDb, -elevationDeg),
  );
  cutRatios.set(band, found);
  return found;
}

/** Mean gain over all directions, as a ratio: 5° apart. */
function overSphere(gainDb: (azimuthDeg: number, elevationDeg: number) => number): number {
  const stepDeg = 5;
  let sum = 0;
  let weight = 0;
  for (let elevationDeg = -90 + stepDeg / 2; elevationDeg < 90; elevationDeg += stepDeg) {
    const solidRatio = Math.cos(degToRad(elevationDeg));
    for (let azimuthDeg = -180 + stepDeg / 2; azimuthDeg < 180; azimuthDeg += stepDeg) {
      sum += solidRatio * dbToRatio(gainDb(azimuthDeg, elevationDeg));
      weight += solidRatio;
    }
  }
  return sum / weight;
}

/** Carriers in the half of a band where phones send, and of two that build apart those on one frequency. */
function misplacedCarriers(carriers: readonly Carrier[]): Carrier[] {
  const isIn = (mhz: number, range: readonly [number, number] | undefined) =>
    range !== undefined && mhz >= range[0] && mhz <= range[1];
  const buildTogether = (a: Carrier, b: Carrier) =>
    a.operator === b.operator ||
    bands.some(({ licensed = [] }) =>
      licensed.some(({ operators }) => operators.includes(a.operator) && operators.includes(b.operator)),
    );
  return carriers.filter((carrier, index) => {
    const { frequencyMhz: mhz, bandwidthMhz } = carrier;
    const isDownlink = bands.some(({ downlinkMhz }) => isIn(mhz, downlinkMhz));
    const isUplink = !isDownlink && bands.some(({ uplinkMhz }) => isIn(mhz, uplinkMhz));
    const isTaken = carriers.slice(0, index).some((other) => {
      const apartMhz = Math.abs(other.frequencyMhz - mhz);
      const narrowMhz = Math.min(other.bandwidthMhz, bandwidthMhz);
      const sharedMhz = (other.bandwidthMhz + bandwidthMhz) / 2 - apartMhz;
      return !buildTogether(other, carrier) && sharedMhz > narrowMhz / 2;
    });
    return isUplink || isTaken;
  });
}

/** Returns whether a thicker one of a material's parts is said to lose less. */
function losesLessThicker(
  rows: readonly { thicknessM: number; lossDb: Readonly<Record<string, number>> }[],
): boolean {
  const sorted = [...rows].sort((a, b) => a.thicknessM - b.thicknessM);
  return sorted.some((row, index) =>
    Object.entries(row.lossDb).some(
      ([mhz, thickerDb]) => index > 0 && thickerDb < (sorted[index - 1].lossDb[mhz] ?? 0),
    ),
  );
}

function carrierDoubts({ carriers, materials = {} }: Plan): Phrase[] {
  const odd = carriers.filter(
    ({ bandwidthMhz, portPowerDbm, frequencyMhz }: Carrier) =>
      bandwidthMhz > limits.bandwidthMhz ||
      bandwidthMhz > frequencyMhz / 10 ||
      portPowerDbm > limits.portPowerDbm,
  );
  const misplaced = misplacedCarriers(carriers);
  // A wall or slab of nothing, or one that a hundred decibels do not pass: units or a slip of the pen.
  const unusual = Object.entries(materials).filter(([, { lossDb, byThickness = [] }]) => {
    const losses = Object.values(lossDb);
    const isOdd = losses.length === 0 || losses.some((eachDb) => eachDb === 0 || eachDb > 100);
    return isOdd || losesLessThicker(byThickness);
  });
  return [
    ...(misplaced.length > 0
      ? [say('carriers-misplaced', { list: named(misplaced.map(({ id }) => id)) })]
      : []),
    ...(odd.length > 0 ? [say('carriers-unusual', { list: named(odd.map(({ id }) => id)) })] : []),
    ...(unusual.length > 0 ? [say('materials-unusual', { list: named(unusual.map(([id]) => id)) })] : []),
  ];
}

function requirementDoubts(plan: Plan): Phrase[] {
  const { coverageRatio, confidence } = plan.requirements;
  const { phoneHeightM: height } = planProfile(plan);
  const clear = Math.min(...plan.levels.map(({ clearHeightM }) => clearHeightM));
  const isAsked = coverageRatio >= limits.requiredRatio && confidence >= limits.requiredRatio;
  return [
    ...(isAsked ? [] : [say('requirements-unusual', { coverage: coverageRatio, confidence })]),
    ...(height > clear ? [say('phones-above-ceiling', { height, clear })] : []),
  ];
}

/** A thing that could not be built or is not, with its path. */
export function fault(at: string, found: Phrase): LocalizedProblem {
  return { at, found, expected: say('plausible-thing') };
}

/** The faults of a list, each with its path. */
export function each<Item>(
  items: readonly Item[] | undefined,
  at: string,
  faultOf: (item: Item, index: number) => Phrase | undefined,
): LocalizedProblem[] {
  return (items ?? []).flatMap((item, index) => {
    const found = faultOf(item, index);
    return found ? [fault(`${at}[${index}]`, found)] : [];
  });
}

/** Finds, in a grid, which of some areas hold a place: their numbers. */
export function areasAt(areas: readonly { polygon: readonly Point[] }[]): (place: Point) => number[] {
  const grid = new PointGrid(40);
  areas.forEach(({ polygon }, index) => {
    const { minX, minY, maxX, maxY } = boundsOf(polygon);
    grid.add(index, minX, minY, maxX, maxY);
  });
  return (place) =>
    grid
      .near(place[0], place[1], place[0], place[1])
      .filter((index) => ringContains(areas[index].polygon, place));
}

/** Single things of a level that are likely mistakes: each with its path. */
export function plausibilityWarnings(level: Level, at: string): LocalizedProblem[] {
  const { walls = [], bays = [], zones = [], compartments = [], points = [] } = level;
  const repeated = new Set(repeatedWalls(level));
  const onOthers = new Set(baysOnOthers(level));
  const stairs = zones.filter(({ kind }) => zoneKindRow(kind).isStair || zoneKindRow(kind).isLiftShaft);
  const stairsAt = areasAt(stairs);
  const isInStair = (place: Point) => stairsAt(place).length > 0;
  const isOff = (ring: readonly Point[]) =>
    ![meanPoint(ring), ...ring].some((corner) => isOnFloor(level, corner));
  return [
    ...each(walls, `${at}.walls`, (wall) => {
      if (distance(wall.start, wall.end) < 1e-3) return say('wall-without-length');
      return repeated.has(wall) ? say('wall-in-another') : undefined;
    }),
    ...each(bays, `${at}.bays`, (bay) => {
      if (crossesItself(bay.polygon)) return say('ring-crosses-itself');
      if (onOthers.has(bay)) return say('bay-on-another');
      if (isOff(bay.polygon)) return say('off-the-floor');
      return isInStair(meanPoint(bay.polygon)) ? say('in-stair-or-lift') : undefined;
    }),
    ...each(zones, `${at}.zones`, ({ kind, polygon }) => {
      if (crossesItself(polygon)) return say('ring-crosses-itself');
      const { isExit, isRamp } = zoneKindRow(kind);
      if (!isExit) return isOff(polygon) ? say('off-the-floor') : undefined;
      return !isRamp && isFarInside(level, polygon) ? say('entrance-far-inside') : undefined;
    }),
    ...each(compartments, `${at}.compartments`, (compartment) => {
      if (crossesItself(compartment.polygon)) return say('ring-crosses-itself');
      const before = compartments.slice(0, compartments.indexOf(compartment));
      const isTwice = before.some(
        ({ kind, polygon }) => kind === compartment.kind && isAlike(polygon, compartment.polygon),
      );
      return isTwice ? say('compartment-twice') : undefined;
    }),
    // Chargers are drawn on the lines of walls.
    ...each(points, `${at}.points`, ({ position }) =>
      isInStair(position) ? say('in-stair-or-lift') : undefined,
    ),
    ...(level.source && level.source.metresPerUnit > 1
      ? [
          {
            at: `${at}.source.metresPerUnit`,
            found: say('unit-of-metres', { metres: level.source.metresPerUnit }),
            expected: say('plausible-thing'),
          },
        ]
      : []),
  ];
}

/** Returns whether a ring lies in the middle of a floor: nowhere near its edge, its holes, stairs or ramps. */
function isFarInside({ outline, holes = [], zones = [] }: Level, ring: readonly Point[]): boolean {
  const ways = zones.filter(({ kind }) => {
    const { isStair, isCore, isRamp, isLobby } = zoneKindRow(kind);
    return isStair || isCore || isRamp || isLobby;
  });
  const edges = [outline, ...holes, ...ways.map(({ polygon }) => polygon)];
  return ring.every(
    (corner) =>
      ringContains(outline, corner) && edges.every((edge) => distanceToRing(edge, corner) > limits.entranceM),
  );
}

/** A rectangle around the country whose operators the plan's carriers are of, degrees. */
const country = { minLon: 73, maxLon: 136, minLat: 3, maxLat: 54 };

/** Things of a plan as a whole that are likely mistakes: each with its path. */
export function planPlausibilityWarnings({ levels, georeference, outdoor }: Plan): LocalizedProblem[] {
  const warnings: LocalizedProblem[] = [];
  const expected = say('plausible-thing');
  if (georeference) {
    const { lonDeg: lon, latDeg: lat } = georeference;
    const { minLon, maxLon, minLat, maxLat } = country;
    if (lon < minLon || lon > maxLon || lat < minLat || lat > maxLat)
      warnings.push({ at: 'georeference', found: say('outside-the-country', { lon, lat }), expected });
  }
  const isOutside = Object.keys(outdoor?.groundRsrpDbm ?? {}).length > 0;
  const isLedIn = levels.some(({ zones = [] }) => zones.some(({ kind }) => zoneKindRow(kind).isExit));
  if (isOutside && !isLedIn) warnings.push({ at: 'outdoor', found: say('no-way-in'), expected });
  return warnings;
}

/** Rings with more corners come from drawings, whose reader looks at them. */
const maxCorners = 60;

function crossesItself(ring: readonly Point[]): boolean {
  if (ring.length > maxCorners) return false;
  const isInner = (ratio: number) => ratio > 0.01 && ratio < 0.99;
  // What turns back for a few centimetres is a slip of who traced it.
  const sides = ring
    .map((corner, index) => [corner, ring[(index + 1) % ring.length]] as const)
    .filter(([a, b]) => distance(a, b) > 0.3);
  return sides.some(([a, b], index) =>
    sides.slice(index + 1).some(([c, d]) => {
      const hit = lineIntersection(a, b, c, d);
      return hit !== undefined && isInner(hit.t) && isInner(hit.u);
    }),
  );
}

/** Returns whether two rings have one area and their middles lie together, both to a fraction. */
export function isAlike(a: readonly Point[], b: readonly Point[], ratio = 0.05): boolean {
  const [areaA, areaB] = [a, b].map((ring) => Math.abs(signedArea(ring)));
  const isAsLarge = Math.abs(areaA - areaB) < ratio * Math.max(areaA, areaB);
  return isAsLarge && distance(meanPoint(a), meanPoint(b)) < ratio * Math.sqrt(areaA);
}
