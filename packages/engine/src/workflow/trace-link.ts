import { InputError } from '../errors.ts';
import { crossedObstacles, distanceLossDb, type LossTerm, type Place } from '../fields/trace-path-loss.ts';
import { leakageLossDb } from '../kernel/leakage.ts';
import { slabLossDb } from '../materials/slab-loss.ts';
import { planProfile } from '../plan/plan-profile.ts';
import type { Antenna, Carrier, Level, Plan } from '../plan/schema.ts';
import { propagationModel } from '../propagation/find-model.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import { buildScene } from '../scene/build-scene.ts';
import { cellKind } from '../scene/scene.ts';
import { antennaGainDbi } from '../signal/antenna-gain.ts';
import { elementPowerDbm, phoneLossDb } from '../signal/link-budget.ts';
import { lossUnitsToDb, metresToMm } from '../units.ts';
import { type LevelPlace, parseLinkEnd } from './parse-link-end.ts';

export interface LinkResult {
  model: string;
  carrier: string;
  frequencyMhz: number;
  distanceM: number;
  pathLossDb: number;
  /** The terms add up to `pathLossDb`; a leakage cap is negative. */
  terms: LossTerm[];
  /** From the port to the phone; the losses of body and vehicle are in `rsrpDbm`, not in `pathLossDb`. */
  budget: {
    elementPowerDbm: number;
    antennaGainDbi: number;
    bodyLossDb: number;
    vehicleLossDb: number;
  };
  rsrpDbm: number;
}

export interface LinkOptions {
  /** Default: the plan's first carrier. */
  carrierId?: string;
  /** Default `multi-wall`. */
  modelId?: string;
  /** Builds the scenes; for many links of one plan, one that keeps them. Default: `buildScene` each time. */
  buildScene?: typeof buildScene;
}

/** Grid on which `to` is looked up as in a bay or not, metres. */
const lookupResolutionM = 0.5;

/**
 * One link, term by term. `from` is an antenna's id or `x,y,z,LEVEL`, `to` is `x,y,z,LEVEL`; z above that level's
 * floor, metres. Between levels the link pays each slab, and on each level the walls it crosses there.
 * @throws InputError for an unknown antenna, level, carrier or model
 */
export function traceLink(plan: Plan, from: string, to: string, options: LinkOptions = {}): LinkResult {
  const carrier = findCarrier(plan, options.carrierId);
  const model = propagationModel(options.modelId ?? 'multi-wall');
  const profile = planProfile(plan);
  const antenna = plan.antennas.find((candidate) => candidate.id === from);
  const start = antenna ? antennaPlace(plan, antenna) : parseLinkEnd(plan, from, '--from');
  const end = parseLinkEnd(plan, to, '--to');
  const build = options.buildScene ?? buildScene;
  const terms = linkTerms(plan, build, carrier.frequencyMhz, model, start, end);
  const pathLossDb = terms.reduce((sum, term) => sum + term.lossDb, 0);
  const rise = altitudeM(start) - altitudeM(end);
  const distanceM = Math.hypot(start.x - end.x, start.y - end.y, rise);
  const source: Antenna = antenna ?? isotropicAt(start);
  const gainDbi = antennaGainDbi(source.type, distanceM === 0 ? 0 : (rise / distanceM) ** 2);
  const vehicleLossDb = inBay(plan, build, carrier, end) ? profile.vehicleLossDb : 0;
  const powerDbm = elementPowerDbm(source, carrier);
  return {
    model: model.id,
    carrier: carrier.id,
    frequencyMhz: carrier.frequencyMhz,
    distanceM,
    pathLossDb,
    terms,
    budget: {
      elementPowerDbm: powerDbm,
      antennaGainDbi: gainDbi,
      bodyLossDb: profile.bodyLossDb,
      vehicleLossDb,
    },
    rsrpDbm: powerDbm + gainDbi - pathLossDb - phoneLossDb(profile, false) - vehicleLossDb,
  };
}

function linkTerms(
  plan: Plan,
  build: typeof buildScene,
  frequencyMhz: number,
  model: PropagationModel,
  start: LevelPlace,
  end: LevelPlace,
): LossTerm[] {
  const scene = (level: Level) => build(level, frequencyMhz, { resolutionM: 20, materials: plan.materials });
  const absolute = (place: LevelPlace): Place => ({ x: place.x, y: place.y, z: altitudeM(place) });
  const terms: LossTerm[] = [
    {
      name: 'distance',
      lossDb: distanceLossDb(frequencyMhz, model, absolute(start), absolute(end)),
    },
  ];
  if (!model.usesObstacles) return terms;
  const obstacles: LossTerm[] = [];
  for (const piece of piecesByLevel(plan, start, end)) {
    if (piece.slab)
      obstacles.push({ name: 'slab', id: piece.slab.id, lossDb: slabOf(plan, piece.slab, frequencyMhz) });
    for (const { id, lossUnits } of crossedObstacles(scene(piece.level), piece.from, piece.to)) {
      obstacles.push({ name: kindOf(piece.level, id), id, lossDb: lossUnitsToDb(lossUnits) });
    }
  }
  const wallsDb = obstacles
    .filter((term) => term.name !== 'slab')
    .reduce((sum, term) => sum + term.lossDb, 0);
  const cappedDb = leakageLossDb(wallsDb, model.capDb);
  if (cappedDb !== wallsDb) obstacles.push({ name: 'leakage-cap', lossDb: cappedDb - wallsDb });
  return [...terms, ...obstacles];
}

interface Piece {
  level: Level;
  /** The level whose floor slab the link went through to get here. */
  slab?: Level;
  from: Place;
  to: Place;
}

/** The parts of the link on each level it passes, from start to end; one part where both ends share a level. */
function piecesByLevel(plan: Plan, start: LevelPlace, end: LevelPlace): Piece[] {
  if (start.level === end.level) return [{ level: start.level, from: start, to: end }];
  const upwards = end.level.elevationM > start.level.elevationM;
  const between = plan.levels
    .filter(
      (level) =>
        (level.elevationM - start.level.elevationM) * (level.elevationM - end.level.elevationM) <= 0 ||
        level === start.level ||
        level === end.level,
    )
    .sort((a, b) => (upwards ? 1 : -1) * (a.elevationM - b.elevationM));
  const riseM = altitudeM(end) - altitudeM(start);
  const placeAt = (heightM: number): Place => {
    const ratio = riseM === 0 ? 1 : Math.min(1, Math.max(0, (heightM - altitudeM(start)) / riseM));
    return { x: start.x + ratio * (end.x - start.x), y: start.y + ratio * (end.y - start.y), z: 0 };
  };
  let from: Place = start;
  return between.map((level, index) => {
    const next = between[index + 1];
    // The floor between two levels belongs to the upper one.
    const to = next ? placeAt(upwards ? next.elevationM : level.elevationM) : end;
    const slab = index === 0 ? undefined : upwards ? level : between[index - 1];
    const piece: Piece = { level, slab, from, to };
    from = to;
    return piece;
  });
}

function slabOf(plan: Plan, level: Level, frequencyMhz: number): number {
  return slabLossDb(level.slabThicknessM ?? 0.25, frequencyMhz, plan.materials);
}

function kindOf(level: Level, id: string): LossTerm['name'] {
  if (level.columns?.some((column) => column.id === id)) return 'column';
  return level.openings?.some((opening) => opening.id === id) ? 'opening' : 'wall';
}

function findCarrier(plan: Plan, carrierId: string | undefined): Carrier {
  const carrier = carrierId
    ? plan.carriers.find((candidate) => candidate.id === carrierId)
    : plan.carriers[0];
  if (carrier) return carrier;
  const known = plan.carriers.map((candidate) => candidate.id).join(', ');
  throw new InputError([{ at: '--carrier', found: `"${carrierId}"`, expected: `one of ${known}` }]);
}

function antennaPlace(plan: Plan, antenna: Antenna): LevelPlace {
  const level = plan.levels.find((candidate) => candidate.id === antenna.level) as Level;
  return { x: antenna.position[0], y: antenna.position[1], z: antenna.heightM, level };
}

function isotropicAt(place: LevelPlace): Antenna {
  return {
    id: 'place',
    level: place.level.id,
    position: [place.x, place.y],
    heightM: place.z,
    type: 'isotropic',
    cell: 'S1',
    carriers: ['*'],
  };
}

function altitudeM(place: LevelPlace): number {
  return place.level.elevationM + place.z;
}

function inBay(plan: Plan, build: typeof buildScene, carrier: Carrier, place: LevelPlace): boolean {
  const { grid, cells } = build(place.level, carrier.frequencyMhz, {
    resolutionM: lookupResolutionM,
    materials: plan.materials,
  });
  const column = Math.round((metresToMm(place.x) - grid.originXMm) / grid.cellMm);
  const row = Math.round((metresToMm(place.y) - grid.originYMm) / grid.cellMm);
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return false;
  return cells[row * grid.columns + column] === cellKind.inBay;
}
