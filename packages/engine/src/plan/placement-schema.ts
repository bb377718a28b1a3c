/** Where the planner lets antennas be placed: the key `placement` of the plan document. Lengths in metres. */
import { z } from 'zod';
import { id, point } from './level-schema.ts';

const radiusM = z.number().gt(0).max(100);

/** An area, or a place with what lies around it, on one level. */
const forbiddenPlace = z
  .looseObject({
    level: id,
    polygon: z.array(point).min(3).max(2000).optional(),
    position: point.optional(),
    radiusM: radiusM.optional(),
    reason: z.string().max(500).optional(),
  })
  .refine((value) => (value.polygon === undefined) !== (value.position === undefined), {
    message: 'forbidden-place',
  });

/** An antenna that somebody refused: by its id while it is in the plan, else by where it hung. */
const refusedPlace = z.looseObject({
  level: id,
  position: point,
  radiusM: radiusM.optional(),
  antenna: id.optional(),
  reason: z.string().max(500).optional(),
});

export const placementSchema = z.looseObject({
  forbidden: z.array(forbiddenPlace).max(2000).optional().describe('no antenna is placed there'),
  refused: z
    .array(z.union([id, refusedPlace]))
    .max(2000)
    .optional()
    .describe('antennas by id, or places, that were refused; default radius 5 m'),
  spacingM: z.number().min(1).max(50).optional().describe('between candidates; default 3.5'),
  leastDistanceM: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe('no two antennas of a level are placed nearer to each other; default 0'),
  clearanceM: z.number().min(0).max(5).optional().describe('from walls and columns; default 0.5'),
  leastHeightM: z
    .number()
    .min(1.8)
    .max(20)
    .optional()
    .describe('nothing hangs lower over the floor; default 2.2'),
});
