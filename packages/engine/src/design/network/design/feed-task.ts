import type { Monitor } from '../../../core/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Routing } from './build-routing.ts';
import type { PathOffset } from './path-twins.ts';
import type { RetainedNetwork } from './retained-network.ts';
import type { NetworkLayer } from './route-network.ts';
import type { ShiftPlan } from './shift-paths.ts';

export interface FeedTask {
  catalogue: Catalogue;
  routing: Routing;
  layer: NetworkLayer;
  metreCny: number;
  toleranceDb: number;
  /** How far ports aim above what the plan asks for. */
  reserveDb: number;
  /** Antennas near which heads would get more than the limit for the public where ports rise. */
  exposing: ReadonlySet<string>;
  budget: { moreTrees: number; searchOptions: number; maxOptions: number };
  random: () => number;
  isReached: (antenna: string) => boolean;
  /** The part of the former network that stays. */
  retained: RetainedNetwork | undefined;
  monitor: Monitor | undefined;
  /** [carrier in the plan] offsets of the ports of further paths, by antenna; of others none. */
  offsets: ReadonlyMap<string, readonly PathOffset[]>;
  /** Carriers whose second path is shifted; absent where no antenna asks for it. */
  shift: ShiftPlan | undefined;
  /** Ids of the sources that stay and feed a group already. */
  claimed: Set<string>;
}
