import { roundMm } from '../../../core/index.ts';
import type { Carrier, CatalogPart, NetworkSource, Plan } from '../../../plan/index.ts';
import type { Routing } from './build-routing.ts';
import type { ChosenUnit, SourceParts } from './choose-units.ts';
import type { FeedOption } from './feed-option.ts';
import type { FeedTask } from './feed-task.ts';
import { sourcesWithin } from './joined-source.ts';
import type { NetworkDesign } from './network-design.ts';
import type { PlannedSource } from './plan-cell.ts';
import type { PortWindows } from './port-windows.ts';
import type { NetworkLayer } from './route-network.ts';
import type { RoutedSite } from './source-sites.ts';

/** A source with its radio units, and what is behind its output. */
export interface EquippedSource {
  id: string;
  site: RoutedSite;
  option: FeedOption;
  /** [carrier] true of what its units send; others pass it. */
  sends: readonly boolean[];
  units: readonly ChosenUnit[];
  poi?: CatalogPart;
  /** [carrier] most at its output, dBm. */
  maxDbm: Float64Array;
  /** [carrier] between unit and output, dB. */
  lossDb: Float64Array;
}

/** The source of a tree and those that are joined to it, the former first, all with their ids. */
export function equipSources(
  { routing, layer }: Pick<FeedTask, 'routing' | 'layer'>,
  carriers: readonly Carrier[],
  { source, units }: { source: PlannedSource; units: SourceParts },
): EquippedSource[] {
  const { option } = source.chosen;
  const root: EquippedSource = {
    ...{ id: source.sourceId ?? layer.nextId('SRC'), site: routing.sites[source.site], option },
    ...units,
    sends: carriers.map(() => true),
  };
  const joined = sourcesWithin(option).map((each): EquippedSource => {
    const { joining, node } = each;
    const id = each.stays?.id ?? layer.nextId('SRC');
    layer.nameSource(each, id);
    const { combiner: poi, ...equipment } = joining;
    return { ...equipment, id, site: siteAt(routing, node), option: each.option, poi };
  });
  return [root, ...joined];
}

/** The equipment room at a node, else the location beside a tray. */
function siteAt({ sites, graph, fibresM }: Routing, node: number): RoutedSite {
  const room = sites.find((site) => site.node === node && site.remoteFibreM === undefined);
  if (room) return room;
  return {
    ...{ node, levelIndex: graph.levelIndex[node], remoteFibreM: fibresM[node] },
    position: [roundMm(graph.x[node]), roundMm(graph.y[node])],
  };
}

/** Antennas that an option feeds. */
export function countAntennas({ plan }: FeedOption): number {
  if (plan.kind === 'antenna') return 1;
  if (plan.kind === 'split') return plan.outputs.reduce((sum, output) => sum + countAntennas(output), 0);
  if (plan.kind === 'cable') return countAntennas(plan.then);
  return plan.kind === 'source' ? countAntennas(plan.joined.option) : 0;
}

interface InstallTask {
  layer: NetworkLayer;
  carriers: readonly Carrier[];
  cell: string;
  windows: PortWindows;
  /** Ports may be outside their windows by so much, dB. */
  toleranceDb: number;
}

interface InstalledSource {
  source: NetworkSource;
  /** Powers of the carriers that it sends, those behind sources that it leads to among them. */
  portPowers: Map<string, Record<string, number>>;
  worst: NetworkDesign['worst'];
}

/**
 * Routes a source's tree, and sets every carrier of its units so that the ports are as near to their targets as can be. A unit
 * all of whose carriers others send to every antenna is left out.
 */
export function installSource(
  plan: Plan,
  { id, site, option, sends, units, poi, ...limits }: EquippedSource,
  { layer, carriers, cell, windows, toleranceDb }: InstallTask,
): InstalledSource {
  const losses = feedLosses(option, sends);
  const sentDbm = outputsDbm(losses, windows, { ...limits, toleranceDb });
  const isUsed = (carrier: Carrier) => Number.isFinite(sentDbm[carriers.indexOf(carrier)]);
  const source: NetworkSource = {
    id,
    level: plan.levels[site.levelIndex].id,
    position: [site.position[0], site.position[1]],
    ...(site.facility === undefined ? {} : { facility: site.facility }),
    ...(poi ? { part: layer.use(poi) } : {}),
    cell,
    units: units
      .filter((unit) => unit.carriers.some(isUsed))
      .map(({ id: chosen, part, carriers: unitCarriers }) => ({
        id: chosen ?? layer.nextId(part.kind === 'repeater' ? 'REP' : 'RRU'),
        part: layer.use(part),
        outputPowerDbm: Object.fromEntries(
          unitCarriers.filter(isUsed).map((carrier) => [carrier.id, sentDbm[carriers.indexOf(carrier)]]),
        ),
        ...(chosen === undefined ? {} : { locked: true }),
      })),
  };
  layer.install(option, { node: id, port: 'out1' });
  const portPowers = new Map<string, Record<string, number>>();
  let worst: InstalledSource['worst'];
  for (const { antenna, lossDb, isSent } of losses) {
    const powers: Record<string, number> = {};
    carriers.forEach((carrier, index) => {
      if (!isSent[index]) return;
      const powerDbm = sentDbm[index] - limits.lossDb[index] - lossDb[index];
      powers[carrier.id] = Math.round((powerDbm - windows.lossesDb[antenna][index]) * 1e6) / 1e6;
      const deviationDb = powerDbm - windows.targetsDbm[antenna][index];
      if (worst && deviationDb >= worst.deviationDb) return;
      worst = { antenna: plan.antennas[antenna].id, carrier: carrier.id, deviationDb };
    });
    portPowers.set(plan.antennas[antenna].id, powers);
  }
  return { source, portPowers, worst };
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
 * Outputs of all carriers, [carrier] dBm, −Infinity of what is not sent: every port in its window, all carriers as far over their targets as each other, and
 * in the middle of what that leaves, for the works to err either way. To a hundredth where that is still in the window.
 */
function outputsDbm(
  losses: readonly AntennaLoss[],
  windows: PortWindows,
  limits: { maxDbm: Float64Array; lossDb: Float64Array; toleranceDb: number },
): number[] {
  const ranges = [...limits.maxDbm.keys()].map((carrier) => {
    const sent = losses.filter(({ isSent }) => isSent[carrier]);
    return sent.length > 0 ? outputRange(sent, windows, carrier, limits) : undefined;
  });
  const overDb = (dbm: (range: OutputRange) => number) =>
    ranges.flatMap((range) => (range ? [dbm(range) - range.centreDbm] : []));
  const lowDb = Math.max(...overDb(({ lowestDbm, upperDbm }) => Math.min(lowestDbm, upperDbm)));
  const highDb = Math.min(
    ...overDb(({ lowestDbm, upperDbm, highestDbm }) => Math.min(Math.max(lowestDbm, upperDbm), highestDbm)),
  );
  const togetherDb = (lowDb + highDb) / 2;
  return ranges.map((range) => {
    if (!range) return Number.NEGATIVE_INFINITY;
    const { lowestDbm, upperDbm, highestDbm, centreDbm } = range;
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
  /** [carrier] false of what another source sends to it. */
  isSent: readonly boolean[];
}

/** Losses from the input of an option to every antenna that it feeds; behind a joined source for what that passes on. */
function feedLosses(feeding: FeedOption, sends: readonly boolean[]): AntennaLoss[] {
  const found: AntennaLoss[] = [];
  const follow = ({ plan }: FeedOption, before: Omit<AntennaLoss, 'antenna'>) => {
    const { lossDb: lostDb } = before;
    if (plan.kind === 'antenna') {
      found.push({ antenna: plan.antenna, ...before });
      return;
    }
    if (plan.kind === 'load') return;
    if (plan.kind === 'source') {
      const { option, joining } = plan.joined;
      const isSent = before.isSent.map((isRoot, carrier) => isRoot && !joining.sends[carrier]);
      follow(option, { lossDb: addDb(lostDb, joining.lossDb), isSent });
      return;
    }
    if (plan.kind === 'split') {
      plan.outputs.forEach((output, index) => {
        follow(output, { ...before, lossDb: addDb(lostDb, plan.option.lossesDb[index]) });
      });
      return;
    }
    const { run, cable, attenuator, jumper, then } = plan;
    let sumDb = addDb(addDb(lostDb, cable.endsDb), cable.metreDb, run.lengthM);
    if (attenuator) {
      sumDb = addDb(sumDb, attenuator.lossDb);
      sumDb = addDb(addDb(sumDb, jumper.cable.endsDb), jumper.cable.metreDb, jumper.lengthM);
    }
    follow(then, { ...before, lossDb: sumDb });
  };
  follow(feeding, { lossDb: new Float64Array(sends.length), isSent: sends });
  return found;
}

function addDb(lostDb: Float64Array, lossDb: Float64Array, factor = 1): Float64Array {
  return lostDb.map((each, carrier) => each + factor * lossDb[carrier]);
}
