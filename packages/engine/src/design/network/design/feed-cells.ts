import { type Phrase, say } from '../../../core/index.ts';
import {
  type Carrier,
  isSelfPowered,
  type NetworkBaseband,
  type NetworkSource,
  type Plan,
  sharingGroups,
  technologyRow,
} from '../../../plan/index.ts';
import { radiates } from '../../../radio/index.ts';
import { antennaGroups } from './antenna-groups.ts';
import type { Routing } from './build-routing.ts';
import type { SourceParts } from './choose-units.ts';
import type { FeedOption } from './feed-option.ts';
import { feedSmallCells } from './feed-small-cells.ts';
import type { FeedTask } from './feed-task.ts';
import { installBasebands } from './install-basebands.ts';
import type { NetworkDesign } from './network-design.ts';
import type { PlannedSource } from './plan-cell.ts';
import { planGroup } from './plan-group.ts';
import type { PortWindows } from './port-windows.ts';
import type { NetworkLayer } from './route-network.ts';
import type { RoutedSite } from './source-sites.ts';

export interface CellFeeders {
  sources: NetworkSource[];
  basebands: NetworkBaseband[];
  /** Power of each carrier at its port, by antenna, dBm. */
  portPowers: Map<string, Record<string, number>>;
  /** Antennas to which no parts of the catalogue lead, by their indices in the plan. */
  unfed: number[];
  design: Omit<NetworkDesign, 'toleranceDb' | 'unreached'>;
}

/** Feeds every group of antennas that shares cell, carriers and reachable equipment rooms. */
export function feedCells(plan: Plan, task: FeedTask): CellFeeders {
  const { routing, toleranceDb, monitor } = task;
  const sources: NetworkSource[] = [];
  const portPowers = new Map<string, Record<string, number>>();
  const trees: NetworkDesign['trees'] = [];
  const notes: Phrase[] = [];
  let reachedToleranceDb = toleranceDb;
  let worst: NetworkDesign['worst'];
  let treesTried = 0;
  let leastSources = 0;
  const unfed: number[] = [];
  const fibred: FibredSource[] = [];
  notes.push(...singlePathNotes(plan));
  if (routing.hasAssumedShafts) notes.push(say('note-shafts-assumed'));
  for (const { carriers, cell, ...rest } of antennaGroups(plan, task)) {
    const group = planGroup(plan, task, { carriers, cell, ...rest });
    const { planned, windows } = group;
    treesTried += group.treesTried;
    leastSources += group.leastSources;
    unfed.push(...group.unfed);
    if (planned.length > 1) {
      notes.push(say('note-several-sources', { count: planned.length, least: group.leastSources }));
    }
    if (group.isCapped) notes.push(say('note-uplink-capped'));
    for (const { source, units } of planned) {
      const installed = installSource(plan, { ...task, source, units, carriers, cell, windows });
      sources.push(installed.source);
      fibred.push({ source: installed.source, site: routing.sites[source.site], carriers });
      for (const [antenna, powers] of installed.portPowers) portPowers.set(antenna, powers);
      if (!worst || installed.worst.deviationDb < worst.deviationDb) worst = installed.worst;
      trees.push(treeFigures(source, { cell, sources: planned.length, antennas: installed.portPowers.size }));
      reachedToleranceDb = Math.max(reachedToleranceDb, source.chosen.toleranceDb);
      notes.push(...toleranceNotes(source, installed.worst, toleranceDb));
      if (source.isWithoutHeadroom) notes.push(say('note-headroom', { source: installed.source.id }));
      notes.push(...siteNotes(plan, routing.sites[source.site], installed.source.id));
    }
  }
  const passive = feedByFibre(plan, task, fibred);
  const small = feedSmallCells(plan, task);
  sources.push(...small.sources);
  for (const [antenna, powers] of small.portPowers) portPowers.set(antenna, powers);
  const isExpired = monitor?.expired?.() === true;
  if (isExpired) notes.push(say('note-expired'));
  return {
    ...{ sources, basebands: [...passive.basebands, ...small.basebands], portPowers, unfed },
    design: {
      ...{
        trees,
        reachedToleranceDb,
        sources: sources.length,
        leastSources: leastSources + small.sources.length,
        smallCells: small.portPowers.size,
        treesTried,
      },
      ...{ notes: withoutRepeats([...notes, ...passive.notes, ...small.notes]), ...(worst ? { worst } : {}) },
      ...(isExpired ? { timeLimitStruck: true as const } : {}),
    },
  };
}

function treeFigures(
  { chosen, lengthM, leastLengthM, courseCny, leastCourseCny, isLeast }: PlannedSource,
  of: { cell: string; sources: number; antennas: number },
): NetworkDesign['trees'][number] {
  return {
    ...of,
    ...{ lengthM, leastLengthM, courseCny, leastCourseCny, isLeast },
    ...{ partsCny: chosen.option.costCny, leastPartsCny: chosen.minCny, isPartsExact: chosen.isExact },
  };
}

/** Notes on ports of a source that are farther outside their windows than was asked for. */
function toleranceNotes(
  { chosen, isUnderpowered }: PlannedSource,
  { antenna, carrier, deviationDb }: InstalledSource['worst'],
  toleranceDb: number,
): Phrase[] {
  if (isUnderpowered) {
    return [say('note-underpowered', { antenna, carrier, missing: (-deviationDb).toFixed(1) })];
  }
  if (chosen.toleranceDb <= toleranceDb) return [];
  const reached = chosen.toleranceDb.toFixed(2);
  return [say('note-tolerance', { asked: toleranceDb, reached, antenna, carrier })];
}

/** Carriers that could have several paths and have the one of a passive antenna: their throughput is that of one. */
function singlePathNotes({ antennas, carriers }: Plan): Phrase[] {
  const passive = antennas.filter((antenna) => !isSelfPowered(antenna));
  const single = carriers.filter(
    (carrier) =>
      technologyRow(carrier.technology).generation >= 5 &&
      passive.some((antenna) => radiates(antenna, carrier)),
  );
  return single.length > 0
    ? [say('note-single-path', { carriers: single.map(({ id }) => id).join(', ') })]
    : [];
}

/** A source whose radio units fibres lead to. */
interface FibredSource {
  source: NetworkSource;
  site: RoutedSite;
  carriers: readonly Carrier[];
}

/** Baseband units and fibres of the sources' radio units: operators that share a network share these too. */
function feedByFibre(
  plan: Plan,
  task: FeedTask,
  sources: readonly FibredSource[],
): ReturnType<typeof installBasebands> {
  const operators = sources.flatMap(({ carriers }) => carriers.map(({ operator }) => operator));
  const used = new Map(sources.map(({ source }) => [source.id, 0]));
  const found = sharingGroups(operators).map((group) => {
    const served = sources.filter(({ carriers }) =>
      carriers.some(({ operator }) => group.includes(operator)),
    );
    return installBasebands(
      plan,
      task,
      served.map(({ source: { id, facility }, site: { node } }) => {
        used.set(id, (used.get(id) ?? 0) + 1);
        return { id, node, port: `fibre${used.get(id)}`, ...(facility === undefined ? {} : { facility }) };
      }),
    );
  });
  return {
    basebands: found.flatMap(({ basebands }) => basebands),
    notes: found.flatMap(({ notes }) => notes),
  };
}

function siteNotes(plan: Plan, site: RoutedSite, source: string): Phrase[] {
  const { facility, zone, levelIndex, remoteFibreM } = site;
  if (facility !== undefined) return [];
  if (remoteFibreM !== undefined) {
    const fibre = remoteFibreM.toFixed(0);
    return [say('note-site-remote', { source, level: plan.levels[levelIndex].id, fibre })];
  }
  const location = zone === undefined ? say('note-site-antenna') : say('note-site-zone', { zone });
  return [say('note-site-assumed', { place: location, level: plan.levels[levelIndex].id })];
}

function withoutRepeats(notes: readonly Phrase[]): Phrase[] {
  const seen = new Set<string>();
  return notes.filter((note) => {
    const key = JSON.stringify(note);
    return !seen.has(key) && seen.add(key);
  });
}

interface SourceTask {
  routing: Routing;
  layer: NetworkLayer;
  source: PlannedSource;
  units: SourceParts;
  carriers: readonly Carrier[];
  cell: string;
  windows: PortWindows;
}

interface InstalledSource {
  source: NetworkSource;
  portPowers: Map<string, Record<string, number>>;
  worst: NonNullable<NetworkDesign['worst']>;
}

/**
 * Routes a source's tree, and sets every carrier of its units so that the ports are as near to their targets as can be.
 */
function installSource(plan: Plan, task: SourceTask): InstalledSource {
  const { routing, layer, source: planned, units, carriers, cell, windows } = task;
  const losses = feedLosses(planned.chosen.option, carriers.length);
  const sentDbm = outputsDbm(losses, windows, {
    ...{ maxDbm: units.maxDbm, lossDb: units.lossDb, toleranceDb: planned.chosen.toleranceDb },
  });
  const site = routing.sites[planned.site];
  const id = planned.sourceId ?? layer.nextId('SRC');
  const source: NetworkSource = {
    id,
    level: plan.levels[site.levelIndex].id,
    position: [site.position[0], site.position[1]],
    ...(site.facility === undefined ? {} : { facility: site.facility }),
    ...(units.poi ? { part: layer.use(units.poi) } : {}),
    cell,
    units: units.units.map(({ part, carriers: unitCarriers }) => ({
      id: layer.nextId('RRU'),
      part: layer.use(part),
      outputPowerDbm: Object.fromEntries(
        unitCarriers.map((carrier) => [carrier.id, sentDbm[carriers.indexOf(carrier)]]),
      ),
    })),
  };
  layer.install(planned.chosen.option, { node: id, port: 'out1' });
  const portPowers = new Map<string, Record<string, number>>();
  let worst: InstalledSource['worst'] | undefined;
  for (const { antenna, lossDb } of losses) {
    const powers: Record<string, number> = {};
    carriers.forEach((carrier, index) => {
      const powerDbm = sentDbm[index] - units.lossDb[index] - lossDb[index];
      powers[carrier.id] = Math.round(powerDbm * 1e6) / 1e6;
      const deviationDb = powerDbm - windows.targetsDbm[antenna][index];
      if (worst && deviationDb >= worst.deviationDb) return;
      worst = { antenna: plan.antennas[antenna].id, carrier: carrier.id, deviationDb };
    });
    portPowers.set(plan.antennas[antenna].id, powers);
  }
  return { source, portPowers, worst: worst as InstalledSource['worst'] };
}

/** Outputs of a carrier with which every port is in its window, dBm; where there are none the two change places. */
interface OutputRange {
  lowestDbm: number;
  upperDbm: number;
  /** Not over what units and caps allow. */
  highestDbm: number;
  /** Middle between the demands of the strongest and the weakest port for their targets. */
  centreDbm: number;
}

/**
 * Outputs of all carriers, [carrier] dBm: every port in its window, all carriers as far over their targets as each other, and
 * in the middle of what that leaves, for the works to err either way. To a hundredth where that is still in the window.
 */
function outputsDbm(
  losses: readonly AntennaLoss[],
  windows: PortWindows,
  limits: { maxDbm: Float64Array; lossDb: Float64Array; toleranceDb: number },
): number[] {
  const ranges = [...limits.maxDbm.keys()].map((carrier) => outputRange(losses, windows, carrier, limits));
  const overDb = (dbm: (range: OutputRange) => number) => ranges.map((range) => dbm(range) - range.centreDbm);
  const lowDb = Math.max(...overDb(({ lowestDbm, upperDbm }) => Math.min(lowestDbm, upperDbm)));
  const highDb = Math.min(
    ...overDb(({ lowestDbm, upperDbm, highestDbm }) => Math.min(Math.max(lowestDbm, upperDbm), highestDbm)),
  );
  const togetherDb = (lowDb + highDb) / 2;
  return ranges.map(({ lowestDbm, upperDbm, highestDbm, centreDbm }) => {
    const [low, high] =
      lowestDbm <= upperDbm
        ? [lowestDbm, upperDbm]
        : [(lowestDbm + upperDbm) / 2, (lowestDbm + upperDbm) / 2];
    const wantedDbm = Math.min(highestDbm, Math.max(low, Math.min(high, centreDbm + togetherDb)));
    const roundDbm = Math.min(Math.round(100 * wantedDbm) / 100, highestDbm);
    const isWithin = Math.max(lowestDbm - roundDbm, roundDbm - upperDbm) <= limits.toleranceDb;
    return isWithin ? roundDbm : wantedDbm;
  });
}

function outputRange(
  losses: readonly AntennaLoss[],
  windows: PortWindows,
  carrier: number,
  limits: { maxDbm: Float64Array; lossDb: Float64Array },
): OutputRange {
  const atSource = (powersDbm: readonly Float64Array[]) =>
    losses.map((each) => powersDbm[each.antenna][carrier] + each.lossDb[carrier] + limits.lossDb[carrier]);
  const asked = atSource(windows.targetsDbm);
  return {
    lowestDbm: Math.max(...atSource(windows.lowsDbm)),
    upperDbm: Math.min(...atSource(windows.highsDbm)),
    highestDbm: Math.min(limits.maxDbm[carrier] + limits.lossDb[carrier], ...atSource(windows.capsDbm)),
    centreDbm: (Math.min(...asked) + Math.max(...asked)) / 2,
  };
}

/** An antenna and what is lost on the way to it. */
interface AntennaLoss {
  antenna: number;
  /** [carrier] dB from the input of the option. */
  lossDb: Float64Array;
}

/** Losses from the input of an option to every antenna that it feeds. */
function feedLosses(option: FeedOption, carrierCount: number): AntennaLoss[] {
  const found: AntennaLoss[] = [];
  const walk = ({ plan }: FeedOption, lostDb: Float64Array) => {
    if (plan.kind === 'antenna') {
      found.push({ antenna: plan.antenna, lossDb: lostDb });
      return;
    }
    if (plan.kind === 'load') return;
    if (plan.kind === 'split') {
      plan.outputs.forEach((output, index) => {
        walk(output, addDb(lostDb, plan.option.lossesDb[index]));
      });
      return;
    }
    const { run, cable, attenuator, jumper, then } = plan;
    let sumDb = addDb(addDb(lostDb, cable.endsDb), cable.metreDb, run.lengthM);
    if (attenuator) {
      sumDb = addDb(sumDb, attenuator.lossDb);
      sumDb = addDb(addDb(sumDb, jumper.cable.endsDb), jumper.cable.metreDb, jumper.lengthM);
    }
    walk(then, sumDb);
  };
  walk(option, new Float64Array(carrierCount));
  return found;
}

function addDb(lostDb: Float64Array, lossDb: Float64Array, factor = 1): Float64Array {
  return lostDb.map((each, carrier) => each + factor * lossDb[carrier]);
}
