import { type ImportResult, reviewSvg } from '@diku/engine';
import { createFileNamer } from './file-names.ts';
import { rasterize } from './rasterize.ts';
import type { Language } from './texts.ts';

/** A picture per level of the drawing with the recognised plan over it: what `write` gets are PNGs. */
export async function writeReviews(
  imported: ImportResult,
  language: Language,
  write: (name: string, png: Uint8Array) => void,
): Promise<void> {
  const nameOf = createFileNamer();
  const { plan, drawings } = imported;
  for (const { levelId, drawing } of drawings) {
    const lines = drawing.paths.map((path) => path.points);
    const svg = reviewSvg({ plan, drawing: lines }, levelId, language);
    write(`${nameOf(`review-${levelId}`)}.png`, await rasterize(svg));
  }
}
