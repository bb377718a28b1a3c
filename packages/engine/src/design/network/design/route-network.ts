import { type Point, roundMm } from '../../../core/index.ts';
import {
  type CatalogPart,
  type NetworkCable,
  type NetworkDevice,
  outputPorts,
  type Plan,
} from '../../../plan/index.ts';
import type { FeedOption, JoinedSource } from './feed-option.ts';
import type { RoutingGraph } from './routing-graph.ts';

/** Devices and cables as they stand in the plan. */
export interface RoutedNetwork {
  devices: NetworkDevice[];
  cables: NetworkCable[];
  /** Parts by id, as used. */
  parts: Map<string, CatalogPart>;
}

/** Letters of the trade: power splitter, coupler (T), attenuator. */
const letters: Partial<Record<CatalogPart['kind'], string>> = {
  splitter: 'PS',
  coupler: 'T',
  attenuator: 'ATT',
};

/** Gives devices and cables their ids, numbered as they are routed, from the source on. */
export class NetworkLayer {
  readonly routed: RoutedNetwork = { devices: [], cables: [], parts: new Map() };
  readonly #counts = new Map<string, number>();
  readonly #taken: Set<string>;
  readonly #sources = new Map<JoinedSource, string>();
  /** Kinds of the cables that run along pairs of nodes of the routing graph. */
  readonly #runs = new Map<string, Set<CatalogPart['kind']>>();

  constructor(
    private readonly plan: Pick<Plan, 'levels' | 'antennas'>,
    private readonly graph: RoutingGraph,
    /** Ids of what stays of a network before. */
    taken: readonly string[] = [],
  ) {
    this.#taken = new Set([...plan.antennas.map(({ id }) => id), ...taken]);
  }

  /** A free id: of devices with the level they hang on. */
  nextId(letter: string, suffix = ''): string {
    for (;;) {
      const count = (this.#counts.get(letter + suffix) ?? 0) + 1;
      this.#counts.set(letter + suffix, count);
      const id = `${letter}${count}${suffix}`;
      if (this.#taken.has(id)) continue;
      this.#taken.add(id);
      return id;
    }
  }

  /** Names a source that is joined to the tree of another. */
  nameSource(joined: JoinedSource, id: string): void {
    this.#sources.set(joined, id);
  }

  #joinedId(joined: JoinedSource): string {
    const id = this.#sources.get(joined);
    if (id === undefined) throw new Error('a joined source has its name before a cable leads to it');
    return id;
  }

  /** Returns whether a cable, or one of a kind, runs from one node of the routing graph to the next: another may pass what it passes. */
  runsAlong(from: number, to: number, kind?: CatalogPart['kind']): boolean {
    const kinds = this.#runs.get(runKey(from, to));
    return kinds !== undefined && (kind === undefined || kinds.has(kind));
  }

  use(part: CatalogPart): string {
    this.routed.parts.set(part.id, part);
    return part.id;
  }

  /** Routes what an option says from an output on. */
  install(option: FeedOption, from: NetworkCable['from']): void {
    const { plan } = option;
    if (plan.kind !== 'cable') throw new Error('a cable comes first');
    const { run, cable, attenuator, then, stays } = plan;
    if (stays) {
      this.use(cable.part);
      this.routed.cables.push(stays);
      this.#input(then);
      return;
    }
    if (!attenuator) {
      this.installCable(cable.part, from, this.#input(then), run);
      return;
    }
    const end = run.nodes[run.nodes.length - 1];
    const device = this.#device(attenuator.part, end);
    this.installCable(cable.part, from, { node: device.id, port: 'in' }, run);
    const out = { node: device.id, port: 'out' };
    this.installCable(plan.jumper.cable.part, out, this.#input(then), {
      lengthM: plan.jumper.lengthM,
      nodes: [end],
    });
  }

  /** The port that an option is fed at; routes what is behind it. */
  #input({ plan }: FeedOption): NetworkCable['to'] {
    if (plan.kind === 'antenna') return { node: this.plan.antennas[plan.antenna].id, port: 'in' };
    if (plan.kind === 'source') return { node: this.#joinedId(plan.joined), port: 'in' };
    if (plan.kind === 'cable') throw new Error('two cables without a part between them');
    if (plan.kind === 'load') return { node: this.#pointOf(plan.part, plan.device).id, port: 'in' };
    const { option, node, outputs, stays } = plan;
    const device = stays ? this.#pointOf(option.part, stays) : this.#device(option.part, node);
    const ports = outputPorts(option.part);
    outputs.forEach((output, index) => {
      this.install(output, { node: device.id, port: ports[index] });
    });
    return { node: device.id, port: 'in' };
  }

  /** A device that stays, as it is. */
  #pointOf(part: CatalogPart, device: NetworkDevice): NetworkDevice {
    this.use(part);
    this.routed.devices.push(device);
    return device;
  }

  #device(part: CatalogPart, node: number): NetworkDevice {
    const level = this.plan.levels[this.graph.levelIndex[node]].id;
    const id = this.nextId(letters[part.kind] ?? 'D', `-${level}`);
    const device: NetworkDevice = { id, part: this.use(part), level, position: this.pointOf(node) };
    this.routed.devices.push(device);
    return device;
  }

  installCable(
    part: CatalogPart,
    from: NetworkCable['from'],
    to: NetworkCable['to'],
    run: { lengthM: number; nodes: readonly number[] },
  ): NetworkCable {
    const id = this.nextId('L');
    const { lengthM, nodes } = run;
    for (let at = 1; at < nodes.length; at += 1) {
      const key = runKey(nodes[at - 1], nodes[at]);
      this.#runs.set(key, (this.#runs.get(key) ?? new Set()).add(part.kind));
    }
    const cable = { id, part: this.use(part), from, to, course: this.#course(nodes), lengthM };
    this.routed.cables.push(cable);
    return cable;
  }

  /** A cable that stays, as it is. */
  retainCable(cable: NetworkCable, part: CatalogPart | undefined): void {
    if (part) this.use(part);
    this.routed.cables.push(cable);
  }

  /** Location of a node, to a millimetre, so that equipment there and the cables that end there agree. */
  pointOf(node: number): Point {
    return [roundMm(this.graph.x[node]), roundMm(this.graph.y[node])];
  }

  /** Level by level, corners only. */
  #course(nodes: readonly number[]): NetworkCable['course'] {
    const course: NetworkCable['course'] = [];
    for (const node of nodes) {
      const level = this.plan.levels[this.graph.levelIndex[node]].id;
      const location = this.pointOf(node);
      const last = course[course.length - 1];
      if (last?.level !== level) course.push({ level, path: [location] });
      else addCorner(last.path, location);
    }
    return course;
  }
}

function runKey(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function addCorner(path: Point[], location: Point): void {
  if (path.length >= 2) {
    const [a, b] = path.slice(-2);
    const turn = (b[0] - a[0]) * (location[1] - b[1]) - (b[1] - a[1]) * (location[0] - b[0]);
    const ahead = (b[0] - a[0]) * (location[0] - b[0]) + (b[1] - a[1]) * (location[1] - b[1]);
    // Straight on to a millimetre.
    if (ahead > 0 && Math.abs(turn) <= 0.001 * Math.hypot(location[0] - a[0], location[1] - a[1])) path.pop();
  }
  path.push(location);
}
