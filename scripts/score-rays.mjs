/**
 * `npm run score:rays -- FOLDER [--rays 100000] [--json FILE]`: how close energy rays come to levels that were measured in
 * buildings with drawn walls, beside the default model, and whether what they differ by says where the model is off. FOLDER as
 * for `npm run score:measured`. Prints the tables and writes them into docs/measured.md where every building was there.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formatRays } from '../benchmarks/measured/lib/format-rays.mjs';
import { scoreRays } from '../benchmarks/measured/lib/score-rays.mjs';
import { isTraceable, traceSiteByRays } from '../benchmarks/measured/lib/trace-site-rays.mjs';
import { readMeasuredSites, writeMeasuredBlocks } from './lib/read-measured-sites.mjs';
import { say } from './lib/run.mjs';

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' }, rays: { type: 'string', default: '100000' } },
  allowPositionals: true,
});
const [folder, ...others] = positionals;
const rays = Number(values.rays);
if (!folder || others.length > 0 || !(rays >= 1000)) {
  say('usage: npm run score:rays -- FOLDER [--rays COUNT] [--json FILE]');
  process.exit(2);
}

/** Buildings whose walls are drawn: without one of them the tables are others. */
const expectedBuildings = 12;

const { sites } = await readMeasuredSites(folder);
const traced = [];
for (const site of sites.filter(isTraceable)) {
  traced.push(await traceSiteByRays(site, { rays }));
  say(`traced ${site.id}`);
}
if (traced.length === 0) {
  say(`no building with walls in ${folder}: see benchmarks/measured/README.md`);
  process.exit(1);
}
const scores = scoreRays(traced);
const block = formatRays(scores, rays);
console.log(block);
if (values.json) writeFileSync(values.json, `${JSON.stringify(scores, null, 1)}\n`);
const buildings = new Set(traced.map(({ building }) => building)).size;
if (buildings < expectedBuildings)
  say(`${buildings} of ${expectedBuildings} buildings: docs/measured.md is left as it is`);
else writeMeasuredBlocks({ rays: block }, 'npm run score:rays');
