import { fieldJob } from '../fields/field-job.ts';
import { tracePathLossDb } from '../fields/trace-path-loss.ts';
import type { FieldSolver } from '../kernel/field-kernel.ts';
import { normalQuantile } from '../normal-distribution.ts';
import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Antenna, Carrier, PlanPoint } from '../plan/schema.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import { cellKind, type Scene } from '../scene/scene.ts';
import { patternGainDbi, preparePattern } from '../signal/antenna-gain.ts';
import { antennaSources, type RadiatingSource } from '../signal/antenna-sources.ts';
import { pointPlace } from '../signal/compute-point-signals.ts';
import { fastRatio } from '../signal/fast-ratio.ts';
import { elementPowerDbm, mapService, radiates } from '../signal/link-budget.ts';
import { commonVarianceDb2, ownSigmaDb, phoneLoss } from '../signal/phone-loss.ts';
import { metresToMm } from '../units.ts';
import { neededPowerDbm } from './binding-carriers.ts';

/** Jobs in flight at once: bounds memory. */
const batchSize = 64;
/** Power beyond this multiple of what is needed serves no better; it would only cost precision in sums. */
const mostRatio = 1000;
/** Points need this much more than the threshold so that rounding never decides, dB. */
const pointSafetyDb = 0.05;

export interface RatioOptions {
  solver: FieldSolver;
  model: PropagationModel;
  profile: RequirementProfile;
  sceneOf: (frequencyMhz: number) => Scene;
}

/**
 * Received over needed power of each antenna at the counted cells, the lowest over the carriers.
 * [antennas] of [counted cells]
 * @param report hears before each batch how many antennas are done
 */
export async function cellRatios(
  antennas: readonly Antenna[],
  carriers: readonly Carrier[],
  counted: Int32Array,
  options: RatioOptions,
  report: (done: number) => void,
): Promise<Float32Array[]> {
  const result: Float32Array[] = [];
  for (const batch of batches(antennas)) {
    report(result.length);
    const ratios = batch.map(() => new Float32Array(counted.length).fill(mostRatio));
    for (const carrier of carriers) await lowerRatios(ratios, batch, carrier, counted, options);
    result.push(...ratios);
  }
  return result;
}

/** Consecutive antennas, as many as give one batch of jobs; a radiating cable of more is a batch by itself. */
function batches(antennas: readonly Antenna[]): Antenna[][] {
  const groups: Antenna[][] = [];
  let jobs = batchSize;
  for (const antenna of antennas) {
    // Places do not depend on the frequency.
    const own = antenna.type === 'radiating-cable' ? batchSize : 1;
    jobs += own;
    if (jobs <= batchSize) groups[groups.length - 1].push(antenna);
    else {
      groups.push([antenna]);
      jobs = own;
    }
  }
  return groups;
}

async function lowerRatios(
  ratios: readonly Float32Array[],
  antennas: readonly Antenna[],
  carrier: Carrier,
  counted: Int32Array,
  { solver, model, profile, sceneOf }: RatioOptions,
): Promise<void> {
  const scene = sceneOf(carrier.frequencyMhz);
  const neededDbm = neededPowerDbm(carrier, mapService(carrier), profile);
  const sources = antennas.flatMap((antenna, index) => {
    const own = antennaSources(antenna, carrier.frequencyMhz);
    return own.map((source, order) => ({ antenna, index, source, ends: order === own.length - 1 }));
  });
  const sums = new Float64Array(counted.length);
  for (let first = 0; first < sources.length; first += batchSize) {
    const batch = sources.slice(first, first + batchSize);
    const jobs = batch.map(({ source }) => fieldJob(scene, source, model, profile.phoneHeightM));
    const fields = await solver.solve(jobs);
    batch.forEach(({ antenna, index, source, ends }, job) => {
      if (radiates(antenna, carrier)) {
        const availableDb = elementPowerDbm(antenna, carrier) + source.feedDb - neededDbm;
        addRatios(sums, fields[job], scene, counted, antenna, source, availableDb, carrier, profile);
      }
      if (!ends) return;
      const lowest = ratios[index];
      for (let cell = 0; cell < counted.length; cell += 1) {
        if (sums[cell] < lowest[cell]) lowest[cell] = sums[cell];
      }
      sums.fill(0);
    });
  }
}

function addRatios(
  sums: Float64Array,
  pathLossDb: Float32Array,
  { grid, cells }: Scene,
  counted: Int32Array,
  antenna: Antenna,
  { position, heightM }: RadiatingSource,
  availableDb: number,
  carrier: Carrier,
  profile: RequirementProfile,
): void {
  const pattern = preparePattern(antenna);
  const upMm = metresToMm(profile.phoneHeightM) - metresToMm(heightM);
  const [onFootDb, inBayDb] = (['open', 'bay'] as const).map((place) => {
    const loss = phoneLoss(profile, place, mapService(carrier), carrier.frequencyMhz);
    return availableDb - loss.bodyLossDb - loss.vehicleLossDb;
  });
  const westMm = grid.originXMm - metresToMm(position[0]);
  const southMm = grid.originYMm - metresToMm(position[1]);
  for (let index = 0; index < counted.length; index += 1) {
    const cell = counted[index];
    const row = Math.floor(cell / grid.columns);
    const eastMm = westMm + (cell - row * grid.columns) * grid.cellMm;
    const gainDbi = patternGainDbi(pattern, eastMm, southMm + row * grid.cellMm, upMm);
    const budgetDb = cells[cell] === cellKind.inBay ? inBayDb : onFootDb;
    sums[index] += fastRatio(budgetDb + gainDbi - pathLossDb[cell]);
  }
}

/** Received over what the point probability needs of each antenna at each point, the lowest over the carriers. */
export function pointRatios(
  antennas: readonly Antenna[],
  carriers: readonly Carrier[],
  points: readonly PlanPoint[],
  { model, profile, sceneOf }: RatioOptions,
): Float32Array[] {
  const ownDb = ownSigmaDb(profile);
  const quantile = normalQuantile(profile.pointProbability);
  return antennas.map((antenna) => {
    const pattern = preparePattern(antenna);
    return Float32Array.from(points, (point) => {
      const to = pointPlace(point);
      // Of one antenna: several that add up need less.
      const sigmaDb = Math.hypot(ownDb, Math.sqrt(commonVarianceDb2(profile, point.kind)));
      const ratios = carriers.map((carrier) => {
        if (!radiates(antenna, carrier)) return 0;
        const scene = sceneOf(carrier.frequencyMhz);
        const { bodyLossDb, vehicleLossDb } = phoneLoss(profile, point.kind, 'data', carrier.frequencyMhz);
        const marginDb = sigmaDb * quantile + pointSafetyDb + bodyLossDb + vehicleLossDb;
        const availableDb =
          elementPowerDbm(antenna, carrier) - neededPowerDbm(carrier, 'data', profile) - marginDb;
        let sum = 0;
        for (const {
          position: [x, y],
          heightM,
          feedDb,
        } of antennaSources(antenna, carrier.frequencyMhz)) {
          const lossDb = tracePathLossDb(scene, model, { x, y, z: heightM }, to);
          const gainDbi = patternGainDbi(pattern, to.x - x, to.y - y, to.z - heightM);
          sum += fastRatio(availableDb + feedDb + gainDbi - lossDb);
        }
        return sum;
      });
      return Math.min(...ratios);
    });
  });
}
