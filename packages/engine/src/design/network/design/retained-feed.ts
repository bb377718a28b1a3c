import type { CatalogPart, NetworkCable, NetworkDevice, NetworkSource } from '../../../plan/index.ts';
import type { CableOption, SplitOption } from './design-parts.ts';
import type { FeedNode } from './feed-tree.ts';

/** Parts that stay from the network before, with what they lose per carrier, and the trees that are designed behind them. */
export type RetainedFeed =
  | { kind: 'antenna'; antenna: number }
  | { kind: 'load'; device: NetworkDevice; part: CatalogPart }
  | { kind: 'cable'; cable: NetworkCable; option: CableOption; end: RetainedFeed }
  | { kind: 'device'; device: NetworkDevice; node: number; option: SplitOption; outputs: RetainedFeed[] }
  | { kind: 'source'; source: NetworkSource; node: number; output: RetainedFeed }
  | { kind: 'tree'; tree: FeedNode };
