import { execFileSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { foreignNames, fragmentComments, isForeign } from '../../../scripts/lib/measure-words.mjs';
import { nodesOf, parseSource, typesHost } from '../../../scripts/lib/parse-source.mjs';
import { once } from '../../support/once.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');

/** Numbers here are in the unit of whatever comes in: drawing units or pixels before the scale is known, or any plane's. */
const unitOfInput =
  /^packages\/engine\/src\/(import\/formats\/(dxf|pdf|raster)|core\/(geometry|text\/dxf))\//;
/** Options are named by the command line: `--resolution 0.5`. */
const optionNames = new Set(['resolution']);

/** A number whose name ends in one of these says no unit. */
const physicalWords = new Set([
  ...['distance', 'height', 'width', 'thickness', 'radius', 'diameter', 'elevation', 'altitude', 'spacing'],
  ...['loss', 'gain', 'power', 'rsrp', 'sinr', 'rssi', 'noise', 'attenuation', 'margin'],
  ...['frequency', 'bandwidth', 'wavelength', 'angle', 'azimuth', 'rotation', 'bearing', 'tilt'],
  ...['area', 'perimeter', 'duration', 'timeout', 'latency', 'speed', 'resolution'],
]);

/** Declared numbers (variables, parameters, properties, functions) of a project whose last word is physical. */
function namesWithoutUnit(project: ts.Program, folder: string): string[] {
  const checker = project.getTypeChecker();
  const wrong: string[] = [];
  for (const source of project.getSourceFiles()) {
    if (source.isDeclarationFile || !source.fileName.includes(`/${folder}/`)) continue;
    if (unitOfInput.test(relative(root, source.fileName))) continue;
    for (const node of nodesOf(source)) {
      const name = declaredName(node);
      if (
        name &&
        !optionNames.has(name.text) &&
        physicalWords.has(lastWord(name.text)) &&
        isNumber(checker, name)
      ) {
        const { line } = source.getLineAndCharacterOfPosition(name.getStart());
        wrong.push(`${relative(root, source.fileName)}:${line + 1} ${name.text}`);
      }
    }
  }
  return wrong;
}

/** The name that this node gives to a number; names taken over from others (destructuring) are not its choice. */
function declaredName(node: ts.Node): ts.Identifier | undefined {
  const declares =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isMethodSignature(node);
  return declares && node.name && ts.isIdentifier(node.name) ? node.name : undefined;
}

function isNumber(checker: ts.TypeChecker, name: ts.Identifier): boolean {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(name));
  const returned = type.getCallSignatures()[0]?.getReturnType();
  return [type, returned].some((candidate) => candidate && (candidate.flags & ts.TypeFlags.NumberLike) !== 0);
}

function lastWord(name: string): string {
  return (/[A-Z]?[a-z]+$/.exec(name)?.[0] ?? '').toLowerCase();
}

function openProject(configFile: string): ts.Program {
  const parsed = ts.getParsedCommandLineOfConfigFile(
    configFile,
    { noEmit: true },
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
        throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
      },
    },
  );
  if (!parsed) throw new Error(`${configFile} cannot be read`);
  const { fileNames: rootNames, options } = parsed;
  return ts.createProgram({ rootNames, options, host: typesHost(options) });
}

describe('names', () => {
  // Types of all sources, or all files: seconds.
  const thorough = { tags: ['thorough' as const] };
  const engine = once(() => openProject(`${root}/packages/engine/tsconfig.json`));

  it('every physical number of the engine carries its unit', thorough, () => {
    expect(namesWithoutUnit(engine(), 'packages/engine/src')).toEqual([]);
  });

  it('the engine uses no name that only a browser or Node defines', thorough, () => {
    // What no file of the project declares does not compile.
    const files = engine()
      .getSourceFiles()
      .map(({ fileName }) => fileName);
    expect(files.filter((file) => /\/lib\.(dom|webworker)|\/@types\/node\//.test(file))).toEqual([]);
    expect(files.filter((file) => /\/lib\.es\d/.test(file)).length).toBeGreaterThan(0);
  });

  it('every physical number of the command line carries its unit', thorough, () => {
    const cli = openProject(`${root}/packages/cli/tsconfig.json`);
    expect(namesWithoutUnit(cli, 'packages/cli/src')).toEqual([]);
  });

  it(
    'names of sources and files are the trade’s words, where no file format carries others',
    thorough,
    () => {
      const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
      const sources = tracked.filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.includes('/api/'));
      expect(sources.length).toBeGreaterThan(1000);
      expect(sources.flatMap((file) => foreignNames(file, parseSource(join(root, file))))).toEqual([]);
    },
  );

  it('words outside the trade are found in names, and comments without a subject', () => {
    const names = [
      'ownWalls',
      'keptFields',
      'placeMm',
      'firstPlace',
      'isBesideWall',
      'MOST_WORKERS',
      'leastDb',
    ];
    expect(names.filter((name) => !isForeign(name))).toEqual([]);
    const usual = [
      'placeAntennas',
      'placement',
      'atLeast',
      'ordinaryLeastSquares',
      'phonePlaces',
      'knownWalls',
    ];
    expect(usual.filter(isForeign)).toEqual([]);
    const text =
      "/** Of rows that are no communities. */\nconst a = 1;\n/**\n * Rows by district.\n */\nconst image = '';\n";
    const source = ts.createSourceFile('a.ts', text, ts.ScriptTarget.ES2022, true);
    expect(fragmentComments('a.ts', source)).toEqual(['a.ts:1 Of rows that are no communities.']);
    expect(foreignNames('a.ts', source)).toEqual([]);
    const other = ts.createSourceFile('b.ts', 'const ownWalls = 1;', ts.ScriptTarget.ES2022, true);
    expect(foreignNames('b.ts', other)).toEqual(['b.ts:1 ownWalls']);
  });
});
