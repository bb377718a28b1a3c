import { type Phrase, type PhraseValue, say } from '../../core/index.ts';
import { tuning } from '../tuning.ts';

const { disputingWeight } = tuning.drawingUnits;

export type UnitName = 'mm' | 'cm' | 'm' | 'in' | 'ft';

export const metresPerUnit: Readonly<Record<UnitName, number>> = {
  mm: 0.001,
  cm: 0.01,
  m: 1,
  in: 0.0254,
  ft: 0.3048,
};

/** Describes what a unit was taken from: the scale a sheet names, sizes of known things alone, against the header, or nothing at all. */
export type UnitBasis = 'given' | 'header' | 'paper-scale' | 'sizes' | 'against-header' | 'assumed';

/** Name of the unit of a PDF page at a scale, 1 to `ratio`. */
export function pointName(ratio: number): string {
  return `pt 1:${Number(ratio.toPrecision(4))}`;
}

/** Kinds of things whose size is known; `dimensions` are lengths written along what they measure, as on `scale-bars`. */
export type SizeKind =
  | 'bays'
  | 'columns'
  | 'doors'
  | 'wall-faces'
  | 'treads'
  | 'dimensions'
  | 'scale-bars'
  | 'feet'
  | 'letters'
  | 'extent';

/** Describes one kind of evidence for the unit of a drawing, or for its scale. */
export interface UnitVote {
  /** The file's header, a scale that the sheet names, or things of which the size is known. */
  kind: 'header' | 'sheet-scale' | SizeKind;
  /** How many were measured, or read. */
  count: number;
  /** How much it counts, 0 to 6: by its kind and how many there are. */
  weight: number;
  /** Its word on the unit taken; `unclear` where it fits none or tells nothing. */
  says: 'for' | 'against' | 'unclear';
  /** The unit or scale that it speaks for: `mm`, `mm 1:100`, `pt 1:150`; absent where it is unclear. */
  unit?: string;
  /** Fraction of them whose size is as it should be at that unit, and at the unit taken. */
  fitRatio: number;
  takenFitRatio: number;
  /** The middle one at that unit, and at the unit taken, m: length and width, or one size. Absent where there is none. */
  typicalM?: number[];
  takenTypicalM?: number[];
}

/** Describes the unit of a drawing, by what it was taken, and what speaks for it and against it. */
export interface UnitGuess {
  unit: string;
  metresPerUnit: number;
  /** Absent where the format fixes the unit. */
  basis?: UnitBasis;
  /** Metres of paper per unit, where the unit is a sheet's at a scale. */
  sheetMetresPerUnit?: number;
  /** Set when the header says something else than the geometry. */
  warning?: Phrase;
  /** Everything that tells the unit, and for which it speaks. Absent where the format fixes the unit. */
  votes?: UnitVote[];
}

/** True of a unit that something which counts speaks against. */
export function isUnitDisputed({ votes = [] }: Pick<UnitGuess, 'votes'>): boolean {
  return votes.some(({ says, weight }) => says === 'against' && weight >= disputingWeight);
}

/** Says in words how a vote stands to the unit that is taken. */
export function describeVote(
  { kind, count, says, unit, fitRatio, takenFitRatio, typicalM, takenTypicalM }: UnitVote,
  taken: string,
): Phrase {
  const name = say(`unit-vote-${kind}`);
  const what = count > 1 ? say('unit-vote-counted', { what: name, count }) : name;
  const isAgainst = says === 'against' && unit !== undefined;
  if (kind === 'header' || kind === 'sheet-scale') {
    return isAgainst
      ? say('unit-vote-stated-against', { what, unit, taken })
      : say('unit-vote-stated', { what, unit: unit ?? taken });
  }
  const known = { what, unit: unit ?? taken };
  if (!typicalM || !takenTypicalM) {
    const [percent, takenPercent] = [fitRatio, takenFitRatio].map((ratio) => Math.round(100 * ratio));
    return isAgainst
      ? say('unit-vote-fits-against', { ...known, percent, taken, takenPercent })
      : say('unit-vote-fits', { ...known, percent });
  }
  const size = sizeText(typicalM);
  if (isAgainst)
    return say('unit-vote-size-against', { ...known, size, taken, takenSize: sizeText(takenTypicalM) });
  return say(says === 'for' ? 'unit-vote-size' : 'unit-vote-size-unclear', { ...known, size });
}

/** One size, or length and width: `240 mm`, `5.3 × 2.4 m`. */
function sizeText(sizesM: readonly number[]): PhraseValue {
  const inMm = Math.max(...sizesM) < 1;
  const values = sizesM.map((sizeM) => String(Number((inMm ? 1000 * sizeM : sizeM).toPrecision(3))));
  return `${values.join(' × ')} ${inMm ? 'mm' : 'm'}`;
}
