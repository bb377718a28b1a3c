import {
  dbmToMw,
  InputError,
  metresToMm,
  mmToMetres,
  mwToDbm,
  type Point,
  requireObject,
  requireSolver,
  requireText,
  say,
} from '../core/index.ts';
import {
  type Antenna,
  type Carrier,
  cableLengthM,
  type FingerprintMemo,
  type Plan,
  planProfile,
  type RequirementProfile,
  radiatesAlongPath,
  requirePlan,
} from '../plan/index.ts';
import {
  antennaCarriers,
  antennaSources,
  applyPortPowers,
  cellKind,
  cellKindAt,
  correctionAt,
  correctionLength,
  correctSum,
  elementPowerDbm,
  type FieldSolver,
  FieldStack,
  type FindCrossing,
  feedingNetwork,
  findCorrections,
  gainTowards,
  type LinkPath,
  type LossTerm,
  leftRatio,
  linkNotes,
  loadPlanModel,
  locationMm,
  type ModelNote,
  mapService,
  obstacleOptions,
  type PropagationModel,
  phoneLoss,
  planModel,
  planResiduals,
  portPowerDbm,
  preparePattern,
  radiates,
  residualLinkNotes,
  retainCrossings,
  sourceLevel,
  traceLinkPath,
  unfedLinkNotes,
  withUplinkNoise,
} from '../radio/index.ts';
import { type LinkBudgets, linkBudgets } from './link-budgets.ts';
import { findLevel, type LevelLocation, parseLinkEnd } from './parse-link-end.ts';

/** One link: its path, its loss term by term (dB) and its budget. */
export interface LinkResult {
  model: string;
  carrier: string;
  frequencyMhz: number;
  distanceM: number;
  pathLossDb: number;
  /** The terms add up to `pathLossDb`; a leakage cap is negative. What a walk test says of the antenna's paths is one too. */
  terms: LossTerm[];
  /** Correction by a walk test; absent where it says nothing. */
  walkTest?: LinkCorrection;
  /** Strongest path in plan. */
  path: LinkPath;
  /** Notes on its terms: what is used outside the range of its source, and doubts of the model. */
  notes: ModelNote[];
  /** Budget from the port to the phone; the losses of body and vehicle are in `rsrpDbm`, not in `pathLossDb`. */
  budget: {
    elementPowerDbm: number;
    /** Gain, for a radiating cable what its strongest part sends over the power at the port. */
    antennaGainDbi: number;
    bodyLossDb: number;
    vehicleLossDb: number;
  };
  /** Term by term both ways, for the service that the carrier's map shows; without other cells and other antennas. */
  budgets: LinkBudgets;
  /** Level, for a radiating cable the sum over its length; all else is of the part that is strongest here. */
  rsrpDbm: number;
  /** The strongest part of a radiating cable, as far along from the feed, and what it gives alone; for cables only. */
  strongestPart?: { alongM: number; cableLengthM: number; position: Point; rsrpDbm: number };
}

/** Correction of a link by the residuals of a walk test. */
export interface LinkCorrection {
  /** Gain on the level, dB: the term `walk-test` is its negative. */
  levelDb: number;
  /** Standard deviation of a level measured there from the corrected one, and from the one without correction, dB. */
  sigmaDb: number;
  uncorrectedSigmaDb: number;
}

export interface LinkOptions {
  /** Default: the plan's first carrier. */
  carrierId?: string;
  /** Default: the plan's own, else `saturating-path`. */
  modelId?: string;
  /** The memo as of a prediction. */
  memo?: FingerprintMemo;
  /** Noise at the carrier's receivers from other phones, of `findNoiseRise`; default: as the carrier or the profile has it. */
  noiseRiseDb?: number;
}

/**
 * Noise over thermal at a carrier's receivers from phones of the plan's other cells, dB, as a prediction reckons with it;
 * undefined where that is what the carrier or the profile states.
 * @throws InputError for an unknown carrier or model
 */
export async function findNoiseRise(
  plan: Plan,
  { carrierId, modelId, memo, solver }: LinkOptions & { solver: FieldSolver },
): Promise<number | undefined> {
  requirePlan(plan);
  requireSolver({ solver });
  const wanted = findCarrier(plan, carrierId);
  const { id } = wanted;
  const cells = new Set(plan.antennas.filter((each) => radiates(each, wanted)).map(({ cell }) => cell));
  if (cells.size < 2) return wanted.noiseRiseDb;
  await loadPlanModel(plan, modelId);
  const raised = await withUplinkNoise(applyPortPowers(plan, memo), {
    ...{ fields: new FieldStack(solver), model: planModel(plan, modelId) },
    isWanted: (carrier) => carrier.id === id,
  });
  return raised.plan.carriers.find((carrier) => carrier.id === id)?.noiseRiseDb;
}

/** Inputs that all links of one plan share. */
export interface LinkContext {
  carrier: Carrier;
  model: PropagationModel;
  profile: RequirementProfile;
  findCrossing: FindCrossing;
  /** The carrier as the radio unit has it that feeds an antenna. */
  carrierOf(antennaId: string): Carrier;
}

/**
 * One link, term by term. `from` is an antenna's id or `x,y,z,LEVEL`, `to` is `x,y,z,LEVEL`; z above that level's
 * floor, metres. Diffracted paths count on one level. Between levels the link pays each floor it passes outside
 * its openings, and on each level the walls it crosses there; one cap bounds their sum.
 * @throws InputError for an unknown antenna, level, carrier or model
 */
export function traceLink(plan: Plan, from: string, to: string, options: LinkOptions = {}): LinkResult {
  requirePlan(plan);
  requireText('from', from);
  requireText('to', to);
  requireObject('options', options);
  const context = linkContext(plan, options);
  const powered = applyPortPowers(plan, options.memo);
  const antenna =
    powered.antennas.find((candidate) => candidate.id === from) ??
    isotropicAt(parseLinkEnd(plan, from, '--from'));
  const end = parseLinkEnd(plan, to, '--to');
  const correctionOf = linkCorrections(powered, context, options.memo);
  const link = traceAntenna(plan, antenna, end, inBay(end), context, correctionOf(antenna, end));
  const notes = [
    ...unfedLinkNotes(plan, antenna.id, options.memo),
    ...residualLinkNotes(powered, context.model.id, antenna, end.level.id, options.memo),
  ];
  return { ...link, notes: [...notes, ...link.notes] };
}

/**
 * Finds what a walk test says of the level that an antenna gives at a location.
 * @param powered the plan with its port powers applied
 */
export function linkCorrections(
  powered: Plan,
  { carrier, model }: LinkContext,
  memo?: FingerprintMemo,
): (antenna: Antenna, end: LevelLocation) => LinkCorrection | undefined {
  const residuals = planResiduals(powered, model.id);
  const correctionsOf = residuals && findCorrections(powered, residuals, memo);
  if (!correctionsOf) return () => undefined;
  const uncorrectedSigmaDb = Math.hypot(residuals.shadowingSigmaDb, residuals.noiseSigmaDb);
  const correction = new Float64Array(correctionLength);
  return (antenna, end) => {
    const correct = correctionsOf(end.level.id, carrier);
    const known = correct?.partOf(antenna);
    if (!correct || !known) return undefined;
    correctSum(correct, end, antenna.cell, [{ known, powerMw: 1 }], correction);
    return {
      levelDb: correction[correctionAt.levelDb],
      sigmaDb: uncorrectedSigmaDb * leftRatio(correction),
      uncorrectedSigmaDb,
    };
  };
}

/**
 * Carrier, model and profile of a plan's links.
 * @param network of a plan that `applyPortPowers` made: what feeds it; default: the plan's own, where it is not stale
 * @throws InputError for an unknown carrier or model
 */
export function linkContext(
  plan: Plan,
  { carrierId, modelId, memo, noiseRiseDb }: LinkOptions,
  network = feedingNetwork(plan, memo),
): LinkContext {
  const profile = planProfile(plan);
  const model = planModel(plan, modelId);
  const found = findCarrier(plan, carrierId);
  const carrier = noiseRiseDb === undefined ? found : { ...found, noiseRiseDb };
  const carrierOf = antennaCarriers(plan, network);
  return {
    carrier,
    carrierOf: (antennaId) => carrierOf(antennaId, carrier),
    model,
    profile,
    findCrossing: retainCrossings(plan.levels, obstacleOptions(plan, profile, model)),
  };
}

/**
 * The link from an antenna to a location.
 * @param walkTest what a walk test says of it; default nothing
 */
export function traceAntenna(
  plan: Plan,
  antenna: Antenna,
  end: LevelLocation,
  endsInBay: boolean,
  { carrier, carrierOf, model, profile, findCrossing }: LinkContext,
  walkTest?: LinkCorrection,
): LinkResult {
  const parts = traceParts(plan, antenna, end, { carrier, model, findCrossing }, walkTest);
  const strongest = parts.reduce((best, part) => (nettoDb(part) > nettoDb(best) ? part : best));
  const summedDb = summedNettoDb(parts);
  const { from, path, terms, pathLossDb, antennaGainDbi } = strongest;
  const powerDbm = elementPowerDbm(antenna, carrier);
  const service = mapService(carrier);
  const phone = phoneLoss(profile, endsInBay ? 'bay' : 'open', service, carrier.frequencyMhz);
  const { bodyLossDb, vehicleLossDb } = phone;
  const receivedDbm = (gainDb: number) => powerDbm + gainDb - bodyLossDb - vehicleLossDb;
  const to = locationMm(end, metresToMm(end.level.elevationM));
  const distanceM = mmToMetres(Math.hypot(from.at[0] - to.at[0], from.at[1] - to.at[1], from.zMm - to.zMm));
  const crossed = terms.flatMap(({ material }) => (material === undefined ? [] : [material]));
  const link: LinkResult = {
    model: model.id,
    carrier: carrier.id,
    frequencyMhz: carrier.frequencyMhz,
    distanceM,
    pathLossDb,
    terms,
    ...(walkTest ? { walkTest } : {}),
    path,
    notes: linkNotes(plan, model, carrier, crossed, distanceM),
    budget: { elementPowerDbm: powerDbm, antennaGainDbi, bodyLossDb, vehicleLossDb },
    budgets: linkBudgets(
      carrierOf(antenna.id),
      {
        portPowerDbm: portPowerDbm(antenna, carrier),
        antennaGainDbi,
        pathLossDb,
        phone,
        restOfCableDb: summedDb - nettoDb(strongest),
      },
      profile,
    ),
    rsrpDbm: receivedDbm(summedDb),
  };
  if (!radiatesAlongPath(antenna) || !antenna.path) return link;
  const lengthM = cableLengthM(antenna);
  // The parts are of equal length.
  const alongM = ((parts.indexOf(strongest) + 0.5) * lengthM) / parts.length;
  const rsrpDbm = receivedDbm(nettoDb(strongest));
  return { ...link, strongestPart: { alongM, cableLengthM: lengthM, position: strongest.position, rsrpDbm } };
}

/** The links from each part of an antenna: one but for a radiating cable. */
function traceParts(
  plan: Plan,
  antenna: Antenna,
  end: LevelLocation,
  { carrier, model, findCrossing }: Pick<LinkContext, 'carrier' | 'model' | 'findCrossing'>,
  walkTest: LinkCorrection | undefined,
) {
  const level = findLevel(plan, antenna.level, 'antenna level');
  const to = locationMm(end, metresToMm(end.level.elevationM));
  const pattern = preparePattern(antenna, carrier.frequencyMhz, plan.antennaTypes);
  return antennaSources(antenna, carrier.frequencyMhz).map(({ position, heightM, feedDb }) => {
    const [x, y] = position;
    const at = sourceLevel(plan.levels, antenna, level, heightM);
    const crossing = findCrossing(at.level, end.level, carrier.frequencyMhz);
    const from = locationMm({ x, y, z: at.heightM }, metresToMm(at.level.elevationM));
    const traced = traceLinkPath(crossing, model, carrier.frequencyMhz, from, to);
    const corrected: LossTerm[] = walkTest ? [{ name: 'walk-test', lossDb: -walkTest.levelDb }] : [];
    const { path } = traced;
    const terms = [...traced.terms, ...corrected];
    const pathLossDb = terms.reduce((sum, term) => sum + term.lossDb, 0);
    const antennaGainDbi = gainTowards(pattern, from, to) + feedDb;
    return { position, from, path, terms, pathLossDb, antennaGainDbi };
  });
}

/** Gain of an antenna, or of a part of a radiating cable, towards the location. */
interface LinkGain {
  antennaGainDbi: number;
  pathLossDb: number;
}

function nettoDb({ antennaGainDbi, pathLossDb }: LinkGain): number {
  return antennaGainDbi - pathLossDb;
}

function summedNettoDb(parts: readonly LinkGain[]): number {
  if (parts.length === 1) return nettoDb(parts[0]);
  return mwToDbm(parts.reduce((sum, part) => sum + dbmToMw(nettoDb(part)), 0));
}

/** Returns whether a location is in a bay, so that the phone there is in a car. */
export function inBay({ level, x, y }: LevelLocation): boolean {
  return cellKindAt(level, x, y) === cellKind.inBay;
}

/** The carrier of that id, or the plan's first. @throws InputError for an unknown id */
export function findCarrier(plan: Plan, carrierId: string | undefined): Carrier {
  const carrier = carrierId
    ? plan.carriers.find((candidate) => candidate.id === carrierId)
    : plan.carriers[0];
  if (carrier) return carrier;
  const list = plan.carriers.map((candidate) => candidate.id).join(', ');
  throw new InputError([{ at: '--carrier', found: `"${carrierId}"`, expected: say('one-of', { list }) }]);
}

/** An antenna at a location, the same in all directions. */
export function isotropicAt({ x, y, z, level }: LevelLocation): Antenna {
  return {
    id: 'place',
    level: level.id,
    position: [x, y],
    heightM: z,
    type: 'isotropic',
    cell: 'S1',
    carriers: ['*'],
  };
}
