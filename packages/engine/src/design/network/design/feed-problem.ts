import type { CatalogPart } from '../../../plan/index.ts';
import type { DesignParts } from './design-parts.ts';
import type { Joining } from './feed-option.ts';
import type { PortWindows } from './port-windows.ts';
import type { RetainedFeed } from './retained-feed.ts';

/** Inputs of the choice of parts on a tree besides the tree. */
export interface FeedProblem {
  parts: DesignParts;
  /** [antenna in the plan][carrier] what its port may have. */
  windows: PortWindows;
  /** A port may be outside its window by so much, never over its cap, dB. */
  toleranceDb: number;
  /** [carrier] most that any point of the network can have, dBm. */
  maxDbm: Float64Array;
  /** Drop from the course down to each antenna, metres. */
  dropsM: readonly number[];
  endSlackM: number;
  rackDropM: number;
  /** Longer feeders to one antenna alone are avoided, metres. */
  singleRunM: number;
  /** Weight of the noise of an attenuator's products, by the powers of the carriers that enter it, [carrier] dBm, CNY. */
  padNoiseCny(part: CatalogPart, powersDbm: Float64Array): number;
  /** Width of the cells of bounds, dB. */
  gridStepDb: number;
  /** Options retained for each node. */
  maxOptions: number;
  /** Parts that stay from the network before, by terminal beyond the plan's antennas. */
  retained: readonly RetainedFeed[];
  /** Sources within the tree that stay by their ids: carriers that they send, losses of their combiners. */
  standing: ReadonlyMap<string, Joining>;
  /** Present where sources may be joined to that of the tree. */
  joining?: Joining;
}
