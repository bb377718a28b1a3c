import { drawPlan, jpegOf, pngOf } from '../../import/image-support/draw-plan.ts';
import type { Corpus } from '../corpus.ts';
import type { Mutator } from '../mutators.ts';

const scan = drawPlan({ metresPerPixel: 0.1 });

/** Changes a byte near the beginning, where sizes, kinds and tables are. */
const headBytes: Mutator = {
  name: 'another head',
  mutate(bytes, random) {
    const changed = Uint8Array.from(bytes);
    changed[Math.min(bytes.length - 1, 8 + random(600))] = random(256);
    return changed;
  },
};

export const corpora: readonly Corpus[] = [
  {
    format: 'png',
    isText: false,
    // A whole image takes a second.
    ratio: 0.12,
    image: { scale: { metresPerPixel: 0.1 } },
    samples: [{ name: 'grey', bytes: pngOf(scan) }],
    mutators: [headBytes],
  },
  {
    format: 'jpeg',
    isText: false,
    ratio: 0.12,
    image: { scale: { metresPerPixel: 0.1 } },
    samples: [{ name: 'colour', bytes: jpegOf(scan, 60) }],
    mutators: [headBytes],
  },
];
