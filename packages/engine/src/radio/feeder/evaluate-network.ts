import { dbmToMw, mwToDbm, PlanError } from '../../core/index.ts';
import {
  type Antenna,
  type Carrier,
  type CatalogPart,
  checkNetwork,
  type Network,
  type NetworkCable,
  type NetworkSource,
  outputPorts,
  type Plan,
  planProfile,
  sourcePorts,
} from '../../plan/index.ts';
import { radiates } from '../signal/link-budget.ts';
import { uplinkFrequencyMhz } from '../signal/uplink-frequency.ts';
import { antennaPartId } from './antenna-part.ts';
import { raisedTargetDbm } from './feed-target.ts';
import type { AntennaFeed, CarrierPowers, FedCarrier, NetworkEvaluation } from './network-evaluation.ts';
import { cableLossDb, partLossDb } from './part-losses.ts';
import { worstDeviation } from './worst-deviation.ts';

/** A carrier on its way through the network. */
interface Flow {
  carrier: Carrier;
  unit: string;
  unitPowerDbm: number;
  powerDbm: number;
  /** Of its uplink, from here to the unit, at the frequency of that. */
  uplinkLossDb: number;
}

/**
 * Powers of every carrier at every port, from the radio units down to the antennas, and how far the antennas' are off their
 * targets. The network is passive: what it loses downwards it loses upwards, of paired bands at the uplink's frequency.
 * @returns undefined for a plan without sources
 * @throws PlanError where the network refers to what is not there, uses a port twice or runs in circles
 */
export function evaluateNetwork(
  plan: Pick<Plan, 'levels' | 'carriers' | 'antennas' | 'network' | 'requirements'>,
): NetworkEvaluation | undefined {
  const { network } = plan;
  if (!network?.sources?.length) return undefined;
  const problems = checkNetwork(plan);
  if (problems.length > 0) throw new PlanError(problems);
  return walkNetwork(plan, network);
}

function walkNetwork(
  plan: Pick<Plan, 'carriers' | 'antennas' | 'requirements'>,
  network: Network,
): NetworkEvaluation {
  const { portPowerCapDbm: capDbm } = planProfile(plan).network;
  const parts = new Map((network.parts ?? []).map((part) => [part.id, part]));
  const devices = new Map((network.devices ?? []).map((device) => [device.id, device]));
  const antennas = new Map(plan.antennas.map((antenna) => [antenna.id, antenna]));
  const cables = new Map((network.cables ?? []).map((cable) => [portKey(cable.from), cable]));
  const result: NetworkEvaluation = {
    ...{ antennas: [], unfed: [], outputs: [], devices: [], cables: [], spreadDb: 0 },
  };
  for (const source of network.sources ?? []) {
    const part = source.part === undefined ? undefined : parts.get(source.part);
    sourcePorts(source, part).forEach((port, index) => {
      const flows = sourceFlows(plan.carriers, source, part, index);
      follow(source.id, port, flows, { source, path: [] });
    });
  }
  const order = new Map(plan.antennas.map(({ id }, index) => [id, index]));
  result.antennas.sort((a, b) => (order.get(a.antenna) ?? 0) - (order.get(b.antenna) ?? 0));
  const fed = new Set(result.antennas.map(({ antenna }) => antenna));
  result.unfed = plan.antennas.filter(({ id }) => !fed.has(id)).map(({ id }) => id);
  return { ...result, ...worstDeviation(result.antennas, plan.carriers) };

  /** Walks on from an output; returns how many antennas there are behind it. */
  function follow(
    node: string,
    port: string,
    flows: readonly Flow[],
    way: { source: NetworkSource; path: readonly string[] },
  ): number {
    const cable = cables.get(portKey({ node, port }));
    const powerDbm = powersOf(flows);
    result.outputs.push({
      ...{ node, port, powerDbm, totalDbm: totalDbm(flows) },
      ...(cable ? { cable: cable.id } : {}),
    });
    if (!cable) return 0;
    const arrived = passCable(cable, flows, powerDbm);
    const path = [...way.path, cable.id];
    const antenna = antennas.get(cable.to.node);
    if (antenna) {
      result.antennas.push(
        feedAntenna(antenna, way.source, path, arrived, {
          ...{ reserveDb: network.portReserveDb ?? 0, capDbm },
          partOf: partOf(antenna, way.source),
        }),
      );
      return 1;
    }
    return passDevice(cable.to.node, arrived, { source: way.source, path: [...path, cable.to.node] });
  }

  /** What decides at which level an antenna is fed: of a small cell its unit, else the part of the antenna. */
  function partOf(antenna: Antenna, source: NetworkSource): (unit: string) => CatalogPart | undefined {
    if (antenna.feed === 'small-cell') {
      return (id) => parts.get(source.units.find((unit) => unit.id === id)?.part ?? '');
    }
    const own = parts.get(antennaPartId(antenna, network.parts ?? []));
    return () => own;
  }

  function passCable(cable: NetworkCable, flows: readonly Flow[], fromDbm: CarrierPowers): Flow[] {
    const part = parts.get(cable.part) as CatalogPart;
    const arrived = flows.map((flow) => ({
      ...flow,
      powerDbm: flow.powerDbm - cableLossDb(part, cable.lengthM, flow.carrier.frequencyMhz),
      uplinkLossDb: flow.uplinkLossDb + cableLossDb(part, cable.lengthM, uplinkFrequencyMhz(flow.carrier)),
    }));
    const { id, lengthM } = cable;
    result.cables.push({ cable: id, part: part.id, lengthM, fromDbm, toDbm: powersOf(arrived) });
    return arrived;
  }

  function passDevice(
    id: string,
    flows: readonly Flow[],
    way: { source: NetworkSource; path: readonly string[] },
  ): number {
    const part = parts.get(devices.get(id)?.part ?? '') as CatalogPart;
    const power = { device: id, part: part.id, powerDbm: powersOf(flows), totalDbm: totalDbm(flows) };
    const place = result.devices.push({ ...power, antennas: 0 }) - 1;
    let count = 0;
    for (const port of outputPorts(part)) {
      const left = flows.map((flow) => ({
        ...flow,
        powerDbm: flow.powerDbm - partLossDb(part, port, flow.carrier.frequencyMhz),
        uplinkLossDb: flow.uplinkLossDb + partLossDb(part, port, uplinkFrequencyMhz(flow.carrier)),
      }));
      count += follow(id, port, left, way);
    }
    result.devices[place] = { ...power, antennas: count };
    return count;
  }
}

/** What leaves a source at one of its outputs: of a hub its own small cell, else all units less what a POI loses. */
function sourceFlows(
  carriers: readonly Carrier[],
  source: NetworkSource,
  part: CatalogPart | undefined,
  output: number,
): Flow[] {
  const units = part?.kind === 'hub' ? source.units.slice(output, output + 1) : source.units;
  return units.flatMap((unit) =>
    carriers.flatMap((carrier) => {
      const unitPowerDbm = unit.outputPowerDbm[carrier.id];
      if (unitPowerDbm === undefined) return [];
      const lossDb = (frequencyMhz: number) =>
        part?.kind === 'poi' ? partLossDb(part, `out${output + 1}`, frequencyMhz) : 0;
      return [
        {
          ...{ carrier, unit: unit.id, unitPowerDbm },
          powerDbm: unitPowerDbm - lossDb(carrier.frequencyMhz),
          uplinkLossDb: lossDb(uplinkFrequencyMhz(carrier)),
        },
      ];
    }),
  );
}

function feedAntenna(
  antenna: Antenna,
  source: NetworkSource,
  path: string[],
  flows: readonly Flow[],
  aim: { reserveDb: number; capDbm: number; partOf(unit: string): CatalogPart | undefined },
): AntennaFeed {
  const carriers = flows.flatMap(({ carrier, unit, unitPowerDbm, powerDbm, uplinkLossDb }): FedCarrier[] => {
    if (!radiates(antenna, carrier)) return [];
    const targetDbm = raisedTargetDbm(antenna, carrier, { ...aim, part: aim.partOf(unit) });
    const deviationDb = powerDbm - targetDbm;
    const powers = { unitPowerDbm, powerDbm, targetDbm, deviationDb, uplinkLossDb };
    return [{ carrier: carrier.id, unit, ...powers, lossDb: unitPowerDbm - powerDbm }];
  });
  const { id, level } = antenna;
  return { antenna: id, level, source: source.id, path, carriers, totalDbm: totalDbm(flows) };
}

function powersOf(flows: readonly Flow[]): Record<string, number> {
  return Object.fromEntries(flows.map(({ carrier, powerDbm }) => [carrier.id, powerDbm]));
}

function totalDbm(flows: readonly Flow[]): number {
  return mwToDbm(flows.reduce((sum, { powerDbm }) => sum + dbmToMw(powerDbm), 0));
}

function portKey({ node, port }: { node: string; port: string }): string {
  return JSON.stringify([node, port]);
}
