import type { MercatorZone } from './transverse-mercator.ts';

const utm = { scaleRatio: 0.9996, falseEastingM: 500_000 } as const;
const gauss = { scaleRatio: 1, falseNorthingM: 0 } as const;

/** A range of codes of the EPSG registry, one zone after the other. */
interface CodeRange {
  first: number;
  last: number;
  /** Of the code that many after the first. */
  zone: (index: number) => MercatorZone;
}

const ranges: readonly CodeRange[] = [
  // UTM on WGS 84, north and south, and on ETRS89.
  { first: 32_601, last: 32_660, zone: (i) => utmZone(1 + i, 0) },
  { first: 32_701, last: 32_760, zone: (i) => utmZone(1 + i, 10_000_000) },
  { first: 25_828, last: 25_838, zone: (i) => utmZone(28 + i, 0) },
  // CGCS2000 Gauss-Krüger, 6° and 3° wide, eastings with and without the zone's number before them.
  { first: 4491, last: 4501, zone: (i) => gaussZone(75 + 6 * i, 13 + i) },
  { first: 4502, last: 4512, zone: (i) => gaussZone(75 + 6 * i, 0) },
  { first: 4513, last: 4533, zone: (i) => gaussZone(75 + 3 * i, 25 + i) },
  { first: 4534, last: 4554, zone: (i) => gaussZone(75 + 3 * i, 0) },
];

/** The zone that a name such as `EPSG:4549` stands for; undefined for systems that are not known. */
export function zoneOfSystem(name: string): MercatorZone | undefined {
  const code = Number(/(?:^|EPSG\D{0,4})(\d{4,5})$/i.exec(name.trim())?.[1]);
  const range = ranges.find(({ first, last }) => code >= first && code <= last);
  return range?.zone(code - range.first);
}

function utmZone(number: number, falseNorthingM: number): MercatorZone {
  return { ...utm, centralLonDeg: 6 * number - 183, falseNorthingM };
}

function gaussZone(centralLonDeg: number, prefix: number): MercatorZone {
  return { ...gauss, centralLonDeg, falseEastingM: 500_000 + prefix * 1_000_000 };
}
