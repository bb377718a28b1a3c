import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { nodesOf, parseSource } from '../../../scripts/lib/parse-source.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');
const engineSource = join(root, 'packages/engine/src');

/** The rooms of the engine, and the rooms that each may import, through their doors (`index.ts`) alone. */
const rooms: Record<string, readonly string[]> = {
  core: [],
  plan: ['core'],
  import: ['core', 'plan'],
  radio: ['core', 'plan'],
  measurement: ['core', 'plan', 'radio'],
  design: ['core', 'plan', 'radio'],
  programme: ['core', 'plan'],
  documents: ['core', 'plan', 'radio', 'measurement', 'design', 'programme'],
  workflow: ['core', 'plan', 'import', 'radio', 'measurement', 'design', 'programme', 'documents'],
};
/** What the package gives to others: its root and its sub-paths, which enter rooms by their doors. */
const packageDoors = new Set(['index.ts', 'entries']);
const viewerSource = join(root, 'packages/viewer/src');

/** The same of the planner; what stands together draws together. */
const viewerOrder = [
  ['texts'],
  ['store'],
  ['persistence', 'offline'],
  ['scene', 'layers'],
  ['tools'],
  ['compute'],
  ['app'],
  ['review'],
  ['commands'],
  ['panels'],
  ['main'],
].flatMap((folders, point) => folders.map((folder) => [folder, point] as const));
interface Import {
  file: string;
  specifier: string;
  typeOnly: boolean;
  /** Absolute path of a relative import; undefined for packages. */
  target?: string;
}

function listSources(folder: string, extensions = ['.ts', '.tsx', '.mjs', '.js']): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extensions.some((extension) => entry.name.endsWith(extension)))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](node_modules|dist|build|assets)[\\/]|\.generated\.ts$/.test(file))
    .sort();
}

const knownImports = new Map<string, Import[]>();

function importsOf(file: string): Import[] {
  const known = knownImports.get(file);
  if (known) return known;
  const source = parseSource(file);
  const found: Import[] = [];
  knownImports.set(file, found);
  const add = (node: ts.Expression | undefined, typeOnly: boolean) => {
    if (!node || !ts.isStringLiteralLike(node)) return;
    const target = node.text.startsWith('.') ? resolve(dirname(file), node.text.split('?')[0]) : undefined;
    found.push({ file, specifier: node.text, typeOnly, target });
  };
  for (const node of nodesOf(source)) {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
  }
  return found;
}

/** Absolute paths of what a file reaches relative to itself, `new URL('…', import.meta.url)`: programs, assets. */
function reachedFrom(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/new URL\(\s*['`]([^'`]+)['`],\s*import\.meta\.url,?\s*\)/g)].map(
    ([, specifier]) => ({
      file,
      specifier,
      typeOnly: false,
      target: resolve(dirname(file), specifier),
    }),
  );
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  if (clause.name || !named || !ts.isNamedImports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

const inRepo = (file: string) => relative(root, file).split(sep).join('/');
const roomOf = (file: string) => relative(engineSource, file).split(sep)[0];
/** The first folder in a room, or a file that stands in none. */
const folderOf = (file: string) => relative(engineSource, file).split(sep).slice(0, 2).join('/');

/** Every set of nodes that lead to each other. */
function cyclesOf(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const visit = (node: string): void => {
    order.set(node, order.size);
    lowest.set(node, order.size - 1);
    open.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (open.includes(next)) lowest.set(node, Math.min(lowest.get(node)!, lowest.get(next)!));
    }
    if (lowest.get(node) !== order.get(node)) return;
    const members = open.splice(open.indexOf(node));
    if (members.length > 1) found.push(members.sort());
  };
  for (const node of edges.keys()) if (!order.has(node)) visit(node);
  return found;
}

describe('architecture', () => {
  const engineFiles = listSources('packages/engine/src');
  const engineImports = engineFiles.flatMap(importsOf);

  it('has rooms and a door, and nothing else', () => {
    const unknown = new Set(
      engineFiles.map(roomOf).filter((room) => !(room in rooms) && !packageDoors.has(room)),
    );
    expect([...unknown]).toEqual([]);
    expect(Object.keys(rooms).filter((room) => !existsSync(join(engineSource, room, 'index.ts')))).toEqual(
      [],
    );
  });

  it('a room imports only the rooms that it may, and only through their doors', () => {
    const wrong = engineImports.filter(({ file, target }) => {
      if (!target) return false;
      if (!target.startsWith(engineSource)) return true;
      const [from, to] = [roomOf(file), roomOf(target)];
      // A room does not go out by its own door to come in again, and nobody enters by that of the package.
      if (from === to) return target === join(engineSource, from, 'index.ts');
      const isAllowed = packageDoors.has(from) ? to in rooms : rooms[from].includes(to);
      return !isAllowed || target !== join(engineSource, to, 'index.ts');
    });
    expect(wrong.map(({ file, specifier }) => `${inRepo(file)} → ${specifier}`)).toEqual([]);
  });

  it('the folders of a room draw on each other one way', () => {
    const edges = new Map<string, Set<string>>();
    for (const { file, target } of engineImports) {
      if (!target?.startsWith(engineSource) || roomOf(file) !== roomOf(target)) continue;
      const [from, to] = [folderOf(file), folderOf(target)];
      if (from === to) continue;
      const onto = edges.get(from) ?? new Set();
      edges.set(from, onto.add(to));
    }
    expect(cyclesOf(edges)).toEqual([]);
  });

  it('no files import each other in a circle', () => {
    const edges = new Map<string, Set<string>>();
    for (const { file, target } of ['engine', 'viewer', 'cli'].flatMap((name) =>
      listSources(`packages/${name}/src`).flatMap(importsOf),
    )) {
      if (target) edges.set(inRepo(file), (edges.get(inRepo(file)) ?? new Set()).add(inRepo(target)));
    }
    expect(edges.size).toBeGreaterThan(900);
    expect(cyclesOf(edges)).toEqual([]);
  });

  it('the engine imports nothing of Node', () => {
    const wrong = engineImports.filter(({ specifier }) => isBuiltin(specifier));
    expect(wrong.map(({ file, specifier }) => `${inRepo(file)} → ${specifier}`)).toEqual([]);
  });

  it('the command line and the planner never meet, assets included, and enter the engine by its doors', () => {
    // What belongs to neither of them: fonts, the example.
    const shared = ['assets', 'examples'].map((folder) => join(root, folder) + sep);
    expect(listSources('packages').flatMap(reachedFrom).length).toBeGreaterThan(10);
    const wrong = ['cli', 'viewer'].flatMap((name) => {
      const folder = join(root, 'packages', name);
      return listSources(`packages/${name}/src`)
        .flatMap((file) => [...importsOf(file), ...reachedFrom(file)])
        .filter(({ specifier, target }) => {
          if (target) return ![folder + sep, ...shared].some((allowed) => target.startsWith(allowed));
          // The engine's doors are what its package exports.
          return specifier.startsWith('@diku/') && !/^@diku\/engine($|\/)/.test(specifier);
        });
    });
    expect(wrong.map(({ file, specifier }) => `${inRepo(file)} → ${specifier}`)).toEqual([]);
  });

  it('only the scene and the layers of the planner know three', () => {
    const wrong = listSources('packages')
      .filter((file) => !/^packages\/viewer\/src\/(scene|layers)\//.test(inRepo(file)))
      .flatMap(importsOf)
      .filter(({ specifier }) => /^three($|\/|-)/.test(specifier));
    expect(wrong.map(({ file, specifier }) => `${inRepo(file)} → ${specifier}`)).toEqual([]);
  });

  it('imports in the planner run one way', () => {
    const points = new Map<string, number>(viewerOrder);
    const locationOf = (file: string) =>
      points.get(
        relative(viewerSource, file)
          .split(sep)[0]
          .replace(/\.tsx?$/, ''),
      );
    const imports = listSources('packages/viewer/src').flatMap(importsOf);
    expect(
      imports.filter(({ file }) => locationOf(file) === undefined).map(({ file }) => inRepo(file)),
    ).toEqual([]);
    const wrong = imports.filter(({ file, target }) => target && !(locationOf(target)! <= locationOf(file)!));
    expect(wrong.map(({ file, specifier }) => `${inRepo(file)} → ${specifier}`)).toEqual([]);
  });

  it('only panels know how they are drawn', () => {
    const wrong = listSources('packages/viewer/src')
      .filter((file) => !/src\/(panels\/|main\/show-panels)/.test(inRepo(file)))
      .flatMap(importsOf)
      .filter(({ specifier }) => /^(react|@mantine|@tabler)/.test(specifier));
    expect(wrong.map(({ file, specifier }) => `${inRepo(file)} → ${specifier}`)).toEqual([]);
  });

  it('a README among the sources has at most 20 lines', () => {
    const readmes = ['engine', 'viewer', 'cli'].flatMap((name) =>
      listSources(`packages/${name}/src`, ['README.md']),
    );
    const long = readmes.filter((file) => readFileSync(file, 'utf8').trimEnd().split('\n').length > 20);
    expect(readmes.length).toBeGreaterThan(0);
    expect(long.map(inRepo)).toEqual([]);
  });
});
