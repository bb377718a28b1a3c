import { dbToRatio, ratioToDb } from '../../core/index.ts';
import {
  type Antenna,
  type Carrier,
  checkNetwork,
  type FingerprintMemo,
  type Plan,
  planProfile,
  portPowerState,
  type RequirementProfile,
  withoutNetwork,
} from '../../plan/index.ts';
import type { CarrierMap } from '../signal/carrier-map.ts';
import { mapService, maxLayers, radiates, uplinkOverRsrpDb } from '../signal/link-budget.ts';
import { evaluateNetwork, unitPaths } from './evaluate-network.ts';
import type { NetworkEvaluation } from './network-evaluation.ts';

/** The powers in a plan's network; undefined without one, and while an edited plan has one that does not fit it. */
export function fittingNetwork(plan: Plan): NetworkEvaluation | undefined {
  if (!plan.network?.sources?.length || checkNetwork(plan).length > 0) return undefined;
  return evaluateNetwork(plan);
}

/** The same where the network and the port powers are of the plan as it is. */
export function feedingNetwork(plan: Plan, memo?: FingerprintMemo): NetworkEvaluation | undefined {
  if (!plan.network?.sources?.length || portPowerState(plan, undefined, memo).state === 'stale')
    return undefined;
  return fittingNetwork(plan);
}

/**
 * Antennas that nothing of a plan's network leads to, small cells and radiating cables among them, in the plan's order: nothing
 * comes out of them. None where there is no network, and none of a stale one, which says nothing of this plan.
 */
export function unfedAntennas(plan: Plan, memo?: FingerprintMemo): string[] {
  return feedingNetwork(plan, memo)?.unfed ?? [];
}

/** The plan with antennas that send no carrier: they hang where they are, and no power comes out of them. */
export function withSilent<Networked extends Pick<Plan, 'antennas'>>(
  plan: Networked,
  silent: readonly string[],
): Networked {
  if (silent.length === 0) return plan;
  const ids = new Set(silent);
  return {
    ...plan,
    antennas: plan.antennas.map((antenna) => (ids.has(antenna.id) ? { ...antenna, carriers: [] } : antenna)),
  };
}

/**
 * The plan as its feeder network feeds it: ports for which the plan says no power have what arrives there, antennas that the
 * network does not feed, and carriers that it does not bring to an antenna, send nothing, whatever power the plan states of them, and each carrier
 * has the power, noise figure and number of the radio units behind it. A map has one uplink for all of a carrier: where its
 * cells differ it is that of the one that hears least. A plan without a network comes back as it is. Of a stale network nobody
 * knows what arrives: its antennas have the nominal powers, as if no network were designed yet.
 */
export function applyPortPowers(plan: Plan, memo?: FingerprintMemo): Plan {
  if (portPowerState(plan, undefined, memo).state === 'stale') return withoutNetwork(plan);
  const evaluation = fittingNetwork(plan);
  if (!evaluation) return plan;
  const feeds = new Map(evaluation.antennas.map((feed) => [feed.antenna, feed]));
  const detectable = withSilent(plan, evaluation.unfed);
  const antennas = detectable.antennas.map((antenna) => {
    const feed = feeds.get(antenna.id);
    if (!feed) return antenna;
    const arrived = Object.fromEntries(feed.carriers.map(({ carrier, powerDbm }) => [carrier, powerDbm]));
    const sent = plan.carriers.filter((carrier) => radiates(antenna, carrier)).map(({ id }) => id);
    const brought = sent.filter((id) => id in arrived);
    return {
      ...antenna,
      ...(brought.length < sent.length ? { carriers: brought } : {}),
      portPowerDbm: { ...arrived, ...antenna.portPowerDbm },
    };
  });
  const carrierOf = antennaCarriers(plan, evaluation);
  const profile = planProfile(plan);
  const carriers = plan.carriers.map((carrier) => {
    const radiated = detectable.antennas
      .filter((antenna) => radiates(antenna, carrier))
      .map(({ id }) => carrierOf(id, carrier));
    const uplinkDb = (each: Carrier) => uplinkOverRsrpDb(each, mapService(each), profile);
    const [first, ...others] = radiated;
    return others.reduce(
      (worst, each) => (uplinkDb(each) < uplinkDb(worst) ? each : worst),
      first ?? carrier,
    );
  });
  return { ...plan, antennas, carriers };
}

/** A carrier as the radio unit has it that feeds an antenna; as it is where nothing of the network feeds it. */
export function antennaCarriers(
  plan: Plan,
  evaluation: NetworkEvaluation | undefined,
): (antennaId: string, carrier: Carrier) => Carrier {
  if (!evaluation) return (_, carrier) => carrier;
  const cells = new Map((plan.network?.sources ?? []).map(({ id, cell }) => [id, cell]));
  const receivers = new Map(
    combinedReceivers(plan).map((each) => [JSON.stringify([each.cell, each.carrier]), each]),
  );
  const feeds = new Map(evaluation.antennas.map((feed) => [feed.antenna, feed]));
  return (antennaId, carrier) => {
    const found = feeds.get(antennaId)?.carriers.find((each) => each.carrier === carrier.id);
    const receiver = found && receivers.get(JSON.stringify([cells.get(found.source), carrier.id]));
    if (!receiver) return carrier;
    const { noiseFigureDb, units: combinedUnits } = receiver;
    // Less the power at the port it is what the network loses of the uplink.
    return { ...carrier, sourcePowerDbm: found.powerDbm + found.uplinkLossDb, noiseFigureDb, combinedUnits };
  };
}

/** The receiver of a cell on a carrier: units whose signals, and noises, are added up. */
export interface CombinedReceiver {
  cell: string;
  carrier: string;
  units: number;
  /** Mean over the units, as energy. */
  noiseFigureDb: number;
  /** Excess of the noise of all of them over one, dB. */
  remotesDb: number;
}

/** Receivers by cell and carrier: every unit of a cell that sends a carrier hears for it. */
export function combinedReceivers(plan: Plan): CombinedReceiver[] {
  const { uplink } = planProfile(plan);
  const figures = new Map((plan.network?.parts ?? []).map((part) => [part.id, part.noiseFigureDb]));
  const receivers = new Map<string, { cell: string; carrier: string; units: number; noiseRatio: number }>();
  for (const source of plan.network?.sources ?? []) {
    for (const unit of source.units) {
      const noiseRatio = dbToRatio(figures.get(unit.part) ?? uplink.noiseFigureDb);
      for (const carrier of Object.keys(unit.outputPowerDbm)) {
        const key = JSON.stringify([source.cell, carrier]);
        const known = receivers.get(key) ?? { cell: source.cell, carrier, units: 0, noiseRatio: 0 };
        receivers.set(key, {
          ...known,
          units: known.units + 1,
          noiseRatio: known.noiseRatio + noiseRatio,
        });
      }
    }
  }
  return [...receivers.values()].map(({ cell, carrier, units, noiseRatio }) => ({
    ...{ cell, carrier, units },
    noiseFigureDb: ratioToDb(noiseRatio / units),
    // Whatever adds units up besides (an aggregation that the plan does not show) stays on top.
    remotesDb: ratioToDb(units * uplink.activeRemotes),
  }));
}

/** Paths of a small cell that nothing says more of (assumption). */
const usualSmallCellPaths = 2;

/**
 * Number of paths that radiate a carrier at an antenna's place, each with the port power: what the antenna states, of a small
 * cell that of its part, one of every other antenna. Of a network's antenna no more than bring the carrier there.
 */
export function antennaPaths(
  { network: installed }: Pick<Plan, 'network'>,
  network: NetworkEvaluation | undefined,
): (antenna: Antenna, carrier: Carrier) => number {
  const parts = new Map((installed?.parts ?? []).map((part) => [part.id, part]));
  const units = new Map(
    (installed?.sources ?? []).flatMap((source) => source.units.map((unit) => [unit.id, unit.part])),
  );
  const unitOf = new Map(network?.antennas.map(({ antenna, carriers }) => [antenna, carriers[0]?.unit]));
  const fed = fedPaths(network);
  return (antenna, carrier) => {
    const { paths } = antenna;
    if (antenna.feed !== 'small-cell') {
      const arriving = fed?.get(antenna.id);
      if (arriving) return Math.min(paths ?? 1, Math.max(1, arriving(carrier.id)));
      // Which carriers are shifted, the network alone says.
      return antenna.pathsBy === 'shift' ? 1 : (paths ?? 1);
    }
    if (paths !== undefined) return paths;
    const part = parts.get(units.get(unitOf.get(antenna.id) ?? '') ?? String(antenna.part));
    return part ? unitPaths(part, carrier) : usualSmallCellPaths;
  };
}

/** How many paths of each antenna that a network feeds bring a carrier. */
function fedPaths(
  network: NetworkEvaluation | undefined,
): ReadonlyMap<string, (carrier: string) => number> | undefined {
  if (!network) return undefined;
  const counts = new Map<string, Map<string, number>>();
  for (const { antenna, carriers } of [...network.antennas, ...network.furtherPaths]) {
    const ofAntenna = counts.get(antenna) ?? new Map<string, number>();
    counts.set(antenna, ofAntenna);
    for (const { carrier } of carriers) ofAntenna.set(carrier, (ofAntenna.get(carrier) ?? 0) + 1);
  }
  return new Map(
    [...counts].map(([antenna, paths]) => [antenna, (carrier: string) => paths.get(carrier) ?? 0]),
  );
}

/**
 * The map with the layers that a phone is sent from each antenna; as it is where that is one everywhere.
 * @param antennas of the plan
 */
export function withLayers(
  map: CarrierMap,
  antennas: readonly Antenna[],
  carrier: Carrier,
  profile: RequirementProfile,
  pathsOf: (antenna: Antenna, carrier: Carrier) => number,
): CarrierMap {
  const antennaLayers = Uint8Array.from(antennas, (antenna) =>
    radiates(antenna, carrier) ? maxLayers(carrier, pathsOf(antenna, carrier), profile) : 1,
  );
  return antennaLayers.some((layers) => layers > 1) ? { ...map, antennaLayers } : map;
}
