import { distance, type Point } from '../../../core/index.ts';
import { chordAngleRad } from './flatten-curves.ts';

const fewestSamples = 12;
const mostSamples = 48;
/** Of longer curves no piece is looked at twice. */
const manyPieces = 1000;
/** Between two samples: more is sampled more densely, and is a corner when that does not help. */
const largestTurnRad = 3 * chordAngleRad;
/** A line that is straight but for rounding has no direction to pass. */
const smallestTurnRad = 1e-7;

/** A curve in smooth pieces. */
export interface SmoothCurve {
  /** The parameters where pieces begin and end, rising: one more than there are pieces. */
  breaks: readonly number[];
  /** The point at a parameter of the numbered piece, its ends included. */
  pointAt(t: number, piece: number): Point;
}

/** A chord between two samples. */
interface Chord {
  end: Point;
  directionRad: number;
  middle: number;
  piece: number;
}

/**
 * Points of a curve, ends included, where its direction passes a multiple of the chord angle, and at its corners: so
 * curves that run beside each other get parallel chords, as arcs do.
 */
export function smoothPoints(curve: SmoothCurve): Point[] {
  const chords: Chord[] = [];
  const start = curve.pointAt(curve.breaks[0], 0);
  let at = start;
  for (let piece = 0; piece + 1 < curve.breaks.length; piece++) {
    for (const chord of chordsOf(curve, piece, at)) {
      chords.push(chord);
      at = chord.end;
    }
  }
  const points: Point[] = [start];
  for (let k = 0; k + 1 < chords.length; k++) {
    const [chord, next] = [chords[k], chords[k + 1]];
    const turn = turnBetween(chord, next);
    if (Math.abs(turn) > largestTurnRad) points.push(chord.end);
    else if (Math.abs(turn) > smallestTurnRad) {
      for (const share of passedShares(chord.directionRad, turn)) {
        const t = chord.middle + (next.middle - chord.middle) * share;
        const piece = t <= curve.breaks[chord.piece + 1] ? chord.piece : next.piece;
        points.push(curve.pointAt(t, piece));
      }
    }
  }
  points.push(at);
  return points;
}

function chordsOf(curve: SmoothCurve, piece: number, start: Point): Chord[] {
  for (let samples = fewestSamples; ; samples *= 4) {
    const chords = sampled(curve, piece, start, samples);
    const isSmooth = chords.every(
      (chord, k) => k === 0 || Math.abs(turnBetween(chords[k - 1], chord)) <= largestTurnRad,
    );
    if (isSmooth || samples >= mostSamples || curve.breaks.length > manyPieces) return chords;
  }
}

function sampled({ breaks, pointAt }: SmoothCurve, piece: number, start: Point, samples: number): Chord[] {
  const chords: Chord[] = [];
  const [from, to] = [breaks[piece], breaks[piece + 1]];
  let at = start;
  for (let k = 1; k <= samples; k++) {
    const end = pointAt(from + ((to - from) * k) / samples, piece);
    if (distance(at, end) === 0) continue;
    chords.push({
      end,
      directionRad: Math.atan2(end[1] - at[1], end[0] - at[0]),
      middle: from + ((to - from) * (k - 0.5)) / samples,
      piece,
    });
    at = end;
  }
  return chords;
}

function turnBetween(chord: Chord, next: Chord): number {
  const turn = next.directionRad - chord.directionRad;
  return turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));
}

/** How far along a turn each multiple of the chord angle is passed, in order. */
function passedShares(fromRad: number, turnRad: number): number[] {
  const from = fromRad / chordAngleRad;
  const to = (fromRad + turnRad) / chordAngleRad;
  const shares: number[] = [];
  if (to > from) for (let m = Math.floor(from) + 1; m < to; m++) shares.push((m - from) / (to - from));
  else for (let m = Math.ceil(from) - 1; m > to; m--) shares.push((m - from) / (to - from));
  return shares;
}
