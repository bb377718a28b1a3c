import { distance, distanceToSegment, InputError, PlanError, type Point, say } from '../../../core/index.ts';
import {
  type Antenna,
  antennaLocation,
  type CatalogPart,
  joinedSources,
  type NetworkCable,
  type NetworkDevice,
  outputPorts,
  type Plan,
  planProfile,
  portOnPath,
  withNetworkBasis,
} from '../../../plan/index.ts';
import { evaluateNetwork } from '../../../radio/index.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { cheapestOf, installedCny, isRatedFor } from '../design/design-parts.ts';
import { firstPath, furtherParts } from '../design/further-paths.ts';
import { lockedProblem, networkPath } from '../design/locked-problem.ts';
import type { NetworkDesign } from '../design/network-design.ts';
import { pathTwins, standingPaths } from '../design/path-twins.ts';
import { designAround, designNetwork, type NetworkOptions } from '../design-network.ts';
import { checkRules } from '../rules/check-rules.ts';
import { listRework, recordExisting, sameLocationM } from './rework.ts';

type Networked = Plan & { network: NonNullable<Plan['network']> };

/** Options of designing a network that keeps the one before. */
export interface ReworkOptions extends NetworkOptions {
  /** Parts of the network before that are not held, by their ids: nobody knows their figures. */
  unknown?: readonly string[];
}

/**
 * The network of a plan that had one, held as far as it can be: every device and cable whose ends are where they were
 * stays, and is given up only where the design refuses it by name. What stood before is written into `network.existing`.
 * Without a network before it is designed as any other.
 * @throws PlanError where parts that a person locked cannot stay, or nothing can be designed at all
 */
export function reworkNetwork(
  given: Plan,
  { unknown = [], ...options }: ReworkOptions = {},
): { plan: Plan; design: NetworkDesign } {
  const existing = given.network?.existing ?? recordExisting(given);
  if (!existing || !given.network) return designNetwork(given, options);
  const standing = standingPaths(given);
  const network = { ...firstPath(given.network), existing };
  // Further paths are built after the first, and called as they stand.
  const { plan, design } = reworkPath(
    { ...given, network: standing ? withTwinsLocked(network, standing.twins) : network },
    { unknown, ...options },
  );
  const reworked = withStandingTwins(plan, given.network);
  refuseLostTwins(given, reworked);
  return { plan: standing ? withoutTwinLocks(reworked, given) : reworked, design };
}

/** The counterparts of locked parts of further paths stay with these. */
function withTwinsLocked(network: Networked['network'], twins: ReadonlySet<string>): Networked['network'] {
  const lock = <Item extends { id: string }>(items: readonly Item[] = []): Item[] =>
    items.map((item) => (twins.has(item.id) ? { ...item, locked: true } : item));
  return { ...network, devices: lock(network.devices), cables: lock(network.cables) };
}

/** The same locks as before. */
function withoutTwinLocks(plan: Plan, given: Plan): Plan {
  return withLocks(plan, lockedIds(given));
}

/** @throws PlanError naming locked parts of further paths that are not as they were */
function refuseLostTwins(given: Plan, { network = {} }: Plan): void {
  const further = furtherParts(given.network ?? {});
  const { devices = [], cables = [] } = given.network ?? {};
  const there = new Map(
    [...(network.devices ?? []), ...(network.cables ?? [])].map((each) => [each.id, each]),
  );
  const lost = [
    ...devices.filter(({ id }) => further.devices.has(id)),
    ...cables.filter(({ id }) => further.cables.has(id)),
  ].filter(({ id, part, locked }) => locked === true && there.get(id)?.part !== part);
  if (lost.length === 0) return;
  throw new PlanError(lost.map(({ id }) => lockedProblem(given, id, say('locked-leads-nowhere'))));
}

/** A rework with what every try of it needs. */
interface ReworkTask {
  options: NetworkOptions;
  catalogue: readonly CatalogPart[];
  unknown: readonly string[];
  /** Parts that a person locked. */
  byHand: ReadonlySet<string>;
}

/** The same with what a design weighs. */
interface WeighingTask extends ReworkTask {
  weigh: (each: Designed) => readonly [number, number, number];
}

/**
 * Weight of a part that is given up, besides the cost of its successor, CNY (assumption): to take it down, and that it was sound. A long
 * feeder to one antenna weighs as much.
 */
const givenUpCny = 1000;
/** Standing feeders that are tried for an antenna: the nearest ones, and as many of those above them, which have more power left. */
const maxTaps = 12;
/** Other parts that may be given up for an antenna to be cut in. */
const maxGivenUp = 6;
/** Designs that are tried for all antennas together. */
const maxTries = 60;

/**
 * The rework that weighs least: antennas that moved or are new hang on the outputs that fed them, or at the nearest standing feeders,
 * which are cut there.
 */
function reworkPath(given: Networked, { unknown = [], ...options }: ReworkOptions): Designed {
  const catalogue = (options.catalogue ?? defaultCatalogue()).parts;
  const task: ReworkTask = { options, catalogue, unknown, byHand: lockedIds(given) };
  const aversionCny = (options.catalogue ?? defaultCatalogue()).laying.attenuatorAversionCny ?? 0;
  const weigh = (each: Designed) => weightOf(each, aversionCny);
  let refusal: unknown;
  const onOutputs = attempt(
    () => reworkOnOutputs(given, task),
    (error) => {
      refusal = error;
    },
  );
  const unreached = new Set(onOutputs?.design.unreached.map(({ antenna }) => antenna));
  const relocated = relocatedAntennas(given).filter(({ id }) => !unreached.has(id));
  if (relocated.length === 0 || (onOutputs && isBestPossible(onOutputs, given, relocated))) {
    if (onOutputs) return onOutputs;
    throw refusal;
  }
  const cutIn = cutInAll(given, relocated, { ...task, weigh });
  const [best] = [onOutputs, cutIn]
    .flatMap((each) => each ?? [])
    .sort((a, b) => compareWeights(weigh(a), weigh(b)));
  if (best) return best;
  throw refusal;
}

/** A design, or undefined where the plan refuses it. */
function attempt(
  design: () => Designed | undefined,
  onRefusal?: (error: unknown) => void,
): Designed | undefined {
  try {
    return design();
  } catch (error) {
    if (!(error instanceof PlanError || error instanceof InputError)) throw error;
    onRefusal?.(error);
    return undefined;
  }
}

/** Passive antennas that hang elsewhere than their feeder ends, or have none. */
function relocatedAntennas({ antennas, network }: Networked): Antenna[] {
  const ends = new Map(
    (network.cables ?? []).map(({ to, course }) => [to.node, course[course.length - 1]] as const),
  );
  return antennas.filter((antenna) => {
    if (antenna.feed === 'small-cell') return false;
    const end = ends.get(antenna.id);
    if (!end) return true;
    const last = end.path[end.path.length - 1];
    return end.level !== antenna.level || distance(last, antennaLocation(antenna)) > sameLocationM;
  });
}

/** Antennas without a network, rules that fail, and what the rework costs with all that speaks against it, CNY: compared in this order. */
function weightOf({ plan, design }: Designed, attenuatorAversionCny: number): [number, number, number] {
  const evaluation = evaluateNetwork(plan);
  const rules = evaluation ? checkRules(plan, evaluation) : [];
  const failed = rules.filter(({ passed, isWarning }) => !passed && !isWarning);
  const longRuns = rules.find(({ id }) => id === 'single-run')?.failures.length ?? 0;
  const { items = [], costCny = 0, existing = 0, kept = 0 } = listRework(plan) ?? {};
  const pads = items.filter(({ kind, state }) => kind === 'attenuator' && state === 'new').length;
  const againstCny = givenUpCny * (existing - kept + longRuns) + attenuatorAversionCny * pads;
  return [design.unreached.length, failed.length, costCny + againstCny];
}

function compareWeights(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at] - b[at];
}

/** Nothing but the feeders of what moved is given up, at less than another feeder counts for. */
function isBestPossible(
  { plan, design }: Designed,
  given: Networked,
  relocated: readonly Antenna[],
): boolean {
  const { costCny, existing, kept } = listRework(plan) ?? { costCny: 0, existing: 0, kept: 0 };
  const staysElse = existing - kept <= 2 * movedCount(given, relocated);
  return design.unreached.length === 0 && staysElse && costCny <= givenUpCny;
}

/** Antennas that had a feeder, which is given up with where they hung. */
function movedCount({ network }: Networked, relocated: readonly Antenna[]): number {
  const fed = new Set((network.cables ?? []).map(({ to }) => to.node));
  return relocated.filter(({ id }) => fed.has(id)).length;
}

/**
 * Cuts antennas in one after the other, each where the network so far is reworked at the least weight: on the output that fed it, or
 * at a standing feeder near to it. Undefined where one of them can be nowhere.
 */
function cutInAll(given: Networked, relocated: readonly Antenna[], task: WeighingTask): Designed | undefined {
  const passive = given.antennas.filter(({ feed }) => feed !== 'small-cell');
  const tapCount = Math.min(maxTaps, Math.floor(maxTries / relocated.length / 2) - 1);
  if (relocated.length === passive.length || tapCount < 1) return undefined;
  const absent = new Set(relocated.map(({ id }) => id));
  let wired: Wired = { plan: given, released: [] };
  let best: Designed | undefined;
  for (const antenna of relocated) {
    absent.delete(antenna.id);
    const present = given.antennas.filter(({ id }) => !absent.has(id));
    const from = { ...wired, plan: { ...wired.plan, antennas: present } };
    const tries = nearestTaps(from, antenna, tapCount, task);
    // Alone, its output was tried.
    if (relocated.length > 1) tries.unshift({ ...from, farM: 0 });
    const floorCny: number = best ? task.weigh(best)[2] : givenUpCny * 2 * movedCount(given, relocated);
    const found = lightest(tries, floorCny, task);
    if (!found) return undefined;
    wired = found.wired;
    best = found.designed;
  }
  return best;
}

/** The design of least weight; tries that cannot be lighter are left out: none weighs less than the floor with the metres to what it hangs on. */
function lightest(
  tries: readonly (Wired & { farM: number })[],
  floorCny: number,
  task: WeighingTask,
): { wired: Wired; designed: Designed } | undefined {
  const { options, catalogue, unknown, weigh } = task;
  const feeder = cheapestOf(catalogue, 'cable');
  let best: { wired: Wired; designed: Designed; weight: readonly number[] } | undefined;
  for (const wired of tries) {
    if (options.monitor?.expired?.()) break;
    const minCny = floorCny + wired.farM * (feeder ? installedCny(feeder) : 0);
    if (best && compareWeights([0, 0, minCny], best.weight) >= 0) continue;
    const ended = withLoads(wired.plan, catalogue, unknown);
    // What is refused is given up, which is of no use beyond what the best one weighs.
    const givenUpAtMost = best ? (best.weight[2] - minCny) / givenUpCny : maxGivenUp;
    const released = new Set([...unknown, ...wired.released]);
    const designed = attempt(() =>
      tryHolding(ended, released, { ...task, givenUpAtMost, design: designAround }),
    );
    const weight = designed && weigh(designed);
    if (weight && (!best || compareWeights(weight, best.weight) < 0)) best = { wired, designed, weight };
  }
  return best;
}

/** A network with antennas hung elsewhere, and the feeders that are designed anew for it. */
interface Wired {
  plan: Networked;
  released: readonly string[];
}

/**
 * An antenna on each of the standing feeders nearest to it, and of those above them, which have more power left: it is fed from the
 * output that the feeder hangs on.
 */
function nearestTaps(
  { plan, released }: Wired,
  antenna: Antenna,
  count: number,
  { byHand, unknown }: ReworkTask,
): (Wired & { farM: number })[] {
  const { cables = [], sources = [], parts = [] } = plan.network;
  const { id, level } = antenna;
  const location = antennaLocation(antenna);
  const feeding = feedingNodes(plan);
  const present = new Set(plan.antennas.map((each) => each.id));
  const feeders = new Set(parts.flatMap((part) => (part.kind === 'cable' ? [part.id] : [])));
  const byDistance = cables
    .filter((cable) => {
      const isFree = !byHand.has(cable.id) && !unknown.includes(cable.id) && !released.includes(cable.id);
      const leads = cable.to.node !== id && (feeding.has(cable.to.node) || present.has(cable.to.node));
      return isFree && leads && feeders.has(cable.part);
    })
    .map((cable) => ({ cable, farM: distanceToCourse(cable, level, location) }))
    .filter(({ farM }) => farM < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.farM - b.farM);
  const nearest = byDistance.slice(0, count);
  const above = feedersAbove(
    cables,
    nearest.map(({ cable }) => cable),
  );
  const others = byDistance.slice(count).filter(({ cable }) => above.has(cable));
  const staying = cables.filter(({ to }) => to.node !== id);
  const feederId = freeId('L', new Set([...cables.map((cable) => cable.id), ...present]));
  return [...nearest, ...others.slice(0, count)].map(({ cable, farM }) => {
    const feeder: NetworkCable = {
      ...{ ...cable, id: feederId, to: { node: id, port: 'in' }, lengthM: 0 },
      course: [{ level, path: [location] }],
    };
    const isOnSource = sources.some((source) => source.id === cable.from.node);
    // What hung on a source itself hangs anywhere above what stays; the source stays where it is.
    const wired = isOnSource
      ? { cables: staying, sources: sources.map((each) => withLock(each, each.id === cable.from.node)) }
      : { cables: [...staying, feeder] };
    return {
      plan: { ...plan, network: { ...plan.network, ...wired } },
      ...{ released: [...released, cable.id, feederId], farM },
    };
  });
}

function withLock<Item extends { locked?: boolean }>(item: Item, isLocked: boolean): Item {
  return isLocked ? { ...item, locked: true } : item;
}

/** How far a feeder runs from a location, metres; Infinity on other levels. */
function distanceToCourse({ course }: NetworkCable, level: string, location: Point): number {
  const runs = course.filter((run) => run.level === level);
  return Math.min(
    ...runs.flatMap(({ path }) =>
      path.map((end, index) => distanceToSegment(location, path[Math.max(0, index - 1)], end)),
    ),
  );
}

/** All feeders on the paths from the source to some. */
function feedersAbove(cables: readonly NetworkCable[], some: readonly NetworkCable[]): Set<NetworkCable> {
  const into = new Map(cables.map((cable) => [cable.to.node, cable]));
  const found = new Set<NetworkCable>();
  for (const cable of some) {
    let above = into.get(cable.from.node);
    for (; above && !found.has(above); above = into.get(above.from.node)) found.add(above);
  }
  return found;
}

/** The rework in which every antenna hangs on the output that fed it. */
function reworkOnOutputs(given: Networked, task: ReworkTask): Designed {
  const { options, catalogue, unknown, byHand } = task;
  const ended = withLoads(given, catalogue, unknown);
  const whole = tryHolding(ended, new Set(unknown), task);
  if (whole) return whole;
  // Ports are too far apart for one power at the source: give up what is nearest to those that are off.
  const toleranceDb = options.toleranceDb ?? planProfile(given).network.portToleranceDb;
  const deviations = portDeviations(ended, catalogue);
  const changed = changedAntennas(hold(ended, new Set(unknown), byHand));
  const tryReleasing = (devicesUp: number) => {
    const more = unbalanced(ended, deviations, { changed, devicesUp, toleranceDb });
    if (more.length === 0) return undefined;
    return tryHolding(ended, new Set([...unknown, ...more]), task);
  };
  // As few devices as will do above ports that are too weak, or none, and pads before all that are too strong.
  const found = [tryReleasing(0)];
  for (let devicesUp = 1; devicesUp <= maxDevicesUp; devicesUp += 1) {
    found.push(tryReleasing(devicesUp));
    if (found[devicesUp]) break;
  }
  const stayingCount = (each: Designed) => listRework(each.plan)?.kept ?? 0;
  const [best] = found.flatMap((each) => each ?? []).sort((a, b) => stayingCount(b) - stayingCount(a));
  if (best) return best;
  const { plan: designed, design } = designNetwork(hold(ended, undefined, byHand), options);
  return { plan: withLocks(designed, byHand), design };
}

/**
 * The plan with the parts of further paths that stand already in the place of those that the design copied: by the outputs that they
 * hang on, as far as parts are the same, or their counterparts on the first path stayed as they were. Such a cable stays as long as it is.
 */
function withStandingTwins(plan: Plan, before: Networked['network']): Plan {
  const { network = {} } = plan;
  const { devices = [], cables = [] } = network;
  const standing = new Map((before.cables ?? []).map((cable) => [outputKey(cable), cable]));
  const deviceOf = new Map(devices.map((device) => [device.id, device]));
  const stood = new Map((before.devices ?? []).map((device) => [device.id, device]));
  const isAlike = alikeTest(network, before);
  /** Standing parts by the ids of their copies. */
  const found = { devices: new Map<string, NetworkDevice>(), cables: new Map<string, NetworkCable>() };
  const portOf = outputTranslation(network, before, found.devices);
  const waiting = cables.filter(({ from }) => portOnPath(from.port).path > 1);
  for (let cable = waiting.pop(); cable; cable = waiting.pop()) {
    const start = found.devices.get(cable.from.node)?.id ?? cable.from.node;
    const from = { node: start, port: portOf(cable.from) };
    const old = standing.get(outputKey({ ...cable, from }));
    if (!old || !isAlike(cable, old)) continue;
    const [copy, twin] = [deviceOf.get(cable.to.node), stood.get(old.to.node)];
    const isSameEnd = copy ? twin && isAlike(copy, twin) : old.to.node === cable.to.node;
    if (!isSameEnd) continue;
    found.cables.set(cable.id, old);
    if (!copy || !twin) continue;
    found.devices.set(copy.id, twin);
    waiting.push(...cables.filter((each) => each.from.node === copy.id));
  }
  if (found.cables.size === 0) return plan;
  const idOf = (id: string) => found.devices.get(id)?.id ?? id;
  const ends = endedOutputs(before, found.devices, found.cables);
  const used = [...found.devices.values(), ...found.cables.values(), ...ends.devices, ...ends.cables].map(
    ({ part }) => part,
  );
  const parts = [...(network.parts ?? [])];
  for (const part of before.parts ?? []) {
    if (used.includes(part.id) && !parts.some(({ id }) => id === part.id)) parts.push(part);
  }
  return withNetworkBasis({
    ...plan,
    network: {
      ...network,
      parts,
      devices: [...devices.map((device) => found.devices.get(device.id) ?? device), ...ends.devices],
      cables: [
        ...cables.map((cable) => {
          const stands = found.cables.get(cable.id);
          const joined = {
            from: { node: idOf(cable.from.node), port: portOf(cable.from) },
            to: { ...(stands ?? cable).to, node: idOf(cable.to.node) },
          };
          return { ...(stands ?? cable), ...joined };
        }),
        ...ends.cables,
      ],
    },
  });
}

/** Loads with their cables on outputs of standing devices that their copies do not have. */
function endedOutputs(
  { devices = [], cables = [] }: Networked['network'],
  standing: ReadonlyMap<string, NetworkDevice>,
  taken: ReadonlyMap<string, NetworkCable>,
): { devices: NetworkDevice[]; cables: NetworkCable[] } {
  const ids = new Set([...standing.values()].map(({ id }) => id));
  const used = new Set([...taken.values()].map(({ id }) => id));
  const leads = new Set(cables.map(({ from }) => from.node));
  const ended = cables.filter(({ id, from, to }) => {
    const isEnd = devices.some((device) => device.id === to.node) && !leads.has(to.node);
    return ids.has(from.node) && !used.has(id) && isEnd && !ids.has(to.node);
  });
  const loads = new Set(ended.map(({ to }) => to.node));
  return { devices: devices.filter(({ id }) => loads.has(id)), cables: ended };
}

/** The output that a cable hangs on, and the path of its end. */
function outputKey({ from, to }: Pick<NetworkCable, 'from' | 'to'>): string {
  return JSON.stringify([from.node, from.port, portOnPath(to.port).path]);
}

/** A test that a standing part can take the place of a copy: it is of the same part, or their counterpart on the first path is one. */
function alikeTest(
  network: Networked['network'],
  before: Networked['network'],
): (copy: NetworkDevice | NetworkCable, old: NetworkDevice | NetworkCable) => boolean {
  const [now, then] = [pathTwins(network), pathTwins(before)];
  const partsOf = ({ devices = [], cables = [] }: Networked['network']) =>
    new Map([...devices, ...cables].map(({ id, part }) => [id, part]));
  const [parts, stood] = [partsOf(network), partsOf(before)];
  const listed = new Map([...(before.parts ?? []), ...(network.parts ?? [])].map((part) => [part.id, part]));
  const outputCount = (id: string) => {
    const part = listed.get(id);
    return part ? outputPorts(part).length : 0;
  };
  return (copy, old) => {
    if (copy.part === old.part) return true;
    if (outputCount(old.part) < outputCount(copy.part)) return false;
    const [one, other] = [now.get(copy.id)?.id, then.get(old.id)?.id];
    return one !== undefined && one === other && parts.get(one) === stood.get(one);
  };
}

/** Outputs of standing devices in the place of those of their copies, in the same order. */
function outputTranslation(
  network: Networked['network'],
  before: Networked['network'],
  found: ReadonlyMap<string, NetworkDevice>,
): (from: NetworkCable['from']) => string {
  const parts = new Map([...(before.parts ?? []), ...(network.parts ?? [])].map((part) => [part.id, part]));
  const devices = new Map((network.devices ?? []).map((device) => [device.id, device]));
  return ({ node, port }) => {
    const [copy, stands] = [devices.get(node), found.get(node)].map((each) => parts.get(String(each?.part)));
    if (!copy || !stands) return port;
    return outputPorts(stands)[outputPorts(copy).indexOf(port)] ?? port;
  };
}

interface Designed {
  plan: Plan;
  design: NetworkDesign;
}

/**
 * Designs with all parts held but those released, which grow by what each refusal names. Undefined where a refusal names most
 * of them, for then it says nothing of any, or all refusals more than may be given up.
 */
function tryHolding(
  plan: Networked,
  released: Set<string>,
  {
    options,
    byHand,
    givenUpAtMost = Number.POSITIVE_INFINITY,
    design: designWith = designNetwork,
  }: ReworkTask & { givenUpAtMost?: number; design?: typeof designAround },
): Designed | undefined {
  for (let givenUp = 0; givenUp <= givenUpAtMost; ) {
    const held = hold(plan, released, byHand);
    try {
      const { plan: designed, design } = designWith(held, options);
      return { plan: withLocks(designed, byHand), design };
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      const refused = refusedParts(held, error).filter((id) => !released.has(id));
      const count = lockedIds(held).size;
      if (refused.length === 0 || refused.some((id) => byHand.has(id))) throw error;
      if (refused.length > 3 && refused.length > count / 2) return undefined;
      for (const id of refused) released.add(id);
      givenUp += refused.length;
    }
  }
  return undefined;
}

/** Antennas whose cable cannot stay: they moved, or are new. */
function changedAntennas({ network, antennas }: Networked): Set<string> {
  const held = new Set((network.cables ?? []).flatMap(({ to, locked }) => (locked ? [to.node] : [])));
  return new Set(antennas.flatMap(({ id }) => (held.has(id) ? [] : [id])));
}

/** How far each antenna is off its target with one power at every source, dB, mean of its carriers. */
function portDeviations(plan: Networked, catalogue: readonly CatalogPart[]): Map<string, number> {
  const unit = catalogue.find(({ kind }) => kind === 'radio-unit' || kind === 'repeater');
  if (!unit) return new Map();
  const basebands = new Set((plan.network.basebands ?? []).map(({ id }) => id));
  const outputPowerDbm = Object.fromEntries(plan.carriers.map(({ id }) => [id, probePowerDbm]));
  const probe: Networked = {
    ...plan,
    network: {
      ...plan.network,
      parts: [...(plan.network.parts ?? []).filter(({ id }) => id !== unit.id), unit],
      basebands: [],
      cables: (plan.network.cables ?? []).filter(({ from }) => !basebands.has(from.node)),
      sources: (plan.network.sources ?? []).map(({ part: _, ...source }) => ({
        ...source,
        units: [{ id: `${source.id}-probe`, part: unit.id, outputPowerDbm }],
      })),
    },
  };
  return new Map(
    (evaluateNetwork(probe)?.antennas ?? []).map(({ antenna, carriers }) => {
      const sumDb = carriers.reduce((sum, { deviationDb }) => sum + deviationDb, 0);
      return [antenna, sumDb / Math.max(1, carriers.length)];
    }),
  );
}

/** Any power shows how far ports are apart. */
const probePowerDbm = 40;

/** Devices above a port that is too weak that are given up at most. */
const maxDevicesUp = 4;

/**
 * Parts to give up so that the other ports are no farther apart than the tolerance allows. Of a port that is too strong that is
 * its cable, where a pad can be put in; of one that is too weak, or moved, `devicesUp` devices above it too. With none the weakest port
 * decides, else what most ports have.
 */
function unbalanced(
  plan: Networked,
  deviations: ReadonlyMap<string, number>,
  {
    changed,
    devicesUp,
    toleranceDb,
  }: { changed: ReadonlySet<string>; devicesUp: number; toleranceDb: number },
): string[] {
  const values = [...deviations.values()];
  const isNear = (deviationDb: number, lowDb: number) =>
    deviationDb >= lowDb && deviationDb <= lowDb + 2 * toleranceDb;
  const countAt = (lowDb: number) => values.filter((each) => isNear(each, lowDb)).length;
  const lowDb =
    devicesUp === 0
      ? Math.min(...values)
      : values.reduce((best, each) => (countAt(each) > countAt(best) ? each : best), values[0]);
  const into = new Map((plan.network.cables ?? []).map((cable) => [cable.to.node, cable]));
  const released = new Set<string>();
  for (const [antenna, deviationDb] of deviations) {
    if (isNear(deviationDb, lowDb) && !changed.has(antenna)) continue;
    const cable = into.get(antenna);
    if (cable && !changed.has(antenna)) released.add(cable.id);
    let node = deviationDb < lowDb || changed.has(antenna) ? cable?.from.node : undefined;
    for (let steps = devicesUp; node !== undefined && steps > 0; steps -= 1) {
      released.add(node);
      node = into.get(node)?.from.node;
    }
  }
  return [...released];
}

function lockedIds({ network }: Plan): Set<string> {
  const { devices = [], cables = [], sources = [] } = network ?? {};
  return new Set([...devices, ...cables, ...sources].flatMap(({ id, locked }) => (locked ? [id] : [])));
}

/** Ids of the parts that a refusal names. */
function refusedParts(plan: Networked, { said }: PlanError): string[] {
  const named = new Set(said.map(({ at }) => at));
  const { devices = [], cables = [] } = plan.network;
  return [...devices, ...cables].map(({ id }) => id).filter((id) => named.has(networkPath(plan, id)));
}

/** Locks every part that can stay where it is and was not given up, and those that a person locked; without `released` these alone. */
function hold(
  plan: Networked,
  released: ReadonlySet<string> | undefined,
  byHand: ReadonlySet<string>,
): Networked {
  const { devices = [], cables = [], sources = [] } = plan.network;
  const antennas = new Map(plan.antennas.map((antenna) => [antenna.id, antenna]));
  const feeding = feedingNodes(plan);
  const isFree = (id: string) => released === undefined || released.has(id);
  const kept = new Set(devices.flatMap(({ id }) => (isFree(id) || !feeding.has(id) ? [] : [id])));
  // A load stays with the part whose port it ends.
  for (const { id, from, to } of cables) {
    const isEnded = !isFree(id) && !isFree(to.node) && kept.has(from.node);
    if (isEnded && isLoad(plan, to.node)) kept.add(to.node);
  }
  const sourceIds = new Set(sources.map(({ id }) => id));
  const within = joinedSources(plan.network);
  const isHeld = ({ id, from, to, course }: NetworkCable) => {
    if (isFree(id)) return false;
    if (!kept.has(from.node) && !sourceIds.has(from.node)) return false;
    if (kept.has(to.node) || (within.has(to.node) && feeding.has(to.node))) return true;
    const antenna = antennas.get(to.node);
    const { level, path } = course[course.length - 1];
    return (
      antenna !== undefined &&
      antenna.feed !== 'small-cell' &&
      antenna.level === level &&
      distance(antennaLocation(antenna), path[path.length - 1]) <= sameLocationM
    );
  };
  const lock = <Item extends { id: string; locked?: boolean }>(item: Item, isLocked: boolean): Item =>
    isLocked ? { ...item, locked: true } : { ...item, locked: undefined };
  return {
    ...plan,
    network: {
      ...plan.network,
      devices: devices.map((device) => lock(device, kept.has(device.id) || byHand.has(device.id))),
      cables: cables.map((cable) => lock(cable, isHeld(cable) || byHand.has(cable.id))),
    },
  };
}

function isLoad({ network }: Networked, id: string): boolean {
  const device = network.devices?.find((each) => each.id === id);
  return network.parts?.find((part) => part.id === device?.part)?.kind === 'load';
}

/** Devices that lead to an antenna of the plan. */
function feedingNodes({ network, antennas }: Networked): Set<string> {
  const into = new Map((network.cables ?? []).map(({ from, to }) => [to.node, from.node]));
  const found = new Set<string>();
  for (const { id } of antennas) {
    for (let node = into.get(id); node !== undefined && !found.has(node); node = into.get(node)) {
      found.add(node);
    }
  }
  return found;
}

/** Ends every output that leads to no antenna of the plan any more with a load: what is behind it is used no more. */
function withLoads(
  plan: Networked,
  catalogue: readonly CatalogPart[],
  unknown: readonly string[],
): Networked {
  const parts = new Map([...catalogue, ...(plan.network.parts ?? [])].map((part) => [part.id, part]));
  const rated = catalogue.filter((part) =>
    plan.carriers.every(({ frequencyMhz }) => isRatedFor(part, frequencyMhz)),
  );
  const [load, jumper] = [cheapestOf(rated, 'load'), cheapestOf(rated, 'cable')];
  if (!load || !jumper) return plan;
  const feeding = feedingNodes(plan);
  const { devices = [], cables = [] } = plan.network;
  const antennaIds = new Set(plan.antennas.map(({ id }) => id));
  const leads = ({ to }: NetworkCable) =>
    feeding.has(to.node) || antennaIds.has(to.node) || isLoad(plan, to.node);
  const taken = new Set([...antennaIds, ...devices.map(({ id }) => id), ...cables.map(({ id }) => id)]);
  const added: { devices: NetworkDevice[]; cables: NetworkCable[] } = { devices: [], cables: [] };
  const dead = new Set<string>();
  const ending = devices.filter(({ id }) => feeding.has(id) && !unknown.includes(id));
  for (const { id, part, level, position } of ending) {
    for (const port of outputPorts(parts.get(part) as CatalogPart)) {
      const cable = cables.find(({ from }) => from.node === id && from.port === port);
      if (cable && leads(cable)) continue;
      if (cable) dead.add(cable.id);
      const device = { id: freeId('LD', taken), part: load.id, level, position };
      added.devices.push(device);
      added.cables.push({
        ...{ id: freeId('LJ', taken), part: jumper.id, from: { node: id, port } },
        ...{
          to: { node: device.id, port: 'in' },
          course: [{ level, path: [position as Point] }],
          lengthM: 0,
        },
      });
    }
  }
  return {
    ...plan,
    network: {
      ...plan.network,
      parts: [
        ...new Map([...(plan.network.parts ?? []), load, jumper].map((part) => [part.id, part])).values(),
      ],
      devices: [...devices, ...added.devices],
      cables: [...cables.filter(({ id }) => !dead.has(id)), ...added.cables],
    },
  };
}

function freeId(letters: string, taken: Set<string>): string {
  for (let number = 1; ; number += 1) {
    const id = `${letters}${number}`;
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}

/** The network without locks but those of a person. */
function withLocks(plan: Plan, byHand: ReadonlySet<string>): Plan {
  const restore = <Item extends { id: string; locked?: boolean }>(items: readonly Item[] = []) =>
    items.map((item) => {
      const { locked: _, ...rest } = item;
      return (byHand.has(item.id) ? { ...rest, locked: true } : rest) as Item;
    });
  const { network } = plan;
  return withNetworkBasis({
    ...plan,
    network: {
      ...network,
      ...{ devices: restore(network?.devices), cables: restore(network?.cables) },
      ...(network?.sources ? { sources: restore(network.sources) } : {}),
    },
  });
}
