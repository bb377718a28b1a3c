import type { Carrier, CatalogPart } from '../../../plan/index.ts';
import { cableLossDb, partLossDb } from '../../../radio/index.ts';
import type { Routing } from './build-routing.ts';
import { cableOptions } from './cable-options.ts';
import { roundLength } from './carrier-cable.ts';
import { chooseUnits, findPoi } from './choose-units.ts';
import { cheapestOf, installedCny } from './design-parts.ts';
import type { FeedOption, JoinedSource, Joining, OptionList } from './feed-option.ts';
import type { FeedProblem } from './feed-problem.ts';
import { OptionPool } from './option-pool.ts';

/** More are hardly ever cheaper than sources of all carriers. */
const maxJoined = 2;
/** Least ratio of losses to the other carriers: of what cables lose about as much, power is short too. */
const minLossRatio = 1.15;
/** Units that cost more of what a source's do are as good as another source. */
const maxCostRatio = 0.5;
/** A load takes any power, and a joined source any of what it sends itself, dB below nothing. */
export const anyRangeDb = 1000;

/**
 * The options of a node, and those where a joined source stands before it: what comes to that brings only the carriers that it
 * does not send. Only where several antennas are behind.
 */
export function withJoinedSources(
  problem: FeedProblem,
  node: number,
  { options, isCut }: OptionList,
  limitCny: number,
): OptionList {
  const { joining } = problem;
  const siteCny = joining?.siteCny(node) ?? Number.POSITIVE_INFINITY;
  if (!joining || siteCny === Number.POSITIVE_INFINITY) return { options, isCut };
  const { parts, maxDbm, endSlackM } = problem;
  const jumper = { lengthM: roundLength(2 * endSlackM), nodes: [node] };
  const free = options.filter(({ joinedCount }) => joinedCount < joining.countAtMost);
  const behind = cableOptions(
    {
      ...problem,
      maxDbm: maxDbm.map((each, carrier) => (joining.sends[carrier] ? joining.maxDbm[carrier] : each)),
      parts: { ...parts, cables: parts.cables.slice(0, 1), attenuators: [] },
    },
    jumper,
    free,
  );
  const pool = new OptionPool(problem);
  const low = new Float64Array(maxDbm.length);
  const high = new Float64Array(maxDbm.length);
  for (const option of behind.options) {
    const costCny = option.costCny + siteCny;
    if (costCny > limitCny) continue;
    for (let carrier = 0; carrier < low.length; carrier += 1) {
      const isSent = joining.sends[carrier];
      low[carrier] = isSent ? -anyRangeDb : option.lowDbm[carrier] + joining.lossDb[carrier];
      high[carrier] = isSent ? maxDbm[carrier] : option.highDbm[carrier] + joining.lossDb[carrier];
    }
    if (low.some((powerDbm, carrier) => powerDbm > maxDbm[carrier])) continue;
    pool.offer(low, high, {
      ...{ costCny, joinedCount: option.joinedCount + 1, behind: [option] },
      plan: ([then]) => ({ kind: 'source', joined: { joining, node, option: then } }),
    });
  }
  const joined = pool.finish();
  return { options: [...options, ...joined.options], isCut: isCut || behind.isCut || joined.isCut };
}

/** Sources within a tree, those behind others last. */
export function sourcesWithin(option: FeedOption): JoinedSource[] {
  const { plan } = option;
  if (plan.kind === 'split') return plan.outputs.flatMap(sourcesWithin);
  if (plan.kind === 'cable') return sourcesWithin(plan.then);
  return plan.kind === 'source' ? [plan.joined, ...sourcesWithin(plan.joined.option)] : [];
}

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
