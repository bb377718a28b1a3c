import type { CatalogPart, NetworkCable, NetworkDevice, NetworkSource } from '../../../plan/index.ts';

/** A part that stays, and what it leads to, down to the antennas. */
export type RetainedPart =
  | { kind: 'antenna'; antenna: number }
  | { kind: 'load'; device: NetworkDevice; part: CatalogPart }
  | { kind: 'cable'; cable: NetworkCable; part: CatalogPart; end: RetainedPart }
  | { kind: 'device'; device: NetworkDevice; part: CatalogPart; node: number; outputs: RetainedPart[] }
  /** A source within the tree: it sends some carriers and passes on the others. */
  | { kind: 'source'; source: NetworkSource; node: number; output: RetainedPart }
  | RetainedOutput;

/** An output of a device or source that stays, behind which courses and parts are designed anew. */
export interface RetainedOutput {
  kind: 'output';
  device: { id: string };
  /** Node of the routing graph. */
  node: number;
  /** Terminals of the routing that it feeds: antennas, and what else stays behind it. */
  terminals: number[];
}

/** Parts that stay and hang together, from where power enters them. */
export interface RetainedStart {
  top: RetainedPart;
  /** Node of the routing graph where a cable has to lead, or the source stands. */
  node: number;
  /** The source that a locked cable comes from; absent where a cable to it is designed. */
  source?: { id: string; site: number };
  /** Outputs within it that are designed anew. */
  outputs: RetainedOutput[];
  /** True where it hangs behind an output of another one. */
  isInner: boolean;
}

/** All that stays of a network. Terminals from `first` on are its starts, those before are the plan's antennas. */
export interface RetainedNetwork {
  first: number;
  starts: RetainedStart[];
  /** Antennas that a locked cable leads to, by their indices in the plan. */
  cabled: ReadonlySet<number>;
  /** Antennas that the network before did not feed. */
  added: ReadonlySet<number>;
}

/** Sources within a start, not those behind its outputs. */
export function standingWithin({ top }: RetainedStart): NetworkSource[] {
  const found: NetworkSource[] = [];
  const visit = (part: RetainedPart) => {
    if (part.kind === 'cable') visit(part.end);
    if (part.kind === 'device') part.outputs.forEach(visit);
    if (part.kind !== 'source') return;
    found.push(part.source);
    visit(part.output);
  };
  visit(top);
  return found;
}

/** The antennas behind a start, by their indices in the plan. */
export function antennasBehind(network: RetainedNetwork, { top }: RetainedStart): number[] {
  const { first, starts } = network;
  const found: number[] = [];
  const visit = (part: RetainedPart) => {
    if (part.kind === 'antenna') found.push(part.antenna);
    if (part.kind === 'cable') visit(part.end);
    if (part.kind === 'device') part.outputs.forEach(visit);
    if (part.kind === 'source') visit(part.output);
    if (part.kind !== 'output') return;
    for (const terminal of part.terminals) {
      if (terminal < first) found.push(terminal);
      else visit(starts[terminal - first].top);
    }
  };
  visit(top);
  return found;
}
