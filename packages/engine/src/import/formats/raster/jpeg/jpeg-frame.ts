import { DrawingError, type Phrase, say } from '../../../../core/index.ts';

/** One colour component of a frame: its own raster of 8 × 8 blocks. */
export interface JpegComponent {
  id: number;
  /** Blocks of it in each group of blocks (MCU). */
  across: number;
  down: number;
  /** Which quantisation table it is divided by. */
  steps: number;
  /** Samples that the picture needs of it. */
  width: number;
  height: number;
  /** Blocks with the ones that fill up the last group. */
  blocksAcross: number;
  blocksDown: number;
}

export interface JpegFrame {
  width: number;
  height: number;
  progressive: boolean;
  groupsAcross: number;
  groupsDown: number;
  components: JpegComponent[];
}

/** Reads a frame header (ITU-T T.81, B.2.2): its body without marker and length. */
export function readFrame(body: Uint8Array, at: number, progressive: boolean): JpegFrame {
  const count = body[5];
  const broken = (found: Phrase) =>
    new DrawingError(say('byte', { byte: at }), found, say('jpeg-grey-or-colour'));
  if (count !== 1 && count !== 3 && count !== 4) throw broken(say('jpeg-colours', { count }));
  if (body.length < 6 + 3 * count) throw broken(say('jpeg-frame-cut'));
  const height = body[1] * 256 + body[2];
  const width = body[3] * 256 + body[4];
  const rows = Array.from({ length: count }, (_, k) => body.subarray(6 + 3 * k, 9 + 3 * k));
  // A single component has no groups: its factors mean nothing.
  const factors = rows.map(([, factor]) => (count === 1 ? [1, 1] : [factor >> 4, factor & 15]));
  if (factors.flat().some((factor) => factor < 1 || factor > 4)) throw broken(say('jpeg-sampling'));
  const mostAcross = Math.max(...factors.map(([across]) => across));
  const mostDown = Math.max(...factors.map(([, down]) => down));
  const groupsAcross = Math.ceil(width / (8 * mostAcross));
  const groupsDown = Math.ceil(height / (8 * mostDown));
  const components = rows.map(([id, , steps], k): JpegComponent => {
    const [across, down] = factors[k];
    return {
      id,
      across,
      down,
      steps: steps & 3,
      width: Math.ceil((width * across) / mostAcross),
      height: Math.ceil((height * down) / mostDown),
      blocksAcross: groupsAcross * across,
      blocksDown: groupsDown * down,
    };
  });
  return { width, height, progressive, groupsAcross, groupsDown, components };
}
