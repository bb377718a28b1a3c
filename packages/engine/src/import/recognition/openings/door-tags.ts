import type { Opening } from '../../../plan/index.ts';

/** What a door mark says: FJL/JLM shutters, GHFM/HFM/BFM/FHM/GM blast doors, FM fire doors. */
export function kindOfTag(text: string): Opening['kind'] | undefined {
  const tag = text.trim().toUpperCase();
  if (/^(T?FJL|JLM|FJM)/.test(tag)) return 'fire-shutter';
  if (/^[BGHSM]{0,3}HFM|^[BGH]{1,2}FM|^[BG]SFM|^FHM|^[BGH]{1,2}M\d/.test(tag)) return 'blast-door';
  if (/^FM/.test(tag)) return 'fire-door';
  return undefined;
}

/** Clear width that a door mark names in decimetres (`FM甲1021` is 1.0 × 2.1 m), m. */
export function widthOfTag(text: string): number | undefined {
  const digits = /^[A-Z]{1,5}[甲乙丙ABC]?-?(\d{2})(\d{2})(?!\d)/.exec(text.trim().toUpperCase());
  const widthM = digits ? Number(digits[1]) / 10 : undefined;
  return widthM !== undefined && widthM >= 0.6 && widthM <= 9 ? widthM : undefined;
}
