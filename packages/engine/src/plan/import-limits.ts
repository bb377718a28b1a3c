/**
 * From where on what an import says of itself makes the verdict undecidable. Each limit stands between what was measured
 * on drawings that come in right and on those that do not: the ten garages of a known answer, 60 drawn anew and made up
 * (seeds 9001–9030), and the same with the messes of `npm run score:doubts`, where the area is off by 7 to 250 %.
 */
export const importLimits = {
  /** Along the edge nothing is drawn, m. Right: up to 6 (a ramp of two lanes), and openings of 6 m that do no harm. */
  longestGapM: 9,
  /**
   * Of the edge's length: of one traced along walls, right up to 0.08 (eight openings of 6 m); of one assumed around what
   * stands there, right up to 0.02, and 0.15 where it runs in between the bays behind an open wall.
   */
  gapRatio: { walls: 0.1, assumed: 0.05 },
  /** What is drawn covers so much more than the outline holds. Right: up to 1.023; an outer wall open for 20 m: from 1.13. */
  mostDrawnRatio: 1.04,
  /** And so much less. Right: from 0.994. */
  leastDrawnRatio: 0.9,
  /** Of the floor, with nothing of a garage near it. Right: up to 0.043; a frame or axes taken for walls: from 0.055. */
  emptyRatio: 0.05,
  /** Of the floor, in holes that nothing speaks for. Right: up to 0.03; a frame taken for the outer wall: from 0.32. */
  doubtedHolesRatio: 0.05,
  /** Of the bays, outside. Right: up to 0.02 (two of 76); an outer wall open for 20 m: from 0.11. */
  baysOutsideRatio: 0.04,
  /** Of the columns. Right: up to 0.02; an outer wall open for 20 m: from 0.08. */
  columnsOutsideRatio: 0.04,
  /** Of the points, from the third on. Right: up to 2 (of legends); outer walls open for 20 m: 1 to 31. */
  pointsOutsideRatio: 0.1,
  /** Of the walls' length, without those of ramps. Right: up to 0.11 (lines strewn over the sheet); open: up to 0.28. */
  wallsOutsideRatio: 0.2,
  /**
   * A part with so many bays was a floor, and one with so many columns and so much wall, of that of the level with the
   * least. Sections and details beside small garages: up to 0.9 with one column at most; a level without its columns: 1.6.
   */
  leftOutThings: 8,
  leftOutWallsRatio: { withColumns: 0.25, alone: 1 },
  /** Kinds of things that must have the size of their kind where no bay says what the scale is. */
  sizesAgreeing: 2,
  /** Blocks that are not defined, objects nobody can read, damaged entities. Right: none; furniture is a few. */
  missingParts: 10,
} as const;
