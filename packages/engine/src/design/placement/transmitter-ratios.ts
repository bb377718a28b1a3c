import { mmToMetres } from '../../core/index.ts';
import type { Antenna, Carrier, Plan, RequirementProfile } from '../../plan/index.ts';
import {
  detectableAntennas,
  type FieldSolver,
  type FieldStack,
  fastRatio,
  fieldJob,
  listSources,
  mapService,
  type ObstacleOptions,
  type PlacedAntenna,
  type PropagationModel,
  patternGainDbi,
  phoneLoss,
} from '../../radio/index.ts';
import type { DemandLocations } from './demand-walk.ts';
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
}

/**
 * Received over needed power of each antenna at each location of the walk, as the prediction has it: on its own level
 * and on those that hear it. [antennas] of [locations]
 */
export async function locationRatios(
  antennas: readonly Antenna[],
  carrier: Carrier,
  demandLocations: DemandLocations,
  context: RatioContext,
): Promise<Float32Array[]> {
  const ratios = antennas.map(() => new Float32Array(demandLocations.kinds.length));
  const plan = { ...context.plan, antennas: [...antennas], outdoor: undefined };
  for (let level = 0; level < plan.levels.length; level += 1) {
    await addLevel(plan, level, carrier, demandLocations, context, (index) => ratios[index]);
  }
  return ratios;
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
    await addLevel(plan, level, carrier, demandLocations, context, () => ratios);
  }
  return ratios.some((ratio) => ratio > 0) ? ratios : undefined;
}

async function addLevel(
  plan: Plan,
  levelIndex: number,
  carrier: Carrier,
  demandLocations: DemandLocations,
  { fields, obstacles, profile, model, solver }: RatioContext,
  sumsOf: (antenna: number) => Float32Array,
): Promise<void> {
  const { grid, cells, locations } = demandLocations.levels[levelIndex];
  if (cells.length === 0) return;
  const level = plan.levels[levelIndex];
  const detectable: PlacedAntenna[] = detectableAntennas(plan, level, carrier, {
    model,
    fields,
    obstacles,
    profile,
  });
  const scene = {
    ...fields.scene(
      level,
      carrier.frequencyMhz,
      mmToMetres(demandLocations.walk.grids[levelIndex].cellMm),
      obstacles,
    ),
    grid,
  };
  const sources = listSources(scene, detectable, carrier, profile);
  const batchSize = Math.max(
    1,
    Math.min(maxBatchJobs, Math.floor(maxBatchCells / (grid.rows * grid.columns))),
  );
  const lossesDb = [0, 1].map((kind) => lossesDbOf(carrier, kind === 1 ? 'bay' : 'open', profile));
  for (let first = 0; first < sources.length; first += batchSize) {
    const batch = sources.slice(first, first + batchSize);
    const losses = await solver.solve(
      batch.map(({ transmitter: location }) => fieldJob(scene, location, model, profile.phoneHeightM)),
    );
    batch.forEach(({ pattern, powerDbm, xMm, yMm, upMm, antenna }, job) => {
      const sums = sumsOf(antenna);
      const pathLossDb = losses[job];
      for (let sample = 0; sample < cells.length; sample += 1) {
        const cell = cells[sample];
        const row = Math.floor(cell / grid.columns);
        const eastMm = grid.originXMm + (cell - row * grid.columns) * grid.cellMm - xMm;
        const gainDbi = patternGainDbi(pattern, eastMm, grid.originYMm + row * grid.cellMm - yMm, upMm);
        const availableDb = powerDbm - lossesDb[demandLocations.kinds[locations[sample]]];
        sums[locations[sample]] += fastRatio(availableDb + gainDbi - pathLossDb[cell]);
      }
    });
    solver.release?.(losses);
  }
}

/** Losses and needs of the phone, dB over 1 mW. */
function lossesDbOf(carrier: Carrier, location: 'open' | 'bay', profile: RequirementProfile): number {
  const service = mapService(carrier);
  const { bodyLossDb, vehicleLossDb } = phoneLoss(profile, location, service, carrier.frequencyMhz);
  return bodyLossDb + vehicleLossDb + neededPowerDbm(carrier, service, profile);
}
