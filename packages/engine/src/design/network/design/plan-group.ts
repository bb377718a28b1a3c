import { type Carrier, type Plan, planProfile } from '../../../plan/index.ts';
import { raisedTargetDbm } from '../../../radio/index.ts';
import { unitCapDbm } from '../unit-cap.ts';
import type { AntennaGroup } from './antenna-groups.ts';
import { chooseUnits, type SourceParts, strongestUnitsDbm } from './choose-units.ts';
import { designParts } from './design-parts.ts';
import type { FeedTask } from './feed-task.ts';
import { leastSources } from './least-sources.ts';
import { type PlannedSource, planCell } from './plan-cell.ts';
import { planRetained, refuseUnfed, withRetainedCourses } from './plan-retained.ts';
import type { TreeSearch } from './plan-tree.ts';
import { type PreparedRetained, prepareRetained } from './prepare-retained.ts';
import { antennasBehind, type RetainedNetwork } from './retained-network.ts';
import { shortestWays } from './shortest-ways.ts';

/** Sources of antennas that share cell and carriers. */
export interface PlannedGroup {
  planned: { source: PlannedSource; units: SourceParts }[];
  /** No fewer can feed them. */
  leastSources: number;
  /** [antenna in the plan][carrier] dBm. */
  targetsDbm: readonly Float64Array[];
  treesTried: number;
  /** Antennas to which no parts of the catalogue lead. */
  unfed: readonly number[];
  /** True where radio units give less than they have for the uplink's sake. */
  isCapped: boolean;
}

/** Width of the cells of the bounds by which parts are chosen, dB. */
const gridStepDb = 0.02;
/** So often the number of combined units may turn out larger than was reckoned with. */
const mostRounds = 4;

/**
 * Plans the sources, each with the cheapest radio units that are strong enough. No unit gives more than leaves the uplink its
 * reserve with the noise of all that are combined: where the number found lowers that power, they are planned again.
 */
export function planGroup(plan: Plan, task: FeedTask, group: AntennaGroup): PlannedGroup {
  const { antennas, carriers, terminals, rooted } = group;
  let treesTried = 0;
  const { retained } = task;
  const prepared = retained && prepareGroup(plan, task, { ...group, retained });
  for (let units = 1, round = 1; ; round += 1) {
    const search = groupSearch(plan, task, { antennas, carriers, units, prepared });
    const sources = terminals.length > 0 ? planCell(search, terminals) : [];
    if (retained && prepared) {
      refuseUnfed(plan, retained, search.unfed);
      for (const start of rooted)
        sources.push(planRetained(plan, search, { network: retained, prepared, start }));
    }
    treesTried += search.treesTried;
    if (search.isCapped && sources.length > units && round < mostRounds) {
      units = sources.length;
      continue;
    }
    return {
      ...{ treesTried, isCapped: search.isCapped, targetsDbm: search.task.targetsDbm },
      unfed: search.unfed,
      planned: sources.map((source) => ({
        source:
          retained && prepared && !source.sourceId ? withRetainedCourses(source, retained, prepared) : source,
        units: unitsOf(task, carriers, source, search),
      })),
      // Where ports are farther off than the profile allows, the bound allows it too.
      leastSources: leastSources(
        {
          ...{ ...search, ...search.task, mostDbm: search.strongestDbm },
          widestDb: Math.max(search.widestDb, ...sources.map(({ chosen }) => chosen.toleranceDb)),
        },
        antennas.filter((antenna) => !search.unfed.includes(antenna)),
      ),
    };
  }
}

/** What stays for a group, those behind outputs among it. */
function prepareGroup(
  plan: Plan,
  { routing, metreCny }: FeedTask,
  { carriers, starts, retained }: AntennaGroup & { retained: RetainedNetwork },
): PreparedRetained {
  const { ratedPowerMarginDb } = planProfile(plan).network;
  return prepareRetained(retained, starts, { plan, routing, carriers, ratedPowerMarginDb, metreCny });
}

interface GroupSearch extends TreeSearch {
  units: SourceParts;
  capsDbm: Float64Array;
  isCapped: boolean;
  leastCourseM: readonly number[];
}

function groupSearch(
  plan: Plan,
  { catalogue, routing, metreCny, toleranceDb, reserveDb, budget, random, monitor, retained }: FeedTask,
  group: {
    antennas: readonly number[];
    carriers: readonly Carrier[];
    units: number;
    prepared: PreparedRetained | undefined;
  },
): GroupSearch {
  const { antennas, carriers } = group;
  const profile = planProfile(plan);
  const { ratedPowerMarginDb, portToleranceDb, portPowerCapDbm, mostAntennasCount } = profile.network;
  const cheapest = chooseUnits(catalogue.parts, carriers);
  const capsDbm = Float64Array.from(carriers, (carrier) => {
    const { noiseFigureDb } = cheapest.units.find((unit) => unit.carriers.includes(carrier))?.part ?? {};
    return unitCapDbm(carrier, profile, { units: group.units, noiseFigureDb });
  });
  const units = chooseUnits(catalogue.parts, carriers, { mostDbm: capsDbm });
  const strongest = strongestUnitsDbm(catalogue.parts, carriers);
  const parts = designParts(catalogue.parts, carriers, {
    needsSplits: antennas.length > 1,
    ratedPowerMarginDb,
  });
  const named = new Map(catalogue.parts.map((part) => [part.id, part]));
  const targetsDbm = plan.antennas.map((antenna) =>
    Float64Array.from(carriers, (carrier) =>
      raisedTargetDbm(antenna, carrier, {
        part: named.get(String(antenna.part)),
        ...{ reserveDb, capDbm: portPowerCapDbm },
      }),
    ),
  );
  const heights = new Map(plan.levels.map(({ id, clearHeightM }) => [id, clearHeightM]));
  const dropsM = plan.antennas.map(({ level, heightM }) =>
    Math.abs((heights.get(level) ?? heightM) - heightM),
  );
  const behind = new Set(retained?.starts.flatMap((start) => antennasBehind(retained, start)));
  // A device hangs where its cables run.
  for (const _ of retained?.starts ?? []) dropsM.push(0);
  const { endSlackM, rackDropM } = catalogue.laying;
  const { mostDbm } = units;
  const { graph, sites, antennaNodes } = routing;
  const courses = shortestWays(
    { ...graph, weight: graph.lengthM },
    sites.map(({ node }) => ({ node, weight: 0 })),
  );
  return {
    ...{ routing, toleranceDb, metreCny, random, monitor, treesTried: 0, unfed: [], units, capsDbm },
    ...{ moreTrees: budget.moreTrees, searchOptions: budget.searchOptions },
    task: {
      ...{ parts, targetsDbm, mostDbm, dropsM, endSlackM, rackDropM, gridStepDb },
      mostOptions: budget.mostOptions,
      retained: group.prepared?.feeds ?? [],
    },
    countOf: (terminals) =>
      terminals.reduce((sum, terminal) => {
        const start = retained?.starts[terminal - retained.first];
        return sum + (retained && start ? antennasBehind(retained, start).length : 1);
      }, 0),
    strongestDbm: strongest.map(
      (powerDbm, carrier) => Math.min(powerDbm, capsDbm[carrier]) - units.lossDb[carrier],
    ),
    mostAntennas: Math.min(mostAntennasCount, units.mostAntennas),
    widestDb: Math.max(toleranceDb, portToleranceDb),
    isCapped: strongest.some((powerDbm, carrier) => powerDbm > capsDbm[carrier]),
    // What stays may run where no course is.
    leastCourseM: antennaNodes.map((node, terminal) => (behind.has(terminal) ? 0 : courses.weight[node])),
  };
}

/** The cheapest radio units that give what a source's tree needs. */
function unitsOf(
  { catalogue }: FeedTask,
  carriers: readonly Carrier[],
  { isStronger, isUnderpowered, chosen }: PlannedSource,
  { units, capsDbm }: GroupSearch,
): SourceParts {
  if (!isStronger) return units;
  const leastDbm = isUnderpowered
    ? strongestUnitsDbm(catalogue.parts, carriers)
    : chosen.option.lowDbm.map((powerDbm, carrier) => powerDbm + units.lossDb[carrier]);
  return chooseUnits(catalogue.parts, carriers, { leastDbm, mostDbm: capsDbm });
}
