import { DrawingError, type PhraseCode, say } from '../../../core/index.ts';

interface RefusedPicture {
  /** Its size in words. */
  encoding: string;
  metresPerPixel: number;
}

/** What drawings without walls are refused for. */
const emptyCodes: ReadonlySet<PhraseCode> = new Set<PhraseCode>([
  'no-walls',
  'no-wall-layers',
  'proxy-walls',
]);

/** The refusal of a picture, with its size at the scale that was given and what the planner can do; others as they are. */
export function explainRefusal(error: unknown, { encoding, metresPerPixel }: RefusedPicture): unknown {
  if (!(error instanceof DrawingError)) return error;
  const { problem } = error;
  const { at } = problem;
  // A picture has no layers.
  const isEmpty = emptyCodes.has(problem.found.code);
  const found = isEmpty ? say('no-walls') : problem.found;
  const expected = isEmpty ? say('walls-solid') : problem.expected;
  const [widthM, heightM] = encoding.match(/\d+/g)!.map((pixels) => Number(pixels) * metresPerPixel);
  return new DrawingError(
    at,
    say('in-picture', {
      found,
      size: encoding,
      width: widthM.toFixed(0),
      depth: heightM.toFixed(0),
      perPixel: Number(metresPerPixel.toPrecision(4)),
    }),
    say('picture-helps', { expected }),
  );
}
