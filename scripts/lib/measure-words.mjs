/** The trade's words (CONTRIBUTING.md): names with words that are not the trade's, and comments that are no sentences. */
import { basename } from 'node:path';
import ts from 'typescript';
import { nodesOf } from './parse-source.mjs';

/** Words of the first edition that say nothing to an engineer of the trade. */
const foreignWords = new Set([
  ...['own', 'beside', 'kept', 'keep', 'keeps', 'judge', 'judged', 'hear', 'heard', 'mouth', 'mouths'],
  ...['paper', 'papers', 'piece', 'pieces', 'picture', 'pictures', 'lay', 'laid', 'way', 'ways'],
  ...['least', 'most', 'share', 'shares', 'places'],
]);
/** A `place` is a noun at the end of a name and before one of these; antennas are placed. */
const placeAsNoun = /[a-z0-9]Place$|^(place|.*Place)(Of|Mm|Counts?|Names?|Kinds?|Ids?)$/;
/** These phrases have the words in their usual sense: `atLeast`, least squares, an n-way splitter. */
const usualPhrases = /at(Least|Most)|LeastSquares/gi;

/** Names that plans, documents, catalogues, messages or options carry (docs/plan-format.md), and names of other formats. */
const carriedNames = new Set([
  // Plans: profiles that they override, placement, catalogues of parts, options of a model.
  ...['leastGainDbi', 'leastHeightM', 'leastDistanceM', 'leastSinrDb', 'mostBpsPerHz', 'mostAntennasCount'],
  ...['mostUnitsCount', 'mostCorners', 'ownLoadRatio', 'userShareRatio', 'phonePlaces', 'ways'],
  // Results: predictions, networks, placement, exposure, acceptance, batches, the programme.
  ...[
    'places',
    'way',
    'kept',
    'shareRatio',
    'shareFromTop',
    'shares',
    'shareInBudget',
    'leastLikely',
    'leastServed',
  ],
  ...[
    'mostFailures',
    'pointsJudged',
    'isUnderWay',
    'leastSources',
    'leastLengthM',
    'leastCourseCny',
    'isLeast',
  ],
  ...['leastPartsCny', 'picture'],
  // Options of commands, sizes of paper, and ways of OpenStreetMap.
  ...['keepExisting', 'paper', 'PaperSize', 'OsmWay', 'ofWay', 'wayOf', '0029-colours-keep-lightness.md'],
]);

/** Returns the names that a source declares with words outside the trade, `file:line name`. */
export function foreignNames(file, source) {
  const found = [];
  const note = (name, position) => {
    if (isForeign(name))
      found.push(`${file}:${source.getLineAndCharacterOfPosition(position).line + 1} ${name}`);
  };
  for (const node of nodesOf(source)) {
    if (declaresName(node) && ts.isIdentifier(node.name)) note(node.name.text, node.name.getStart(source));
  }
  if (wordsOf(basename(file)).some((word) => foreignWords.has(word)) && !carriedNames.has(basename(file))) {
    found.unshift(file);
  }
  return found;
}

/** Returns whether a name has a word outside the trade that no file format carries. */
export function isForeign(name) {
  if (carriedNames.has(name)) return false;
  const words = wordsOf(name.replace(usualPhrases, ''));
  return placeAsNoun.test(name) || words.some((word) => foreignWords.has(word));
}

function declaresName(node) {
  return (
    node.name !== undefined &&
    (ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isMethodSignature(node) ||
      ts.isPropertySignature(node) ||
      ts.isPropertyDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isClassDeclaration(node))
  );
}

function wordsOf(name) {
  return (name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((word) => word.toLowerCase());
}

/** A comment that begins with one of these has no subject before its verb, and often no verb. */
const openings = new Set([
  ...[
    'of',
    'by',
    'with',
    'without',
    'within',
    'in',
    'into',
    'on',
    'onto',
    'at',
    'from',
    'for',
    'to',
    'as',
    'per',
  ],
  ...[
    'beside',
    'between',
    'among',
    'behind',
    'below',
    'above',
    'under',
    'over',
    'along',
    'across',
    'around',
    'near',
  ],
  ...[
    'before',
    'after',
    'until',
    'since',
    'about',
    'against',
    'through',
    'what',
    'where',
    'whether',
    'and',
    'or',
  ],
]);

/** Returns the doc comments of a source that begin with a preposition or as a clause, `file:line first words`. */
export function fragmentComments(file, source) {
  const found = [];
  for (const { 1: body, index } of source.text.matchAll(/\/\*\*([\s\S]*?)\*\//g)) {
    const text = body.replace(/^\s*\* ?/gm, ' ').trim();
    if (!openings.has(/^[A-Za-z]+/.exec(text)?.[0].toLowerCase() ?? '')) continue;
    const { line } = source.getLineAndCharacterOfPosition(index);
    found.push(`${file}:${line + 1} ${text.split(/\s+/).slice(0, 6).join(' ')}`);
  }
  return found;
}
