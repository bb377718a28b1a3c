import { type Phrase, PlanError, say } from '../../../core/index.ts';
import {
  type Carrier,
  carrierPhrases,
  feederPaths,
  isShifted,
  type NetworkBaseband,
  type NetworkSource,
  type Plan,
  sharingGroups,
  technologyRow,
} from '../../../plan/index.ts';
import { radiates } from '../../../radio/index.ts';
import { antennaGroups } from './antenna-groups.ts';
import { type SourceParts, sourceUnits } from './choose-units.ts';
import { countAntennas, type EquippedSource, equipSources, installSource } from './equip-sources.ts';
import { feedSmallCells } from './feed-small-cells.ts';
import type { FeedTask } from './feed-task.ts';
import { type HeldBaseband, heldBasebands, takeBasebands } from './held-sources.ts';
import { installBasebands } from './install-basebands.ts';
import { lockedProblem } from './locked-problem.ts';
import type { NetworkDesign } from './network-design.ts';
import type { PlannedSource } from './plan-cell.ts';
import { planGroup } from './plan-group.ts';
import type { PortWindows } from './port-windows.ts';
import { type RoutedSite, standsClear, supportOn } from './source-sites.ts';

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
  const portPowers = new Map<string, Record<string, number>>();
  const trees: NetworkDesign['trees'] = [];
  const notes: Phrase[] = [];
  let reachedToleranceDb = toleranceDb;
  let worst: NetworkDesign['worst'];
  let treesTried = 0;
  let leastSources = 0;
  const unfed: number[] = [];
  const fibred: FibredSource[] = [];
  notes.push(...singlePathNotes(plan, task));
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
      const { chosen } = source;
      const installed = installTree(plan, task, { source, units, carriers, cell, windows });
      fibred.push(...installed.sources);
      for (const [antenna, powers] of installed.portPowers) portPowers.set(antenna, powers);
      worst = lowerOf(worst, installed.worst);
      trees.push(treeFigures(source, { cell, sources: planned.length }));
      reachedToleranceDb = Math.max(reachedToleranceDb, chosen.toleranceDb);
      notes.push(...installed.notes);
    }
  }
  const { passive, small } = feedFromBasebands(plan, task, fibred);
  const sources = [...fibred.map(({ source }) => source), ...small.sources];
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

/** @throws PlanError naming baseband units that stay and that nothing needs any more */
function feedFromBasebands(plan: Plan, task: FeedTask, fibred: readonly FibredSource[]) {
  const held = heldBasebands(plan);
  const passive = feedByFibre(plan, task, fibred, held);
  const small = feedSmallCells(plan, task, held);
  if (held.length === 0) return { passive, small };
  const why = say('locked-unused');
  throw new PlanError(held.map(({ baseband }) => lockedProblem(plan, baseband.id, why)));
}

interface InstalledTree {
  /** The source of the tree and those that are joined to it. */
  sources: FibredSource[];
  portPowers: Map<string, Record<string, number>>;
  worst: NetworkDesign['worst'];
  notes: Phrase[];
}

/** The sources of a tree with their radio units and powers, and all that they feed. */
function installTree(
  plan: Plan,
  task: FeedTask,
  {
    source,
    units,
    carriers,
    ...rest
  }: {
    source: PlannedSource;
    units: SourceParts;
    carriers: readonly Carrier[];
    cell: string;
    windows: PortWindows;
  },
): InstalledTree {
  const equipped = equipSources(task, carriers, { source, units });
  const found: InstalledTree = { sources: [], portPowers: new Map(), worst: undefined, notes: [] };
  for (const each of equipped) {
    const { toleranceDb } = source.chosen;
    const installed = installSource(plan, each, { ...rest, layer: task.layer, carriers, toleranceDb });
    const sent = carriers.filter((_, carrier) => each.sends[carrier]);
    const isLocked = plan.network?.sources?.some(({ id, locked }) => id === each.id && locked) === true;
    const placed = isLocked ? { ...installed.source, locked: true } : installed.source;
    found.sources.push({ source: placed, site: each.site, carriers: sent });
    for (const [antenna, powers] of installed.portPowers) {
      found.portPowers.set(antenna, { ...found.portPowers.get(antenna), ...powers });
    }
    found.worst = lowerOf(found.worst, installed.worst);
    found.notes.push(...siteNotes(plan, each.site, each.id));
  }
  found.notes.push(...joinedNotes(equipped, carriers));
  if (found.worst)
    found.notes.push(...toleranceNotes(source, found.worst, { toleranceDb: task.toleranceDb, carriers }));
  if (source.isWithoutHeadroom) found.notes.push(say('note-headroom', { source: equipped[0].id }));
  return found;
}

/** Notes on sources that send only what the first of a tree has not the power for. */
function joinedNotes([first, ...joined]: readonly EquippedSource[], carriers: readonly Carrier[]): Phrase[] {
  return joined.map(({ id, sends }) => {
    const sent = carriers.filter((_, carrier) => sends[carrier]);
    return say('note-joined-source', { source: id, main: first.id, carriers: carrierPhrases(sent) });
  });
}

/** The deviation that is farther below a target. */
function lowerOf(a: NetworkDesign['worst'], b: NetworkDesign['worst']): NetworkDesign['worst'] {
  return a && (!b || a.deviationDb <= b.deviationDb) ? a : b;
}

function treeFigures(
  { chosen, lengthM, leastLengthM, courseCny, leastCourseCny, isLeast }: PlannedSource,
  of: { cell: string; sources: number },
): NetworkDesign['trees'][number] {
  return {
    ...of,
    antennas: countAntennas(chosen.option),
    ...{ lengthM, leastLengthM, courseCny, leastCourseCny, isLeast },
    ...{ partsCny: chosen.option.costCny, leastPartsCny: chosen.minCny, isPartsExact: chosen.isExact },
  };
}

/** Notes on ports of a source that are farther outside their windows than was asked for. */
function toleranceNotes(
  { chosen, isUnderpowered }: PlannedSource,
  { antenna, carrier: id, deviationDb }: NonNullable<NetworkDesign['worst']>,
  { toleranceDb, carriers }: { toleranceDb: number; carriers: readonly Carrier[] },
): Phrase[] {
  const carrier = carrierPhrases(carriers.filter((each) => each.id === id));
  if (isUnderpowered) {
    return [say('note-underpowered', { antenna, carrier, missing: (-deviationDb).toFixed(1) })];
  }
  if (chosen.toleranceDb <= toleranceDb) return [];
  const reached = chosen.toleranceDb.toFixed(2);
  return [say('note-tolerance', { asked: toleranceDb, reached, antenna, carrier })];
}

/** Carriers that could have several paths and have the one of a passive antenna: their throughput is that of one. */
function singlePathNotes({ antennas, carriers }: Plan, { shift }: Pick<FeedTask, 'shift'>): Phrase[] {
  const passive = antennas.filter((antenna) => antenna.feed !== 'small-cell' && feederPaths(antenna) === 1);
  const single = carriers.filter(
    (carrier) =>
      technologyRow(carrier.technology).generation >= 5 &&
      passive.some(
        (antenna) =>
          radiates(antenna, carrier) && !(isShifted(antenna) && shift?.intermediateMhz.has(carrier.id)),
      ),
  );
  return single.length > 0 ? [say('note-single-path', { carriers: carrierPhrases(single) })] : [];
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
  all: readonly FibredSource[],
  held: HeldBaseband[],
): ReturnType<typeof installBasebands> {
  // A repeater has its signal from the air.
  const sources = sourceUnits(task.catalogue.parts).some(({ kind }) => kind === 'repeater') ? [] : all;
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
      takeBasebands(held, group, false),
    );
  });
  return {
    basebands: found.flatMap(({ basebands }) => basebands),
    notes: found.flatMap(({ notes }) => notes),
  };
}

function siteNotes(plan: Plan, site: RoutedSite, source: string): Phrase[] {
  const { facility, zone, levelIndex, position, remoteFibreM, isEntry } = site;
  if (facility !== undefined) return [];
  if (remoteFibreM !== undefined) {
    const { id: level } = plan.levels[levelIndex];
    const values = { source, level, fibre: remoteFibreM.toFixed(0) };
    if (!supportOn(plan.levels[levelIndex])(position)) return [say('note-site-unsupported', values)];
    if (isEntry) return [say('note-site-entry', values)];
    const isClear = standsClear(plan.levels[levelIndex])(position);
    return [say(isClear ? 'note-site-remote' : 'note-site-in-the-way', values)];
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
