import { type OpeningKind, writtenOpeningKinds } from '../../../plan/index.ts';

const marks = writtenOpeningKinds('mark');

/** Returns what a door mark says: FJL/JLM shutters, GHFM/HFM/BFM/FHM/GM blast doors, FM fire doors. */
export function kindOfTag(text: string): OpeningKind | undefined {
  const tag = text.trim().toUpperCase();
  return marks.find(([pattern]) => pattern.test(tag))?.[1];
}

/** Clear width that a door mark names in decimetres (`FM甲1021` is 1.0 × 2.1 m), m. */
export function widthOfTag(text: string): number | undefined {
  const digits = /^[A-Z]{1,5}[甲乙丙ABC]?-?(\d{2})(\d{2})(?!\d)/.exec(text.trim().toUpperCase());
  const widthM = digits ? Number(digits[1]) / 10 : undefined;
  return widthM !== undefined && widthM >= 0.6 && widthM <= 9 ? widthM : undefined;
}
