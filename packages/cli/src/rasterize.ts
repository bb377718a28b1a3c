import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

const fontFamily = 'Noto Sans SC';

let loading: Promise<Uint8Array> | undefined;

/**
 * An SVG as PNG bytes, of the given width or at one and a half times its own size, drawn with the bundled font
 * (Noto Sans SC: GB 2312, Latin-1, symbols); a character it lacks is left blank. No file and no address that the SVG
 * names is read.
 */
export async function rasterize(svg: string, widthPx?: number): Promise<Uint8Array> {
  loading ??= load();
  const font = await loading;
  const resvg = new Resvg(svg, {
    fitTo:
      widthPx === undefined ? { mode: 'zoom', value: 1.5 } : { mode: 'width', value: Math.round(widthPx) },
    font: { fontBuffers: [font], defaultFontFamily: fontFamily, sansSerifFamily: fontFamily },
  });
  try {
    const image = resvg.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    resvg.free();
  }
}

/** Starts the renderer once per process; the bytes are the font's. */
async function load(): Promise<Uint8Array> {
  const wasmPath = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  await initWasm(await readFile(wasmPath));
  return await readFile(new URL('../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url));
}
