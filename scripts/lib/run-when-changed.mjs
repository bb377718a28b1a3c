import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from './run.mjs';

const skippedFolders = new Set(['node_modules', 'dist', 'build']);

/**
 * Runs `work` unless every output exists and the inputs (files and folders of the clone) have the content they had
 * when it last succeeded. Generated files count as inputs; what they hold decides, not when they were written.
 */
export function runWhenChanged(name, { inputs, outputs, message, work }) {
  const stampFile = join(root, '.cache/setup', name);
  const ready = outputs.every((path) => existsSync(join(root, path)));
  if (ready && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hashInputs(inputs)) return;
  say(`setup: ${message} …`);
  work();
  mkdirSync(join(root, '.cache/setup'), { recursive: true });
  writeFileSync(stampFile, hashInputs(inputs));
}

function hashInputs(inputs) {
  const hash = createHash('sha256').update(process.version);
  for (const input of inputs) addToHash(hash, input);
  return hash.digest('hex');
}

function addToHash(hash, path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  if (!statSync(full).isDirectory()) {
    hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
    return;
  }
  for (const name of readdirSync(full).sort()) {
    if (!skippedFolders.has(name) && !name.endsWith('.tsbuildinfo')) addToHash(hash, `${path}/${name}`);
  }
}
