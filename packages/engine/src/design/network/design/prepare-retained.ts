import { type LocalizedProblem, PlanError, say } from '../../../core/index.ts';
import { type Carrier, type CatalogPart, type Plan, pathLengthM } from '../../../plan/index.ts';
import type { Routing } from './build-routing.ts';
import { cableOption, installedCny, isRatedFor, splitOption } from './design-parts.ts';
import { feedTree } from './feed-tree.ts';
import { lockedProblem } from './locked-problem.ts';
import type { RetainedFeed } from './retained-feed.ts';
import type { RetainedNetwork, RetainedOutput, RetainedPart } from './retained-network.ts';
import { steinerBound, steinerTree } from './steiner-tree.ts';

/** Courses of what stays and of what is designed behind it; no others are less, as far as it stays. */
export interface RetainedCourses {
  lengthM: number;
  leastLengthM: number;
  courseCny: number;
  leastCourseCny: number;
  /** Hangers beside trays and holes of what is designed, CNY. */
  layingCny: number;
}

export interface PreparedRetained {
  /** Parts fed, by start of the network that stays. */
  feeds: RetainedFeed[];
  courses: RetainedCourses[];
}

interface PrepareTask {
  plan: Plan;
  routing: Routing;
  carriers: readonly Carrier[];
  ratedPowerMarginDb: number;
  /** A metre of the cheapest cable on a tray, CNY. */
  metreCny: number;
}

/**
 * Some starts of what stays, for the carriers that it feeds: losses, and behind outputs the lightest courses to what they feed.
 * @throws PlanError where a part is not rated for a carrier or no course leads on from it
 */
export function prepareRetained(
  network: RetainedNetwork,
  starts: readonly number[],
  task: PrepareTask,
): PreparedRetained {
  const problems: LocalizedProblem[] = [];
  const prepared: PreparedRetained = { feeds: [], courses: [] };
  for (const start of starts) {
    const courses = { lengthM: 0, leastLengthM: 0, courseCny: 0, leastCourseCny: 0, layingCny: 0 };
    const feed = prepare(network.starts[start].top, { ...task, network, courses, problems });
    if (feed) prepared.feeds[start] = feed;
    prepared.courses[start] = courses;
  }
  if (problems.length > 0) throw new PlanError(problems);
  return prepared;
}

interface Context extends PrepareTask {
  network: RetainedNetwork;
  courses: RetainedCourses;
  problems: LocalizedProblem[];
}

function prepare(part: RetainedPart, context: Context): RetainedFeed | undefined {
  const { carriers, courses, ratedPowerMarginDb } = context;
  switch (part.kind) {
    case 'antenna':
      return part;
    case 'load':
      return part;
    case 'cable': {
      const { cable } = part;
      checkRating(cable.id, part.part, context);
      const courseM = cable.course.reduce((sum, { path }) => sum + pathLengthM(path), 0);
      const costCny = courseM * installedCny(part.part);
      add(courses, { lengthM: courseM, leastLengthM: courseM, courseCny: costCny, leastCourseCny: costCny });
      const end = prepare(part.end, context);
      return end && { kind: 'cable', cable, option: cableOption(part.part, carriers), end };
    }
    case 'device': {
      const { device, node } = part;
      checkRating(device.id, part.part, context);
      const outputs = part.outputs.flatMap((output) => prepare(output, context) ?? []);
      const option = splitOption(part.part, carriers, ratedPowerMarginDb);
      return { kind: 'device', device, node, option, outputs };
    }
    case 'source': {
      const output = prepare(part.output, context);
      return output && { kind: 'source', source: part.source, node: part.node, output };
    }
    case 'output':
      return prepareOutput(part, context);
  }
}

function checkRating(id: string, part: CatalogPart, { plan, carriers, problems }: Context): void {
  const unrated = carriers.find(({ frequencyMhz }) => !isRatedFor(part, frequencyMhz));
  if (!unrated) return;
  problems.push(lockedProblem(plan, id, say('locked-unrated', { frequency: unrated.frequencyMhz })));
}

/** The lightest courses from an output to all that it feeds. */
function prepareOutput(output: RetainedOutput, context: Context): RetainedFeed | undefined {
  const { plan, routing, network, courses, metreCny, problems } = context;
  const { graph, antennaNodes } = routing;
  const { node, terminals } = output;
  const at = new Map<number, number[]>();
  for (const terminal of terminals) {
    const location = antennaNodes[terminal];
    at.set(location, [...(at.get(location) ?? []), terminal]);
  }
  const nodes = [node, ...[...at.keys()].filter((each) => each !== node)];
  const found = nodes.length === 1 ? { edges: [], lowerBound: 0 } : steinerTree(graph, graph.weight, nodes);
  if (!found) {
    const isCutOff = (terminal: number) => !steinerTree(graph, graph.weight, [node, antennaNodes[terminal]]);
    const [terminal] = [...terminals.filter(isCutOff), ...terminals];
    const antenna =
      plan.antennas[terminal]?.id ??
      startId(network.starts[terminal - network.first].top) ??
      String(terminal);
    problems.push(lockedProblem(plan, output.device.id, say('locked-no-course', { antenna })));
    return undefined;
  }
  const sum = (values: Float64Array) => found.edges.reduce((total, edge) => total + values[edge], 0);
  const lengthM = sum(graph.lengthM);
  const courseCny = sum(graph.weight);
  add(courses, {
    ...{ lengthM, courseCny, leastCourseCny: found.lowerBound },
    leastLengthM: nodes.length === 1 ? 0 : steinerBound(graph, graph.lengthM, nodes),
    layingCny: courseCny - lengthM * metreCny,
  });
  // What stays behind it has courses of its own.
  for (const terminal of terminals) {
    const inner = network.starts[terminal - network.first];
    if (inner) prepare(inner.top, context);
  }
  return { kind: 'tree', tree: feedTree(graph, found.edges, node, at) };
}

/** Id of a start. */
export function startId(top: RetainedPart): string | undefined {
  if (top.kind === 'cable') return top.cable.id;
  if (top.kind === 'source') return top.source.id;
  return top.kind === 'device' || top.kind === 'load' ? top.device.id : undefined;
}

function add(courses: RetainedCourses, more: Partial<RetainedCourses>): void {
  for (const key of Object.keys(more) as (keyof RetainedCourses)[]) courses[key] += more[key] ?? 0;
}
