import type { CircleMark, Mark, PathMark, Sheet } from '../sheet.ts';
import { colourOperands, number, type TextSetter } from './paper-text.ts';

export const pointsPerMm = 72 / 25.4;
/** Of a quarter circle by a cubic curve. */
const quarter = 0.5522847498;

/** Content stream of a sheet: millimetres, y down, as the sheet has them. */
export function pageContent(sheet: Sheet, setter: TextSetter): string {
  const k = number(pointsPerMm);
  const lines = sheet.marks.map((mark) => markOperators(mark, setter));
  return `1 j ${k} 0 0 -${k} 0 ${number(sheet.heightMm * pointsPerMm)} cm\n${lines.join('\n')}\n`;
}

function markOperators(mark: Mark, setter: TextSetter): string {
  if (mark.kind === 'text') return setter.operators(mark);
  const shape = mark.kind === 'circle' ? circle(mark) : path(mark);
  const { pen, fill } = mark;
  const dash = pen?.dashMm ? `[${pen.dashMm.map(number).join(' ')}] 0 d ` : '';
  const stroke = pen ? `${colourOperands(pen.colour)} RG ${number(pen.widthMm)} w ${dash}` : '';
  const paint = fill ? `${colourOperands(fill)} rg ` : '';
  const operator = pen && fill ? 'B' : fill ? 'f' : 'S';
  return `${stroke}${paint}${shape} ${operator}${dash ? ' [] 0 d' : ''}`;
}

function path({ points, closed }: PathMark): string {
  const steps = points.map(([x, y], index) => `${number(x)} ${number(y)} ${index === 0 ? 'm' : 'l'}`);
  return `${steps.join(' ')}${closed ? ' h' : ''}`;
}

function circle({ center: [x, y], radiusMm: r }: CircleMark): string {
  const q = quarter * r;
  const curve = (...values: number[]) => `${values.map(number).join(' ')} c`;
  return [
    `${number(x + r)} ${number(y)} m`,
    curve(x + r, y + q, x + q, y + r, x, y + r),
    curve(x - q, y + r, x - r, y + q, x - r, y),
    curve(x - r, y - q, x - q, y - r, x, y - r),
    curve(x + q, y - r, x + r, y - q, x + r, y),
    'h',
  ].join(' ');
}
