import { createRandom, type Monitor, PlanError, type SaidProblem, say } from '../../core/index.ts';
import { type Plan, withNetworkBasis, withoutFedPower } from '../../plan/index.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import { defaultCatalogue } from './catalogue/default-catalogue.ts';
import { buildRouting } from './design/build-routing.ts';
import { installedCny } from './design/design-parts.ts';
import { feedCells } from './design/feed-cells.ts';
import { findUnreached } from './design/find-unreached.ts';
import { NetworkLayer } from './design/lay-network.ts';
import type { NetworkDesign } from './design/network-design.ts';
import { readRetained } from './design/read-retained.ts';
import type { RetainedNetwork } from './design/retained-network.ts';
import { type RetainedParts, retainedParts } from './design/retained-parts.ts';
import { completeAntennas } from './own-level/complete-antennas.ts';
import { refuseBroken } from './refuse-broken.ts';

export interface NetworkOptions {
  /** Default: the built-in one. */
  catalogue?: Catalogue;
  /** Default 1. */
  seed?: number;
  /** How many trees are tried and how many arrangements of parts are kept; default `normal`. */
  effort?: 'low' | 'normal' | 'high';
  /** A port may be off its target by so much where the catalogue allows it, dB; default 1. */
  toleranceDb?: number;
  /** By how much ports aim above what the plan asks for, dB, no higher than the port power cap; default 0. */
  portReserveDb?: number;
  /** True: antennas that no cable reaches are left out and listed; default: an error. */
  partial?: boolean;
  monitor?: Monitor;
}

/** More are a mistake, and a search without end. */
const mostAntennas = 1000;

const budgets = {
  low: { moreTrees: 0, searchOptions: 48, mostOptions: 48 },
  normal: { moreTrees: 16, searchOptions: 32, mostOptions: 128 },
  high: { moreTrees: 40, searchOptions: 64, mostOptions: 512 },
} as const;

/**
 * The network that feeds a plan's antennas: sources in its equipment rooms, trees of cables along trays and lanes with the
 * cheapest splitters, couplers and attenuators that bring every port to its target. Replaces the plan's network, writes
 * what every port gets into `portPowerDbm`, and into `derived` what both were computed from.
 * Locked devices and cables of the plan's network stay as they are, and all else is designed around them.
 * @throws PlanError naming antennas that no cable reaches and locked parts that cannot stay, InputError where the catalogue lacks what is needed
 */
export function designNetwork(
  given: Plan,
  options: NetworkOptions = {},
): { plan: Plan; design: NetworkDesign } {
  const { catalogue = defaultCatalogue(), seed = 1, effort = 'normal', toleranceDb = 1, monitor } = options;
  const { portReserveDb: reserveDb = 0 } = options;
  checkAntennaCount(given);
  const { plan, split } = completeAntennas(given, catalogue.parts);
  checkAntennaCount(plan);
  const cables = catalogue.parts.filter(({ kind }) => kind === 'cable').map(installedCny);
  const metreCny = Math.min(...(cables.length > 0 ? cables : [1]));
  const { offTrayRatio, penetrationCny } = catalogue.laying;
  const stays = retainedParts(plan);
  const built = buildRouting(plan, { metreCny, offTrayRatio, penetrationCny }, stays?.devices);
  const retained = stays && readRetained(plan, stays, { catalogue, routing: built });
  const shutOff = findUnreached(plan, built).filter(
    ({ antenna }) => !retained?.cabled.has(plan.antennas.findIndex(({ id }) => id === antenna)),
  );
  refuseUnreached(plan, shutOff, options.partial);
  const routing = {
    ...built,
    antennaNodes: [...built.antennaNodes, ...(retained?.starts ?? []).map(({ node }) => node)],
  };
  const layer = new NetworkLayer(plan, routing.graph, idsOf(stays, retained));
  const budget = budgets[effort];
  const fed = feedCells(plan, {
    ...{ catalogue, routing, layer, metreCny, toleranceDb, reserveDb, budget, monitor, retained },
    random: createRandom(seed),
    isReached: (id) => !shutOff.some(({ antenna }) => antenna === id),
  });
  const unreached = [
    ...shutOff,
    ...fed.unfed.map((index) => ({
      ...{ antenna: plan.antennas[index].id, level: plan.antennas[index].level },
      reason: say('network-no-parts'),
    })),
  ];
  refuseUnreached(plan, unreached, options.partial);
  useAntennaParts(plan, catalogue, layer);
  const { devices, cables: laid, parts } = layer.laid;
  const { unfed: _unfed, basebands: _basebands, portReserveDb: _reserve, ...known } = plan.network ?? {};
  const network = {
    ...known,
    ...(reserveDb > 0 ? { portReserveDb: reserveDb } : {}),
    parts: [...parts.values()],
    sources: fed.sources,
    ...(fed.basebands.length > 0 ? { basebands: fed.basebands } : {}),
    devices,
    cables: laid,
    ...(unreached.length > 0 ? { unfed: unreached.map(({ antenna }) => antenna) } : {}),
  };
  const withoutEarlier = withoutFedPower(given);
  const antennas = plan.antennas.map((antenna) => {
    const reached = fed.portPowers.get(antenna.id);
    // What a network before this one brought to an antenna that is unfed now is nobody's.
    if (!reached) return withoutEarlier(antenna);
    return { ...antenna, portPowerDbm: { ...antenna.portPowerDbm, ...reached } };
  });
  const notes = [
    ...fed.design.notes,
    ...split.map(({ antenna, into }) =>
      say('note-small-cell-split', { antenna, units: into.length, list: into.join(', ') }),
    ),
  ];
  const designed = withNetworkBasis({ ...plan, antennas, network });
  if (stays) refuseBroken(given, designed, stays, (unlocked) => designNetwork(unlocked, options).plan);
  return { plan: designed, design: { ...fed.design, notes, toleranceDb, unreached } };
}

function idsOf(stays: RetainedParts | undefined, retained: RetainedNetwork | undefined): string[] {
  const sources = (retained?.starts ?? []).flatMap(({ source }) => (source ? [source.id] : []));
  return [...sources, ...[...(stays?.devices ?? []), ...(stays?.cables ?? [])].map(({ id }) => id)];
}

/** @throws PlanError naming the antennas that nothing leads to, where none may be left out or all would be */
function refuseUnreached(
  { antennas }: Plan,
  unreached: NetworkDesign['unreached'],
  isPartial: boolean | undefined,
): void {
  if (unreached.length === 0 || (isPartial && unreached.length < antennas.length)) return;
  throw new PlanError(
    unreached.map(
      ({ antenna, reason }): SaidProblem => ({
        at: `antennas[${antennas.findIndex(({ id }) => id === antenna)}] "${antenna}"`,
        found: reason,
        expected: say('network-reachable'),
      }),
    ),
  );
}

/** The cheapest part of the catalogue for every type of antenna in the plan that names none itself. */
function useAntennaParts(plan: Plan, { parts }: Catalogue, layer: NetworkLayer): void {
  for (const type of new Set(plan.antennas.map((antenna) => antenna.type))) {
    const [part] = parts
      .filter((each) => each.kind === 'antenna' && each.antennaType === type)
      .sort((a, b) => installedCny(a) - installedCny(b) || (a.id < b.id ? -1 : 1));
    if (part) layer.use(part);
  }
  for (const { part: name } of plan.antennas) {
    const part = parts.find(({ id }) => id === name);
    if (part) layer.use(part);
  }
}

function checkAntennaCount({ antennas }: Plan): void {
  if (antennas.length === 0) {
    throw new PlanError([
      { at: 'antennas', found: say('network-no-antennas'), expected: say('network-antennas') },
    ]);
  }
  if (antennas.length > mostAntennas) {
    const expected = say('network-most-antennas', { most: mostAntennas });
    throw new PlanError([{ at: 'antennas', found: String(antennas.length), expected }]);
  }
}
