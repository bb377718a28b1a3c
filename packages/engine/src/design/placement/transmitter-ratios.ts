import { mmToMetres } from '../../core/index.ts';
import type { Antenna, Carrier, Plan, RequirementProfile } from '../../plan/index.ts';
import {
  detectableAntennas,
  exponentSlopeDb,
  type FieldSolver,
  type FieldStack,
  fastRatio,
  fieldJob,
  lawLossDb,
  listSources,
  mapService,
  type ObstacleOptions,
  type PlacedAntenna,
  type PropagationModel,
  patternGainDbi,
  phoneLoss,
  squaredMmToM,
} from '../../radio/index.ts';
import type { DemandCorrections } from './demand-corrections.ts';
import type { DemandLocations } from './demand-walk.ts';
import { type LinkSlopes, linkSlopeStepDb } from './garage-demand.ts';
import { neededPowerDbm } from './needed-power.ts';

/** Jobs in flight at once, and cells of them: bounds memory. */
const maxBatchJobs = 64;
const maxBatchCells = 1 << 24;

/** A state of the garage and all that its fields depend on. */
export interface RatioContext {
  /** The plan in that state. */
  plan: Plan;
  profile: RequirementProfile;
  obstacles: ObstacleOptions;
  solver: FieldSolver;
  fields: FieldStack;
  model: PropagationModel;
  /** Corrections by a walk test, where the plan carries any. */
  corrections?: DemandCorrections;
}

/** Links of an antenna to the locations of the walk. [locations] each */
export interface AntennaLinks {
  /** Received over needed power. */
  ratios: Float32Array;
  slopes: LinkSlopes;
}

/**
 * Received over needed power of each antenna at each location of the walk, as the prediction has it: on its own level
 * and on those that hear it. [antennas]
 */
export async function antennaLinks(
  antennas: readonly Antenna[],
  carrier: Carrier,
  demandLocations: DemandLocations,
  context: RatioContext,
): Promise<AntennaLinks[]> {
  const { length } = demandLocations.kinds;
  const links = antennas.map(() => ({
    ratios: new Float32Array(length),
    slopes: { distance: new Int8Array(length), obstacles: new Uint8Array(length) },
  }));
  const plan = { ...context.plan, antennas: [...antennas], outdoor: undefined };
  for (let level = 0; level < plan.levels.length; level += 1) {
    await addLevel(plan, level, carrier, demandLocations, context, (index) => links[index]);
  }
  return links;
}

/** The same of the network outside; undefined where nothing comes in. [locations] */
export async function outsideRatios(
  carrier: Carrier,
  demandLocations: DemandLocations,
  context: RatioContext,
): Promise<Float32Array | undefined> {
  const ratios = new Float32Array(demandLocations.kinds.length);
  const plan = { ...context.plan, antennas: [] };
  for (let level = 0; level < plan.levels.length; level += 1) {
    await addLevel(plan, level, carrier, demandLocations, context, () => ({ ratios }));
  }
  return ratios.some((ratio) => ratio > 0) ? ratios : undefined;
}

async function addLevel(
  plan: Plan,
  levelIndex: number,
  carrier: Carrier,
  demandLocations: DemandLocations,
  { fields, obstacles, profile, model, solver, corrections }: RatioContext,
  linksOf: (antenna: number) => { ratios: Float32Array; slopes?: LinkSlopes },
): Promise<void> {
  const { grid, cells, locations } = demandLocations.levels[levelIndex];
  if (cells.length === 0) return;
  const level = plan.levels[levelIndex];
  const context = { model, fields, obstacles, profile };
  const detectable: PlacedAntenna[] = detectableAntennas(plan, level, carrier, context);
  const resolutionM = mmToMetres(demandLocations.walk.grids[levelIndex].cellMm);
  const scene = { ...fields.scene(level, carrier.frequencyMhz, resolutionM, obstacles), grid };
  const sources = listSources(scene, detectable, carrier, profile);
  const factors = corrections?.factorsOf(level.id, carrier, detectable);
  const maxJobs = Math.floor(maxBatchCells / (grid.rows * grid.columns));
  const batchSize = Math.max(1, Math.min(maxBatchJobs, maxJobs));
  const law = model.distanceLaw(carrier.frequencyMhz);
  const lossesDb = [0, 1].map((kind) => lossesDbOf(carrier, kind === 1 ? 'bay' : 'open', profile));
  for (let first = 0; first < sources.length; first += batchSize) {
    const batch = sources.slice(first, first + batchSize);
    const losses = await solver.solve(
      batch.map(({ transmitter: location }) => fieldJob(scene, location, model, profile.phoneHeightM)),
    );
    batch.forEach(({ pattern, powerDbm, xMm, yMm, upMm, antenna }, job) => {
      const { ratios: sums, slopes } = linksOf(antenna);
      const pathLossDb = losses[job];
      const factor = factors?.get(antenna);
      for (let sample = 0; sample < cells.length; sample += 1) {
        const cell = cells[sample];
        const row = Math.floor(cell / grid.columns);
        const eastMm = grid.originXMm + (cell - row * grid.columns) * grid.cellMm - xMm;
        const northMm = grid.originYMm + row * grid.cellMm - yMm;
        const gainDbi = patternGainDbi(pattern, eastMm, northMm, upMm);
        const at = locations[sample];
        const availableDb = powerDbm - lossesDb[demandLocations.kinds[at]];
        const plain = fastRatio(availableDb + gainDbi - pathLossDb[cell]);
        const ratio = factor ? plain * factor(mmToMetres(eastMm + xMm), mmToMetres(northMm + yMm)) : plain;
        // Of a cable's sources the one that gives most.
        if (slopes && ratio > sums[at]) {
          const distanceM = squaredMmToM(eastMm * eastMm + northMm * northMm + upMm * upMm);
          writeSlopes(slopes, at, distanceM, pathLossDb[cell] - lawLossDb(law, distanceM));
        }
        sums[at] += ratio;
      }
    });
    solver.release?.(losses);
  }
}

function writeSlopes(slopes: LinkSlopes, at: number, distanceM: number, obstaclesDb: number): void {
  slopes.distance[at] = inSteps(exponentSlopeDb(distanceM), -128, 127);
  slopes.obstacles[at] = inSteps(obstaclesDb, 0, 255);
}

function inSteps(valueDb: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, Math.round(valueDb / linkSlopeStepDb)));
}

/** Losses and needs of the phone, dB over 1 mW. */
function lossesDbOf(carrier: Carrier, location: 'open' | 'bay', profile: RequirementProfile): number {
  const service = mapService(carrier);
  const { bodyLossDb, vehicleLossDb } = phoneLoss(profile, location, service, carrier.frequencyMhz);
  return bodyLossDb + vehicleLossDb + neededPowerDbm(carrier, service, profile);
}
