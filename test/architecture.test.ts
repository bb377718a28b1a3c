import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
const engineSource = join(root, 'packages/engine/src');

/** A folder (or top-level file) of the engine imports itself and what stands before it. */
const engineOrder = [
  ...['core', 'plan', 'drawing', 'materials', 'propagation', 'kernel', 'scene', 'rays', 'workers', 'fields'],
  ...['signal', 'feeder', 'coverage', 'prediction', 'walks', 'acceptance', 'placement', 'network', 'exposure'],
  ...['design', 'calibration', 'programme', 'report', 'workflow', 'index'],
];
const viewerSource = join(root, 'packages/viewer/src');

/** The same of the planner; what stands together draws together. */
const viewerOrder = [
  ['texts'],
  ['store'],
  ['keeping', 'offline'],
  ['scene', 'layers'],
  ['tools'],
  ['compute'],
  ['app'],
  ['review'],
  ['commands'],
  ['panels'],
  ['main'],
].flatMap((folders, place) => folders.map((folder) => [folder, place] as const));
/** The data of the seam between physics and counting: its types, and nothing else, may be imported from anywhere. */
const sharedTypes = 'kernel/field-kernel.ts';
const longestFileLines = 250;

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
    .filter((file) => !/[\\/](node_modules|dist|build)[\\/]|\.generated\.ts$/.test(file))
    .sort();
}

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: Import[] = [];
  const add = (node: ts.Expression | undefined, typeOnly: boolean) => {
    if (!node || !ts.isStringLiteralLike(node)) return;
    const target = node.text.startsWith('.') ? resolve(dirname(file), node.text.split('?')[0]) : undefined;
    found.push({ file, specifier: node.text, typeOnly, target });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  if (clause.name || !named || !ts.isNamedImports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

const inRepo = (file: string) => relative(root, file).split(sep).join('/');
const engineFolder = (file: string) => relative(engineSource, file).split(sep)[0].replace(/\.ts$/, '');

describe('architecture', () => {
  const engineFiles = listSources('packages/engine/src');
  const engineImports = engineFiles.flatMap(importsOf);

  it('knows the place of every folder of the engine', () => {
    const unknown = new Set(engineFiles.map(engineFolder).filter((folder) => !engineOrder.includes(folder)));
    expect([...unknown]).toEqual([]);
  });

  it('imports in the engine run one way', () => {
    const wrong = engineImports.filter(({ file, target, typeOnly }) => {
      if (!target) return false;
      if (!target.startsWith(engineSource)) return true;
      if (typeOnly && target === join(engineSource, sharedTypes)) return false;
      return engineOrder.indexOf(engineFolder(target)) > engineOrder.indexOf(engineFolder(file));
    });
    expect(wrong.map(({ file, specifier }) => `${inRepo(file)} → ${specifier}`)).toEqual([]);
  });

  it('the engine imports nothing of Node', () => {
    const wrong = engineImports.filter(({ specifier }) => isBuiltin(specifier));
    expect(wrong.map(({ file, specifier }) => `${inRepo(file)} → ${specifier}`)).toEqual([]);
  });

  it('the command line and the planner never import each other, nor the engine past its door', () => {
    const wrong = ['cli', 'viewer'].flatMap((name) => {
      const folder = join(root, 'packages', name);
      return listSources(`packages/${name}/src`)
        .flatMap(importsOf)
        .filter(({ specifier, target }) => {
          if (target) return !target.startsWith(folder);
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
    const places = new Map<string, number>(viewerOrder);
    const placeOf = (file: string) =>
      places.get(
        relative(viewerSource, file)
          .split(sep)[0]
          .replace(/\.tsx?$/, ''),
      );
    const imports = listSources('packages/viewer/src').flatMap(importsOf);
    expect(imports.filter(({ file }) => placeOf(file) === undefined).map(({ file }) => inRepo(file))).toEqual(
      [],
    );
    const wrong = imports.filter(({ file, target }) => target && !(placeOf(target)! <= placeOf(file)!));
    expect(wrong.map(({ file, specifier }) => `${inRepo(file)} → ${specifier}`)).toEqual([]);
  });

  it('only panels know how they are drawn', () => {
    const wrong = listSources('packages/viewer/src')
      .filter((file) => !/src\/(panels\/|main\/show-panels)/.test(inRepo(file)))
      .flatMap(importsOf)
      .filter(({ specifier }) => /^(react|@mantine|@tabler)/.test(specifier));
    expect(wrong.map(({ file, specifier }) => `${inRepo(file)} → ${specifier}`)).toEqual([]);
  });

  it(`no file is longer than ${longestFileLines} lines`, () => {
    const long = ['packages', 'scripts', 'benchmarks']
      .flatMap((folder) => listSources(folder))
      .map((file) => ({ file: inRepo(file), lines: readFileSync(file, 'utf8').trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > longestFileLines);
    expect(long).toEqual([]);
  });

  it('a README inside the packages has at most 20 lines', () => {
    const readmes = listSources('packages', ['README.md']);
    const long = readmes.filter((file) => readFileSync(file, 'utf8').trimEnd().split('\n').length > 20);
    expect(readmes.length).toBeGreaterThan(0);
    expect(long.map(inRepo)).toEqual([]);
  });
});
