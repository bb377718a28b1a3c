import type { Level, LevelTransform } from '../../plan/index.ts';
import type { ImportWarning, LevelDrawing } from '../drawing/level-drawing.ts';
import type { FoundLevel } from '../recognition/recognise-level.ts';
import type { Registration } from '../recognition/register-levels.ts';
import type { LevelChange } from './corrections.ts';
import type { LayerIndex } from './layer-index.ts';

/** A level as built, and what it was built from. */
export interface ScoredLevel {
  built: Level;
  /** The level found, in its own frame, as `level`. */
  found: FoundLevel;
  /** The found walls in the order of the built ones. */
  walls: FoundLevel['walls'];
  level: LevelDrawing;
  index: LayerIndex;
  transform: LevelTransform;
  /** The level's id before any correction. */
  sourceId: string;
  /** The same where the format states the storey: storeys share their coordinates. */
  storey?: string;
  /** Read from an image: nothing is written in the file. */
  isTraced: boolean;
  /** Undefined for the level that the others are aligned under. */
  registration?: Pick<Registration, 'columnMatchRatio' | 'by'>;
  /** Decisions of the planner about the level. */
  given: LevelChange;
  warnings: readonly ImportWarning[];
}
