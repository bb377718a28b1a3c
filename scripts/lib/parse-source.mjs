import { readFileSync } from 'node:fs';
import ts from 'typescript';

const parsed = new Map();

/** The syntax tree of a source, absolute path, with parents; parsed once a process. */
export function parseSource(file) {
  const known = parsed.get(file);
  if (known) return known;
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  parsed.set(file, source);
  return source;
}
