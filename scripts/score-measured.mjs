/**
 * `npm run score:measured -- FOLDER [--json FILE]`: how close propagation models are to levels that were measured in
 * buildings. FOLDER has the checkouts that benchmarks/measured/README.md lists; the measured car park is that of
 * ../shared/data/real. Prints the tables and writes them into docs/measured.md where every set was there.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawSites } from '../benchmarks/measured/lib/draw-links.mjs';
import { formatConstants, formatScores } from '../benchmarks/measured/lib/format-scores.mjs';
import { formatSpreads } from '../benchmarks/measured/lib/format-spreads.mjs';
import { scoreSites } from '../benchmarks/measured/lib/score-sites.mjs';
import { sets } from '../benchmarks/measured/sets/index.mjs';
import { readCarpark } from './lib/read-carpark.mjs';
import { root, say } from './lib/run.mjs';

const page = join(root, 'docs/measured.md');

const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });
const [folder, ...others] = positionals;
if (!folder || others.length > 0) {
  say('usage: npm run score:measured -- FOLDER [--json FILE]');
  process.exit(2);
}

const missing = [];
const sites = [];
const carpark = await readCarpark();
if (!carpark) missing.push('the car park of ../shared/data/real');
for (const set of sets) {
  const checkout = join(folder, set.repository.replace('/', '+'));
  if (!existsSync(checkout)) {
    missing.push(set.id);
    continue;
  }
  const buildings = await set.read(checkout);
  // The same measurements with a sketch for a plan.
  sites.push(...buildings.filter(({ id }) => id !== carpark?.sameAs).flatMap(drawSites));
  say(`read ${set.id}`);
}
if (carpark) sites.push(...drawSites(carpark));
if (sites.length === 0) {
  say(`no set in ${folder}: see benchmarks/measured/README.md`);
  process.exit(1);
}

const scores = scoreSites(sites, say);
const blocks = {
  score: formatScores(scores),
  constants: formatConstants(scores),
  spreads: formatSpreads(scores),
};
console.log(Object.values(blocks).join('\n\n'));
if (values.json) writeFileSync(values.json, `${JSON.stringify(scores, null, 1)}\n`);
if (missing.length > 0) say(`skipped, not there: ${missing.join(', ')}; docs/measured.md is left as it is`);
else writeBlocks();

function writeBlocks() {
  let text = readFileSync(page, 'utf8');
  for (const [name, block] of Object.entries(blocks)) {
    const mark = `<!-- ${name}: written by npm run score:measured -->`;
    const [head, rest] = text.split(mark);
    const end = rest?.indexOf(`<!-- /${name} -->`) ?? -1;
    if (end < 0) throw new Error(`docs/measured.md has no place for ${mark}`);
    text = `${head}${mark}\n\n${block}\n\n${rest.slice(end)}`;
  }
  writeFileSync(page, text);
}
