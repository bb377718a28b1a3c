import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const blockBytes = 4096;

/** Bytes that a folder takes on a disk of 4 KB blocks, as `du` counts them; a file of one byte takes a block. */
export function installedBytes(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.reduce((sum, entry) => {
    const { size } = lstatSync(join(entry.parentPath, entry.name));
    return sum + Math.max(1, Math.ceil(size / blockBytes)) * blockBytes;
  }, blockBytes);
}

/** Largest folders of packages in a `node_modules`, as `[name, bytes]`. */
export function largestPackages(modules, count) {
  const names = readdirSync(modules).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((each) => `${name}/${each}`) : [name],
  );
  return names
    .filter((name) => lstatSync(join(modules, name)).isDirectory())
    .map((name) => [name, installedBytes(join(modules, name))])
    .sort(([, a], [, b]) => b - a)
    .slice(0, count);
}
