import type { ImportResult, Language } from '@diku/engine';
import { createFileNamer, reviewHtml, reviewSvg } from '@diku/engine/documents';

import { rasterize } from './rasterize.ts';

/** An image per level of the drawing with the recognised plan over it, and all of it with its doubts as one page. */
export async function writeReviews(
  imported: ImportResult,
  language: Language,
  write: (name: string, content: string | Uint8Array) => void,
): Promise<void> {
  const nameOf = createFileNamer();
  for (const { id } of imported.plan.levels) {
    write(`${nameOf(`review-${id}`)}.png`, await rasterize(reviewSvg(imported, id, language)));
  }
  write('review.html', reviewHtml(imported, language));
}
