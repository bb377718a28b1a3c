/**
 * An import's summary: the key `derived.import` of the plan document. It holds measurements only; which of
 * them make a verdict undecidable is for `import-limits.ts`. Ratios follow from the counts, so that a reader
 * can check them.
 */
import { z } from 'zod';
import { phrase } from './scheme-record.ts';

const count = z.number().int().min(0);
const amount = z.number().min(0);
const text = z.string().max(1000);

/** How many were found in the drawing, and how many of them lie outside the floor and were dropped. */
const held = z.looseObject({ found: amount, outside: amount });

export const outlineOrigins = ['walls', 'stated', 'floor-edge', 'assumed', 'given'] as const;

const outlineSummary = z.looseObject({
  by: z
    .enum(outlineOrigins)
    .describe(
      'walls: traced along closed walls; stated: an outline of the file; floor-edge: a guess of the format; assumed: around what stands there; given: by the planner',
    ),
  lengthM: amount,
  gaps: count.describe('stretches of the edge along which nothing is drawn'),
  gapLengthM: amount.describe('of all of them'),
  longestGapM: amount,
  doubtedHolesM2: amount.describe('holes that nothing but closed walls speaks for'),
});

export const garageSigns = [
  ...(['bays', 'bay-names', 'garage-words', 'below-ground', 'way-in', 'columns', 'cars'] as const),
] as const;
export const otherUseSigns = [
  ...(['no-bays', 'few-bays', 'loose-bays', 'no-structure', 'windows', 'rooms', 'furniture'] as const),
  ...(['room-words', 'other-title', 'open-air', 'above-ground'] as const),
] as const;

const levelSummary = z.looseObject({
  level: z.string(),
  floorM2: amount.describe('inside the outline, less holes'),
  outlinedM2: amount.describe('inside the outline, with holes'),
  drawnM2: amount.describe(
    'covered by all that was recognised: an estimate that owes nothing to the outline',
  ),
  emptyM2: amount.describe('floor that nothing of a garage is near to'),
  outline: outlineSummary,
  bays: held,
  baysBlocked: z
    .int()
    .min(0)
    .optional()
    .describe('bays with a wall, a column or another bay in their middle'),
  unreadM: amount
    .optional()
    .describe('lines on the floor on layers of no class, along nothing that was found'),
  columns: held,
  points: held,
  wallsM: held.describe('length of walls, m'),
  use: z
    .looseObject({
      for: z.array(z.enum(garageSigns)),
      against: z.array(z.enum(otherUseSigns)),
    })
    .describe('what speaks for a garage, and what against it'),
});

export const sizeChecks = ['bays', 'columns', 'doors', 'walls'] as const;

const scaleSummary = z.looseObject({
  metresPerUnit: z.number().gt(0),
  by: z
    .enum(['format', 'given', 'header', 'paper-scale', 'sizes', 'against-header', 'assumed'])
    .describe('what the unit was taken from'),
  agree: z.array(z.enum(sizeChecks)).describe('things that have the size of their kind'),
  disagree: z.array(z.enum(sizeChecks)).describe('things that have not'),
});

const leftOut = z.looseObject({
  name: text.describe('its title, or where it lies'),
  why: z
    .enum(['part', 'title', 'storey', 'asked', 'failed'])
    .describe(
      'part: a part of the drawing taken for no level; title: a level that is named and not found; storey: without walls that are cut; asked: not asked for; failed: nothing could be recognised on it',
    ),
  bays: count.optional(),
  columns: count.optional(),
  wallsM: amount.optional(),
  isOtherSheet: z
    .boolean()
    .optional()
    .describe('its title or level mark says that no basement is drawn there'),
  isAlike: z.boolean().optional().describe('as long and as broad as a level that was taken'),
});

export const importSummarySchema = z.looseObject({
  format: z.string().max(20),
  scale: scaleSummary,
  levels: z.array(levelSummary).max(20),
  leftOut: z.array(leftOut).max(1000).describe('drawn or named, and no level of the plan'),
  lines: z
    .looseObject({
      byShapeM: amount.describe('lines that no layer names as walls, and whose shape is one'),
      crossingM: amount.describe('lines of wall layers that run across walls or stand alone: not taken'),
      namedM: amount.optional().describe('lines on layers that are named as walls, both faces counted'),
    })
    .optional()
    .describe(
      'what lines on layers were told by what they do, m; absent of formats that state what things are',
    ),
  missing: z
    .looseObject({ references: count, blocks: count, objects: count, damaged: count })
    .describe('of the file: external references, undefined blocks, objects only their program draws, damage'),
  findings: z
    .array(z.looseObject({ code: text, at: text, said: phrase }))
    .max(1000)
    .optional()
    .describe('what was assumed, guessed or left out, as the import said it, and where'),
});

export type ImportSummary = z.infer<typeof importSummarySchema>;
export type LevelSummary = ImportSummary['levels'][number];
export type LeftOut = ImportSummary['leftOut'][number];
export type GarageSign = (typeof garageSigns)[number];
export type OtherUseSign = (typeof otherUseSigns)[number];
export type SizeCheck = (typeof sizeChecks)[number];
