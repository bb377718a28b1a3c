import type { DrawingInspection, LayerRow } from '@diku/engine/import';
import type { Correction, ImportSource, LevelDrawingLines } from './imported.ts';
import type { WorkFailure } from './work-failure.ts';

/** A drawing that is no plan yet. It lies over the page until it is one or is given up. */
export type PendingDrawing = PendingScan | RefusedDrawing;

/** An image whose scale nobody has said. */
export interface PendingScan {
  kind: 'picture';
  source: ImportSource;
  /** The image that a page of a PDF is; other files are images themselves. */
  scan?: Blob;
  /** Why the scale that was given did not do. */
  failure: WorkFailure | undefined;
}

/** A drawing that was read, but no garage was recognised in it. */
export interface RefusedDrawing extends DrawingInspection {
  kind: 'refused';
  source: ImportSource;
  failure: WorkFailure | undefined;
  layers: LayerRow[];
  /** Lines in the drawing's own units. */
  lines: LevelDrawingLines;
  /** Decisions since. */
  changes: readonly Correction[];
}
