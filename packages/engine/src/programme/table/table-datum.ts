import type { Datum } from '../../core/index.ts';

const names: readonly [Datum, RegExp][] = [
  ['gcj02', /gcj-?0?2|火星坐标|高德|腾讯坐标/i],
  ['bd09', /bd-?09|百度/i],
  ['wgs84', /wgs-?84|cgcs ?2000|2000国家大地坐标/i],
];

/** The datum that titles, headers or footnotes name; undefined where they name none. */
export function datumIn(texts: readonly string[]): Datum | undefined {
  return names.find(([, pattern]) => texts.some((text) => pattern.test(text)))?.[0];
}
