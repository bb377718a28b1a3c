import type { Point } from '@diku/engine';

/** What was typed while drawing, as AutoCAD has it. Lengths in metres, angles counter-clockwise from east. */
export type TypedPlace =
  /** `3.5`: so far in the direction of the pointer. */
  | { form: 'length'; lengthM: number }
  /** `3.5<90`: so far in a direction. */
  | { form: 'polar'; lengthM: number; angleDeg: number }
  /** `<90`: on the line in a direction, as far as the pointer. */
  | { form: 'angle'; angleDeg: number }
  /** `2,-1.5` or `@2,-1.5`: east and north of the last place. */
  | { form: 'shift'; eastM: number; northM: number }
  /** `#12,8.5`: a place of the plan. */
  | { form: 'place'; x: number; y: number };

const number = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)`;
const forms: readonly [RegExp, (values: number[]) => TypedPlace][] = [
  [`^@?(${number})$`, ([lengthM]: number[]) => ({ form: 'length' as const, lengthM })],
  [
    `^@?(${number})<(${number})$`,
    ([lengthM, angleDeg]: number[]) => ({ form: 'polar' as const, lengthM, angleDeg }),
  ],
  [`^<(${number})$`, ([angleDeg]: number[]) => ({ form: 'angle' as const, angleDeg })],
  [`^@?(${number}),(${number})$`, ([eastM, northM]: number[]) => ({ form: 'shift' as const, eastM, northM })],
  [`^#(${number}),(${number})$`, ([x, y]: number[]) => ({ form: 'place' as const, x, y })],
].map(([source, make]) => [new RegExp(source as string), make as (values: number[]) => TypedPlace]);

/** Longer texts are no numbers that anybody means. */
const mostCharacters = 40;
/** Larger lengths are no garage. */
const mostM = 10_000;

/** Characters of a Chinese keyboard that mean those of an English one. */
const sameCharacters: Record<string, string> = {
  '，': ',',
  '。': '.',
  '《': '<',
  '＜': '<',
  '－': '-',
  '−': '-',
  '＠': '@',
  '＃': '#',
};

/** The characters that can be typed while drawing. */
export function isTyped(key: string): boolean {
  return /^[\d.,<@#+-]$/.test(plainCharacters(key));
}

export function plainCharacters(text: string): string {
  return [...text].map((character) => sameCharacters[character] ?? character).join('');
}

/** Undefined for what is none of the forms, or not yet. */
export function parseTyped(text: string): TypedPlace | undefined {
  const plain = plainCharacters(text)
    .replace(/\s+/g, '')
    .slice(0, mostCharacters + 1);
  if (plain.length > mostCharacters) return undefined;
  for (const [pattern, make] of forms) {
    const found = pattern.exec(plain);
    if (!found) continue;
    const values = found.slice(1).map(Number);
    return values.every((value) => Math.abs(value) <= mostM) ? make(values) : undefined;
  }
  return undefined;
}

/** The place that was meant, from the last place and the pointer; undefined for a length without a direction. */
export function typedPlace(typed: TypedPlace, from: Point | undefined, pointer: Point): Point | undefined {
  if (typed.form === 'place') return [typed.x, typed.y];
  if (!from) return undefined;
  const [dx, dy] = [pointer[0] - from[0], pointer[1] - from[1]];
  const awayM = Math.hypot(dx, dy);
  if (typed.form === 'shift') return rounded(from[0] + typed.eastM, from[1] + typed.northM);
  if (typed.form === 'length') {
    if (awayM === 0 || typed.lengthM === 0) return undefined;
    return rounded(from[0] + (dx / awayM) * typed.lengthM, from[1] + (dy / awayM) * typed.lengthM);
  }
  const angle = (typed.angleDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const lengthM = typed.form === 'polar' ? typed.lengthM : dx * cos + dy * sin;
  return lengthM === 0 ? undefined : rounded(from[0] + lengthM * cos, from[1] + lengthM * sin);
}

function rounded(x: number, y: number): Point {
  return [Math.round(x * 1e6) / 1e6, Math.round(y * 1e6) / 1e6];
}
