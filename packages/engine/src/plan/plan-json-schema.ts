import { z } from 'zod';
import { planSchema, planVersion } from './schema.ts';

/**
 * The plan format as JSON Schema (draft 2020-12), for editors and other programs. It says less than `parsePlan`:
 * that ids are used once, outlines do not cross and references lead somewhere is checked there only.
 */
export function planJsonSchema(): object {
  const schema = z.toJSONSchema(planSchema, { target: 'draft-2020-12', io: 'input' });
  return { title: `Diku plan, format version ${planVersion}`, ...schema };
}
