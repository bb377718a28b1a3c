import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

/**
 * Leaves out of what is built all that nobody who installs the package reads: doc comments in programs (the types have
 * them), and types that no type behind a door refers to. The whole lies in `build/whole` until `restorePackage`.
 */
export function thinPackage(folder) {
  restorePackage(folder);
  const dist = join(folder, 'dist');
  cpSync(dist, wholeOf(folder), { recursive: true, preserveTimestamps: true });
  const reached = reachedTypes(folder);
  for (const name of readdirSync(dist, { recursive: true })) {
    const file = join(dist, name);
    if (name.endsWith('.d.ts')) {
      if (!reached.has(file)) rmSync(file);
    } else if (name.endsWith('.js')) writeFileSync(file, withoutDocComments(readFileSync(file, 'utf8')));
  }
}

/** Puts back what `thinPackage` took; nothing where it took nothing. */
export function restorePackage(folder) {
  if (!existsSync(wholeOf(folder))) return;
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  renameSync(wholeOf(folder), join(folder, 'dist'));
}

function wholeOf(folder) {
  return join(folder, 'build/whole');
}

/** Files of types from the package's exports on, by every import and reference. */
function reachedTypes(folder) {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const waiting = Object.values(exports).flatMap(({ types }) => (types ? [resolve(folder, types)] : []));
  const reached = new Set();
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const { importedFiles, referencedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'));
    for (const { fileName } of [...importedFiles, ...referencedFiles]) {
      if (!fileName.startsWith('.')) continue;
      waiting.push(`${resolve(dirname(file), fileName).replace(/\.[jt]s$/, '')}.d.ts`);
    }
  }
  return reached;
}

/** Comments that are no doc comments stay: bundlers read some of them. */
export function withoutDocComments(text) {
  const ends = new Map();
  const visit = (node) => {
    for (const { pos, end } of ts.getLeadingCommentRanges(text, node.pos) ?? []) {
      if (text.startsWith('/**', pos)) ends.set(pos, end);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('program.js', text, ts.ScriptTarget.Latest));
  let rest = '';
  let at = 0;
  for (const [pos, end] of [...ends].sort(([a], [b]) => a - b)) {
    if (pos < at) continue;
    rest += text.slice(at, pos).replace(/[ \t]+$/, '');
    at = text[end] === '\n' ? end + 1 : end;
  }
  return rest + text.slice(at);
}
