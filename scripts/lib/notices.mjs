import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledFile } from './record-bundled.mjs';
import { root } from './run.mjs';

/** What may be handed on inside our packages (CONTRIBUTING.md). */
const allowed = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'MPL-2.0',
  'Unlicense',
]);
/** Spellings as packages have them; the text that such a package carries is that of the other. */
export const misspelt = { 'BDS-3-Clause': 'BSD-3-Clause' };

/** What lies in our tarballs besides the modules of bundles: the kernel has parts of its compiler's standard library. */
const compiledIn = ['node_modules/assemblyscript'];
/** Libraries that lie inside those of others, by the package that they lie in; their licences are in assets/licences. */
const within = { unpdf: ['pdfjs-dist'] };
const fontNotice = 'assets/fonts/OFL.txt';

/** Folders below `node_modules` whose code lies in the tarball of a package: `engine`, `viewer` or `cli`. */
export function bundledIn(name) {
  const read = (each) => JSON.parse(readFileSync(bundledFile(each), 'utf8'));
  const bundles = { engine: [], viewer: read('viewer'), cli: [] };
  // The command line brings the planner along.
  if (name === 'cli') bundles.cli = [...read('cli'), ...bundles.viewer];
  return [...new Set([...bundles[name], ...compiledIn])].sort();
}

/**
 * Text of THIRD-PARTY-NOTICES.txt of a package: name, version, licence and its text for everything of others in its tarball.
 * @throws Error where a licence is not on the list of CONTRIBUTING.md or has no text
 */
export function noticesOf(name) {
  const parts = bundledIn(name).map(noticeOf);
  if (name !== 'engine') {
    parts.push(`Noto Sans SC (a subset)\nLicence: OFL-1.1\n\n${textOf(join(root, fontNotice))}`);
  }
  const head =
    `@diku/${name} contains code${name === 'engine' ? '' : ' and a font'} of others, under the licences below. ` +
    'Source code under the Mozilla Public License 2.0 is\nat the address that stands with it, unchanged.';
  return `${[head, ...parts].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function noticeOf(folder) {
  const manifest = readFileSync(join(root, folder, 'package.json'), 'utf8');
  const { name, version, license: stated, repository, homepage } = JSON.parse(manifest);
  const license = misspelt[stated] ?? stated;
  const licences = String(license)
    .replace(/[()]/g, '')
    .split(/ OR | AND /);
  const refused = licences.filter((each) => !allowed.has(each));
  if (refused.length > 0) {
    throw new Error(`${folder}: licence: found ${license}; expected ${[...allowed].join(', ')}`);
  }
  const source = (repository?.url ?? repository ?? homepage ?? '').replace(/^git\+/, '');
  const texts = readdirSync(join(root, folder))
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .sort()
    .map((file) => textOf(join(root, folder, file)));
  // Some packages name a licence in their table and leave out its text; it is in their repositories.
  const licenceFile = join(root, 'assets/licences', `${name.replace('/', '-')}.txt`);
  if (texts.length === 0 && existsSync(licenceFile)) texts.push(textOf(licenceFile));
  for (const inner of within[name] ?? []) {
    texts.push(`Contains ${textOf(join(root, 'assets/licences', `${inner}.txt`))}`);
  }
  if (texts.length === 0)
    throw new Error(`${folder}: found no text of its licence; expected one in ${licenceFile}`);
  return [
    `${name} ${version}`,
    `Licence: ${license}`,
    ...(source ? [`Source: ${source}`] : []),
    '',
    ...texts,
  ].join('\n');
}

const textOf = (file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim();
