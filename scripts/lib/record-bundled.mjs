import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './run.mjs';

/** Returns where the build of a package says which packages of others its bundles contain. */
export const bundledFile = (name) => join(root, 'packages', name, 'build/bundled.json');

/**
 * A plugin of Rolldown and Vite that writes down whose modules a bundle contains, as folders below `node_modules`. One may
 * stand in several builds of a package (a page and its workers): the file grows with each.
 */
export function recordBundled(name) {
  const folders = new Set();
  return {
    name: 'record-bundled',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
      const styles = [...this.getModuleIds()].filter((id) => /\.(css|wasm)(\?|$)/.test(id));
      for (const id of [...chunks.flatMap(({ moduleIds }) => moduleIds), ...styles]) {
        const folder = packageFolder(id);
        if (folder) folders.add(folder);
      }
      const file = bundledFile(name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify([...folders].sort(), undefined, 1)}\n`);
    },
  };
}

/** `node_modules/…` of the package that a module belongs to, from the clone's folder; undefined for our own. */
function packageFolder(id) {
  return /^.*?[\\/]?(node_modules[\\/](?:.*[\\/]node_modules[\\/])?(?:@[^\\/]+[\\/])?[^\\/]+)/
    .exec(id.replace(/^\0/, '').slice(root.length))?.[1]
    .replaceAll('\\', '/');
}
