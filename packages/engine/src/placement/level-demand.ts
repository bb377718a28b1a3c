import type { Grid } from '../kernel/field-kernel.ts';
import type { Antenna, Position } from '../plan/schema.ts';

/** What one level asks of its candidates, as ratios of received over needed power. */
export interface LevelDemand {
  levelId: string;
  /** The candidates as they would stand in the plan, those that stay first. */
  antennas: Antenna[];
  candidates: Position[];
  /** Candidates that stay (antennas already fixed), always in the set. */
  fixedCount: number;
  /** The search's grid. */
  grid: Grid;
  /** [counted cells]: 0 on foot, 1 in a bay. */
  cellKinds: Uint8Array;
  /** [counted cells]: index in the level's grid. */
  cellIndices: Int32Array;
  /** [candidates] of [counted cells]: received over threshold, median, as a ratio. */
  ratios: Float32Array[];
  /** [candidates] of [points]: received over what the point probability needs, as a ratio. */
  pointRatios: Float32Array[];
  pointIds: string[];
  pointPositions: Position[];
  /** One carrier binds everywhere, so that the lower bound holds. */
  singleCarrier: boolean;
  /** Probability of service by ratio. [2] of tables: on foot, in a bay */
  tables: [Float32Array, Float32Array];
  /** No less than it, however many antennas the ratio is of. [2] */
  boundTables: [Float32Array, Float32Array];
}
