import { requiredKinds } from '../coverage/point-results.ts';
import type { FieldStack } from '../fields/field-stack.ts';
import type { FieldSolver } from '../kernel/field-kernel.ts';
import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Antenna, Level, Plan } from '../plan/schema.ts';
import { type Monitor, reportProgress } from '../progress.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import { levelAreaM2 } from '../scene/build-grid.ts';
import { obstacleOptions } from '../scene/obstacle-options.ts';
import { cellKind, type Scene } from '../scene/scene.ts';
import { commonVarianceDb2 } from '../signal/phone-loss.ts';
import { bindingCarriers } from './binding-carriers.ts';
import { type CandidateOptions, findCandidates } from './candidates/find-candidates.ts';
import type { LevelDemand } from './level-demand.ts';
import { mostServedTable, searchTable } from './served-table.ts';
import { cellRatios, pointRatios } from './transmitter-ratios.ts';

/** Cell of the search, metres; the final plan is checked on the finer grid of the prediction. */
const finestSearchM = 1;
/** Cells of all levels together: with the candidates they decide the memory, so larger garages get larger cells. */
const mostSearchCells = 200_000;

export interface DemandOptions {
  solver: FieldSolver;
  fields: FieldStack;
  model: PropagationModel;
  profile: RequirementProfile;
  /** The level's antennas that stay: as they are, whatever their type, height and powers. */
  fixed: readonly Antenna[];
  candidates?: CandidateOptions;
  monitor?: Monitor;
}

/** Candidates of a level and what each gives to every counted cell and point, for the carriers that bind. */
export async function buildLevelDemand(
  plan: Plan,
  level: Level,
  options: DemandOptions,
): Promise<LevelDemand> {
  const { solver, model, profile, fixed, monitor } = options;
  const resolutionM = searchResolutionM(plan);
  const sceneOf = (frequencyMhz: number) =>
    options.fields.scene(level, frequencyMhz, resolutionM, obstacleOptions(plan, profile, model));
  const voice = bindingCarriers(plan, 'voice', profile, model, sceneOf);
  const scene = sceneOf(voice[0].frequencyMhz);
  const counted = countedCells(scene);
  const found = findCandidates(plan, level, { ...options.candidates, fixed });
  const antennas = [...fixed, ...found.map(({ antenna }) => antenna)];
  const ratioOptions = { solver, model, profile, sceneOf };
  const levelRatio = plan.levels.indexOf(level) / plan.levels.length;
  const ratios = await cellRatios(antennas, voice, counted, ratioOptions, (done) =>
    reportProgress(
      monitor,
      'fields',
      levelRatio + done / antennas.length / plan.levels.length,
      `${level.id}: ${antennas.length} candidates`,
    ),
  );
  const points = level.points ?? [];
  const required = points.filter((point) => requiredKinds.has(point.kind));
  const variancesDb2 = [commonVarianceDb2(profile, 'open'), commonVarianceDb2(profile, 'bay')];
  const data = bindingCarriers(plan, 'data', profile, model, sceneOf);
  return {
    levelId: level.id,
    antennas,
    candidates: antennas.map((antenna) => antenna.position),
    fixedCount: fixed.length,
    grid: scene.grid,
    cellIndices: counted,
    cellKinds: Uint8Array.from(counted, (cell) => (scene.cells[cell] === cellKind.inBay ? 1 : 0)),
    ratios,
    pointRatios: pointRatios(antennas, data, required, ratioOptions),
    pointIds: required.map((point) => point.id),
    pointPositions: required.map((point) => point.position),
    singleCarrier: voice.length === 1,
    tables: [searchTable(profile, variancesDb2[0]), searchTable(profile, variancesDb2[1])],
    boundTables: [mostServedTable(profile, variancesDb2[0]), mostServedTable(profile, variancesDb2[1])],
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
