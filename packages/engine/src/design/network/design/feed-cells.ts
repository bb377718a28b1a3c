import { type Phrase, say } from '../../../core/index.ts';
import type { NetworkBaseband, NetworkSource, Plan } from '../../../plan/index.ts';
import { antennaGroups } from './antenna-groups.ts';
import type { Routing } from './build-routing.ts';
import { feedSmallCells } from './feed-small-cells.ts';
import type { FeedTask } from './feed-task.ts';
import { laySource } from './lay-source.ts';
import type { NetworkDesign } from './network-design.ts';
import { planGroup } from './plan-group.ts';

export interface FedCells {
  sources: NetworkSource[];
  basebands: NetworkBaseband[];
  /** By antenna: what each carrier has at its port, dBm. */
  portPowers: Map<string, Record<string, number>>;
  /** Antennas to which no parts of the catalogue lead, by their place in the plan. */
  unfed: number[];
  design: Omit<NetworkDesign, 'toleranceDb' | 'unreached'>;
}

/** Feeds every group of antennas that shares cell, carriers and reachable equipment rooms. */
export function feedCells(plan: Plan, task: FeedTask): FedCells {
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
  if (routing.hasAssumedShafts) notes.push(say('note-shafts-assumed'));
  for (const { carriers, cell, ...rest } of antennaGroups(plan, task)) {
    const group = planGroup(plan, task, { carriers, cell, ...rest });
    const { planned, targetsDbm } = group;
    treesTried += group.treesTried;
    leastSources += group.leastSources;
    unfed.push(...group.unfed);
    if (planned.length > 1) {
      notes.push(say('note-several-sources', { count: planned.length, least: group.leastSources }));
    }
    if (group.isCapped) notes.push(say('note-uplink-capped'));
    for (const { source, units } of planned) {
      const laid = laySource(plan, { ...task, source, units, carriers, cell, targetsDbm });
      sources.push(laid.source);
      for (const [antenna, powers] of laid.portPowers) portPowers.set(antenna, powers);
      if (!worst || Math.abs(laid.worst.deviationDb) > Math.abs(worst.deviationDb)) worst = laid.worst;
      const { chosen, lengthM, leastLengthM, courseCny, leastCourseCny, isLeast, isUnderpowered } = source;
      trees.push({
        ...{ cell, sources: planned.length, antennas: laid.portPowers.size },
        ...{ lengthM, leastLengthM, courseCny, leastCourseCny, isLeast },
        ...{ partsCny: chosen.option.costCny, leastPartsCny: chosen.leastCny, isPartsExact: chosen.isExact },
      });
      reachedToleranceDb = Math.max(reachedToleranceDb, chosen.toleranceDb);
      const { antenna, carrier } = laid.worst;
      if (isUnderpowered) {
        notes.push(
          say('note-underpowered', { antenna, carrier, missing: (-laid.worst.deviationDb).toFixed(1) }),
        );
      } else if (chosen.toleranceDb > toleranceDb) {
        const reached = chosen.toleranceDb.toFixed(2);
        notes.push(say('note-tolerance', { asked: toleranceDb, reached, antenna, carrier }));
      }
      notes.push(...siteNotes(plan, routing, source.site));
    }
  }
  const small = feedSmallCells(plan, task);
  sources.push(...small.sources);
  for (const [antenna, powers] of small.portPowers) portPowers.set(antenna, powers);
  const isExpired = monitor?.expired?.() === true;
  if (isExpired) notes.push(say('note-expired'));
  return {
    ...{ sources, basebands: small.basebands, portPowers, unfed },
    design: {
      ...{
        trees,
        reachedToleranceDb,
        sources: sources.length,
        leastSources: leastSources + small.sources.length,
        smallCells: small.portPowers.size,
        treesTried,
      },
      ...{ notes: withoutRepeats([...notes, ...small.notes]), ...(worst ? { worst } : {}) },
      ...(isExpired ? { timeLimitStruck: true as const } : {}),
    },
  };
}

function siteNotes(plan: Plan, { sites }: Routing, site: number): Phrase[] {
  const { facility, zone, levelIndex } = sites[site];
  if (facility !== undefined) return [];
  const place = zone === undefined ? say('note-site-antenna') : say('note-site-zone', { zone });
  return [say('note-site-assumed', { place, level: plan.levels[levelIndex].id })];
}

function withoutRepeats(notes: readonly Phrase[]): Phrase[] {
  const seen = new Set<string>();
  return notes.filter((note) => {
    const key = JSON.stringify(note);
    return !seen.has(key) && seen.add(key);
  });
}
