/** Writes docs/plan.schema.json from the engine's schema; a test compares the two. Run after `npm run build`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planJsonSchema } from '../packages/engine/dist/plan/index.js';
import { root } from './lib/run.mjs';

writeFileSync(join(root, 'docs/plan.schema.json'), `${JSON.stringify(planJsonSchema(), null, 2)}\n`);
