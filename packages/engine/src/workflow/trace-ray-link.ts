import { dbToRatio, InputError, say } from '../core/index.ts';
import { type Antenna, type Carrier, type Plan, planProfile, radiatesAlongPath } from '../plan/index.ts';
import {
  antennaCarriers,
  applyPortPowers,
  buildRayScene,
  elementPowerDbm,
  feedingNetwork,
  type LossTerm,
  mapService,
  patternGainDbi,
  phoneLoss,
  planNotes,
  portPowerDbm,
  preparePattern,
  type RayReport,
  rayModelId,
  reportRay,
  residualNotes,
  type SearchCut,
  sumRays,
  traceRays,
  unfedLinkNotes,
} from '../radio/index.ts';
import { linkBudgets } from './link-budgets.ts';
import { parseLinkEnd } from './parse-link-end.ts';
import { findCarrier, inBay, isotropicAt, type LinkResult } from './trace-link.ts';

/** A level of more is refused: its rays would take minutes. */
const maxFaces = 20_000;
/** So many of the strongest rays are reported. */
const maxReported = 20;

/** Every face of the level may send a ray, at any angle. */
const reflectingModel = { id: rayModelId, usesObstacles: true, obliqueStepDb: 1 };

/** A link by rays. Its terms are those of the strongest ray and what all others add. */
export interface RayLinkResult extends Omit<LinkResult, 'path'> {
  /** Path loss with the fading of the very location. */
  coherentPathLossDb: number;
  /** Mean around the location with both ends at their very heights between smooth floor and ceiling. */
  fixedHeightsPathLossDb: number;
  /** Sum of all powers. */
  incoherentPathLossDb: number;
  /** The strongest, strongest first. */
  paths: RayReport[];
  rays: number;
  /** Kinds of paths of which only those nearest to the path were tried. */
  cuts: SearchCut[];
}

/**
 * One link of one level by rays (`traceRays`): `pathLossDb` is the local mean. Ends as for `traceLink`.
 * @throws InputError for an unknown antenna, level or carrier, two levels, or a radiating cable
 */
export function traceRayLink(
  plan: Plan,
  from: string,
  to: string,
  { carrierId }: { carrierId?: string } = {},
): RayLinkResult {
  const carrier = findCarrier(plan, carrierId);
  const profile = planProfile(plan);
  const antenna =
    applyPortPowers(plan).antennas.find((candidate) => candidate.id === from) ??
    isotropicAt(parseLinkEnd(plan, from, '--from'));
  const end = parseLinkEnd(plan, to, '--to');
  checkEnds(antenna, end.level.id);
  const { materials } = plan;
  const scene = buildRayScene(end.level, carrier.frequencyMhz, { materials, parkedCars: profile.parkedCars });
  checkFaces(end.level.id, scene.faces.length);
  const [x, y] = antenna.position;
  const trace = traceRays(scene, { x, y, z: antenna.heightM }, end);
  const paths = trace.rays.slice(0, maxReported).map((ray) => reportRay(scene, ray));
  const antennaGainDbi = meanGainDbi(
    trace,
    preparePattern(antenna, carrier.frequencyMhz, plan.antennaTypes),
    carrier,
  );
  const pathLossDb = trace.localMeanDb;
  const phone = phoneLoss(profile, inBay(end) ? 'bay' : 'open', mapService(carrier), carrier.frequencyMhz);
  const { bodyLossDb, vehicleLossDb } = phone;
  const powerDbm = elementPowerDbm(antenna, carrier);
  return {
    model: rayModelId,
    carrier: carrier.id,
    frequencyMhz: carrier.frequencyMhz,
    distanceM: Math.hypot(x - end.x, y - end.y, antenna.heightM - end.z),
    pathLossDb,
    terms: rayTerms(paths[0], trace.localMeanDb),
    notes: [
      ...[...unfedLinkNotes(plan, antenna.id), ...residualNotes(plan, rayModelId)],
      ...planNotes({ ...plan, levels: [end.level], carriers: [carrier] }, reflectingModel, profile),
    ],
    coherentPathLossDb: trace.coherentDb,
    fixedHeightsPathLossDb: trace.fixedHeightsDb,
    incoherentPathLossDb: trace.incoherentDb,
    budget: { elementPowerDbm: powerDbm, antennaGainDbi, bodyLossDb, vehicleLossDb },
    budgets: linkBudgets(
      antennaCarriers(plan, feedingNetwork(plan))(antenna.id, carrier),
      {
        portPowerDbm: portPowerDbm(antenna, carrier),
        antennaGainDbi,
        pathLossDb,
        phone,
        restOfCableDb: 0,
      },
      profile,
    ),
    rsrpDbm: powerDbm + antennaGainDbi - pathLossDb - bodyLossDb - vehicleLossDb,
    paths,
    rays: trace.rays.length,
    cuts: trace.cuts,
  };
}

function checkFaces(level: string, count: number): void {
  if (count <= maxFaces) return;
  throw new InputError([
    {
      at: say('level-named', { level }),
      found: say('ray-faces', { count }),
      expected: say('ray-most-faces', { most: maxFaces }),
    },
  ]);
}

/** Gain of the antenna's pattern in the local mean of all rays, dBi. */
function meanGainDbi(
  { rays, localMeanDb }: ReturnType<typeof traceRays>,
  pattern: ReturnType<typeof preparePattern>,
  { frequencyMhz }: Carrier,
): number {
  const weighted = rays.map((ray) => {
    const amplitude = Math.sqrt(dbToRatio(patternGainDbi(pattern, ...ray.departure)));
    return { ...ray, field: { re: amplitude * ray.field.re, im: amplitude * ray.field.im } };
  });
  return localMeanDb - sumRays(weighted, frequencyMhz).localMeanDb;
}

function checkEnds(antenna: Antenna, levelId: string): void {
  if (antenna.level !== levelId) {
    throw new InputError([
      {
        at: '--to',
        found: say('level-named', { level: levelId }),
        expected: say('ray-same-level', { level: antenna.level }),
      },
    ]);
  }
  if (radiatesAlongPath(antenna)) {
    throw new InputError([
      {
        at: '--from',
        found: say('ray-cable', { id: antenna.id }),
        expected: say('ray-from-point'),
      },
    ]);
  }
}

/** Loss of the strongest ray, and the contribution of the others. */
function rayTerms(strongest: RayReport, pathLossDb: number): LossTerm[] {
  return [
    { name: 'distance', lossDb: strongest.distanceLossDb },
    ...strongest.interactions.map(({ name, id, lossDb }) => ({ name, id, lossDb })),
    { name: 'other-rays', lossDb: pathLossDb - strongest.lossDb },
  ];
}
