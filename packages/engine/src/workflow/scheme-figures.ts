import {
  type CandidateKind,
  candidateKinds,
  countEquipment,
  evaluateCapacity,
  kindOf,
  listHoles,
  schemeCost,
  workSchedule,
} from '../design/index.ts';
import {
  type CatalogPart,
  cableLengthM,
  type Plan,
  type SchemeFigures,
  technologyRow,
} from '../plan/index.ts';
import { antennaPaths, fittingNetwork, maxLayers, type Prediction, radiates } from '../radio/index.ts';

/** Facts on a scheme that its plan does not hold. */
export interface SchemeContext {
  /** Its cells are those of base stations outside. */
  repeats?: boolean;
  /** Its room for NR, and the layers of NR there. */
  newRadio: SchemeFigures['newRadio'];
  nrLayers: number;
  /** False: the emergency time limit struck. */
  isPlacingComplete: boolean;
}

/** Figures of a designed scheme. */
export function schemeFigures(
  prediction: Prediction,
  { repeats = false, newRadio, nrLayers, isPlacingComplete }: SchemeContext,
): SchemeFigures {
  const { plan, assessment } = prediction;
  const limiting = assessment.operators.reduce((worst, each) =>
    each.passProbability < worst.passProbability ? each : worst,
  );
  const days = workSchedule(plan).reduce((sum, step) => sum + step.days, 0);
  return {
    antennas: countKinds(plan),
    radiatingCableM: plan.antennas.reduce((sum, antenna) => sum + cableLengthM(antenna), 0),
    ...countEquipment(plan),
    cost: schemeCost(plan).cost,
    passProbability: limiting.passProbability,
    operator: limiting.operator,
    coverageRatio: Math.min(...assessment.operators.map((each) => each.expectedCoverageRatio)),
    capacity: schemeCapacity(prediction, repeats),
    layers: { lte: layersOf(prediction, 4), nr: nrLayers },
    newRadio,
    passages: listHoles(plan).length,
    crewDays: days,
    isPlacingComplete,
  };
}

function countKinds({ antennas }: Plan): Record<string, number> {
  const count = (kind: CandidateKind) => antennas.filter((each) => kindOf(each) === kind).length;
  return Object.fromEntries(
    candidateKinds
      .map((kind) => [kind, count(kind)] as const)
      .filter(([, antennasOfKind]) => antennasOfKind > 0),
  );
}

/** MIMO layers that every antenna can send on every carrier of a generation; 0 without such a carrier. */
export function layersOf({ plan, profile }: Pick<Prediction, 'plan' | 'profile'>, generation: 4 | 5): number {
  const pathsOf = antennaPaths(plan, fittingNetwork(plan));
  const counts = plan.carriers
    .filter(({ technology }) => {
      const row = technologyRow(technology);
      return row.generation === generation && row.throughput !== undefined;
    })
    .flatMap((carrier) =>
      plan.antennas
        .filter((antenna) => radiates(antenna, carrier))
        .map((antenna) => maxLayers(carrier, pathsOf(antenna, carrier), profile)),
    );
  return counts.length === 0 ? 0 : Math.min(...counts);
}

function schemeCapacity(prediction: Prediction, repeats: boolean): SchemeFigures['capacity'] {
  const { plan, profile } = prediction;
  const { users, carriers } = evaluateCapacity(prediction);
  const { donorLoadRatio, maxLoadRatio } = profile.capacity;
  const busiest = Math.max(0, ...carriers.flatMap((each) => [each.downLoadRatio, each.upLoadRatio]));
  const needed = Math.max(1, ...carriers.map(({ neededCells }) => neededCells));
  if (!repeats) {
    const cells = new Set(plan.antennas.map(({ cell }) => cell)).size;
    return { cells, users, loadRatio: busiest, neededCells: needed };
  }
  const loadRatio = busiest + donorLoadRatio;
  return { cells: 0, users, loadRatio, neededCells: loadRatio > maxLoadRatio ? Math.max(2, needed) : needed };
}

/** Parts of a network that are passed by what goes to antennas, and not rated for a frequency. */
export function unratedParts({ network }: Pick<Plan, 'network'>, frequencyMhz: number): CatalogPart[] {
  const passive: readonly CatalogPart['kind'][] = [
    'splitter',
    'coupler',
    'attenuator',
    'load',
    'cable',
    'poi',
  ];
  const used = new Set([
    ...(network?.devices ?? []).map(({ part }) => part),
    ...(network?.cables ?? []).map(({ part }) => part),
    ...(network?.sources ?? []).flatMap(({ part }) => (part === undefined ? [] : [part])),
  ]);
  return (network?.parts ?? []).filter(
    ({ id, kind, highestMhz, lowestMhz }) =>
      used.has(id) &&
      passive.includes(kind) &&
      (frequencyMhz > (highestMhz ?? Number.POSITIVE_INFINITY) || frequencyMhz < (lowestMhz ?? 0)),
  );
}
