import {
  type CarrierSamples,
  cellKind,
  cellVehicleSigmaDb,
  commonErrors,
  createMarginSlopes,
  type MarginSlopes,
  outdoorIndex,
  passProbability,
  runAcceptanceTests,
  SlopeSums,
  serviceSignal,
  signalAt,
  signalLength,
  walkSpreads,
} from '../../radio/index.ts';
import type { ChanceContext } from './chance-context.ts';
import { type DemandLayer, type GarageDemand, linkSlopeStepDb } from './garage-demand.ts';
import { servingCells } from './serving-cells.ts';

/**
 * Chance that the acceptance test passes with a set of candidates, of the worst operator in its worst state: the
 * prediction's own, at the squares that the test draws its locations from. Carriers that others imply are left out; where an operator
 * has to be served on all its carriers, the prediction finds a little less.
 * @param moreDb power that every port has more
 */
export function chanceToPass(context: ChanceContext, set: readonly number[], moreDb = 0): number {
  const { demand, walk, profile } = context;
  if (walk.sampleCount === 0) return 0;
  const cells = servingCells(context, set);
  const numbers = new Map(set.map((candidate, number) => [candidate, number]));
  const vehicles = cellVehicleSigmaDb(profile);
  const known = new Map<number, CarrierSamples>();
  const samplesOf = (layer: number) => {
    const samples = known.get(layer) ?? layerSamples(demand, demand.layers[layer], cells, numbers, vehicles);
    known.set(layer, samples);
    return samples;
  };
  const operators = demand.groups.map(({ layers, combine }) => ({
    carriers: layers.map(samplesOf),
    combine,
  }));
  const antennas = set.map((candidate) => demand.candidates[candidate]);
  const draws = runAcceptanceTests(walk, operators, walkSpreads(profile, antennas));
  return Math.min(
    ...draws.map(({ criticalBiasDb }) =>
      passProbability(
        criticalBiasDb.map((biasDb) => biasDb + moreDb),
        commonErrors(profile),
      ),
    ),
  );
}

/** A carrier at every location, as the prediction's map has it there. */
function layerSamples(
  demand: GarageDemand,
  layer: DemandLayer,
  cellMembers: readonly number[][],
  numbers: ReadonlyMap<number, number>,
  vehicles: readonly number[],
): CarrierSamples {
  const { locationKinds, locationCount: count } = demand;
  const { ratios, outside, services, neededMw, carrier: number } = layer;
  const samples = {
    number,
    marginDb: new Float32Array(count),
    sigmaDb: new Float32Array(count),
    vehicleSigmaDb: new Float32Array(count),
    slopes: createMarginSlopes(count),
  };
  const cells = cellMembers.map((members) => members.map((candidate) => ratios[candidate]));
  if (outside) cells.push([outside]);
  const signal = new Float64Array(signalLength);
  for (let location = 0; location < count; location += 1) {
    let [best, bestSquare, sum, strongest] = [0, 0, 0, 0];
    for (const members of cells) {
      let sumMw = 0;
      let square = 0;
      for (const ratio of members) {
        const one = ratio[location];
        sumMw += one;
        square += one * one;
        if (one > strongest) strongest = one;
      }
      sum += sumMw;
      if (sumMw > best) {
        best = sumMw;
        bestSquare = square;
      }
    }
    writeSlopes(layer, cellMembers, numbers, location, samples.slopes);
    const service = services[locationKinds[location]];
    const squareMw2 = bestSquare * neededMw * neededMw;
    serviceSignal(service, best * neededMw, squareMw2, sum * neededMw, strongest * neededMw, signal);
    const totalDb = signal[signalAt.sigmaDb];
    const kind = locationKinds[location] === 1 ? cellKind.inBay : cellKind.onFoot;
    const vehicleDb = Math.min(totalDb, vehicles[kind]);
    samples.marginDb[location] = signal[signalAt.marginDb];
    samples.sigmaDb[location] = Math.sqrt(totalDb ** 2 - vehicleDb ** 2);
    samples.vehicleSigmaDb[location] = vehicleDb;
  }
  return samples;
}

const slopeSums = new SlopeSums();

/** Slopes of the cell that serves a location; all 0 where the network outside does. */
function writeSlopes(
  { ratios, slopes, outside }: DemandLayer,
  cellMembers: readonly number[][],
  numbers: ReadonlyMap<number, number>,
  location: number,
  into: MarginSlopes,
): void {
  slopeSums.clear();
  for (const members of cellMembers) {
    for (const candidate of members) {
      const { distance, obstacles } = slopes[candidate];
      slopeSums.addSource(
        ratios[candidate][location],
        linkSlopeStepDb * distance[location],
        linkSlopeStepDb * obstacles[location],
      );
      slopeSums.endAntenna(numbers.get(candidate) as number);
    }
    slopeSums.endServingCell();
  }
  if (outside && outside[location] > 0) {
    slopeSums.addSource(outside[location], 0, 0);
    slopeSums.endAntenna(outdoorIndex);
    slopeSums.endServingCell();
  }
  slopeSums.write(into, location);
}
