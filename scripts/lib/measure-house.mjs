/** Measures of how the house is built, read from its sources and from one run of the built engine: `npm run house` prints them, a test holds their limits. */
import { readdirSync, readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { firstPageMeasure } from './measure-first-page.mjs';
import { foreignNames, fragmentComments } from './measure-words.mjs';
import { nodesOf, parseSource, syntaxHost } from './parse-source.mjs';
import { root } from './run.mjs';

const engine = join(root, 'packages/engine/src');
const maxLines = 60;

/** Every measure, each with what it found: `{ name, value, found }`. */
export async function measureHouse() {
  const sources = ['engine', 'cli', 'viewer'].flatMap((name) => listSources(`packages/${name}/src`));
  const files = new Map(sources.map((file) => [file, parseSource(file)]));
  const users = ['packages/cli/src', 'packages/viewer/src', 'examples'].flatMap((folder) =>
    listSources(folder, /\.generated\.ts$/),
  );
  const imports = importsOf(files);
  const doors = packageDoors();
  return [
    rootNames(doors),
    undocumentedNames(doors),
    unusedNames(doors, users),
    passedDoors(imports),
    loneImporters(files, imports),
    longFunctions(files),
    translations(files),
    words(files, 'names with words outside the trade', foreignNames),
    words(files, 'comments that begin with a preposition or as a clause', fragmentComments),
    ...(await predictionFiles()),
    firstPageMeasure(),
  ];
}

function listSources(folder, skipped = /\.generated\.ts$|\.d\.ts$/) {
  try {
    return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !skipped.test(file))
      .sort();
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

const inRepo = (file) => relative(root, file).split(sep).join('/');

/** Returns who imports whom: `{ from, to }`, absolute, of files in the packages. */
function importsOf(files) {
  const found = [];
  for (const [from, source] of files) {
    for (const node of nodesOf(source)) {
      const specifier =
        ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
          ? node.moduleSpecifier
          : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
            ? node.arguments[0]
            : undefined;
      if (specifier && ts.isStringLiteralLike(specifier) && specifier.text.startsWith('.')) {
        found.push({ from, to: resolve(dirname(from), specifier.text.split('?')[0]) });
      }
    }
  }
  return found;
}

/** The package's root and its sub-paths: `{ specifier, names: [{ name, symbol }] }`. */
function packageDoors() {
  const doors = [
    ['@diku/engine', 'index.ts'],
    ...readdirSync(join(engine, 'entries')).map((file) => [
      `@diku/engine/${file.replace('.ts', '')}`,
      `entries/${file}`,
    ]),
  ];
  const options = { target: ts.ScriptTarget.ES2022, noLib: true, types: [] };
  const program = ts.createProgram(
    doors.map(([, file]) => join(engine, file)),
    options,
    syntaxHost(options),
  );
  const checker = program.getTypeChecker();
  return doors.map(([specifier, file]) => {
    const source = program.getSourceFile(join(engine, file));
    const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
    const names = symbols.map((symbol) => {
      const origin = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const isDocumented = origin.getDocumentationComment(checker).length > 0;
      return { name: symbol.name, isDocumented };
    });
    return { specifier, names };
  });
}

function rootNames([{ names }]) {
  return { name: 'names at the root of the package', value: names.length, found: [] };
}

function undocumentedNames(doors) {
  const found = doors.flatMap(({ specifier, names }) =>
    names.filter(({ isDocumented }) => !isDocumented).map(({ name }) => `${specifier}: ${name}`),
  );
  return { name: 'public names without a doc comment', value: found.length, found };
}

/** Public names that neither the command line, nor the planner, nor an example takes. */
function unusedNames(doors, users) {
  const taken = new Set();
  for (const file of users) {
    for (const statement of statementsOf(parseSource(file))) {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
      const specifier = statement.moduleSpecifier?.text ?? '';
      if (!specifier.startsWith('@diku/engine')) continue;
      const list = ts.isImportDeclaration(statement)
        ? statement.importClause?.namedBindings
        : statement.exportClause;
      for (const { name, propertyName } of list?.elements ?? []) {
        taken.add(`${specifier}: ${(propertyName ?? name).text}`);
      }
    }
  }
  const found = doors
    .flatMap(({ specifier, names }) => names.map(({ name }) => `${specifier}: ${name}`))
    .filter((name) => !taken.has(name));
  return { name: 'public names that nobody uses', value: found.length, found };
}

/** Its statements, and those in modules that it declares. */
function statementsOf({ statements }) {
  return statements.flatMap((each) => (ts.isModuleDeclaration(each) ? [...each.body.statements] : [each]));
}

function passedDoors(imports) {
  const room = (file) => relative(engine, file).split(sep)[0];
  const found = imports
    .filter(({ from, to }) => from.startsWith(engine) && to.startsWith(engine) && room(from) !== room(to))
    .filter(({ to }) => to !== join(engine, room(to), 'index.ts'))
    .map(({ from, to }) => `${inRepo(from)} → ${inRepo(to)}`);
  return { name: 'imports across rooms past a door', value: found.length, found };
}

/** Fraction of the files that exactly one other imports; an `index.ts` is neither a file nor an importer. */
function loneImporters(files, imports) {
  const isDoor = (file) => /[\\/](index|entries[\\/][a-z]+)\.ts$/.test(file);
  const counted = [...files.keys()].filter((file) => !isDoor(file));
  const importers = new Map(counted.map((file) => [file, new Set()]));
  for (const { from, to } of imports) if (!isDoor(from)) importers.get(to)?.add(from);
  const found = counted.filter((file) => importers.get(file).size === 1).map(inRepo);
  return {
    name: 'files with one importer, percent',
    value: Math.round((1000 * found.length) / counted.length) / 10,
    found,
  };
}

function longFunctions(files) {
  const found = [];
  for (const [file, source] of files) {
    const lineOf = (position) => source.getLineAndCharacterOfPosition(position).line;
    for (const node of nodesOf(source)) {
      if (ts.isFunctionLike(node) && node.body) {
        const lines = lineOf(node.end) - lineOf(node.getStart(source)) + 1;
        if (lines > maxLines) {
          const name = node.name?.getText(source) ?? node.parent.name?.getText(source) ?? 'a function';
          found.push(`${inRepo(file)}:${lineOf(node.getStart(source)) + 1} ${name}, ${lines} lines`);
        }
      }
    }
  }
  return { name: `functions over ${maxLines} lines`, value: found.length, found };
}

/** Files with Chinese in what they say; what recognition, tables and walks read in drawings and files is no translation. */
function translations(files) {
  const reads =
    /packages\/engine\/src\/(import|programme\/table|measurement\/walks|core\/text|plan\/level-names)/;
  const found = [...files]
    .filter(([file, source]) => !reads.test(inRepo(file)) && !isVocabulary(file, source))
    .filter(([, source]) => hasChinese(source))
    .map(([file]) => inRepo(file));
  return { name: 'files that hold translations', value: found.length, found };
}

function words(files, name, find) {
  const found = [...files].flatMap(([file, source]) => find(inRepo(file), source));
  return { name, value: found.length, found };
}

/**
 * Words by which a program recognises what others wrote stand in files of their own, `…-vocabulary.ts`, which are data
 * and nothing else: one that computes anything may say it, too.
 */
function isVocabulary(file, source) {
  if (!file.endsWith('-vocabulary.ts')) return false;
  return !nodesOf(source).some(
    (node) => ts.isFunctionLike(node) || ts.isCallLikeExpression(node) || ts.isTemplateExpression(node),
  );
}

function hasChinese(source) {
  const isText = (node) =>
    ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) || ts.isJsxText(node);
  return nodesOf(source).some((node) => isText(node) && /\p{Script=Han}/u.test(node.text));
}

/**
 * Files of the built engine with a function that runs while a plan is predicted: all of a whole garage's, verdict and what
 * all rooms share included; and those of the room `radio` between the simplest plan and its map, before the verdict. Counted
 * the second way the first edition had 62.
 */
async function predictionFiles() {
  const whole = JSON.parse(readFileSync(join(root, 'test/fixtures/small-garage.diku.json'), 'utf8'));
  const [level] = whole.levels;
  const { id, elevationM, clearHeightM, outline, walls } = level;
  const simplest = {
    ...{ format: whole.format, version: whole.version, community: whole.community },
    requirements: whole.requirements,
    levels: [{ id, elevationM, clearHeightM, outline, walls: walls.slice(0, 5) }],
    carriers: whole.carriers.slice(0, 1),
    antennas: whole.antennas.filter((antenna) => antenna.level === id).slice(0, 2),
  };
  // A carrier of each of two operators runs through what all of them do, in a fraction of the time.
  const all = await filesRun({ ...whole, carriers: twoOperators(whole.carriers) });
  const toMap = (await filesRun(simplest, 'multi-wall')).filter((file) =>
    /^radio\/(?!coverage\/)/.test(file),
  );
  return [
    { name: 'files that a prediction runs through', value: all.length, found: all },
    { name: 'files between the simplest plan and its map', value: toMap.length, found: toMap },
  ];
}

function twoOperators(carriers) {
  const other = carriers.find(({ operator }) => operator !== carriers[0].operator);
  return [carriers[0], other];
}

async function filesRun(document, modelId) {
  const dist = join(root, 'packages/engine/dist');
  const { createPlainSolver, createSimdKernel, parsePlan, predictPlan } = await import(
    pathToFileURL(join(dist, 'index.js')).href
  );
  const plan = parsePlan(document);
  const solver = createPlainSolver(createSimdKernel());
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await session.post('Profiler.takePreciseCoverage');
  await predictPlan(plan, { solver, resolutionM: 2, modelId });
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  const prefix = `${pathToFileURL(dist).href}/`;
  return result
    .filter(({ url, functions }) => url.startsWith(prefix) && functions.some(hasRun))
    .map(({ url }) => url.slice(prefix.length));
}

/** The module itself, which has no name, runs when it is loaded. */
function hasRun({ functionName, ranges: [{ count }] }) {
  return functionName !== '' && count > 0;
}
