/**
 * `npm run score:measured -- FOLDER [--json FILE] [--only spreads]`: how close propagation models are to levels that were measured in
 * buildings. FOLDER has the checkouts that benchmarks/measured/README.md lists; the measured car park is that of
 * ../shared/data/real. Prints the tables and writes them into docs/measured.md where every set was there; with `--only
 * spreads` those of the spreads alone.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formatConstants, formatScores } from '../benchmarks/measured/lib/format-scores.mjs';
import { formatSpreads } from '../benchmarks/measured/lib/format-spreads.mjs';
import { scoreSites, scoreSpreadsAlone } from '../benchmarks/measured/lib/score-sites.mjs';
import { readMeasuredSites, writeMeasuredBlocks } from './lib/read-measured-sites.mjs';
import { say } from './lib/run.mjs';

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string' } },
  allowPositionals: true,
});
const [folder, ...others] = positionals;
if (!folder || others.length > 0 || (values.only ?? 'spreads') !== 'spreads') {
  say('usage: npm run score:measured -- FOLDER [--json FILE] [--only spreads]');
  process.exit(2);
}

const { sites, missing } = await readMeasuredSites(folder);
if (sites.length === 0) {
  say(`no set in ${folder}: see benchmarks/measured/README.md`);
  process.exit(1);
}

const scores = values.only ? scoreSpreadsAlone(sites, say) : scoreSites(sites, say);
const blocks = {
  ...(values.only ? {} : { score: formatScores(scores), constants: formatConstants(scores) }),
  spreads: formatSpreads(scores),
};
console.log(Object.values(blocks).join('\n\n'));
if (values.json) writeFileSync(values.json, `${JSON.stringify(scores, null, 1)}\n`);
if (missing.length > 0) say(`skipped, not there: ${missing.join(', ')}; docs/measured.md is left as it is`);
else writeMeasuredBlocks(blocks, 'npm run score:measured');
