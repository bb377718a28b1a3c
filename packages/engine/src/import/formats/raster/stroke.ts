/** A straight stroke along the rows of a raster, measured; lengths in its pixels. */
export interface Stroke {
  from: number;
  to: number;
  /** Row at `from` and its rise per column. */
  centre: number;
  slope: number;
  width: number;
  /** Darkness summed across, in pixels of full ink. */
  ink: number;
  peak: number;
  /** Solid ink, as concrete is drawn; false for the space between two lines. */
  filled: boolean;
}

/** Row of a stroke's centre line at a column. */
export function rowAt(stroke: Stroke, column: number): number {
  return stroke.centre + stroke.slope * (column - stroke.from);
}
