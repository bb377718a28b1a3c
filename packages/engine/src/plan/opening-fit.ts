import { degToRad, distance, type Point, type PointMm, pointInMm } from '../core/index.ts';
import type { Opening, Wall } from './schema.ts';

/**
 * An opening this little beside its wall's faces, metres, and this little oblique to it, as a sine (5.2°), lies in the wall
 * for certain: rounding, plaster and the width of a drawn leaf are no more.
 */
export const surelyOffsetM = 0.1;
const surelyObliqueSine = 0.09;
/**
 * Beyond that an opening lies in a wall only where nothing nearer holds it. It may be so far beside the wall's faces, metres:
 * as far as import itself moves a door onto its wall, whether it is drawn as leaf, symbol or tag.
 */
export const maxOffsetM = 0.15;
/**
 * Largest angle between them, degrees: a leaf of 0.8 m drawn from one face of a wall of 0.2 m to the other is
 * 14.5° oblique. A larger angle is another wall's.
 */
export const maxObliqueDeg = 15;
export const maxObliqueSine = Math.sin(degToRad(maxObliqueDeg));
/** An end this near to the centre line lies on it: whole millimetres are up to 0.71 mm off an oblique line. */
export const onLineM = 0.001;
/** A piece of wall that is no longer than this vanishes, and an opening that overlaps a wall by no more stands beside it, metres. */
export const shortestSegmentM = 0.005;

/** A stretch of a wall that an opening takes. */
export interface Cut {
  /** Index of the opening in its level's list. */
  opening: number;
  /** Distance along the wall from its start. */
  fromM: number;
  toM: number;
  /** The opening's own end where that lies on the centre line, so that no link slips between the two. */
  fromMm: PointMm;
  toMm: PointMm;
  /** Range of the opening's length that lies along the wall. */
  ratios: [number, number];
  /** The opening's ends, start first: how they lie to the wall. */
  ends: readonly [CutEnd, CutEnd];
}

export interface CutEnd {
  alongM: number;
  sideM: number;
  /** It lies along the wall, not beyond its ends. */
  isWithin: boolean;
}

/** An end of an opening that a wall's body is near to. */
export interface Jamb {
  opening: number;
  end: 0 | 1;
  /** The opening goes on where the wall ends. */
  isInLine: boolean;
}

/** Openings of a level in relation to one of its walls. */
export interface OpeningFit {
  /** Those that lie in the wall for certain, by their order on the level. */
  sure: Cut[];
  /** Those that lie in it unless something nearer holds them. */
  possible: Cut[];
  jambs: Jamb[];
  /** Openings whose middle is in the wall or as little beside it as one that lies in it. */
  alongside: number[];
  /** True at an end of the wall (start, end) beyond which an opening goes on. */
  endsAtOpening: [boolean, boolean];
}

/** A wall's centre line. */
export interface CentreLine {
  wall: Wall;
  unitX: number;
  unitY: number;
  lengthM: number;
}

export function centreLine(wall: Wall): CentreLine {
  const deltaX = wall.end[0] - wall.start[0];
  const deltaY = wall.end[1] - wall.start[1];
  const lengthM = Math.hypot(deltaX, deltaY);
  return { wall, unitX: deltaX / lengthM, unitY: deltaY / lengthM, lengthM };
}

/**
 * Relation of openings to a wall that has a length.
 * @param near indices of the openings that may come within its thickness and `maxOffsetM`, ascending
 */
export function fitOpenings(
  line: CentreLine,
  openings: readonly Opening[],
  near: readonly number[],
): OpeningFit {
  const fit: OpeningFit = { sure: [], possible: [], jambs: [], alongside: [], endsAtOpening: [false, false] };
  for (const index of near) fitOpening(fit, line, openings[index], index);
  return fit;
}

function fitOpening(fit: OpeningFit, line: CentreLine, opening: Opening, index: number): void {
  const { wall, unitX, unitY, lengthM } = line;
  const openingX = opening.end[0] - opening.start[0];
  const openingY = opening.end[1] - opening.start[1];
  const openingM = Math.hypot(openingX, openingY);
  if (openingM <= shortestSegmentM) return;
  const start = alongLine(line, opening.start);
  const end = alongLine(line, opening.end);
  const halfM = wall.thicknessM / 2;
  const reachM = halfM + maxOffsetM;
  const obliqueM = Math.abs(unitX * openingY - unitY * openingX);
  const sideM = Math.max(Math.abs(start.signedM), Math.abs(end.signedM));
  const isSure = obliqueM <= surelyObliqueSine * openingM && sideM <= halfM + surelyOffsetM;
  const isPossible = obliqueM <= maxObliqueSine * openingM && sideM <= reachM;
  const cut = isSure || isPossible ? cutOf(line, opening, index, [start, end]) : undefined;
  if (cut) (isSure ? fit.sure : fit.possible).push(cut);
  const overlapM = cut ? cut.toM - cut.fromM : 0;
  const isInLine = isSure && overlapM <= shortestSegmentM;
  // A wall beside which an opening stands holds neither of its ends.
  if (isSure || overlapM <= shortestSegmentM) {
    addJamb(fit, line, { opening: index, end: 0, isInLine }, start);
    addJamb(fit, line, { opening: index, end: 1, isInLine }, end);
  }
  const [middleM, offsetM] = [(start.alongM + end.alongM) / 2, (start.signedM + end.signedM) / 2];
  if (awayM(middleM, offsetM, lengthM) <= reachM) fit.alongside.push(index);
}

/** A point as it lies to a wall: along it from its start, and to its left, metres. */
interface Alongside {
  alongM: number;
  signedM: number;
}

function alongLine({ wall, unitX, unitY }: CentreLine, at: Point): Alongside {
  const offsetX = at[0] - wall.start[0];
  const offsetY = at[1] - wall.start[1];
  return {
    alongM: unitX * offsetX + unitY * offsetY,
    signedM: unitX * offsetY - unitY * offsetX,
  };
}

function addJamb(
  fit: OpeningFit,
  { wall, lengthM }: CentreLine,
  jamb: Jamb,
  { alongM, signedM }: Alongside,
): void {
  if (awayM(alongM, signedM, lengthM) > wall.thicknessM / 2 + maxOffsetM) return;
  fit.jambs.push(jamb);
  if (jamb.isInLine) fit.endsAtOpening[alongM < lengthM / 2 ? 0 : 1] = true;
}

/** Returns the distance from a point to the centre line. */
function awayM(alongM: number, sideM: number, lengthM: number): number {
  return Math.hypot(alongM - Math.min(Math.max(alongM, 0), lengthM), sideM);
}

function cutOf(
  line: CentreLine,
  opening: Opening,
  index: number,
  ends: readonly [Alongside, Alongside],
): Cut | undefined {
  const { lengthM } = line;
  const [low, high] = ends[0].alongM <= ends[1].alongM ? [0, 1] : [1, 0];
  const [lowM, highM] = [ends[low].alongM, ends[high].alongM];
  const fromM = Math.max(0, lowM);
  const toM = Math.min(lengthM, highM);
  if (toM <= fromM) return undefined;
  const points = [opening.start, opening.end];
  const cutEnds = ends.map(({ alongM, signedM }): CutEnd => {
    return { alongM, sideM: Math.abs(signedM), isWithin: alongM >= 0 && alongM <= lengthM };
  });
  const ratios = [(fromM - lowM) / (highM - lowM), (toM - lowM) / (highM - lowM)];
  return {
    opening: index,
    fromM,
    toM,
    fromMm: onCentreLineMm(line, points[low], cutEnds[low], fromM),
    toMm: onCentreLineMm(line, points[high], cutEnds[high], toM),
    ratios: low === 0 ? [ratios[0], ratios[1]] : [1 - ratios[1], 1 - ratios[0]],
    ends: [cutEnds[0], cutEnds[1]],
  };
}

/** Point of a wall's centre line to which an opening's end moves; the end itself where it lies there. */
export function onCentreLineMm(
  { wall, unitX, unitY }: CentreLine,
  point: Point,
  { alongM, sideM }: CutEnd,
  cutM: number,
): PointMm {
  if (sideM <= onLineM && alongM === cutM) return pointInMm(point);
  return pointInMm([wall.start[0] + cutM * unitX, wall.start[1] + cutM * unitY]);
}

/** Returns whether an opening's length is more than negligible. */
export function hasLength({ start, end }: Opening): boolean {
  return distance(start, end) > shortestSegmentM;
}
