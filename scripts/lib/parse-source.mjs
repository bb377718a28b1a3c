import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
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

const listed = new WeakMap();

/** Every node of a source, each before what is in it; listed once a process, as to walk a tree takes longer than a list. */
export function nodesOf(source) {
  const known = listed.get(source);
  if (known) return known;
  const nodes = [];
  const visit = (node) => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  listed.set(source, nodes);
  return nodes;
}

/**
 * The host of a program that asks for types: its sources, and what other packages and the language itself declare, are
 * parsed once a process. Programs that share sources agree on what a name binds to: the target and strictness.
 */
export function typesHost(options) {
  const getSourceFile = (file, { impliedNodeFormat }) => {
    if (!ts.sys.fileExists(file)) return undefined;
    const source = parseSource(file);
    source.impliedNodeFormat ??= impliedNodeFormat;
    return source;
  };
  return { ...ts.createCompilerHost(options), getSourceFile };
}

/**
 * The host of a program that only asks where names come from: its sources are parsed once a process, and what other packages
 * and the language itself declare is left out.
 */
export function syntaxHost(options) {
  const resolved = ({ text }, from) => {
    if (!text.startsWith('.')) return { resolvedModule: undefined };
    const path = resolve(dirname(from), text.split('?')[0]);
    // Compiled declarations name each other by their sources.
    const isCompiled = from.endsWith('.d.ts');
    const resolvedFileName = isCompiled ? path.replace(/\.[jt]s$/, '.d.ts') : path;
    if (!/\.tsx?$/.test(resolvedFileName)) return { resolvedModule: undefined };
    const extension = isCompiled ? ts.Extension.Dts : ts.Extension.Ts;
    return { resolvedModule: { resolvedFileName, extension } };
  };
  return {
    ...ts.createCompilerHost(options),
    getSourceFile: (file) => parseSource(file),
    resolveModuleNameLiterals: (literals, from) => literals.map((literal) => resolved(literal, from)),
  };
}
