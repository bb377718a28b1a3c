import { dbmToMw, dbToRatio, lossUnitsToDb, metresToMm, mmToMetres, ratioToDb } from '../../core/index.ts';
import type { Antenna, Carrier, Level, Plan, RequirementProfile } from '../../plan/index.ts';
import {
  antennaSources,
  crossedLossDb,
  crossesSlab,
  elementPowerDbm,
  type FindCrossing,
  forEachCrossed,
  gainTowards,
  isDetectable,
  type LevelCrossing,
  lengthLossDb,
  locationMm,
  lookUpSpread,
  outdoorAntennas,
  type PathLossLaw,
  type PropagationModel,
  pathObstacles,
  preparePattern,
  radiates,
  type SpaceMm,
  sourceLevel,
  spreadTable,
  traceDiffraction,
} from '../../radio/index.ts';

/** One path from an antenna to a location: what is known of it, and what a fit may change. */
export interface LinkPath {
  /** Power, gains and losses that the fit leaves alone, and the distance law at 1 m, dBm. */
  constantDbm: number;
  /** True: its losses add as squares (`Obstacles.areSquares`), those of one material already did. */
  addsSquares?: true;
  distanceM: number;
  /** Material → sum of the losses crossed, dB. */
  lossesDb: ReadonlyMap<string, number>;
  /** Walls and closed openings crossed. */
  walls: number;
}

export interface CellLinkPaths {
  cell: string;
  paths: LinkPath[];
  /** Spread of the level over that of one antenna, 0–1: several antennas seldom all fade (`sumSpread`). */
  spreadRatio: number;
  antennas: AntennaPower[];
}

/** Power that an antenna gives at a location under the plan's own model. */
export interface AntennaPower {
  antenna: Antenna;
  powerMw: number;
}

export interface LinkContext {
  plan: Plan;
  model: PropagationModel;
  profile: RequirementProfile;
  findCrossing: FindCrossing;
}

/** A path this far below its cell's strongest adds 0.0004 dB and is left out; and all beyond the strongest few. */
const weakestDb = 40;
const maxPaths = 64;

/**
 * The paths from every antenna of a carrier, the network outside included, to locations of a level, for a phone in a
 * hand, by serving cell. Several locations share the level of their mean power: each of their paths counts by its
 * part.
 */
export function cellLinkPaths(
  context: LinkContext,
  carrier: Carrier,
  level: Level,
  locations: readonly { x: number; y: number }[],
): CellLinkPaths[] {
  const { plan, profile, model } = context;
  const partDb = ratioToDb(locations.length);
  const slopeDb = model.distanceLaw(carrier.frequencyMhz).slopeDbPerDecade;
  const cells = new Map<string, { paths: LinkPath[]; antennas: AntennaPower[] }>();
  const outdoors = outdoorAntennas(plan, carrier, profile).map(({ antenna }) => antenna);
  for (const antenna of [...plan.antennas, ...outdoors]) {
    if (!radiates(antenna, carrier)) continue;
    const found = plan.levels.find(({ id }) => id === antenna.level);
    if (!found || (found !== level && !(model.usesObstacles && isDetectable(plan.levels, found, level))))
      continue;
    const cell = cells.get(antenna.cell) ?? { paths: [], antennas: [] };
    cells.set(antenna.cell, cell);
    let antennaMw = 0;
    for (const { x, y } of locations) {
      const to = locationMm({ x, y, z: profile.phoneHeightM }, metresToMm(level.elevationM));
      for (const path of antennaPaths(context, carrier, antenna, found, level, to)) {
        const part = { ...path, constantDbm: path.constantDbm - partDb };
        antennaMw += dbmToMw(pathLevelDbm(part, slopeDb));
        cell.paths.push(part);
      }
    }
    cell.antennas.push({ antenna, powerMw: antennaMw });
  }
  return [...cells].map(([cell, { paths, antennas }]) => {
    const antennasMw = antennas.map(({ powerMw }) => powerMw);
    const { shiftDb, spreadRatio } = antennasSpread(antennasMw, profile);
    const shifted = strongest(paths, slopeDb).map((path) => ({
      ...path,
      constantDbm: path.constantDbm + shiftDb,
    }));
    return { cell, paths: shifted, spreadRatio, antennas };
  });
}

const spread = new Float64Array(2);

/** Effect of shadowing on a cell's sum, with the profile's spread, as in the maps. */
function antennasSpread(antennasMw: readonly number[], profile: RequirementProfile) {
  const variance = profile.shadowingSigmaDb ** 2;
  const independentDb2 = (1 - profile.shadowingCorrelationRatio) * variance;
  const sumMw = antennasMw.reduce((sum, each) => sum + each, 0);
  if (!(sumMw > 0) || independentDb2 === 0) return { shiftDb: 0, spreadRatio: 1 };
  const concentration = antennasMw.reduce((sum, each) => sum + (each / sumMw) ** 2, 0);
  const largest = antennasMw.reduce((max, each) => Math.max(max, each), 0);
  lookUpSpread(spreadTable(Math.sqrt(independentDb2)), concentration, largest / sumMw, spread);
  return { shiftDb: spread[0], spreadRatio: Math.sqrt((spread[1] + variance - independentDb2) / variance) };
}

function antennaPaths(
  { plan, model, profile, findCrossing }: LinkContext,
  carrier: Carrier,
  antenna: Antenna,
  antennaLevel: Level,
  level: Level,
  to: SpaceMm,
): LinkPath[] {
  const { frequencyMhz } = carrier;
  const law = model.distanceLaw(frequencyMhz);
  const pattern = preparePattern(antenna, frequencyMhz, plan.antennaTypes);
  const sentDbm = elementPowerDbm(antenna, carrier) - profile.bodyLossDb - law.interceptDb;
  return antennaSources(antenna, frequencyMhz).flatMap(({ position: [x, y], heightM, feedDb }) => {
    const at = sourceLevel(plan.levels, antenna, antennaLevel, heightM);
    const crossing = model.usesObstacles ? findCrossing(at.level, level, frequencyMhz) : undefined;
    const from = locationMm({ x, y, z: at.heightM }, metresToMm(at.level.elevationM));
    const apartMm = Math.hypot(from.at[0] - to.at[0], from.at[1] - to.at[1], from.zMm - to.zMm);
    const distanceM = Math.max(mmToMetres(apartMm), law.minDistanceM);
    const openDbm = sentDbm + gainTowards(pattern, from, to) + feedDb;
    if (!crossing) return [{ constantDbm: openDbm, distanceM, lossesDb: new Map(), walls: 0 }];
    const { lossesDb, fixedDb, walls } = crossedLosses(crossing, from, to);
    const direct = { constantDbm: openDbm - fixedDb, ...ofSquares(crossing), distanceM, lossesDb, walls };
    if (model.capDb === Number.POSITIVE_INFINITY || (lossesDb.size === 0 && fixedDb === 0)) return [direct];
    // What leaks, or is diffracted, is a path of its own, as in `leakageLossDb` and `linkFractions`.
    const leak = dbToRatio(-model.capDb);
    const around = diffractedLinkPath(crossing, law, model, openDbm, from, to);
    return [
      { ...direct, constantDbm: direct.constantDbm + ratioToDb(1 - leak) },
      around ?? { constantDbm: openDbm - model.capDb, distanceM, lossesDb: new Map(), walls },
    ];
  });
}

/**
 * The diffracted path where it brings more than what leaks: found with the plan's own losses, and with its turns and
 * its bound as they are.
 */
function diffractedLinkPath(
  crossing: LevelCrossing,
  law: PathLossLaw,
  model: PropagationModel,
  openDbm: number,
  from: SpaceMm,
  to: SpaceMm,
): LinkPath | undefined {
  const { obstacles } = crossing;
  if (!law.diffraction || !obstacles.walls) return undefined;
  const { diffraction: corners } = traceDiffraction(obstacles, law, law.diffraction, model.capDb, from, to);
  if (!corners || corners.shares.diffractedRatio <= dbToRatio(-model.capDb)) return undefined;
  const { path, shares: fractions } = corners;
  const boundDb = Math.max(0, -ratioToDb(fractions.diffractedRatio) - path.excessDb);
  const units = new Map<string, number>();
  for (const { material, lossUnits } of pathObstacles(crossing, path, from, to)) {
    units.set(material, (units.get(material) ?? 0) + lossUnits);
  }
  const lossesDb = lossesOf(units, obstacles);
  const distanceM = mmToMetres(Math.hypot(path.lengthMm, from.zMm - to.zMm));
  const found = { distanceM, lossesDb, walls: 0, ...ofSquares(crossing) };
  // Legs pay one by one: what that makes beyond their obstacles together is left alone, as the turns are.
  const turnsDb = path.lossDb - lengthLossDb(law, path.lengthMm, from.zMm - to.zMm) - pathLossesDb(found);
  return { ...found, constantDbm: openDbm - turnsDb - boundDb };
}

/** Losses by material; what walls cost more at flat incidence stays as it is. */
function crossedLosses({ obstacles, sources }: LevelCrossing, from: SpaceMm, to: SpaceMm) {
  const units = new Map<string, number>();
  const wallIds = new Set<string>();
  let fixedUnits = 0;
  const add = (material: string, lossUnits: number) =>
    units.set(material, (units.get(material) ?? 0) + lossUnits);
  forEachCrossed(obstacles, from, to, (index, lossUnits) => {
    const { name, id, material } = sources[index];
    add(material, obstacles.lossUnits[index]);
    fixedUnits += lossUnits - obstacles.lossUnits[index];
    if (name === 'wall' || name === 'opening') wallIds.add(`${name} ${id}`);
  });
  for (const slab of obstacles.slabs ?? []) if (crossesSlab(from, to, slab)) add('slab', slab.lossUnits);
  return { lossesDb: lossesOf(units, obstacles), fixedDb: lossUnitsToDb(fixedUnits), walls: wallIds.size };
}

/** Strongest first under the model as it is; the weak ones left out. */
function strongest(paths: readonly LinkPath[], slopeDb: number): LinkPath[] {
  const ranked = paths
    .map((path) => ({ path, receivedDbm: pathLevelDbm(path, slopeDb) }))
    .sort((a, b) => b.receivedDbm - a.receivedDbm)
    .slice(0, maxPaths);
  return ranked
    .filter(({ receivedDbm }) => receivedDbm >= ranked[0].receivedDbm - weakestDb)
    .map(({ path }) => path);
}

/** Loss of all that a path crosses, dB. */
function pathLossesDb({ lossesDb, addsSquares }: Pick<LinkPath, 'lossesDb' | 'addsSquares'>): number {
  const losses = [...lossesDb.values()];
  return addsSquares ? Math.hypot(...losses) : losses.reduce((sum, lossDb) => sum + lossDb, 0);
}

function ofSquares({ obstacles }: LevelCrossing): Pick<LinkPath, 'addsSquares'> {
  return obstacles.areSquares ? { addsSquares: true } : {};
}

/** Losses by material, dB, of sums of units. */
function lossesOf(units: ReadonlyMap<string, number>, { areSquares }: LevelCrossing['obstacles']) {
  const lossesDb = new Map<string, number>();
  for (const [material, sum] of units) if (sum > 0) lossesDb.set(material, crossedLossDb(sum, areSquares));
  return lossesDb;
}

/** Level of one path under the model as it is, dBm. */
export function pathLevelDbm(path: LinkPath, slopeDbPerDecade: number): number {
  return path.constantDbm - slopeDbPerDecade * Math.log10(path.distanceM) - pathLossesDb(path);
}
