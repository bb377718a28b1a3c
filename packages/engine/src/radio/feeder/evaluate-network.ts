import { dbmToMw, mwToDbm, PlanError } from '../../core/index.ts';
import {
  type Antenna,
  type Carrier,
  type CatalogPart,
  checkNetwork,
  isSelfPowered,
  isShifted,
  joinedSources,
  type Network,
  type NetworkCable,
  type NetworkSource,
  networkPaths,
  outputPorts,
  type Plan,
  pathNumbers,
  planProfile,
  portOnPath,
  radiatesAlongPath,
  sourcePorts,
  technologyRow,
  uplinkFrequencyMhz,
} from '../../plan/index.ts';
import { interpolateLossDb, type LossPoint } from '../materials/obstacle-loss.ts';
import { radiates } from '../signal/link-budget.ts';
import { defaultCableFeedDbm } from '../signal/radiating-cable.ts';
import type { AntennaFeed, CarrierFeed, NetworkEvaluation, PortDeviation } from './network-evaluation.ts';

/** A carrier on its way through the network. */
interface Flow {
  carrier: Carrier;
  source: string;
  unit: string;
  unitPowerDbm: number;
  powerDbm: number;
  /** Loss of its uplink, from here to the unit, at the frequency of that. */
  uplinkLossDb: number;
  /** Its second path, where that runs over the same feeder at another frequency. */
  shifted?: { unit: string; frequencyMhz: number; powerDbm: number };
}

/** A flow less what a part or cable loses at each of its frequencies. */
function lessLoss(flow: Flow, lossDb: (frequencyMhz: number) => number): Flow {
  const { carrier, shifted } = flow;
  return {
    ...flow,
    powerDbm: flow.powerDbm - lossDb(carrier.frequencyMhz),
    uplinkLossDb: flow.uplinkLossDb + lossDb(uplinkFrequencyMhz(carrier)),
    ...(shifted
      ? { shifted: { ...shifted, powerDbm: shifted.powerDbm - lossDb(shifted.frequencyMhz) } }
      : {}),
  };
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
  const found: NetworkEvaluation = {
    ...{ antennas: [], furtherPaths: [], unfed: [], outputs: [], devices: [], cables: [], spreadDb: 0 },
  };
  const index = indexNetwork(plan, network);
  const joined = joinedSources(network);
  for (const source of network.sources ?? []) {
    if (joined.has(source.id)) continue;
    for (const sourcePath of pathNumbers(source)) {
      passSource(index, found, { source, path: [], sourcePath }, []);
    }
  }
  const order = new Map(plan.antennas.map(({ id }, location) => [id, location]));
  const byOrder = (a: AntennaFeed, b: AntennaFeed) =>
    (order.get(a.antenna) ?? 0) - (order.get(b.antenna) ?? 0);
  found.antennas.sort(byOrder);
  found.furtherPaths.sort(byOrder);
  const arriving = new Set(found.antennas.map(({ antenna }) => antenna));
  found.unfed = plan.antennas.filter(({ id }) => !arriving.has(id)).map(({ id }) => id);
  return { ...found, ...worstDeviation(found.antennas, plan.carriers) };
}

/** A network's things by their ids, cables by the port that they begin at, and what ports aim at. */
interface NetworkIndex {
  /** Parts in the network's order. */
  partList: readonly CatalogPart[];
  parts: ReadonlyMap<string, CatalogPart>;
  carriers: readonly Carrier[];
  sources: ReadonlyMap<string, NetworkSource>;
  devices: ReadonlyMap<string, NonNullable<Network['devices']>[number]>;
  antennas: ReadonlyMap<string, Antenna>;
  cables: ReadonlyMap<string, NetworkCable>;
  reserveDb: number;
  capDbm: number;
}

function indexNetwork(
  plan: Pick<Plan, 'carriers' | 'antennas' | 'requirements'>,
  { parts = [], sources = [], devices = [], cables = [], portReserveDb = 0 }: Network,
): NetworkIndex {
  return {
    partList: parts,
    parts: new Map(parts.map((part) => [part.id, part])),
    carriers: plan.carriers,
    sources: new Map(sources.map((source) => [source.id, source])),
    devices: new Map(devices.map((device) => [device.id, device])),
    antennas: new Map(plan.antennas.map((antenna) => [antenna.id, antenna])),
    cables: new Map(cables.map((cable) => [portKey(cable.from), cable])),
    reserveDb: portReserveDb,
    capDbm: planProfile(plan).network.portPowerCapDbm,
  };
}

/** A path from a source on: devices and cables passed so far. */
interface FollowedPath {
  source: NetworkSource;
  path: readonly string[];
  /** Path of the source, from 1 on. */
  sourcePath: number;
}

/** Walks on from an output; returns how many antennas there are behind it. What is found goes to `found`. */
function follow(
  index: NetworkIndex,
  found: NetworkEvaluation,
  { source, path: before, sourcePath }: FollowedPath,
  output: NetworkCable['from'],
  flows: readonly Flow[],
): number {
  const cable = index.cables.get(portKey(output));
  const powerDbm = powersOf(flows);
  found.outputs.push({
    ...{ node: output.node, port: output.port, powerDbm, totalDbm: totalDbm(flows) },
    ...(cable ? { cable: cable.id } : {}),
  });
  if (!cable) return 0;
  const arrived = passCable(index, cable, flows);
  const { id, lengthM } = cable;
  found.cables.push({
    ...{ cable: id, part: cable.part, lengthM, fromDbm: powerDbm, toDbm: powersOf(arrived) },
    senders: sendersOf(flows),
  });
  const path = [...before, id];
  const inputPath = portOnPath(cable.to.port).path;
  const antenna = index.antennas.get(cable.to.node);
  if (antenna) {
    const { reserveDb, capDbm } = index;
    const partOf = levelPartOf(index, antenna, source);
    const followed = { source, path, sourcePath };
    const aim = { reserveDb, capDbm, partOf };
    const part = isShifted(antenna) ? index.parts.get(antennaPartId(antenna, index.partList)) : undefined;
    const passed = arrived.map(({ shifted: _, ...flow }) => (part ? behindPart(flow, part, 'out') : flow));
    const feed = feedAntenna(antenna, followed, passed, aim);
    if (inputPath === 1) found.antennas.push(feed);
    else found.furtherPaths.push({ ...feed, inputPath });
    const second = part?.shift ? shiftedBack(passed, part.shift, arrived) : [];
    if (second.length > 0) {
      const shifted = feedAntenna(antenna, { ...followed, sourcePath: 2 }, second, aim);
      found.furtherPaths.push({ ...shifted, inputPath: 2 });
    }
    return 1;
  }
  const joined = index.sources.get(cable.to.node);
  if (joined) {
    const followed = { source: joined, path: [...path, joined.id], sourcePath: inputPath };
    return passSource(index, found, followed, arrived);
  }
  return passDevice(index, found, { source, path: [...path, cable.to.node], sourcePath }, arrived);
}

/**
 * The second path as a far end sends it: as strong as the first, where its gain and its power reach so far.
 * @param passed the first path behind the bypass
 * @param arrived what the far end gets
 */
function shiftedBack(
  passed: readonly Flow[],
  { gainDb = 0, powerDbm: ratedDbm }: NonNullable<CatalogPart['shift']>,
  arrived: readonly Flow[],
): Flow[] {
  return arrived.flatMap(({ shifted }, index): Flow[] => {
    if (!shifted) return [];
    const { powerDbm: firstDbm, ...first } = passed[index];
    return [{ ...first, shifted, powerDbm: Math.min(firstDbm, ratedDbm, shifted.powerDbm + gainDb) }];
  });
}

/** Walks on from all outputs of a source on one of its paths, with what another one sends into it of carriers that it does not send itself. */
function passSource(
  index: NetworkIndex,
  found: NetworkEvaluation,
  followed: FollowedPath,
  arriving: readonly Flow[],
): number {
  const { source, sourcePath } = followed;
  const part = source.part === undefined ? undefined : index.parts.get(source.part);
  return sourcePorts(source, part, sourcePath).reduce((count, port, output) => {
    const sent = sourceFlows(index, { source, part, output, sourcePath });
    const passed = arriving
      .filter(({ carrier }) => !source.units.some(({ outputPowerDbm }) => carrier.id in outputPowerDbm))
      .map((flow) => (part ? behindPart(flow, part, port) : flow));
    return count + follow(index, found, followed, { node: source.id, port }, [...sent, ...passed]);
  }, 0);
}

function behindPart(flow: Flow, part: CatalogPart, port: string): Flow {
  return lessLoss(flow, (frequencyMhz) => partLossDb(part, port, frequencyMhz));
}

/**
 * Part that decides the level at which an antenna is fed: of a small cell its unit, else the part of the
 * antenna.
 */
function levelPartOf(
  { parts, partList }: NetworkIndex,
  antenna: Antenna,
  source: NetworkSource,
): (unit: string) => CatalogPart | undefined {
  if (antenna.feed === 'small-cell') {
    return (id) => parts.get(source.units.find((unit) => unit.id === id)?.part ?? '');
  }
  const found = parts.get(antennaPartId(antenna, partList));
  return () => found;
}

function passCable({ parts }: NetworkIndex, cable: NetworkCable, flows: readonly Flow[]): Flow[] {
  const part = parts.get(cable.part) as CatalogPart;
  const { lengthM, mismatchLossDb = 0 } = cable;
  const lossDb = (frequencyMhz: number) => cableLossDb(part, lengthM, frequencyMhz) + mismatchLossDb;
  return flows.map((flow) => lessLoss(flow, lossDb));
}

/** The device is the last of the path. */
function passDevice(
  index: NetworkIndex,
  found: NetworkEvaluation,
  followed: FollowedPath,
  flows: readonly Flow[],
): number {
  const id = followed.path[followed.path.length - 1];
  const part = index.parts.get(index.devices.get(id)?.part ?? '') as CatalogPart;
  const power = {
    ...{ device: id, part: part.id, powerDbm: powersOf(flows), senders: sendersOf(flows) },
    totalDbm: totalDbm(flows),
  };
  const location = found.devices.push({ ...power, antennas: 0 }) - 1;
  let count = 0;
  for (const port of outputPorts(part)) {
    const left = flows.map((flow) => behindPart(flow, part, port));
    count += follow(index, found, followed, { node: id, port }, left);
  }
  found.devices[location] = { ...power, antennas: count };
  return count;
}

interface SourceOutput {
  source: NetworkSource;
  part: CatalogPart | undefined;
  /** Index of the output among those of its path. */
  output: number;
  sourcePath: number;
}

/**
 * Powers at one output of a source: of a hub its own small cell, else all units less the loss of a POI; on a further path those
 * alone that send so many.
 */
function sourceFlows(
  { carriers, parts }: NetworkIndex,
  { source, part, output, sourcePath }: SourceOutput,
): Flow[] {
  const units = part?.kind === 'hub' ? source.units.slice(output, output + 1) : source.units;
  return units.flatMap((unit) =>
    carriers.flatMap((carrier) => {
      const unitPowerDbm = unit.outputPowerDbm[carrier.id];
      const unitPart = parts.get(unit.part);
      if (unitPowerDbm === undefined) return [];
      if (sourcePath > 1 && (!unitPart || sentPaths(unitPart, carrier) < sourcePath)) return [];
      const shifted =
        unitPart && sentPaths(unitPart, carrier) > 1 ? shiftedPath(parts, source, carrier) : undefined;
      const lossDb = (frequencyMhz: number) =>
        part?.kind === 'poi' ? partLossDb(part, `out${output + 1}`, frequencyMhz) : 0;
      const flow = {
        ...{ carrier, source: source.id, unit: unit.id, unitPowerDbm },
        ...{ powerDbm: unitPowerDbm - nearEndLossDb(parts, source, carrier.frequencyMhz) },
        uplinkLossDb: nearEndLossDb(parts, source, uplinkFrequencyMhz(carrier)),
      };
      return [lessLoss(sourcePath === 1 && shifted ? { ...flow, shifted } : flow, lossDb)];
    }),
  );
}

/** The second path of a carrier at the output of the near end that shifts it. */
function shiftedPath(
  parts: NetworkIndex['parts'],
  { units }: NetworkSource,
  carrier: Carrier,
): Flow['shifted'] {
  for (const { id, part, intermediateMhz } of units) {
    const frequencyMhz = intermediateMhz?.[carrier.id];
    const powerDbm = parts.get(part)?.shift?.powerDbm;
    if (frequencyMhz !== undefined && powerDbm !== undefined) return { unit: id, frequencyMhz, powerDbm };
  }
  return undefined;
}

/** Loss of what passes the near ends of a source that has no POI to combine both, dB. */
export function nearEndLossDb(
  parts: ReadonlyMap<string, CatalogPart>,
  { part, units }: NetworkSource,
  frequencyMhz: number,
): number {
  if (part !== undefined) return 0;
  return units.reduce((sum, unit) => {
    const near = unit.intermediateMhz && parts.get(unit.part);
    return sum + (near ? partLossDb(near, 'out', frequencyMhz) : 0);
  }, 0);
}

function feedAntenna(
  antenna: Antenna,
  { source, path, sourcePath }: { source: NetworkSource; path: string[]; sourcePath: number },
  flows: readonly Flow[],
  aim: { reserveDb: number; capDbm: number; partOf(unit: string): CatalogPart | undefined },
): AntennaFeed {
  const carriers = flows.flatMap(({ carrier, powerDbm, ...flow }): CarrierFeed[] => {
    if (!radiates(antenna, carrier)) return [];
    const targetDbm = raisedTargetDbm(antenna, carrier, { ...aim, part: aim.partOf(flow.unit) });
    const deviationDb = powerDbm - targetDbm;
    const lossDb = flow.unitPowerDbm - powerDbm;
    return [{ ...flow, carrier: carrier.id, ...{ powerDbm, targetDbm, deviationDb, lossDb } }];
  });
  const { id, level } = antenna;
  return { antenna: id, level, source: source.id, sourcePath, path, carriers, totalDbm: totalDbm(flows) };
}

function powersOf(flows: readonly Flow[]): Record<string, number> {
  return Object.fromEntries(flows.map(({ carrier, powerDbm }) => [carrier.id, powerDbm]));
}

function sendersOf(flows: readonly Flow[]): Record<string, string> {
  return Object.fromEntries(flows.map(({ carrier, source }) => [carrier.id, source]));
}

function totalDbm(flows: readonly Flow[]): number {
  return mwToDbm(flows.reduce((sum, { powerDbm }) => sum + dbmToMw(powerDbm), 0));
}

/** A port as a key of maps. */
export function portKey({ node, port }: { node: string; port: string }): string {
  return JSON.stringify([node, port]);
}

/** Id of the part that an antenna names, else of the listed one for its type, paths and how these are led to it, else for its type, else its type. */
export function antennaPartId(antenna: Antenna, parts: readonly CatalogPart[]): string {
  const { part } = antenna;
  if (typeof part === 'string') return part;
  const ofType = parts.filter(
    ({ kind, antennaType }) => kind === 'antenna' && (antennaType ?? antenna.type) === antenna.type,
  );
  const paths = networkPaths(antenna);
  const isFarEnd = isShifted(antenna);
  const found =
    ofType.find((listed) => (listed.paths ?? 1) === paths && (listed.shift !== undefined) === isFarEnd) ??
    ofType[0];
  return found?.id ?? antenna.type;
}

/**
 * Target of a carrier at an antenna, dBm: what the antenna asks for, else its own level. A small cell sends
 * what its unit gives and no more; a radiating cable is fed at the level of its part, every other antenna at
 * that of the carrier.
 * @param part of a small cell its unit, of a radiating cable the cable itself
 */
export function feedTargetDbm(antenna: Antenna, carrier: Carrier, part: CatalogPart | undefined): number {
  const askedDbm = antenna.targetPowerDbm?.[carrier.id];
  if (antenna.feed === 'small-cell') {
    const ratedDbm = part && unitPowerDbm(part, carrier);
    return Math.min(askedDbm ?? Number.POSITIVE_INFINITY, ratedDbm ?? askedDbm ?? carrier.portPowerDbm);
  }
  if (radiatesAlongPath(antenna)) return askedDbm ?? part?.feedPowerDbm ?? defaultCableFeedDbm;
  return askedDbm ?? carrier.portPowerDbm;
}

/**
 * The target of a port in a network whose ports aim higher than the plan asks, dBm: by the reserve, as far as the cap
 * allows it. What is fed at a level of its own stays there.
 */
export function raisedTargetDbm(
  antenna: Antenna,
  carrier: Carrier,
  { part, reserveDb, capDbm }: { part: CatalogPart | undefined; reserveDb: number; capDbm: number },
): number {
  const targetDbm = feedTargetDbm(antenna, carrier, part);
  if (isSelfPowered(antenna)) return targetDbm;
  return Math.max(targetDbm, Math.min(capDbm, targetDbm + reserveDb));
}

/** Spread of all deviations and the lowest of them, the first of several equals. */
function worstDeviation(
  antennas: readonly AntennaFeed[],
  carriers: readonly Carrier[],
): Pick<NetworkEvaluation, 'spreadDb' | 'worst'> {
  const deviations = listDeviations(antennas, carriers);
  if (deviations.length === 0) return { spreadDb: 0 };
  let [worst] = deviations;
  let minDb = worst.deviationDb;
  let maxDb = worst.deviationDb;
  for (const each of deviations) {
    if (each.deviationDb < worst.deviationDb) worst = each;
    minDb = Math.min(minDb, each.deviationDb);
    maxDb = Math.max(maxDb, each.deviationDb);
  }
  return { spreadDb: maxDb - minDb, worst };
}

/** Every port and carrier, antenna by antenna. */
export function listDeviations(
  antennas: readonly AntennaFeed[],
  carriers: readonly Carrier[],
): PortDeviation[] {
  const frequencies = new Map(carriers.map(({ id, frequencyMhz }) => [id, frequencyMhz]));
  return antennas.flatMap(({ antenna, level, carriers: arriving }) =>
    arriving.map(({ carrier, powerDbm, targetDbm, deviationDb }) => ({
      ...{ antenna, level, carrier, frequencyMhz: frequencies.get(carrier) ?? 0 },
      ...{ powerDbm, targetDbm, deviationDb },
    })),
  );
}

/** The band of a unit that is nearest to a carrier, and by how much the carrier with its bandwidth sticks out of it, MHz. */
interface NearestBand {
  outsideMhz: number;
  lowestMhz?: number;
  highestMhz?: number;
  sourcePowerDbm?: number;
  paths?: number;
}

/**
 * Band of a part into which a carrier falls, or the nearest; a part that lists none is rated from its lowest
 * to its highest frequency.
 */
export function nearestBand(
  part: CatalogPart,
  { frequencyMhz, bandwidthMhz }: Pick<Carrier, 'frequencyMhz' | 'bandwidthMhz'>,
): NearestBand {
  const { lowestMhz, highestMhz } = part;
  const bands: Omit<NearestBand, 'outsideMhz'>[] = part.bands ?? [{ lowestMhz, highestMhz }];
  const found = bands.map((band): NearestBand => {
    const belowMhz = (band.lowestMhz ?? 0) - (frequencyMhz - bandwidthMhz / 2);
    const aboveMhz = frequencyMhz + bandwidthMhz / 2 - (band.highestMhz ?? Number.MAX_VALUE);
    return { ...band, outsideMhz: Math.max(0, belowMhz, aboveMhz) };
  });
  return found.reduce((best, band) => (band.outsideMhz < best.outsideMhz ? band : best));
}

/** Inputs of a POI whose carriers are not all in one band of it, or in that of an input before; none where it states no bands. */
export function misplacedInputs(
  { bands }: CatalogPart,
  inputs: readonly (readonly Pick<Carrier, 'frequencyMhz' | 'bandwidthMhz'>[])[],
): number {
  if (!bands) return 0;
  const free = new Set(bands);
  let misplaced = 0;
  for (const carriers of inputs) {
    const band = [...free].find(({ lowestMhz, highestMhz }) =>
      carriers.every(
        ({ frequencyMhz, bandwidthMhz }) =>
          frequencyMhz - bandwidthMhz / 2 >= lowestMhz && frequencyMhz + bandwidthMhz / 2 <= highestMhz,
      ),
    );
    if (band) free.delete(band);
    else misplaced += 1;
  }
  return misplaced;
}

/**
 * Returns whether a unit may send a carrier: its operator is one that it is for, and the whole carrier lies in a band
 * of it.
 */
export function supportsCarrier(part: CatalogPart, carrier: Carrier): boolean {
  const carriesOperator = part.operators === undefined || part.operators.includes(carrier.operator);
  return carriesOperator && nearestBand(part, carrier).outsideMhz === 0;
}

/**
 * Power of a carrier on one path of a unit, dBm: the power of RSRP, which is measured on the reference
 * signals of one path. Placing, feeding and the rules all use it. Undefined where the unit does not send the
 * carrier or states no power.
 */
export function unitPowerDbm(part: CatalogPart, carrier: Carrier): number | undefined {
  if (!supportsCarrier(part, carrier)) return undefined;
  return nearestBand(part, carrier).sourcePowerDbm ?? part.sourcePowerDbm;
}

/** Number of a unit's paths that send a carrier side by side. */
export function unitPaths(part: CatalogPart, carrier: Carrier): number {
  return nearestBand(part, carrier).paths ?? part.paths ?? 1;
}

/** Number of paths on which a radio unit sends a carrier into a feeder network: one where its technology has one layer. */
export function sentPaths(part: CatalogPart, carrier: Carrier): number {
  return technologyRow(carrier.technology).throughput ? unitPaths(part, carrier) : 1;
}

/**
 * Loss of a part from its input to one of its outputs, dB: of couplers `through` or `coupled`. Linear over the logarithm of
 * frequency between the figures of its table, held beyond them.
 */
export function partLossDb(part: CatalogPart, port: string, frequencyMhz: number): number {
  if (part.kind === 'coupler' && port === 'coupled') {
    return part.coupledLossDb
      ? interpolateLossDb(lossPoints(part.coupledLossDb), frequencyMhz)
      : (part.couplingDb ?? 0);
  }
  return part.lossDb ? interpolateLossDb(lossPoints(part.lossDb), frequencyMhz) : 0;
}

/**
 * Loss of a length of cable with its connectors, dB. Conductor losses grow with √f and dielectric ones with f: between two figures of the data
 * sheet, and beyond its last two, `a√f + b·f` through both; through a single one `a√f`. Data cables carry no radio.
 */
export function cableLossDb(part: CatalogPart, lengthM: number, frequencyMhz: number): number {
  if (part.kind === 'data-cable' || !part.lossDbPer100M) return 0;
  const lengthLossDb = (cableLossDbPer100M(lossPoints(part.lossDbPer100M), frequencyMhz) * lengthM) / 100;
  return lengthLossDb + partLossDb(part, 'out', frequencyMhz);
}

function cableLossDbPer100M(points: readonly LossPoint[], frequencyMhz: number): number {
  const exact = points.find((point) => point.frequencyMhz === frequencyMhz);
  if (exact) return exact.lossDb;
  if (points.length === 1) {
    return points[0].lossDb * Math.sqrt(frequencyMhz / points[0].frequencyMhz);
  }
  const above = points.findIndex((point) => point.frequencyMhz > frequencyMhz);
  const upper = above < 0 ? points.length - 1 : Math.max(1, above);
  const [low, high] = [points[upper - 1], points[upper]];
  // Both figures over √f are a + b·√f, a line in √f.
  const lowRoot = Math.sqrt(low.frequencyMhz);
  const highRoot = Math.sqrt(high.frequencyMhz);
  const slope = (high.lossDb / highRoot - low.lossDb / lowRoot) / (highRoot - lowRoot);
  const root = Math.sqrt(frequencyMhz);
  return Math.max(0, root * (low.lossDb / lowRoot + slope * (root - lowRoot)));
}

function lossPoints(table: Readonly<Record<string, number>>): LossPoint[] {
  return Object.entries(table)
    .map(([frequency, lossDb]) => ({ frequencyMhz: Number(frequency), lossDb }))
    .sort((a, b) => a.frequencyMhz - b.frequencyMhz);
}
