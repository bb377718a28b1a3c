/**
 * The engine's doors as its sources, for what resolves modules itself: its package.json says which there are, and which
 * built file each leads to.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const engine = join(root, 'packages/engine');
const { name, exports } = JSON.parse(readFileSync(join(engine, 'package.json'), 'utf8'));

/** Source of every door by the name it is imported by. The longest name comes first, for the shortest begins all. */
export const engineSources = Object.fromEntries(
  Object.entries(exports)
    .filter(([, door]) => door.default)
    .map(([path, door]) => [`${name}${path.slice(1)}`, sourceOf(door.default)])
    .sort(([a], [b]) => b.length - a.length),
);

function sourceOf(built) {
  return join(engine, built.replace('/dist/', '/src/').replace(/\.js$/, '.ts'));
}
