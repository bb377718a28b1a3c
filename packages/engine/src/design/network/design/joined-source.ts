import type { Carrier, CatalogPart, NetworkSource } from '../../../plan/index.ts';
import { cableLossDb, partLossDb } from '../../../radio/index.ts';
import type { Routing } from './build-routing.ts';
import { cableOptions } from './cable-options.ts';
import { roundLength } from './carrier-cable.ts';
import { type ChosenUnit, chooseUnits, findPoi } from './choose-units.ts';
import { cheapestOf, installedCny } from './design-parts.ts';
import type { FeedOption, JoinedSource, Joining, OptionList } from './feed-option.ts';
import type { FeedProblem } from './feed-problem.ts';
import { OptionPool } from './option-pool.ts';
import type { RestBound } from './parts-guide.ts';

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
  const affordable = behind.options
    .map((option) => ({ ...option, costCny: option.costCny + siteCny, joinedCount: option.joinedCount + 1 }))
    .filter(({ costCny }) => costCny <= limitCny);
  const joined = passedOn(problem, { joining, node }, { options: affordable, isCut: behind.isCut });
  return { options: [...options, ...joined.options], isCut: isCut || joined.isCut };
}

/** Options of what is behind the output of a source within a tree, before its input: any power of what it sends itself. */
export function passedOn(
  problem: FeedProblem,
  { joining, ...source }: Omit<JoinedSource, 'option'>,
  { options, isCut }: OptionList,
  rest?: RestBound,
): OptionList {
  const { maxDbm } = problem;
  const pool = new OptionPool(problem, rest);
  const low = new Float64Array(maxDbm.length);
  const high = new Float64Array(maxDbm.length);
  for (const option of options) {
    let fits = true;
    for (let carrier = 0; carrier < low.length; carrier += 1) {
      const isSent = joining.sends[carrier];
      low[carrier] = isSent ? -anyRangeDb : option.lowDbm[carrier] + joining.lossDb[carrier];
      high[carrier] = isSent ? maxDbm[carrier] : option.highDbm[carrier] + joining.lossDb[carrier];
      const upperDbm = isSent ? joining.maxDbm[carrier] : maxDbm[carrier];
      fits &&= (isSent ? option.lowDbm[carrier] : low[carrier]) <= upperDbm;
    }
    if (!fits) continue;
    pool.offer(low, high, {
      ...{ costCny: option.costCny, joinedCount: option.joinedCount, thickMm: 0, behind: [option] },
      plan: ([then]) => ({ kind: 'source', joined: { ...source, joining, option: then } }),
    });
  }
  const joined = pool.finish();
  return { options: joined.options, isCut: isCut || joined.isCut };
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

/**
 * Carriers that sources within a tree that stay send, as their units did before, and what their combiners lose; units that a person
 * chose are theirs.
 */
export function standingSources(
  sources: readonly NetworkSource[],
  parts: readonly CatalogPart[],
  carriers: readonly Carrier[],
  task: Pick<JoiningTask, 'capsDbm' | 'headroomDb'> & {
    fixedUnits(source: NetworkSource): readonly ChosenUnit[];
  },
): Map<string, Joining> {
  return new Map(
    sources.flatMap((source): [string, Joining][] => {
      const combiner = parts.find(({ id }) => id === source.part);
      const sent = carriers.filter(({ id }) =>
        source.units.some(({ outputPowerDbm }) => id in outputPowerDbm),
      );
      if (!combiner) return [];
      const { headroomDb } = task;
      const { units } = chooseUnits(parts, sent, { headroomDb, fixed: task.fixedUnits(source) });
      const joining = joiningOf(combiner, units, carriers, task);
      return [[source.id, { ...joining, countAtMost: 0, costCny: 0, siteCny: () => 0 }]];
    }),
  );
}

/** Losses of a combiner, and most that the carriers of these units have behind it. */
function joiningOf(
  combiner: CatalogPart,
  units: readonly ChosenUnit[],
  carriers: readonly Carrier[],
  { capsDbm, headroomDb }: Pick<JoiningTask, 'capsDbm' | 'headroomDb'>,
): Pick<Joining, 'sends' | 'units' | 'combiner' | 'lossDb' | 'maxDbm'> {
  const lossDb = Float64Array.from(carriers, ({ frequencyMhz }) =>
    partLossDb(combiner, 'out1', frequencyMhz),
  );
  const unitOf = (carrier: Carrier) => units.find((each) => each.carriers.includes(carrier));
  return {
    ...{ units, combiner, lossDb, sends: carriers.map((carrier) => unitOf(carrier) !== undefined) },
    maxDbm: Float64Array.from(carriers, (carrier, index) => {
      const ratedDbm = (unitOf(carrier)?.part.sourcePowerDbm ?? Number.NEGATIVE_INFINITY) - headroomDb;
      return Math.min(ratedDbm, capsDbm[index]) - lossDb[index];
    }),
  };
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
  const rooms = new Set(
    routing.sites.flatMap(({ node, remoteFibreM }) => (remoteFibreM === undefined ? [node] : [])),
  );
  return {
    ...joiningOf(combiner, units, carriers, { capsDbm, headroomDb }),
    countAtMost: maxJoined,
    costCny: units.reduce((sum, { part }) => sum + installedCny(part), installedCny(combiner)),
    siteCny: (node) => (rooms.has(node) ? 0 : remote.siteCny + remote.fibreMetreCny * routing.fibresM[node]),
  };
}
