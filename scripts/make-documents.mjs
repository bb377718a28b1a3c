/**
 * Writes the images of docs/documents.md from the example: an antenna at every eighth column, a network designed for
 * them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { designNetwork } from '../packages/engine/dist/design/index.js';
import { diagramSvg, floorSvg } from '../packages/engine/dist/documents/index.js';
import { importDrawing } from '../packages/engine/dist/index.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const name = 'garage-one-level.dxf';
const { plan } = await importDrawing(new Uint8Array(readFileSync(join(root, 'examples', name))), {
  fileName: name,
});
const everyNth = 8;
const antennas = plan.levels.flatMap(({ id, columns = [] }) =>
  columns
    .filter((_, index) => index % everyNth === 3)
    .map(({ center: [x, y] }, index) => ({
      ...{ id: `ANT${index + 1}-${id}`, level: id, position: [x + 1.5, y + 1], heightM: 2.4 },
      ...{ type: 'ceiling-omni', cell: 'S1', carriers: ['*'] },
    })),
);
const networked = designNetwork({ ...plan, antennas }, { effort: 'low', partial: true }).plan;
const require = createRequire(join(root, 'packages/cli/package.json'));
const { initWasm, Resvg } = require('@resvg/resvg-wasm');
await initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
const font = readFileSync(join(root, 'assets/fonts/NotoSansSC-Subset.ttf'));
const family = 'Noto Sans SC';
for (const [file, svg] of [
  ['construction-floor.png', firstSheet(floorSvg(networked, { lang: 'zh' }))],
  ['construction-diagram.png', diagramSvg(networked, { lang: 'zh' })],
]) {
  const rendered = new Resvg(svg, {
    fitTo: { mode: 'width', value: 1600 },
    font: { fontBuffers: [font], defaultFontFamily: family, sansSerifFamily: family },
  });
  writeFileSync(join(root, 'docs/images', file), rendered.render().asPng());
}

/** An SVG of several sheets cut down to the first, an A3. */
function firstSheet(svg) {
  return svg.replace(
    /viewBox="[^"]*" width="[^"]*" height="[^"]*"/,
    'viewBox="0 0 420 297" width="420mm" height="297mm"',
  );
}
