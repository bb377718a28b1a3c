import type { Plan, Point } from '@diku/engine';
import { type CatalogPart, type Network, portOnPath } from '@diku/engine/plan';
import type { NetworkEvaluation } from '@diku/engine/radio';

/** A source, a passive part or an antenna, and what it leads to. */
export interface NetworkNode {
  id: string;
  /** Its id, of an antenna on a further path with that. */
  key: string;
  /** Path of an antenna that stands elsewhere on its first one, from 2 on. */
  inputPath?: number;
  kind: 'source' | 'device' | 'antenna';
  level: string;
  position: Point;
  /** Absent where the plan does not say which part it is. */
  part: CatalogPart | undefined;
  /** All carriers together: at the input, of a source what leaves it; undefined where nothing arrives. */
  totalDbm: number | undefined;
  /** Deviation of an antenna's carrier that is farthest off its target, dB. */
  worstDb: number | undefined;
  /** The cable it hangs on. */
  cable: { id: string; part: CatalogPart | undefined; lengthM: number } | undefined;
  children: NetworkNode[];
}

type Cable = NonNullable<Network['cables']>[number];

/** The feeder network from its sources on. A node that several cables reach stands where the first one reaches it. */
export function buildNetworkTree(plan: Plan, evaluation: NetworkEvaluation): NetworkNode[] {
  const { sources = [], devices = [], cables = [], parts = [] } = plan.network ?? {};
  const partOf = (id: string | undefined) => parts.find((part) => part.id === id);
  const deviceOf = new Map(devices.map((device) => [device.id, device]));
  const antennaOf = new Map(plan.antennas.map((antenna) => [antenna.id, antenna]));
  const sourceOf = new Map(sources.map((source) => [source.id, source]));
  const fibred = new Set((plan.network?.basebands ?? []).map(({ id }) => id));
  const joined = new Set(
    cables.flatMap(({ from, to }) => (sourceOf.has(to.node) && !fibred.has(from.node) ? [to.node] : [])),
  );
  const arriving = new Map(evaluation.devices.map(({ device, totalDbm }) => [device, totalDbm]));
  const feeds = new Map([
    ...evaluation.furtherPaths.map((feed) => [pathKey(feed.antenna, feed.inputPath), feed] as const),
    ...evaluation.antennas.map((feed) => [feed.antenna, feed] as const),
  ]);
  const from = new Map<string, Cable[]>();
  for (const cable of cables) from.set(cable.from.node, [...(from.get(cable.from.node) ?? []), cable]);
  const seen = new Set<string>();

  function nodeAt(cable: Cable): NetworkNode[] {
    const { node: id, port } = cable.to;
    const antenna = antennaOf.get(id);
    const inputPath = antenna ? portOnPath(port).path : 1;
    const key = pathKey(id, inputPath);
    if (seen.has(key)) return [];
    seen.add(key);
    const hung = { id: cable.id, part: partOf(cable.part), lengthM: cable.lengthM };
    const device = deviceOf.get(id);
    if (device) {
      const { level, position, part } = device;
      const known = { id, key, kind: 'device', level, position, part: partOf(part) } as const;
      const node = { ...known, worstDb: undefined };
      return [{ ...node, totalDbm: arriving.get(id), cable: hung, children: behind(id) }];
    }
    const source = sourceOf.get(id);
    if (source) return [{ ...sourceNode(source), cable: hung }];
    if (!antenna) return [];
    const feed = feeds.get(key);
    const deviations = feed?.carriers.map(({ deviationDb }) => deviationDb) ?? [];
    const [worstDb] = deviations.sort((a, b) => Math.abs(b) - Math.abs(a));
    const { level, position } = antenna;
    const node = { id, key, kind: 'antenna', level, position, part: undefined, worstDb } as const;
    const further = inputPath === 1 ? {} : { inputPath };
    return [{ ...node, ...further, totalDbm: feed?.totalDbm, cable: hung, children: behind(id) }];
  }
  const behind = (id: string): NetworkNode[] => (from.get(id) ?? []).flatMap(nodeAt);

  function sourceNode({ id, level, position, part, units }: (typeof sources)[number]): NetworkNode {
    seen.add(id);
    const outputs = evaluation.outputs.filter(({ node }) => node === id);
    const totalDbm = outputs.length > 0 ? Math.max(...outputs.map((output) => output.totalDbm)) : undefined;
    const cataloguePart = partOf(part ?? units[0]?.part);
    const known = { id, key: id, kind: 'source', level, position, part: cataloguePart } as const;
    const node = { ...known, worstDb: undefined };
    return { ...node, totalDbm, cable: undefined, children: behind(id) };
  }

  return sources.filter(({ id }) => !joined.has(id)).map(sourceNode);
}

function pathKey(id: string, path: number): string {
  return path === 1 ? id : `${id} ${path}`;
}

/** Location of something in a network; undefined where the plan does not have it. */
export function networkLocation(
  plan: Plan,
  id: string,
): { levelId: string; x: number; y: number } | undefined {
  const { sources = [], devices = [], cables = [] } = plan.network ?? {};
  const unitOf = sources.find(({ units }) => units.some((unit) => unit.id === id));
  const point = [...sources, ...devices, ...plan.antennas].find((each) => each.id === id) ?? unitOf;
  if (point) return { levelId: point.level, x: point.position[0], y: point.position[1] };
  const course = cables.find((cable) => cable.id === id)?.course[0];
  const location = course?.path[Math.floor(course.path.length / 2)];
  return course && location && { levelId: course.level, x: location[0], y: location[1] };
}
