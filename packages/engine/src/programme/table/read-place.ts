import type { IssueKind } from './issue-kinds.ts';
import { isUnknown, type Reading, withoutSpaces } from './reading.ts';

interface Place {
  lonDeg: number | null;
  latDeg: number | null;
}

const unknown: Place = { lonDeg: null, latDeg: null };
/** Shanghai with its islands, and room for a slip of the datum; degrees. */
const shanghai = { west: 120.8, east: 122.3, south: 30.6, north: 31.95 };
/** Two decimals are a kilometre. */
const fewDecimals = 2;
const decimalsKept = 6;

/** Longitude and latitude in degrees, in either order, as decimals or as degrees, minutes and seconds. In the table's datum. */
export function readPlace(lonText: string, latText: string): Reading<Place> {
  const texts = [lonText, latText].map((text) => withoutSpaces(text).normalize('NFKC'));
  if (texts[1] === '' && placeParts(lonText).length === 2) return readPlaceCell(lonText);
  // Nobody lives at 0° N 0° E: a cell that was not filled in.
  if (texts.some((text) => text === '' || isUnknown(text)) || texts.every((text) => /^0(\.0*)?$/.test(text)))
    return { value: unknown, kinds: ['missing_coord'] };
  const kinds: IssueKind[] = [];
  if (/[０-９．]/.test(lonText + latText)) kinds.push('fullwidth_number');
  const [first, second] = texts.map(degreesOf);
  if (!first || !second) return { value: unknown, kinds: ['unreadable'] };
  if (first.isSexagesimal || second.isSexagesimal) kinds.push('coord_dms');
  let [lonDeg, latDeg] = [first.degrees, second.degrees];
  if (lonDeg > 3 && lonDeg < 54 && latDeg > 73 && latDeg < 136) {
    [lonDeg, latDeg] = [latDeg, lonDeg];
    kinds.push('lon_lat_swapped');
  }
  if (Math.abs(lonDeg) > 180 || Math.abs(latDeg) > 90) return { value: unknown, kinds: ['out_of_range'] };
  if (first.decimals <= fewDecimals && second.decimals <= fewDecimals) kinds.push('coord_low_precision');
  const { west, east, south, north } = shanghai;
  if (lonDeg < west || lonDeg > east || latDeg < south || latDeg > north) kinds.push('coord_outside');
  return { value: { lonDeg, latDeg }, kinds };
}

/** `121.5077,31.4007`: both in one cell. */
export function readPlaceCell(text: string): Reading<Place> {
  const parts = placeParts(text);
  if (parts.length === 2) return readPlace(parts[0], parts[1]);
  return { value: unknown, kinds: [text.trim() === '' ? 'missing_coord' : 'unreadable'] };
}

function placeParts(text: string): string[] {
  return text.trim().split(/[,，、;；\s]+/);
}

function degreesOf(text: string): { degrees: number; decimals: number; isSexagesimal: boolean } | undefined {
  const bare = text.replace(/^(东经|北纬|经度|纬度|[EN])[:]?/i, '').replace(/[EN]$/i, '');
  const decimal = /^(-?\d{1,3}(?:\.(\d+))?)[°度]?$/.exec(bare);
  if (decimal) {
    return { degrees: Number(decimal[1]), decimals: decimal[2]?.length ?? 0, isSexagesimal: false };
  }
  const parts =
    /^(\d{1,3})[°度:](\d{1,2}(?:\.\d+)?)[′'’分:](?:(\d{1,2}(?:\.\d+)?)(?:″|"|”|''|′′|秒)?)?$/.exec(bare);
  if (!parts) return undefined;
  const [degrees, minutes, seconds] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
  if (minutes >= 60 || seconds >= 60) return undefined;
  const sum = degrees + minutes / 60 + seconds / 3600;
  return { degrees: Number(sum.toFixed(decimalsKept)), decimals: decimalsKept, isSexagesimal: true };
}
