import { distance, type LocalizedProblem, type Phrase, PlanError, say } from '../../../core/index.ts';
import {
  type CatalogPart,
  type NetworkCable,
  type NetworkDevice,
  type NetworkSource,
  outputPorts,
  type Plan,
} from '../../../plan/index.ts';
import { portKey } from '../../../radio/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Routing } from './build-routing.ts';
import { lockedProblem } from './locked-problem.ts';
import type { RetainedNetwork, RetainedOutput, RetainedPart, RetainedStart } from './retained-network.ts';
import type { RetainedParts } from './retained-parts.ts';

/** Ends that are meant to be one location are drawn no farther apart, metres. */
const sameLocationM = 0.05;
const deviceKinds: readonly CatalogPart['kind'][] = ['splitter', 'coupler', 'attenuator', 'load'];

interface ReadTask {
  catalogue: Catalogue;
  routing: Routing;
}

/**
 * Retained part of a plan's network, as trees of parts: the antennas of each output that is designed anew are
 * those of the former network.
 * @throws PlanError naming every locked part that cannot stay, and why
 */
export function readRetained(plan: Plan, retained: RetainedParts, task: ReadTask): RetainedNetwork {
  return new RetainedReader(plan, retained, task).read();
}

class RetainedReader {
  readonly #problems: LocalizedProblem[] = [];
  readonly #devices: ReadonlyMap<string, NetworkDevice>;
  readonly #cables: ReadonlyMap<string, NetworkCable>;
  /** Sources within trees that stay. */
  readonly #within: ReadonlyMap<string, NetworkSource>;
  readonly #parts: ReadonlyMap<string, CatalogPart>;
  readonly #antennas: ReadonlyMap<string, number>;
  /** The cable into each node, and out of each port, of the network before. */
  readonly #into: ReadonlyMap<string, NetworkCable>;
  readonly #outOf: ReadonlyMap<string, NetworkCable>;
  readonly #outputs = new Map<string, RetainedOutput>();
  readonly #seen = new Set<string>();

  constructor(
    private readonly plan: Plan,
    retained: RetainedParts,
    private readonly task: ReadTask,
  ) {
    // Fibres lead to sources, which is no power.
    const fibred = new Set((plan.network?.basebands ?? []).map(({ id }) => id));
    const all = (plan.network?.cables ?? []).filter(({ from }) => !fibred.has(from.node));
    this.#devices = new Map(retained.devices.map((device) => [device.id, device]));
    this.#cables = new Map(retained.cables.map((cable) => [cable.id, cable]));
    this.#within = new Map(retained.sources.map((source) => [source.id, source]));
    this.#parts = new Map(task.catalogue.parts.map((part) => [part.id, part]));
    this.#antennas = new Map(plan.antennas.map(({ id }, index) => [id, index]));
    // What stays goes before what does not.
    const ordered = [...all].sort((a, b) => Number(this.#cables.has(a.id)) - Number(this.#cables.has(b.id)));
    this.#into = new Map(ordered.map((cable) => [cable.to.node, cable]));
    this.#outOf = new Map(ordered.map((cable) => [portKey(cable.from), cable]));
  }

  read(): RetainedNetwork {
    const starts: RetainedStart[] = [];
    const deviceStarts = new Map<string, number>();
    for (const cable of this.#cables.values()) {
      const start = this.#rooted(cable);
      if (start) starts.push(start);
    }
    for (const each of [...this.#devices.values(), ...this.#within.values()]) {
      const cable = this.#into.get(each.id);
      if (cable && this.#cables.has(cable.id)) continue;
      const outputs: RetainedOutput[] = [];
      const top = this.#node(each.id, outputs);
      if (!top) continue;
      const node = this.task.routing.deviceNodes.get(each.id) ?? 0;
      deviceStarts.set(each.id, starts.push({ top, node, outputs, isInner: false }) - 1);
    }
    this.#stop();
    for (const id of [...this.#devices.keys(), ...this.#within.keys(), ...this.#cables.keys()]) {
      if (!this.#seen.has(id)) this.#refuse(id, say('locked-leads-nowhere'));
    }
    this.#stop();
    const first = this.plan.antennas.length;
    const { cabled, added } = this.#sortAntennas();
    for (const [id, index] of deviceStarts) {
      const output = this.#outputAbove(id);
      if (!output) continue;
      output.terminals.push(first + index);
      starts[index].isInner = true;
    }
    for (const { device, terminals } of this.#outputs.values()) {
      if (terminals.length === 0) this.#refuse(device.id, say('locked-feeds-nothing'));
    }
    this.#stop();
    return { first, starts, cabled, added };
  }

  /** Start on a source by a retained cable. */
  #rooted(cable: NetworkCable): RetainedStart | undefined {
    const { from, course } = cable;
    // A start of its own, or behind one.
    if (this.#within.has(from.node)) return undefined;
    const source = this.plan.network?.sources?.find(({ id }) => id === from.node);
    if (!source) {
      if (!this.#devices.has(from.node)) this.#refuse(cable.id, say('locked-end-gone', { node: from.node }));
      return undefined;
    }
    const { routing } = this.task;
    const [{ level, path }] = course;
    const site = routing.sites.findIndex(
      ({ levelIndex, position }) =>
        this.plan.levels[levelIndex].id === level && distance(position, path[0]) <= sameLocationM,
    );
    if (site < 0) this.#refuse(cable.id, say('locked-room-gone', { node: from.node }));
    else if (from.port !== 'out1') this.#refuse(cable.id, say('locked-source-port', { port: from.port }));
    const outputs: RetainedOutput[] = [];
    const top = this.#cable(cable, outputs);
    if (!top || site < 0) return undefined;
    const { node } = routing.sites[site];
    return { top, node, outputs, isInner: false, source: { id: source.id, site } };
  }

  /** A device or a source within the tree that stays, and what it leads to. */
  #node(id: string, outputs: RetainedOutput[]): RetainedPart | undefined {
    const [device, source] = [this.#devices.get(id), this.#within.get(id)];
    return (device && this.#device(device, outputs)) ?? (source && this.#source(source, outputs));
  }

  #source(source: NetworkSource, outputs: RetainedOutput[]): RetainedPart | undefined {
    const { id, part = '', level, facility } = source;
    const node = this.task.routing.deviceNodes.get(id);
    if (this.#seen.has(id)) return undefined;
    this.#seen.add(id);
    const known = this.#parts.get(part);
    if (known?.kind !== 'poi') this.#refuse(id, say('locked-part-gone', { part }));
    const { sites } = this.task.routing;
    if (node === undefined) this.#refuse(id, say('locked-level-gone', { level }));
    else if (facility !== undefined && !sites.some((site) => site.facility === facility)) {
      this.#refuse(id, say('locked-room-gone', { node: id }));
    }
    if (node === undefined) return undefined;
    const output = this.#output(source, { port: 'out1', node }, outputs);
    return output && { kind: 'source', source, node, output };
  }

  /** The part that stays behind an output, else the output itself, behind which all is designed anew. */
  #output(
    device: { id: string },
    { port, node }: { port: string; node: number },
    outputs: RetainedOutput[],
  ): RetainedPart | undefined {
    const key = portKey({ node: device.id, port });
    const cable = this.#outOf.get(key);
    if (cable && this.#cables.has(cable.id)) return this.#cable(cable, outputs);
    const output: RetainedOutput = { kind: 'output', device, node, terminals: [] };
    this.#outputs.set(key, output);
    outputs.push(output);
    return output;
  }

  #device(device: NetworkDevice, outputs: RetainedOutput[]): RetainedPart | undefined {
    const part = this.#part(device, deviceKinds);
    const node = this.task.routing.deviceNodes.get(device.id);
    if (this.#seen.has(device.id)) return undefined;
    this.#seen.add(device.id);
    if (node === undefined) this.#refuse(device.id, say('locked-level-gone', { level: device.level }));
    if (!part || node === undefined) return undefined;
    if (part.kind === 'load') {
      // A load has nothing behind it: it stays with its cable or not at all.
      return { kind: 'load', device, part };
    }
    const found = outputPorts(part).map((port) => this.#output(device, { port, node }, outputs));
    return { kind: 'device', device, part, node, outputs: found.flatMap((each) => each ?? []) };
  }

  #cable(cable: NetworkCable, outputs: RetainedOutput[]): RetainedPart | undefined {
    const part = this.#part(cable, ['cable']);
    if (this.#seen.has(cable.id)) return undefined;
    this.#seen.add(cable.id);
    const { node } = cable.to;
    const isThere = this.#devices.has(node) || this.#within.has(node);
    const antenna = this.#antennas.get(node);
    if (antenna === undefined && !isThere) this.#refuse(cable.id, say('locked-end-gone', { node }));
    const end: RetainedPart | undefined =
      antenna !== undefined ? { kind: 'antenna', antenna } : this.#node(node, outputs);
    return part && end ? { kind: 'cable', cable, part, end } : undefined;
  }

  #part(
    { id, part }: NetworkDevice | NetworkCable,
    kinds: readonly CatalogPart['kind'][],
  ): CatalogPart | undefined {
    const known = this.#parts.get(part);
    if (known && kinds.includes(known.kind)) return known;
    this.#refuse(id, say('locked-part-gone', { part }));
    return undefined;
  }

  /** Sorts antennas into those of locked cables, those of outputs that are designed anew, and new ones. */
  #sortAntennas(): { cabled: Set<number>; added: Set<number> } {
    const cabled = new Set<number>();
    const added = new Set<number>();
    const { antennas, network } = this.plan;
    const sources = new Set((network?.sources ?? []).map(({ id }) => id));
    antennas.forEach(({ id, feed }, index) => {
      if (feed === 'small-cell') return;
      const cable = this.#into.get(id);
      if (cable && this.#cables.has(cable.id)) {
        cabled.add(index);
        return;
      }
      const output = this.#outputAbove(id);
      if (output) output.terminals.push(index);
      else if (!cable || !sources.has(this.#topOf(id))) added.add(index);
    });
    return { cabled, added };
  }

  /** The output of a device that stays from which cables lead to a node, as far as they do not stay. */
  #outputAbove(id: string): RetainedOutput | undefined {
    const passed = new Set<string>();
    for (let cable = this.#into.get(id); cable; cable = this.#into.get(cable.from.node)) {
      const output = this.#outputs.get(portKey(cable.from));
      if (output) return output;
      const { node } = cable.from;
      if (passed.has(cable.id) || this.#devices.has(node) || this.#within.has(node)) return undefined;
      passed.add(cable.id);
    }
    return undefined;
  }

  #topOf(id: string): string {
    const passed = new Set<string>();
    let node = id;
    for (let cable = this.#into.get(node); cable && !passed.has(cable.id); cable = this.#into.get(node)) {
      passed.add(cable.id);
      node = cable.from.node;
    }
    return node;
  }

  #refuse(id: string, found: Phrase): void {
    this.#problems.push(lockedProblem(this.plan, id, found));
  }

  #stop(): void {
    if (this.#problems.length > 0) throw new PlanError(this.#problems);
  }
}
