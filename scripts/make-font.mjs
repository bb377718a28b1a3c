/**
 * Makes assets/fonts/NotoSansSC-Subset.ttf: Noto Sans SC Regular cut down to GB 2312, Latin-1 and
 * the symbols the images use. Needed only when the set of characters changes. The two packages it reads are not
 * dependencies of this project (92 MB); install them in a folder of their own and run from there:
 *
 *   npm i subset-font@2.9.0 @expo-google-fonts/noto-sans-sc@0.4.3 && node <repo>/scripts/make-font.mjs .
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const symbols = '−–—…·≥≤≠≈°²³×±µσεφλΔΣΩ√∞→←↑↓↕⇅‰¥￥€●○■□▲△▼▽◆◇★☆✓✗✕⚡⌀∅‘’“”„•‹›';

const folder = resolve(process.argv[2] ?? '.');
const require = createRequire(resolve(folder, 'package.json'));
const { default: subsetFont } = await import(pathToFileURL(require.resolve('subset-font')).href);
const source = resolve(
  folder,
  'node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
);
const subset = await subsetFont(readFileSync(source), charactersOf(), { targetFormat: 'truetype' });
const target = fileURLToPath(new URL('../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url));
writeFileSync(target, subset);
process.stdout.write(`${target}: ${subset.length} bytes\n`);

/** Every character of GB 2312 rows 1–87, ASCII, Latin-1 and `symbols`. */
function charactersOf() {
  const decoder = new TextDecoder('gb2312');
  let text = symbols;
  for (let high = 0xa1; high <= 0xf7; high += 1) {
    for (let low = 0xa1; low <= 0xfe; low += 1) {
      const character = decoder.decode(new Uint8Array([high, low]));
      const isPrivate = character >= '\ue000' && character <= '\uf8ff';
      if (character.length === 1 && character !== '\ufffd' && !isPrivate) text += character;
    }
  }
  for (let code = 0x20; code < 0x7f; code += 1) text += String.fromCharCode(code);
  for (let code = 0xa0; code < 0x100; code += 1) text += String.fromCharCode(code);
  return text;
}
