import {
  createPlainSolver,
  createSimdKernel,
  type FieldSolver,
  FieldStack,
  type Level,
  type Plan,
  predictPlan,
  type ScenarioId,
  traceLink,
} from '@diku/engine';
import { limitingSentence } from '@diku/engine/documents';
import { findPreset } from '@diku/engine/import';
import { applyScenario, createFingerprintMemo, planScenarios } from '@diku/engine/plan';
import type { FieldJob, RayReport } from '@diku/engine/radio';
import { findNoiseRise, traceRayLink } from '@diku/engine/workflow';
import * as comlink from 'comlink';
import { applyChange } from '../store/plan-change.ts';
import { localizedLine } from '../texts/localized-line.ts';
import { combineMaps, limitsById } from './combine-maps.ts';
import { ImportSession } from './import-session.ts';
import { listServers } from './list-servers.ts';
import {
  describeAssumptions,
  describeModel,
  describeWalkNotes,
  nameLocations,
  nameScenarios,
} from './name-results.ts';
import { nextTask } from './next-task.ts';
import { openAnyFile } from './open-any-file.ts';
import { type Followed, trackAtSpeed } from './track-at-speed.ts';
import { prepareWalls, trackTransient } from './track-transient.ts';
import { describeError } from './work-failure.ts';
import {
  heatmapBuffers,
  type OnProgress,
  type Outcome,
  type PlannerWorker,
  type RayCheck,
  type TrackRequest,
} from './worker-contract.ts';

/** So many paths of a link by rays are shown. */
const maxPaths = 5;

const solver = createPlainSolver(createSimdKernel());

const yieldingSolver = yieldingBetween(solver);
const fields = new FieldStack(yieldingSolver);
const patient = { solver: yieldingSolver, fields };
const liveFields = new FieldStack(solver);
const session = new ImportSession();
// Records of a plan are never changed in place.
const memo = createFingerprintMemo();

let plan: Plan | undefined;
let scenarioId: ScenarioId = 'planned';
let run = 0;
let followed: Followed | undefined;
/** The levels that nobody was dragging anything of. */
let atRest: readonly Level[] | undefined;
/** Noise that other phones made at a carrier's receivers before the drag. */
let noiseAtRest: { carrierId: string; riseDb: number | undefined } | undefined;

const api: PlannerWorker = {
  setPlan(next) {
    plan = next;
    atRest = undefined;
  },

  changePlan(records) {
    plan = applyChange(plan, { name: 'change', records });
  },

  setScenario(id) {
    scenarioId = id;
    atRest = undefined;
  },

  cancel() {
    run++;
  },

  predict(antennas, resolutionM, onProgress) {
    const current = ++run;
    return settle(async () => {
      const plan = planWith(antennas);
      const ofScenario = scenarioId;
      const { maps, assessment, profile, modelId, notes } = await predictPlan(plan, {
        solver: yieldingSolver,
        fields,
        resolutionM,
        memo,
        monitor: watch(onProgress, () => current !== run),
      });
      const classLimits = limitsById(plan, profile);
      const all = [...maps, ...combineMaps(plan, maps, profile, classLimits)];
      const limiting = localizedLine((each) => limitingSentence({ plan, assessment }, each));
      const names = {
        scenarioId: ofScenario,
        scenarios: nameScenarios(currentPlan()),
        locationNames: nameLocations(plan, assessment),
        assumptionLines: describeAssumptions(assessment),
        model: describeModel(plan, modelId, profile),
        walkNotes: describeWalkNotes(notes),
      };
      return {
        maps: all,
        servers: listServers(plan, all),
        assessment,
        profile,
        resolutionM,
        classLimits,
        limiting,
        ...names,
      };
    });
  },

  track(request) {
    return settle(() => track(request));
  },

  prepareWalls({ antennas, carrierId, levelId }) {
    return settle(async () => {
      const plan = planWith(antennas);
      atRest = plan.levels;
      await prepareWalls(plan, { solver, fields: liveFields, carrierId, levelId });
    });
  },

  async trackedHeatmap(antenna, scale, used, request) {
    const outcome = await settle(async () => {
      if (request) await track(request);
      if (!followed) throw new Error('no antenna is tracked');
      return followed.heatmapWith(antenna, scale, used);
    });
    return outcome.ok ? comlink.transfer(outcome, heatmapBuffers(outcome.value.raster)) : outcome;
  },

  async heatmapAtRest(antenna, scale) {
    const outcome = await settle(async () => followed?.atRest?.(antenna, scale));
    const raster = outcome.ok ? outcome.value?.raster : undefined;
    return raster ? comlink.transfer(outcome, heatmapBuffers(raster)) : outcome;
  },

  traceLink(antennas, from, to, carrierId) {
    return settle(async () => {
      const link = traceLink(planWith(antennas), from, to, { carrierId, memo });
      const { elementPowerDbm, antennaGainDbi, bodyLossDb, vehicleLossDb } = link.budget;
      return {
        rsrpDbm: link.rsrpDbm,
        strongestPart: link.strongestPart,
        powerDbm: elementPowerDbm,
        gainDbi: antennaGainDbi,
        losses: [
          ...link.terms,
          { name: 'body', lossDb: bodyLossDb },
          { name: 'vehicle', lossDb: vehicleLossDb },
        ],
        points: link.path.points,
      };
    });
  },

  checkRays(antennas, from, to, carrierId) {
    return settle(async () => {
      const plan = planWith(antennas);
      const { pathLossDb, paths } = traceRayLink(plan, from, to, { carrierId });
      const { model, pathLossDb: modelLossDb } = traceLink(plan, from, to, { carrierId });
      return { pathLossDb, model, modelLossDb, paths: distinctPaths(paths) };
    });
  },

  async traceReference({ antennas, ...request }, onProgress) {
    const outcome = await settle(async () => {
      const { traceReference } = await import('./trace-reference.ts');
      return traceReference(planWith(antennas), {
        ...request,
        recorded: { ...currentPlan(), antennas },
        solver: yieldingSolver,
        monitor: watch(onProgress),
      });
    });
    if (!outcome.ok) return outcome;
    const { raysDbm, differenceDb } = outcome.value.comparison;
    return comlink.transfer(outcome, [raysDbm.buffer, differenceDb.buffer]);
  },

  openFile(request, onProgress) {
    return settle(() => openAnyFile(request, session, watch(onProgress)));
  },

  readAgain(request, onProgress) {
    return settle(() => session.read(request, watch(onProgress)));
  },

  recognise(request, onProgress) {
    return settle(async () => session.recognise(request, watch(onProgress)));
  },

  inspect(request) {
    return settle(async () => session.inspect(request));
  },

  sourceLines(sourceId) {
    return settle(async () => session.sourceLines(sourceId));
  },

  presetOf(request, name) {
    return settle(async () => session.presetOf(request, name, {}));
  },

  builtInPreset(name) {
    return settle(async () => findPreset(name));
  },

  placeAntennas({ plan, choices, cancelled }, onProgress) {
    return settle(async () => {
      const { placeAntennas } = await import('./place-antennas.ts');
      const isCancelled = () => cancelled !== undefined && Atomics.load(cancelled, 0) === 1;
      return placeAntennas(plan, choices, { solver, monitor: watch(onProgress, isCancelled) });
    });
  },

  feed(plan, onProgress) {
    return settle(async () => {
      const { feedAntennas } = await import('./feed-antennas.ts');
      return feedAntennas(plan, { solver: yieldingSolver, monitor: watch(onProgress) });
    });
  },

  priceStates(plan, onProgress) {
    return settle(async () => {
      const { priceStates } = await import('./place-antennas.ts');
      return priceStates(plan, { solver: yieldingSolver, monitor: watch(onProgress) });
    });
  },

  readWalk(plan, file, choices, onProgress) {
    return settle(async () => {
      const { readWalk } = await import('./read-walk.ts');
      return readWalk(plan, file, choices, watch(onProgress));
    });
  },

  walkSheet(plan, acceptance, language) {
    return settle(async () => {
      const { walkSheet } = await import('./read-walk.ts');
      return walkSheet(plan, acceptance, language);
    });
  },

  readPatterns(files) {
    return settle(async () => {
      const { readPatterns } = await import('./read-setting-file.ts');
      return readPatterns(files);
    });
  },

  readCandidates(file, plan) {
    return settle(async () => {
      const { readCandidates } = await import('./read-setting-file.ts');
      return readCandidates(file, plan);
    });
  },

  reportNetwork(plan) {
    return settle(async () => {
      const { reportNetwork } = await import('./feed-antennas.ts');
      return reportNetwork(plan);
    });
  },

  followNetwork(antennas) {
    return settle(async () => {
      const { followNetwork } = await import('./feed-antennas.ts');
      return followNetwork({ ...currentPlan(), antennas });
    });
  },

  redesignNetwork(plan) {
    return settle(async () => {
      const { redesignNetwork } = await import('./feed-antennas.ts');
      return redesignNetwork(plan, yieldingSolver);
    });
  },

  changeNetwork(plan, changes) {
    return settle(async () => {
      const { changeNetwork } = await import('./feed-antennas.ts');
      const { network, derived } = changeNetwork(plan, changes);
      return { network, derived };
    });
  },

  async makeDocument(plan, wish, onProgress) {
    const outcome = await settle(async () => {
      const { makeDocument } = await import('./make-document.ts');
      return makeDocument(plan, wish, { solver: yieldingSolver, fields, monitor: watch(onProgress) });
    });
    return outcome.ok ? comlink.transfer(outcome, [outcome.value.bytes.buffer]) : outcome;
  },
};

comlink.expose(api);

async function track({ antennas, antennaId, carrierId, levelId, isPassing }: TrackRequest): Promise<void> {
  const plan = planWith(antennas);
  if (!isPassing || !atRest) atRest = plan.levels;
  if (!isPassing || noiseAtRest?.carrierId !== carrierId) {
    noiseAtRest = { carrierId, riseDb: await findNoiseRise(plan, { carrierId, solver }) };
  }
  const noiseRiseDb = noiseAtRest.riseDb;
  const options = { solver, fields: liveFields, carrierId, levelId, noiseRiseDb };
  followed = isPassing
    ? trackTransient(plan, atRest, options)
    : await trackAtSpeed(plan, antennaId, options, patient);
}

function currentPlan(): Plan {
  if (!plan) throw new Error('no plan was set');
  return plan;
}

/** The plan with these antennas, in the state of shutters and cars that was chosen. */
function planWith(antennas: Plan['antennas']): Plan {
  const plan = { ...currentPlan(), antennas };
  const scenario = planScenarios(plan).find(({ id }) => id === scenarioId);
  return scenario ? applyScenario(plan, scenario) : plan;
}

async function settle<Value>(work: () => Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: describeError(error) };
  }
}

/** A monitor that reports at most every 50 ms. */
function watch(onProgress: OnProgress, cancelled = () => false) {
  let last = Number.NEGATIVE_INFINITY;
  return {
    cancelled,
    report(progress: Parameters<OnProgress>[0]) {
      const now = performance.now();
      if (now - last < 50) return;
      last = now;
      onProgress(progress);
    },
  };
}

/** The strongest rays that differ as seen from above. */
function distinctPaths(paths: readonly RayReport[]): RayCheck['paths'] {
  const apart = new Map<string, RayCheck['paths'][number]>();
  for (const { kind, lossDb, points } of paths) {
    const key = points.join(' ');
    if (!apart.has(key)) apart.set(key, { kind, lossDb, points });
  }
  return [...apart.values()].slice(0, maxPaths);
}

/** A solver that lets waiting messages in before each job, so that a cancel is heard. */
function yieldingBetween(solver: FieldSolver): FieldSolver {
  return {
    async solve(jobs: readonly FieldJob[], onDone?: (count: number) => void) {
      const results: Float32Array[] = [];
      for (const job of jobs) {
        await nextTask();
        results.push(...(await solver.solve([job])));
        onDone?.(results.length);
      }
      return results;
    },
  };
}
