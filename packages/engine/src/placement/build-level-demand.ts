import { requiredKinds } from '../coverage/point-results.ts';
import { fieldJob } from '../fields/field-job.ts';
import type { FieldStack } from '../fields/field-stack.ts';
import { tracePathLossDb } from '../fields/trace-path-loss.ts';
import type { FieldSolver } from '../kernel/field-kernel.ts';
import { normalQuantile } from '../normal-distribution.ts';
import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Carrier, Level, Plan, Position } from '../plan/schema.ts';
import { type Monitor, reportProgress } from '../progress.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import { levelAreaM2 } from '../scene/build-grid.ts';
import { cellKind, type Scene } from '../scene/scene.ts';
import { antennaGainDbi } from '../signal/antenna-gain.ts';
import { pointPlace } from '../signal/compute-point-signals.ts';
import { mapService, phoneLossDb, shadowingSigmaDb } from '../signal/link-budget.ts';
import { metresToMm } from '../units.ts';
import { allowedLossDb, bindingCarriers } from './binding-carriers.ts';
import { findCandidates } from './find-candidates.ts';
import type { LevelDemand } from './level-demand.ts';
import { createServedTable } from './served-table.ts';

/** Cell of the search, metres; the final plan is checked on the finer grid of the prediction. */
const finestSearchM = 1;
/** Cells of all levels together: with the candidates they decide the memory, so larger garages get larger cells. */
const mostSearchCells = 200_000;
const candidateSpacingM = 3.5;
/** Ceiling antennas hang this far below the clear height, metres. */
const ceilingGapM = 0.1;
/** Jobs in flight at once: bounds memory. */
const batchSize = 64;
/** Power beyond this multiple of what is needed serves no better; it would only cost precision in sums. */
const mostRatio = 1000;
/** Points need this much more than the threshold so that rounding never decides, dB. */
const pointSafetyDb = 0.05;

export interface DemandOptions {
  solver: FieldSolver;
  fields: FieldStack;
  model: PropagationModel;
  profile: RequirementProfile;
  /** Positions of antennas that stay. */
  fixed: Position[];
  monitor?: Monitor;
}

/** Candidates of a level and what each gives to every counted cell and point, for the carriers that bind. */
export async function buildLevelDemand(
  plan: Plan,
  level: Level,
  options: DemandOptions,
): Promise<LevelDemand> {
  const { model, profile, fixed } = options;
  const resolutionM = searchResolutionM(plan);
  const sceneOf = (frequencyMhz: number) =>
    options.fields.scene(level, frequencyMhz, resolutionM, {
      materials: plan.materials,
      parkedCars: profile.parkedCars,
    });
  const voice = bindingCarriers(plan, 'voice', profile, model, sceneOf);
  const scene = sceneOf(voice[0].frequencyMhz);
  const counted = countedCells(scene);
  const candidates = [...fixed, ...findCandidates(level, scene, candidateSpacingM)];
  const heightM = level.clearHeightM - ceilingGapM;
  const ratios = await cellRatios(plan, voice, scene, sceneOf, counted, candidates, heightM, level, options);
  const points = level.points ?? [];
  const required = points.filter((point) => requiredKinds.has(point.kind));
  const data = bindingCarriers(plan, 'data', profile, model, sceneOf);
  return {
    levelId: level.id,
    candidates,
    heightM,
    fixedCount: fixed.length,
    grid: scene.grid,
    cellIndices: counted,
    cellKinds: Uint8Array.from(counted, (cell) => (scene.cells[cell] === cellKind.inBay ? 1 : 0)),
    ratios,
    pointRatios: pointRatios(data, required, sceneOf, candidates, heightM, options),
    pointIds: required.map((point) => point.id),
    pointPositions: required.map((point) => point.position),
    singleCarrier: voice.length === 1,
    tables: [
      createServedTable(shadowingSigmaDb(profile, false)),
      createServedTable(shadowingSigmaDb(profile, true)),
    ],
  };
}

/** In steps of half a metre. */
function searchResolutionM(plan: Plan): number {
  const areaM2 = plan.levels.reduce((sum, level) => sum + levelAreaM2(level), 0);
  return Math.max(finestSearchM, Math.ceil(2 * Math.sqrt(areaM2 / mostSearchCells)) / 2);
}

function countedCells(scene: Scene): Int32Array {
  const counted: number[] = [];
  scene.cells.forEach((kind, cell) => {
    if (kind !== cellKind.none) counted.push(cell);
  });
  return Int32Array.from(counted);
}

async function cellRatios(
  plan: Plan,
  carriers: readonly Carrier[],
  scene: Scene,
  sceneOf: (frequencyMhz: number) => Scene,
  counted: Int32Array,
  candidates: readonly Position[],
  heightM: number,
  level: Level,
  options: DemandOptions,
): Promise<Float32Array[]> {
  const { model, profile, solver, monitor } = options;
  const result: Float32Array[] = [];
  const levelRatio = plan.levels.indexOf(level) / plan.levels.length;
  for (let first = 0; first < candidates.length; first += batchSize) {
    reportProgress(
      monitor,
      'fields',
      levelRatio + first / candidates.length / plan.levels.length,
      `${level.id}: ${candidates.length} candidates`,
    );
    const batch = candidates.slice(first, first + batchSize);
    const ratios = batch.map(() => new Float32Array(counted.length).fill(mostRatio));
    for (const carrier of carriers) {
      const carrierScene = sceneOf(carrier.frequencyMhz);
      const jobs = batch.map((position) =>
        fieldJob(carrierScene, { position, heightM }, model, profile.phoneHeightM),
      );
      const fields = await solver.solve(jobs);
      const budgetDb = allowedLossDb(carrier, mapService(carrier), profile);
      fields.forEach((pathLossDb, index) => {
        lowerRatios(ratios[index], pathLossDb, scene, counted, batch[index], heightM, budgetDb, profile);
      });
    }
    result.push(...ratios);
  }
  return result;
}

function lowerRatios(
  ratios: Float32Array,
  pathLossDb: Float32Array,
  scene: Scene,
  counted: Int32Array,
  position: Position,
  heightM: number,
  budgetDb: number,
  profile: RequirementProfile,
): void {
  const { grid, cells } = scene;
  const rise2 = (metresToMm(heightM) - metresToMm(profile.phoneHeightM)) ** 2;
  const onFootDb = budgetDb - phoneLossDb(profile, false);
  const inBayDb = budgetDb - phoneLossDb(profile, true);
  const xMm = metresToMm(position[0]);
  const yMm = metresToMm(position[1]);
  for (let index = 0; index < counted.length; index += 1) {
    const cell = counted[index];
    const deltaX = grid.originXMm + (cell % grid.columns) * grid.cellMm - xMm;
    const deltaY = grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm - yMm;
    const distance2 = deltaX * deltaX + deltaY * deltaY + rise2;
    const gainDbi = antennaGainDbi('ceiling-omni', distance2 === 0 ? 0 : rise2 / distance2);
    const availableDb = cells[cell] === cellKind.inBay ? inBayDb : onFootDb;
    const ratio = 10 ** ((availableDb + gainDbi - pathLossDb[cell]) / 10);
    if (ratio < ratios[index]) ratios[index] = ratio;
  }
}

function pointRatios(
  carriers: readonly Carrier[],
  points: NonNullable<Level['points']>,
  sceneOf: (frequencyMhz: number) => Scene,
  candidates: readonly Position[],
  heightM: number,
  options: DemandOptions,
): Float32Array[] {
  const { model, profile } = options;
  const sigmaDb = shadowingSigmaDb(profile, false);
  const neededDb = sigmaDb * normalQuantile(profile.pointProbability) + pointSafetyDb;
  return candidates.map((position) => {
    const from = { x: position[0], y: position[1], z: heightM };
    return Float32Array.from(points, (point) => {
      const place = pointPlace(point);
      const rise2 = (heightM - place.z) ** 2;
      const distance2 = (from.x - place.x) ** 2 + (from.y - place.y) ** 2 + rise2;
      const gainDbi = antennaGainDbi('ceiling-omni', distance2 === 0 ? 0 : rise2 / distance2);
      let lowest = Number.POSITIVE_INFINITY;
      for (const carrier of carriers) {
        const availableDb = allowedLossDb(carrier, 'data', profile) - phoneLossDb(profile, false) - neededDb;
        const lossDb = tracePathLossDb(sceneOf(carrier.frequencyMhz), model, from, place);
        lowest = Math.min(lowest, 10 ** ((availableDb + gainDbi - lossDb) / 10));
      }
      return lowest;
    });
  });
}
