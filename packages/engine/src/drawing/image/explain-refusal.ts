import { DrawingError } from '../../errors.ts';

interface RefusedPicture {
  /** Its size in words. */
  encoding: string;
  metresPerPixel: number;
}

const wallsExpected = 'walls as solid strips or pairs of lines, 0.09 to 1 m thick at this scale';

/** The refusal of a picture, with its size at the scale that was given and what the planner can do; others as they are. */
export function explainRefusal(error: unknown, { encoding, metresPerPixel }: RefusedPicture): unknown {
  if (!(error instanceof DrawingError)) return error;
  const [problem] = error.problems;
  const isEmpty = /^no walls/.test(problem.found);
  // A picture has no layers.
  const found = isEmpty ? 'no walls' : problem.found;
  const expected = isEmpty ? wallsExpected : problem.expected;
  const [widthM, heightM] = encoding.match(/\d+/g)!.map((pixels) => Number(pixels) * metresPerPixel);
  return new DrawingError(
    problem.at,
    `${found}, in a picture of ${encoding} that shows ${widthM.toFixed(0)} × ${heightM.toFixed(0)} m at ${Number(metresPerPixel.toPrecision(4))} m per pixel`,
    `${expected}. What helps: check the scale (--scale METRES_PER_PIXEL, or --scale-points along a dimension or a scale bar); cut the picture to the floor; draw the outer wall over, solid, darker and wider than other lines`,
  );
}
