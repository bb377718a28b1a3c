import {
  boundsOf,
  dbToRatio,
  degToRad,
  distance,
  distanceToSegment,
  meanPoint,
  type Phrase,
  type Point,
  PointGrid,
  ringContains,
  say,
  signedArea,
} from '../core/index.ts';
import { antennaType, radiatesAlongPath } from './antenna-types.ts';
import { zoneKindRow } from './floor-kinds.ts';
import { isOnFloor } from './level-floor.ts';
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
  /** Fraction of the floor that columns cover, and the side of one, m. */
  columns: { ratio: 0.2, sideM: 4 },
  /** Shutters and gates are no wider, m. */
  openingM: 30,
  /** So many chargers, gates and payment points lie off the floor, and the distance from it, m. */
  pointAsideM: 30,
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
      if (apartM >= low.clearHeightM) return [];
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

function baysDoubt({ id: level, bays = [] }: Level): Phrase | undefined {
  const grid = new PointGrid(6);
  bays.forEach(({ polygon }, index) => {
    const { minX, minY, maxX, maxY } = boundsOf(polygon);
    grid.add(index, minX, minY, maxX, maxY);
  });
  const inOthers = bays.filter(({ polygon }, index) => {
    const [x, y] = meanPoint(polygon);
    return grid
      .near(x, y, x, y)
      .some((other) => other !== index && ringContains(bays[other].polygon, [x, y]));
  });
  const { fewest, ratio } = limits.bays;
  if (inOthers.length < fewest || inOthers.length <= ratio * bays.length) return undefined;
  return say('bays-overlap', { level, count: inOthers.length, found: bays.length });
}

/** Walls that run along another one inside it for most of their length. */
function wallsDoubt({ id: level, walls = [] }: Level): Phrase | undefined {
  const grid = new PointGrid(4);
  walls.forEach(({ start, end }, index) => {
    grid.addAlong(index, start, end);
  });
  let wallsM = 0;
  let repeatedM = 0;
  walls.forEach(({ start, end, thicknessM }, index) => {
    const lengthM = distance(start, end);
    wallsM += lengthM;
    if (lengthM < 0.5) return;
    const middle: Point = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
    // Of two that are the same the later one is the repetition.
    const isRepeated = grid.nearAlong(start, end).some((other) => {
      if (other >= index) return false;
      const { start: a, end: b, thicknessM: thick } = walls[other];
      const asideM = Math.min(thick, thicknessM) / 4;
      return [start, middle, end].every((place) => distanceToSegment(place, a, b) <= asideM);
    });
    if (isRepeated) repeatedM += lengthM;
  });
  const { fewestM, ratio } = limits.walls;
  if (repeatedM < fewestM || repeatedM <= ratio * wallsM) return undefined;
  return say('walls-repeated', { level, repeated: repeatedM.toFixed(0), walls: wallsM.toFixed(0) });
}

function columnsDoubt({ id: level, columns = [], outline }: Level): Phrase | undefined {
  const floorM2 = Math.abs(signedArea(outline));
  const sideOf = ({ sizeM, radiusM = 0 }: (typeof columns)[number]) =>
    sizeM ? Math.max(...sizeM) : 2 * radiusM;
  const coveredM2 = columns.reduce(
    (sum, { sizeM, radiusM = 0 }) => sum + (sizeM ? sizeM[0] * sizeM[1] : Math.PI * radiusM * radiusM),
    0,
  );
  const wide = columns.filter((column) => sideOf(column) > limits.columns.sideM);
  if (coveredM2 <= limits.columns.ratio * floorM2 && wide.length === 0) return undefined;
  return say('columns-crowded', {
    level,
    percent: Math.round((100 * coveredM2) / floorM2),
    wide: wide.length,
  });
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
    return kind === 'charger' ? asideM > 1 : asideM > pointAsideM;
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

/** Off the floor, above the ceiling, among the feet of people, or inside a column or wall. */
function isMisplaced(antenna: Antenna, level: Level): boolean {
  const { position, heightM } = antenna;
  if (heightM > level.clearHeightM + 0.01 || heightM < limits.antennaHeightM) return true;
  if (radiatesAlongPath(antenna)) return (antenna.path ?? []).some((place) => !isOnFloor(level, place));
  if (!isOnFloor(level, position)) return true;
  return (level.columns ?? []).some(({ center, sizeM, radiusM, angleDeg = 0 }) => {
    const [dx, dy] = [position[0] - center[0], position[1] - center[1]];
    if (radiusM !== undefined) return Math.hypot(dx, dy) < radiusM - 0.05;
    const [width, depth] = sizeM as Point;
    const [cos, sin] = [Math.cos(degToRad(angleDeg)), Math.sin(degToRad(angleDeg))];
    return (
      Math.abs(cos * dx + sin * dy) < width / 2 - 0.05 && Math.abs(cos * dy - sin * dx) < depth / 2 - 0.05
    );
  });
}

/** Antennas that hang where another one of their type, direction and a carrier of theirs hangs. */
function repeatedAntennas(antennas: readonly Antenna[]): Antenna[] {
  const hasCommonCarrier = (a: Antenna, b: Antenna) =>
    a.carriers.some((id) => id === '*' || b.carriers.includes(id)) || b.carriers.includes('*');
  return antennas.filter((antenna, index) =>
    antennas.slice(0, index).some((other) => {
      if (other.level !== antenna.level || other.type !== antenna.type) return false;
      if (distance(other.position, antenna.position) > limits.togetherM) return false;
      if (Math.abs(other.heightM - antenna.heightM) > limits.togetherM) return false;
      const turnDeg = Math.abs((other.azimuthDeg ?? 0) - (antenna.azimuthDeg ?? 0)) % 360;
      return Math.min(turnDeg, 360 - turnDeg) < 10 && hasCommonCarrier(other, antenna);
    }),
  );
}

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

function cutsEnergy(band: {
  gainDbi: number;
  horizontalLossDb: readonly number[];
  verticalLossDb: readonly number[];
}) {
  const at = (cut: readonly number[], angleDeg: number) => {
    const turn = ((angleDeg % 360) + 360) % 360;
    return cut[Math.round((turn / 360) * cut.length) % cut.length];
  };
  return overSphere(
    (azimuthDeg, elevationDeg) =>
      band.gainDbi - at(band.horizontalLossDb, azimuthDeg) - at(band.verticalLossDb, -elevationDeg),
  );
}

/** Mean gain over all directions, as a ratio: 5° apart. */
function overSphere(gainDb: (azimuthDeg: number, elevationDeg: number) => number): number {
  const stepDeg = 5;
  let sum = 0;
  let weight = 0;
  for (let elevationDeg = -90 + stepDeg / 2; elevationDeg < 90; elevationDeg += stepDeg) {
    const area = Math.cos(degToRad(elevationDeg));
    for (let azimuthDeg = -180 + stepDeg / 2; azimuthDeg < 180; azimuthDeg += stepDeg) {
      sum += area * dbToRatio(gainDb(azimuthDeg, elevationDeg));
      weight += area;
    }
  }
  return sum / weight;
}

function carrierDoubts({ carriers, materials = {} }: Plan): Phrase[] {
  const odd = carriers.filter(
    ({ bandwidthMhz, portPowerDbm, frequencyMhz }: Carrier) =>
      bandwidthMhz > limits.bandwidthMhz ||
      bandwidthMhz > frequencyMhz / 10 ||
      portPowerDbm > limits.portPowerDbm,
  );
  // A wall or slab of nothing, or one that a hundred decibels do not pass: units or a slip of the pen.
  const unusual = Object.entries(materials).filter(([, { lossDb }]) =>
    Object.values(lossDb).some((loss) => loss === 0 || loss > 100),
  );
  return [
    ...(odd.length > 0 ? [say('carriers-unusual', { list: named(odd.map(({ id }) => id)) })] : []),
    ...(unusual.length > 0 ? [say('materials-unusual', { list: named(unusual.map(([id]) => id)) })] : []),
  ];
}

function requirementDoubts({ requirements: { coverageRatio, confidence } }: Plan): Phrase[] {
  if (coverageRatio >= limits.requiredRatio && confidence >= limits.requiredRatio) return [];
  return [say('requirements-unusual', { coverage: coverageRatio, confidence })];
}
