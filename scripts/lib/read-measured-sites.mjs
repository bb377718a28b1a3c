import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawSites } from '../../benchmarks/measured/lib/draw-links.mjs';
import { sets } from '../../benchmarks/measured/sets/index.mjs';
import { readCarpark } from './read-carpark.mjs';
import { root, say } from './run.mjs';

const page = join(root, 'docs/measured.md');

/**
 * Sites of the measured buildings whose checkouts are in a folder, and of the car park of ../shared/data/real; `missing`
 * names what is not there.
 */
export async function readMeasuredSites(folder) {
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
  return { sites, missing };
}

/** Writes blocks of docs/measured.md between their marks, which say by which command. */
export function writeMeasuredBlocks(blocks, command) {
  let text = readFileSync(page, 'utf8');
  for (const [name, block] of Object.entries(blocks)) {
    const mark = `<!-- ${name}: written by ${command} -->`;
    const [head, rest] = text.split(mark);
    const end = rest?.indexOf(`<!-- /${name} -->`) ?? -1;
    if (end < 0) throw new Error(`docs/measured.md has no place for ${mark}`);
    text = `${head}${mark}\n\n${block}\n\n${rest.slice(end)}`;
  }
  writeFileSync(page, text);
}
