import type { Carrier, CatalogPart } from '../../../plan/index.ts';
import { cableLossDb, partLossDb } from '../../../radio/index.ts';
import type { Routing } from './build-routing.ts';
import { chooseUnits, findPoi } from './choose-units.ts';
import { cheapestOf, installedCny } from './design-parts.ts';
import type { Joining } from './feed-option.ts';

/** More are hardly ever cheaper than sources of all carriers. */
const maxJoined = 2;
/** Least ratio of losses to the other carriers: of what cables lose about as much, power is short too. */
const minLossRatio = 1.15;
/** Units that cost more of what a source's do are as good as another source. */
const maxCostRatio = 0.5;

/** Costs and limits of sources that are joined to the trees of others. */
interface JoiningTask {
  routing: Routing;
  /** Costs of a source outside equipment rooms, and of a metre of its fibres, CNY. */
  remote: { siteCny: number; fibreMetreCny: number };
  /** [carrier] most at the output of a radio unit, dBm. */
  capsDbm: Float64Array;
  /** Kept of the units' rated power, dB. */
  headroomDb: number;
  /** Cost of the radio units of a source of all carriers, with what combines them, CNY. */
  unitsCny: number;
}

/**
 * Radio units that may be joined to a tree, for the carriers that cables lose most of, the cheapest first; none where no
 * combiner of the catalogue parts these from the others.
 */
export function listJoinings(
  parts: readonly CatalogPart[],
  carriers: readonly Carrier[],
  task: JoiningTask,
): Joining[] {
  const cable = cheapestOf(parts, 'cable');
  if (!cable) return [];
  const lossAtDb = (frequencyMhz: number) => cableLossDb(cable, 100, frequencyMhz);
  const frequencies = [...new Set(carriers.map(({ frequencyMhz }) => frequencyMhz))].sort((a, b) => b - a);
  return frequencies
    .slice(0, -1)
    .filter((_, index) => lossAtDb(frequencies[0]) >= minLossRatio * lossAtDb(frequencies[index + 1]))
    .flatMap((lowestMhz) => joiningFrom(parts, carriers, lowestMhz, task) ?? [])
    .filter(({ costCny }) => costCny <= maxCostRatio * task.unitsCny)
    .sort((a, b) => a.costCny - b.costCny);
}

/** Units for all carriers from a frequency on. */
function joiningFrom(
  parts: readonly CatalogPart[],
  carriers: readonly Carrier[],
  lowestMhz: number,
  { routing, remote, capsDbm, headroomDb }: JoiningTask,
): Joining | undefined {
  const sends = carriers.map(({ frequencyMhz }) => frequencyMhz >= lowestMhz);
  const sent = carriers.filter((_, index) => sends[index]);
  const { units } = chooseUnits(parts, sent, { headroomDb });
  const passed = carriers.filter((_, index) => !sends[index]);
  const combiner = findPoi(parts, [passed, ...units.map((unit) => unit.carriers)]);
  if (!combiner) return undefined;
  const lossDb = Float64Array.from(carriers, ({ frequencyMhz }) =>
    partLossDb(combiner, 'out1', frequencyMhz),
  );
  const rooms = new Set(
    routing.sites.flatMap(({ node, remoteFibreM }) => (remoteFibreM === undefined ? [node] : [])),
  );
  return {
    ...{ sends, units, combiner, lossDb, countAtMost: maxJoined },
    maxDbm: Float64Array.from(carriers, (carrier, index) => {
      const unit = units.find((each) => each.carriers.includes(carrier));
      const ratedDbm = (unit?.part.sourcePowerDbm ?? Number.NEGATIVE_INFINITY) - headroomDb;
      return Math.min(ratedDbm, capsDbm[index]) - lossDb[index];
    }),
    costCny: units.reduce((sum, { part }) => sum + installedCny(part), installedCny(combiner)),
    siteCny: (node) => (rooms.has(node) ? 0 : remote.siteCny + remote.fibreMetreCny * routing.fibresM[node]),
  };
}
