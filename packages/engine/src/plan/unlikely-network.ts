import {
  boundsOf,
  dbToRatio,
  distance,
  distanceToBounds,
  type LocalizedProblem,
  type Phrase,
  type Point,
  ratioToDb,
  ringContains,
  say,
} from '../core/index.ts';
import { pathLengthM } from './check-plan-sense.ts';
import { facilityKindRow } from './facility-kinds.ts';
import { zoneKindRow } from './floor-kinds.ts';
import { feederPaths, isShifted, outputPorts } from './network-ports.ts';
import type { CatalogPart, Network, NetworkCable, NetworkSource } from './network-schema.ts';
import { each } from './plausibility.ts';
import type { Antenna, Carrier, Plan } from './schema.ts';
import { technologyRow } from './technologies.ts';
import { wetRoomAt } from './unlikely-rooms.ts';

/**
 * How the parts of a feeder network fit each other, the carriers that run through them and the building, where each alone is sound.
 * Assumptions from practice, with room for what is seldom; what they find is a warning, and a person looks.
 */
const limits = {
  /** Power of a port over that of the unit that feeds it, dB: of values that are rounded. */
  gainedDb: 0.5,
  /** A cable is no shorter than the way between its ends, m of slack for positions that are rounded. */
  cableSlackM: 0.5,
  /** A cable is no longer than its course by more, with slack at its ends, m. */
  courseTimes: 1.6,
  courseSlackM: 15,
  /** Fibres are bought with a reserve, m. */
  fibreSlackM: 200,
  /** Power out of a passive part over power in: figures of catalogues are rounded. */
  powerRatio: 1.07,
  /** Prices of one piece or metre, CNY, by whether a part takes electric power; 0 is no price. Electric power of one, W. */
  activeCny: { low: 150, high: 300_000 },
  passiveCny: { low: 0.2, high: 30_000 },
  unitW: 5000,
  /** Loss of a feeder at a frequency over that at a lower one, as a ratio. */
  feederRatio: 0.9,
  /** A source stands no farther from its room's location, and equipment from its level, m. */
  roomAsideM: 15,
  /** Equipment stands no farther outside its level, m. */
  levelAsideM: 40,
  /** A port has no more than what the losses on the path to it leave, dB: tables are read at their next lower frequency. */
  overTreeDb: 2,
  /** Loss of a part over what its purpose takes, dB; that of both connectors of a cable, and of a POI or a bypass. */
  excessDb: 4,
  couplingAsideDb: 4,
  connectorsDb: 2.5,
  combiningDb: 15,
  /** Level at the donor antenna under what the gain needs, dB: it stands on a roof, higher than the ground. */
  donorDb: 10,
  /** A cable's course ends no farther from the things that it connects, m; so long a part of it lies in a stair or lift. */
  courseAsideM: 12,
  inStairM: 1.5,
  /** Reflection as stated and as the VSWR of the same branch makes it, dB. */
  mismatchDb: 1.5,
  /** A frequency in MHz below this was meant in GHz. */
  lowestMhz: 100,
  /** Average power over what a part is rated for. */
  ratedRatio: 1.3,
} as const;

/** The network of a plan with its parts and ends by their ids. */
interface Tree {
  plan: Plan;
  network: Network;
  parts: ReadonlyMap<string, CatalogPart>;
  sources: ReadonlyMap<string, NetworkSource>;
  /** Part of a device or source by its id. */
  partOf: ReadonlyMap<string, CatalogPart | undefined>;
  /** Radio and data cables by the node that they lead to. */
  feeders: ReadonlyMap<string, readonly NetworkCable[]>;
  carriers: ReadonlyMap<string, Carrier>;
}

/** Parts of a plan's network that do not fit each other, each with its path. */
export function unlikelyNetwork(plan: Plan): LocalizedProblem[] {
  const { network } = plan;
  if (!network) return [];
  const tree = treeOf(plan, network);
  return [
    ...cableFaults(tree),
    ...feedFaults(network, plan.antennas),
    ...placeFaults(network, plan.levels),
    ...each(network.parts, 'network.parts', partFault),
    ...unitFaults(tree),
    ...antennaFaults(tree),
    ...rangeFaults(tree),
    ...partnerFaults(tree),
    ...shiftFaults(tree),
    ...ratingFaults(tree),
    ...countFaults(tree),
    ...listFaults(tree),
  ];
}

/** Kind of what carries the signal on a line of a network; undefined where there is none of the id. */
export function lineKind(network: Network | undefined, cable: string): CatalogPart['kind'] | undefined {
  const part = network?.cables?.find(({ id }) => id === cable)?.part;
  return network?.parts?.find(({ id }) => id === part)?.kind;
}

function treeOf(plan: Plan, network: Network): Tree {
  const { parts = [], sources = [], devices = [], basebands = [], cables = [] } = network;
  const byId = new Map(parts.map((part) => [part.id, part]));
  const fibred = new Set(basebands.map(({ id }) => id));
  const feeders = new Map<string, NetworkCable[]>();
  for (const cable of cables) {
    if (fibred.has(cable.from.node)) continue;
    const before = feeders.get(cable.to.node);
    if (before) before.push(cable);
    else feeders.set(cable.to.node, [cable]);
  }
  return {
    ...{ plan, network, feeders, parts: byId },
    sources: new Map(sources.map((source) => [source.id, source])),
    partOf: new Map(
      [...devices, ...sources].map(({ id, part }) => [id, part === undefined ? undefined : byId.get(part)]),
    ),
    carriers: new Map(plan.carriers.map((carrier) => [carrier.id, carrier])),
  };
}

/** Longer paths up a tree are refused where the plan is read. */
const maxStepsUp = 500;

/** Cables from a node up to where its signal is made, the nearest first, and the nearest source. */
function feedPath(
  { feeders, sources }: Tree,
  node: string,
): { cables: NetworkCable[]; source?: NetworkSource } {
  const cables: NetworkCable[] = [];
  let source: NetworkSource | undefined;
  let cable = feeders.get(node)?.[0];
  while (cable && cables.length < maxStepsUp) {
    cables.push(cable);
    source ??= sources.get(cable.from.node);
    cable = feeders.get(cable.from.node)?.[0];
  }
  return { cables, ...(source ? { source } : {}) };
}

/** Carriers that the units of a source send, and those that it passes on. */
function sentBy({ sources }: Tree, cables: readonly NetworkCable[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { from } of cables) {
    for (const { outputPowerDbm, intermediateMhz } of sources.get(from.node)?.units ?? []) {
      if (intermediateMhz) continue;
      for (const [carrier, eachDbm] of Object.entries(outputPowerDbm)) found.set(carrier, eachDbm);
    }
  }
  return found;
}

/** Cables that do not fit their ends, their course, their part or what was measured on them. */
function cableFaults(tree: Tree): LocalizedProblem[] {
  const { plan, network, parts } = tree;
  const { antennas, levels } = plan;
  const elevations = new Map(levels.map(({ id, elevationM }) => [id, elevationM]));
  const nodes = new Map(
    [...antennas, ...(network.devices ?? []), ...(network.sources ?? []), ...(network.basebands ?? [])].map(
      (node) => [node.id, node],
    ),
  );
  const stairs = new Map(
    levels.map(({ id, zones = [] }) => [
      id,
      zones.filter(({ kind }) => zoneKindRow(kind).isStair || zoneKindRow(kind).isLiftShaft),
    ]),
  );
  return each(network.cables, 'network.cables', (cable) => {
    const { from, to, lengthM, course, part: partId } = cable;
    const part = parts.get(partId);
    const { longestM = Number.POSITIVE_INFINITY } = part ?? {};
    if (lengthM > longestM)
      return say('cable-over-reach', { length: lengthM.toFixed(1), part: partId, reach: longestM });
    const [a, b] = [nodes.get(from.node), nodes.get(to.node)];
    if (!a || !b) return undefined;
    const riseM = Math.abs((elevations.get(a.level) ?? 0) - (elevations.get(b.level) ?? 0));
    const straightM = Math.max(distance(a.position, b.position), riseM);
    if (lengthM < straightM - limits.cableSlackM)
      return say('cable-too-short', { length: lengthM.toFixed(1), straight: straightM.toFixed(1) });
    const courseM = riseM + course.reduce((sum, { path }) => sum + pathLengthM(path), 0);
    const slackM = part?.kind === 'fibre' ? limits.fibreSlackM : limits.courseSlackM;
    if (lengthM > limits.courseTimes * courseM + slackM)
      return say('cable-too-long', { length: lengthM.toFixed(1), course: courseM.toFixed(1) });
    return courseFault(cable, [a, b], stairs) ?? mismatchFault(cable, plan.asBuilt);
  });
}

type Located = { level: string; position: Point };
type Zones = NonNullable<Plan['levels'][number]['zones']>;

/** A course that ends away from its ends, or that runs through a stair or the shaft of a lift where nothing of it hangs. */
function courseFault(
  { course, courseAssumed }: NetworkCable,
  ends: readonly [Located, Located],
  stairs: ReadonlyMap<string, Zones>,
): Phrase | undefined {
  if (courseAssumed) return undefined;
  const [first, last] = [course[0], course[course.length - 1]];
  const places = [first.path[0], last.path[last.path.length - 1]];
  const aside = ends.findIndex(
    ({ level, position }, end) =>
      level !== [first, last][end].level || distance(position, places[end]) > limits.courseAsideM,
  );
  if (aside >= 0)
    return say('course-elsewhere', { away: distance(ends[aside].position, places[aside]).toFixed(0) });
  for (const { level, path } of course) {
    const crossed = (stairs.get(level) ?? []).find(({ polygon }) => {
      const hangsThere = ends.some((end) => end.level === level && ringContains(polygon, end.position));
      return !hangsThere && lengthInside(path, polygon) > limits.inStairM;
    });
    if (crossed) return say('cable-through-stair', { room: crossed.name ?? crossed.id });
  }
  return undefined;
}

/** Metres of a path in a ring, by steps of some twenty centimetres. */
function lengthInside(path: readonly Point[], ring: readonly Point[]): number {
  const { minX, minY, maxX, maxY } = boundsOf(ring);
  return path.slice(1).reduce((sum, end, index) => {
    const start = path[index];
    const reach = boundsOf([start, end]);
    if (reach.maxX < minX || reach.minX > maxX || reach.maxY < minY || reach.minY > maxY) return sum;
    const steps = Math.min(5000, Math.ceil(distance(start, end) / 0.2));
    let inside = 0;
    for (let step = 0; step < steps; step += 1) {
      const ratio = (step + 0.5) / steps;
      const x = start[0] + ratio * (end[0] - start[0]);
      if (ringContains(ring, [x, start[1] + ratio * (end[1] - start[1])])) inside += 1;
    }
    return sum + (inside / Math.max(1, steps)) * distance(start, end);
  }, 0);
}

/** Power that is said to be reflected where the VSWR of the branch says another one. */
function mismatchFault({ id, mismatchLossDb }: NetworkCable, asBuilt: Plan['asBuilt']): Phrase | undefined {
  if (mismatchLossDb === undefined) return undefined;
  const worst = Math.max(
    ...(asBuilt?.tests ?? []).flatMap(({ cable, vswr }) => (cable === id && vswr ? [vswr] : [])),
  );
  if (!Number.isFinite(worst)) return undefined;
  const reflected = ((worst - 1) / (worst + 1)) ** 2;
  const lossDb = -ratioToDb(1 - reflected);
  return Math.abs(lossDb - mismatchLossDb) > limits.mismatchDb
    ? say('mismatch-of-other-vswr', { loss: mismatchLossDb, vswr: worst, makes: lossDb.toFixed(1) })
    : undefined;
}

/** Antennas that no cable leads to, where cables lead to others, and ports that have more than their carrier's unit sends. */
function feedFaults(network: Network, antennas: Plan['antennas']): LocalizedProblem[] {
  const ends = new Set((network.cables ?? []).flatMap(({ from, to }) => [from.node, to.node]));
  const isAnyFed = antennas.some(({ id }) => ends.has(id));
  const highest = new Map<string, number>();
  for (const { units } of network.sources ?? []) {
    for (const { outputPowerDbm } of units ?? []) {
      for (const [carrier, eachDbm] of Object.entries(outputPowerDbm))
        highest.set(carrier, Math.max(eachDbm, highest.get(carrier) ?? Number.NEGATIVE_INFINITY));
    }
  }
  return each(antennas, 'antennas', ({ id, portPowerDbm = {} }) => {
    if (isAnyFed && !ends.has(id)) return say('antenna-unfed');
    const over = Object.entries(portPowerDbm).find(
      ([carrier, eachDbm]) => eachDbm > (highest.get(carrier) ?? Number.POSITIVE_INFINITY) + limits.gainedDb,
    );
    return over
      ? say('port-over-source', { port: over[1].toFixed(1), source: highest.get(over[0]) ?? 0 })
      : undefined;
  });
}

/** Sources away from the room that they are said to stand in, and equipment away from its level. */
function placeFaults({ sources, basebands, devices }: Network, levels: Plan['levels']): LocalizedProblem[] {
  const byId = new Map(levels.map((level) => [level.id, level]));
  const lists = [
    ['network.sources', sources],
    ['network.basebands', basebands],
    ['network.devices', devices],
  ] as const;
  return lists.flatMap(([at, list]) =>
    each<{ level: string; position: Point; facility?: string }>(
      list,
      at,
      ({ level: id, position, facility }) => {
        const level = byId.get(id);
        if (!level) return undefined;
        if (distanceToBounds(position, boundsOf(level.outline)) > limits.levelAsideM)
          return say('off-the-floor');
        const zone = (level.zones ?? []).find(({ polygon }) => ringContains(polygon, position));
        const { isStair, isLiftShaft } = zone ? zoneKindRow(zone.kind) : {};
        if (isStair || isLiftShaft) return say('in-stair-or-lift');
        const wet = wetRoomAt(level, position);
        if (wet !== undefined) return say('equipment-in-wet-room', { room: wet });
        const room = level.facilities?.find((each) => each.id === facility);
        const { isTray, isSleeve } = room ? facilityKindRow(room.kind) : {};
        if (room && (isTray || isSleeve)) return say('source-in-no-room', { room: room.name ?? room.id });
        return room?.position && distance(room.position, position) > limits.roomAsideM
          ? say('away-from-room', {
              room: room.name ?? room.id,
              away: distance(room.position, position).toFixed(0),
            })
          : undefined;
      },
    ),
  );
}

/** Prices that are of another unit of money, and electric power of a house. */
function priceFault({ kind, priceCny, powerW = 0 }: Part): Phrase | undefined {
  const isActive = ['radio-unit', 'repeater', 'small-cell', 'hub', 'baseband', 'poi'].includes(kind);
  const { low, high } = isActive ? limits.activeCny : limits.passiveCny;
  if (priceCny !== 0 && (priceCny < low || priceCny > high)) return say('price-odd', { price: priceCny });
  return powerW > limits.unitW ? say('power-odd', { power: powerW }) : undefined;
}

/** Feeders that lose less at a higher frequency. */
function fallingFault({ kind, lossDbPer100M }: Part): Phrase | undefined {
  if (kind !== 'cable' || !lossDbPer100M) return undefined;
  const losses = Object.entries(lossDbPer100M)
    .map(([mhz, eachDb]) => [Number(mhz), eachDb] as const)
    .sort(([a], [b]) => a - b)
    .map(([, eachDb]) => eachDb);
  const falls = losses.some((eachDb, index) => index > 0 && eachDb < limits.feederRatio * losses[index - 1]);
  return falls ? say('material-falls') : undefined;
}

/** Figures of one part that speak against each other or against its purpose. */
function partFault(part: Part): Phrase | undefined {
  if (makesPower(part)) return say('part-makes-power');
  const odd =
    priceFault(part) ??
    fallingFault(part) ??
    boundsFault(part) ??
    tableFault(part) ??
    lossFault(part) ??
    nameFault(part);
  if (odd) return odd;
  const { powerW, sourcePowerDbm } = part;
  if (powerW === undefined || sourcePowerDbm === undefined || powerW === 0) return undefined;
  const sentW = dbToRatio(sourcePowerDbm) / 1000;
  return powerW < sentW ? say('unit-takes-less', { takes: powerW, sends: sentW.toFixed(1) }) : undefined;
}

/** A lower limit over its upper one, and a band of a unit outside the unit's. */
function boundsFault(part: Part): Phrase | undefined {
  const { lowestMhz, highestMhz, shortestM, longestM, portPowerW, portsPowerW, shift, bands = [] } = part;
  const pairs: readonly (readonly [number | undefined, number | undefined])[] = [
    [lowestMhz, highestMhz],
    [shortestM, longestM],
    [portPowerW, portsPowerW],
    [shift?.lowestMhz, shift?.highestMhz],
    ...bands.map((band) => [band.lowestMhz, band.highestMhz] as const),
  ];
  const turned = pairs.find(([low, high]) => low !== undefined && high !== undefined && low > high);
  if (turned) return say('limits-exchanged', { low: turned[0] ?? 0, high: turned[1] ?? 0 });
  const out = bands.find(
    (band) => band.highestMhz < (lowestMhz ?? 0) || band.lowestMhz > (highestMhz ?? Number.POSITIVE_INFINITY),
  );
  return out ? say('band-outside-part', { low: out.lowestMhz, high: out.highestMhz }) : undefined;
}

/** A table whose frequencies are gigahertz. */
function tableFault({
  lossDb,
  coupledLossDb,
  lossDbPer100M,
  couplingLossDb,
  longitudinalLossDbPer100M,
}: Part): Phrase | undefined {
  const odd = [lossDb, coupledLossDb, lossDbPer100M, couplingLossDb, longitudinalLossDbPer100M]
    .flatMap((table) => Object.keys(table ?? {}))
    .find((mhz) => Number(mhz) < limits.lowestMhz);
  return odd === undefined ? undefined : say('frequency-of-gigahertz', { mhz: odd });
}

/** Numbers of outputs as names of splitters state them. */
const statedOutputs: readonly (readonly [RegExp, number])[] = [
  [/二功分/, 2],
  [/三功分/, 3],
  [/四功分/, 4],
  [/六功分/, 6],
  [/八功分/, 8],
];

/** A name that states another coupling, loss or number of outputs than the part has. */
function nameFault({ kind, name, ways, couplingDb, lossDb = {} }: Part): Phrase | undefined {
  const [, written] = /(\d+(?:\.\d+)?)\s*dB(?![im])/i.exec(name) ?? [];
  const statedDb = Number(written);
  if (
    written !== undefined &&
    kind === 'coupler' &&
    couplingDb !== undefined &&
    Math.abs(statedDb - couplingDb) > 1
  )
    return say('name-against-figure', { name, figure: `${couplingDb} dB` });
  const [lossOfPart = statedDb] = Object.values(lossDb);
  if (written !== undefined && kind === 'attenuator' && Math.abs(statedDb - lossOfPart) > 2)
    return say('name-against-figure', { name, figure: `${lossOfPart} dB` });
  const [, outputs] = statedOutputs.find(([pattern]) => pattern.test(name)) ?? [];
  return kind === 'splitter' && outputs !== undefined && ways !== undefined && outputs !== ways
    ? say('name-against-figure', { name, figure: `${ways}` })
    : undefined;
}

/** A loss far over what a part of its kind takes: a return loss or an isolation, say, in the column of losses. */
function lossFault(part: Part): Phrase | undefined {
  const { kind, ways = 2, couplingDb = 0, lossDb = {}, coupledLossDb = {} } = part;
  const usualDb: Partial<Record<Part['kind'], number>> = {
    splitter: ratioToDb(ways) + limits.excessDb,
    coupler: (couplingDb > 0 ? -ratioToDb(1 - dbToRatio(-couplingDb)) : 0) + limits.excessDb,
    cable: limits.connectorsDb,
    poi: limits.combiningDb,
    antenna: limits.combiningDb,
    'shift-unit': limits.combiningDb,
  };
  const highestDb = usualDb[kind] ?? Number.POSITIVE_INFINITY;
  const over = Object.values(lossDb).find((eachDb) => eachDb > highestDb);
  if (over !== undefined) return say('loss-unlike-part', { loss: over, most: highestDb.toFixed(1) });
  const aside = Object.values(coupledLossDb).find(
    (eachDb) => couplingDb > 0 && Math.abs(eachDb - couplingDb) > limits.couplingAsideDb,
  );
  return aside === undefined ? undefined : say('coupling-unlike-part', { loss: aside, nominal: couplingDb });
}

/** Units that send what they cannot: outside their bands, over their rating, too many carriers, those of others. */
function unitFaults(tree: Tree): LocalizedProblem[] {
  const { plan, network, parts, carriers } = tree;
  return (network.sources ?? []).flatMap(({ units }, source) =>
    each(units, `network.sources[${source}].units`, ({ part, outputPowerDbm, intermediateMhz }) => {
      const unit = parts.get(part);
      if (!unit || intermediateMhz) return undefined;
      const sent = Object.keys(outputPowerDbm).flatMap((id) => carriers.get(id) ?? []);
      const outside = sent.find(({ frequencyMhz }) => !sendsAt(unit, frequencyMhz));
      if (outside) return say('unit-outside-band', { carrier: outside.id, mhz: outside.frequencyMhz });
      const highestDbm = unit.sourcePowerDbm ?? Number.POSITIVE_INFINITY;
      const over = Object.entries(outputPowerDbm).find(
        ([, eachDbm]) => eachDbm > highestDbm + limits.gainedDb,
      );
      if (over) return say('unit-over-rating', { carrier: over[0], power: over[1], highest: highestDbm });
      const { carriersAtMost: highestCount = Number.POSITIVE_INFINITY, operators: of } = unit;
      if (sent.length > highestCount)
        return say('unit-of-fewer-carriers', { count: sent.length, most: highestCount });
      const foreign = sent.find(({ operator }) => of !== undefined && !of.includes(operator));
      if (foreign) return say('unit-of-others', { carrier: foreign.id });
      return donorFault(unit, sent, outputPowerDbm, plan);
    }),
  );
}

/** A repeater that sends more than its donor antenna and its gain give. */
function donorFault(
  { donor }: Part,
  sent: readonly Carrier[],
  outputPowerDbm: Readonly<Record<string, number>>,
  { outdoor }: Plan,
): Phrase | undefined {
  if (!donor) return undefined;
  const { gainDb, antennaGainDbi, feederLossDb } = donor;
  for (const { id, operator, technology, bandwidthMhz, subcarrierKhz, referenceBoostDb = 0 } of sent) {
    const levelDbm = outdoor?.groundRsrpDbm?.[id] ?? outdoor?.groundRsrpDbm?.[operator];
    if (levelDbm === undefined) continue;
    // Of a level of one resource element: a tenth of the channel is its guards.
    const { resourceBlocks, referenceKhz } = technologyRow(technology);
    const elements = resourceBlocks ? (900 * bandwidthMhz) / (subcarrierKhz ?? referenceKhz) : 1;
    const makesDbm =
      levelDbm + ratioToDb(elements) - referenceBoostDb + antennaGainDbi - feederLossDb + gainDb;
    if (outputPowerDbm[id] > makesDbm + limits.donorDb) {
      const values = { carrier: id, power: outputPowerDbm[id], donor: levelDbm, makes: makesDbm.toFixed(0) };
      return say('repeater-over-donor', values);
    }
  }
  return undefined;
}

/** Antennas that are not what leads to them: their cell, their feed, their paths and the power at their port. */
function antennaFaults(tree: Tree): LocalizedProblem[] {
  const { plan, network, feeders, partOf } = tree;
  const isSending = (network.sources ?? []).some(({ units }) => units.length > 0);
  return each(plan.antennas, 'antennas', (antenna) => {
    const { id, cell, feed, carriers, portPowerDbm = {} } = antenna;
    const leading = feeders.get(id);
    if (!leading || !isSending) return undefined;
    const isFromHub = leading.some(({ from }) => partOf.get(from.node)?.kind === 'hub');
    if (feed === 'small-cell' && !isFromHub) return say('small-cell-on-feeder', { id });
    if (feed !== 'small-cell' && isFromHub) return say('antenna-on-data-cable', { id });
    const { cables, source } = feedPath(tree, id);
    if (source && source.cell !== cell)
      return say('antenna-of-another-cell', { cell, source: source.id, other: source.cell });
    if (isFromHub || !source) return undefined;
    if (leading.length < feederPaths(antenna))
      return say('paths-without-feeder', { paths: feederPaths(antenna), count: leading.length });
    const sent = sentBy(tree, cables);
    const unsent = Object.keys(portPowerDbm).find(
      (carrier) => !sent.has(carrier) && (carriers.includes('*') || carriers.includes(carrier)),
    );
    if (unsent !== undefined) return say('port-of-unsent', { carrier: unsent, source: source.id });
    return isShifted(antenna) ? undefined : portFault(tree, antenna, cables, sent);
  });
}

/** A port that has more than the losses on the path to it leave of what its unit sends. */
function portFault(
  { parts, partOf, sources, carriers }: Tree,
  { portPowerDbm = {} }: Antenna,
  cables: readonly NetworkCable[],
  sent: ReadonlyMap<string, number>,
): Phrase | undefined {
  for (const [carrier, portDbm] of Object.entries(portPowerDbm)) {
    const sentDbm = sent.get(carrier);
    const mhz = carriers.get(carrier)?.frequencyMhz;
    if (sentDbm === undefined || mhz === undefined) continue;
    const top = cables.findIndex(({ from }) =>
      sources.get(from.node)?.units.some(({ outputPowerDbm }) => outputPowerDbm[carrier] !== undefined),
    );
    const lossDb = cables.slice(0, top + 1).reduce((sum, { from, part, lengthM, mismatchLossDb = 0 }) => {
      const line = parts.get(part);
      const lineDb = (lengthM / 100) * lossAtLeast(line?.lossDbPer100M, mhz) + lossAtLeast(line?.lossDb, mhz);
      return sum + lineDb + mismatchLossDb + portLossDb(partOf.get(from.node), from.port, mhz);
    }, 0);
    if (portDbm > sentDbm - lossDb + limits.overTreeDb) {
      const values = { port: portDbm.toFixed(1), carrier, brings: (sentDbm - lossDb).toFixed(1) };
      return say('port-over-tree', values);
    }
  }
  return undefined;
}

/** Lowest loss from the input of a part to one of its outputs, dB. */
function portLossDb(part: Part | undefined, port: string, mhz: number): number {
  if (!part || part.kind === 'hub') return 0;
  if (part.kind !== 'coupler' || !port.endsWith('coupled')) return lossAtLeast(part.lossDb, mhz);
  return part.coupledLossDb ? lossAtLeast(part.coupledLossDb, mhz) : (part.couplingDb ?? 0);
}

/** The smaller of the losses on both sides of a frequency, dB. */
function lossAtLeast(table: Readonly<Record<string, number>> = {}, mhz: number): number {
  const rows = Object.entries(table)
    .map(([key, eachDb]) => [Number(key), eachDb] as const)
    .sort(([a], [b]) => a - b);
  if (rows.length === 0) return 0;
  const below = rows.filter(([key]) => key <= mhz).at(-1) ?? rows[0];
  const above = rows.find(([key]) => key >= mhz) ?? rows[rows.length - 1];
  return Math.min(below[1], above[1]);
}

/** Parts that carriers run through which they are not made for. */
function rangeFaults(tree: Tree): LocalizedProblem[] {
  const { plan, network, parts, partOf, carriers, sources } = tree;
  const outside = (part: Part | undefined, through: Iterable<string>): Phrase | undefined => {
    const { lowestMhz: low = 0, highestMhz: high = Number.POSITIVE_INFINITY } = part ?? {};
    for (const id of through) {
      const mhz = carriers.get(id)?.frequencyMhz;
      if (!part || mhz === undefined || (mhz >= low && mhz <= high)) continue;
      return say('part-outside-range', { part: part.id, low, high, carrier: id, mhz });
    }
    return undefined;
  };
  const through = (node: string) => sentBy(tree, feedPath(tree, node).cables).keys();
  const antennaParts = [...parts.values()].filter(({ kind }) => kind === 'antenna');
  return [
    ...each(network.devices, 'network.devices', ({ id }) => outside(partOf.get(id), through(id))),
    ...each(network.sources, 'network.sources', ({ id, units }) => {
      const part = partOf.get(id);
      return part?.kind === 'poi'
        ? outside(
            part,
            units.flatMap(({ outputPowerDbm }) => Object.keys(outputPowerDbm)),
          )
        : undefined;
    }),
    ...each(network.cables, 'network.cables', (cable) => {
      const part = parts.get(cable.part);
      const isOfHub = partOf.get(cable.from.node)?.kind === 'hub' || !sourceAbove(tree, cable);
      if (part?.kind !== 'cable' || isOfHub) return undefined;
      const above = [cable, ...feedPath(tree, cable.from.node).cables];
      return outside(part, sentBy({ ...tree, sources }, above).keys());
    }),
    ...each(plan.antennas, 'antennas', ({ id, type, carriers: listed }) => {
      const ofType = antennaParts.filter(({ antennaType }) => antennaType === type);
      const radiated = [...through(id)].filter((each) => listed.includes('*') || listed.includes(each));
      const faults = ofType.map((part) => outside(part, radiated));
      return faults.every((found) => found !== undefined) ? faults[0] : undefined;
    }),
  ];
}

function sourceAbove(tree: Tree, { from }: NetworkCable): boolean {
  return tree.sources.has(from.node) || feedPath(tree, from.node).source !== undefined;
}

/** Things of a network that need each other, of which one is missing. */
function partnerFaults(tree: Tree): LocalizedProblem[] {
  const { plan, network, parts, partOf, feeders, carriers } = tree;
  const { sources = [], basebands, cables = [], devices } = network;
  const from = new Set(cables.map((cable) => cable.from.node));
  const used = new Set(cables.map((cable) => `${cable.from.node} ${cable.from.port}`));
  const fibred = new Set((basebands ?? []).map(({ id }) => id));
  const lit = new Set(cables.flatMap((cable) => (fibred.has(cable.from.node) ? [cable.to.node] : [])));
  const usesLight =
    basebands !== undefined ||
    [...parts.values()].some(({ kind }) => kind === 'baseband' || kind === 'fibre');
  const sent = new Set(
    sources.flatMap(({ units }) => units.flatMap((unit) => Object.keys(unit.outputPowerDbm))),
  );
  const isRadio = ({ units, part }: NetworkSource) =>
    parts.get(part ?? '')?.kind === 'hub' ||
    units.some((unit) => parts.get(unit.part)?.kind === 'radio-unit');
  return [
    ...each(sources, 'network.sources', (source) => {
      if (usesLight && isRadio(source) && !lit.has(source.id))
        return say('unit-without-baseband', { source: source.id });
      return cables.length > 0 && !from.has(source.id)
        ? say('source-idle', { source: source.id })
        : undefined;
    }),
    ...each(basebands, 'network.basebands', ({ id }) =>
      from.has(id) ? undefined : say('baseband-idle', { id }),
    ),
    ...each(devices, 'network.devices', ({ id }) => {
      if (!feeders.has(id)) return say('device-unfed', { id });
      const part = partOf.get(id);
      if (part?.kind === 'load') return undefined;
      if (!from.has(id)) return say('device-idle', { id });
      const open = part && outputPorts(part).find((port) => !used.has(`${id} ${port}`));
      return open === undefined ? undefined : say('port-open', { id, port: open });
    }),
    ...each(plan.carriers, 'carriers', ({ id }) =>
      sent.size > 0 && carriers.has(id) && !sent.has(id)
        ? say('carrier-sent-by-none', { carrier: id })
        : undefined,
    ),
  ];
}

/** A second path that is shifted at one end alone, or to a frequency that is taken. */
function shiftFaults(tree: Tree): LocalizedProblem[] {
  const { plan, network, parts, carriers } = tree;
  const { sources = [] } = network;
  const isUnit = ({ intermediateMhz }: NetworkSource['units'][number]) => intermediateMhz !== undefined;
  const shiftsAtEnd = new Set(
    [...parts.values()].flatMap(({ kind, shift, antennaType }) =>
      kind === 'antenna' && shift && antennaType ? [antennaType] : [],
    ),
  );
  const fed = new Set(
    plan.antennas.flatMap((antenna) =>
      isShifted(antenna) ? (feedPath(tree, antenna.id).source?.id ?? []) : [],
    ),
  );
  return [
    ...each(plan.antennas, 'antennas', (antenna) => {
      if (!isShifted(antenna)) return undefined;
      const { source } = feedPath(tree, antenna.id);
      if (source && !source.units.some(isUnit)) return say('shift-without-unit', { source: source.id });
      return source && !shiftsAtEnd.has(antenna.type)
        ? say('shift-without-end', { type: antenna.type })
        : undefined;
    }),
    ...sources.flatMap(({ id, units }, source) =>
      each(units, `network.sources[${source}].units`, ({ part, intermediateMhz }) => {
        if (!intermediateMhz) return undefined;
        if (!fed.has(id)) return say('shift-for-nobody', { source: id });
        const { lowestMhz = 0, highestMhz = Number.POSITIVE_INFINITY } = parts.get(part)?.shift ?? {};
        const rows = Object.entries(intermediateMhz).map(([carrier, mhz]) => ({
          carrier,
          mhz,
          halfMhz: (carriers.get(carrier)?.bandwidthMhz ?? 0) / 2,
        }));
        const out = rows.find(({ mhz }) => mhz < lowestMhz || mhz > highestMhz);
        if (out) return say('shift-outside', { carrier: out.carrier, mhz: out.mhz });
        const taken = rows.find(
          ({ mhz, halfMhz }, index) =>
            rows.slice(0, index).some((other) => Math.abs(other.mhz - mhz) < halfMhz + other.halfMhz - 0.1) ||
            plan.carriers.some(
              ({ frequencyMhz, bandwidthMhz }) =>
                Math.abs(frequencyMhz - mhz) < halfMhz + bandwidthMhz / 2 - 0.1,
            ),
        );
        return taken ? say('shift-taken', { carrier: taken.carrier, mhz: taken.mhz }) : undefined;
      }),
    ),
  ];
}

/** Average power over what an antenna or a POI is rated for. */
function ratingFaults({ plan, network, parts, partOf }: Tree): LocalizedProblem[] {
  const sumW = (powersDbm: readonly number[]) =>
    powersDbm.reduce((sum, eachDbm) => sum + dbToRatio(eachDbm) / 1000, 0);
  const over = (part: Part | undefined, powersDbm: readonly number[]) => {
    const { ratedPowerW = Number.POSITIVE_INFINITY } = part ?? {};
    const inW = sumW(powersDbm);
    return inW > limits.ratedRatio * ratedPowerW
      ? say('power-over-rating', { part: part?.id ?? '', power: inW.toFixed(1), rated: ratedPowerW })
      : undefined;
  };
  return [
    ...each(network.sources, 'network.sources', ({ id, units }) =>
      partOf.get(id)?.kind === 'poi'
        ? over(
            partOf.get(id),
            units.flatMap(({ outputPowerDbm }) => Object.values(outputPowerDbm)),
          )
        : undefined,
    ),
    ...each(plan.antennas, 'antennas', ({ type, feed, portPowerDbm = {} }) => {
      if (feed === 'small-cell') return undefined;
      const ofType = [...parts.values()].filter(
        ({ kind, antennaType }) => kind === 'antenna' && antennaType === type,
      );
      const faults = ofType.map((part) => over(part, Object.values(portPowerDbm)));
      return faults.every((found) => found !== undefined) ? faults[0] : undefined;
    }),
  ];
}

/** More carriers or antennas than a POI or unit is for, and small cells that take more power than their hub gives. */
function countFaults(tree: Tree): LocalizedProblem[] {
  const { plan, network, parts, partOf } = tree;
  const fedBy = new Map<string, number>();
  for (const { id } of plan.antennas) {
    const { source } = feedPath(tree, id);
    if (source) fedBy.set(source.id, (fedBy.get(source.id) ?? 0) + 1);
  }
  return each(network.sources, 'network.sources', ({ id, units }) => {
    const part = partOf.get(id);
    const unitParts = units.flatMap((unit) => parts.get(unit.part) ?? []);
    if (part?.kind === 'hub') {
      const { portPowerW = Number.POSITIVE_INFINITY, portsPowerW = Number.POSITIVE_INFINITY } = part;
      const takenW = unitParts.map(({ powerW = 0 }) => powerW);
      const sumW = takenW.reduce((sum, eachW) => sum + eachW, 0);
      const isShort = sumW > portsPowerW || takenW.some((eachW) => eachW > portPowerW);
      return isShort ? say('hub-power-short', { takes: sumW.toFixed(0), source: id }) : undefined;
    }
    const carriers = new Set(units.flatMap((unit) => Object.keys(unit.outputPowerDbm))).size;
    const { carriersAtMost = Number.POSITIVE_INFINITY } = part ?? {};
    if (carriers > carriersAtMost)
      return say('unit-of-fewer-carriers', { count: carriers, most: carriersAtMost });
    const highest = Math.min(
      ...[part, ...unitParts].map((each) => each?.antennasAtMost ?? Number.POSITIVE_INFINITY),
    );
    const count = fedBy.get(id) ?? 0;
    return count > highest ? say('antennas-over-source', { count, most: highest }) : undefined;
  });
}

/** Antennas that are said to be unfed or withdrawn and are neither. */
function listFaults({ plan, network, feeders }: Tree): LocalizedProblem[] {
  const known = new Set(plan.antennas.map(({ id }) => id));
  return [
    ...each(network.unfed, 'network.unfed', (id) =>
      feeders.has(id) || !known.has(id) ? say('unfed-and-fed', { id }) : undefined,
    ),
    ...each(network.withdrawn, 'network.withdrawn', ({ antenna }) =>
      known.has(antenna) ? say('left-out-and-there', { id: antenna }) : undefined,
    ),
  ];
}

type Part = CatalogPart;

/** Returns whether more leaves a splitter or coupler than enters it. */
function makesPower({ kind, ways = 2, lossDb = {}, coupledLossDb, couplingDb }: Part): boolean {
  return Object.entries(lossDb).some(([mhz, eachDb]) => {
    if (kind === 'splitter') return ways * dbToRatio(-eachDb) > limits.powerRatio;
    if (kind !== 'coupler') return false;
    const coupledDb = coupledLossDb?.[mhz] ?? couplingDb ?? Number.POSITIVE_INFINITY;
    return dbToRatio(-eachDb) + dbToRatio(-coupledDb) > limits.powerRatio;
  });
}

function sendsAt(part: Part, mhz: number): boolean {
  const { lowestMhz = 0, highestMhz = Number.POSITIVE_INFINITY, bands: stated = [] } = part;
  const isIn = (band: { lowestMhz: number; highestMhz: number }) =>
    mhz >= band.lowestMhz && mhz <= band.highestMhz;
  return stated.length > 0 ? stated.some(isIn) : isIn({ lowestMhz, highestMhz });
}
