/** What the planner's page loads before its first image, read from its bundle: `npm run house -- --list image` lists it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './run.mjs';

const dist = join(root, 'packages/viewer/dist');

/** The measure, in thousands of bytes as gzip packs them best; without a bundle it is over every limit. */
export function firstPageMeasure() {
  const name = 'kB gzipped before the planner’s first image';
  if (!existsSync(join(dist, 'index.html')))
    return { name, value: Number.POSITIVE_INFINITY, found: ['no bundle'] };
  const files = firstFiles().map((file) => ({
    file,
    bytes: gzipSync(readFileSync(join(dist, file)), { level: 9 }).length,
  }));
  const bytes = files.reduce((sum, each) => sum + each.bytes, 0);
  const found = files.sort((a, b) => b.bytes - a.bytes).map((each) => `${each.bytes}  ${each.file}`);
  return { name, value: Math.ceil(bytes / 100) / 10, found };
}

/** The page, the scripts and styles that it names, which import nothing else at once, and the words of the longer language. */
function firstFiles() {
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file);
  const words = readdirSync(join(dist, 'assets'))
    .filter((file) => /^planner-(zh|en)\.generated-.*\.js$/.test(file))
    .map((file) => `assets/${file}`)
    .sort(
      (a, b) => gzipSync(readFileSync(join(dist, b))).length - gzipSync(readFileSync(join(dist, a))).length,
    );
  if (named.length === 0 || words.length === 0)
    throw new Error('the planner’s bundle has other names than known');
  const missing = named.flatMap((file) => importsOf(file).filter((each) => !named.includes(each)));
  return ['index.html', ...new Set([...named, ...missing]), words[0]];
}

/** Scripts that one imports before it runs. */
function importsOf(file) {
  const source = readFileSync(join(dist, file), 'utf8');
  const found = [...source.matchAll(/(?:^|[;\n}])import(?:[^"'()]*?from)?\s*["']\.\/([^"']+\.js)["']/g)];
  return found.map(([, name]) => `assets/${name}`);
}
