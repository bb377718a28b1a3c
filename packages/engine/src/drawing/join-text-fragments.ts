import { distance, type Point } from '../geometry/points.ts';
import type { Drawing, DrawingText } from './drawing.ts';

/** Distance of neighbouring characters by their height. */
const stepRange = { least: 0.6, most: 2.2 } as const;
/** Names are not longer. */
const mostLetters = 16;

/**
 * Names that were exploded into single Chinese characters, put together again: characters that follow each other in
 * the file, on one layer, of one height, at equal steps in one line. The name stands where its first character does.
 */
export function joinTextFragments(drawing: Drawing): Drawing {
  const texts: DrawingText[] = [];
  let run: DrawingText[] = [];
  const flush = () => {
    if (run.length > 0) texts.push({ ...run[0], text: run.map(({ text }) => text.trim()).join('') });
    run = [];
  };
  for (const text of drawing.texts) {
    if (!isLetter(text)) {
      flush();
      texts.push(text);
      continue;
    }
    if (!goesOn(run, text)) flush();
    run.push(text);
  }
  flush();
  return texts.length === drawing.texts.length ? drawing : { ...drawing, texts };
}

function isLetter({ text }: DrawingText): boolean {
  // 上 and 下 stand alone on ramps and stairs.
  return /^\s*\p{Script=Han}\s*$/u.test(text) && !/[上下]/.test(text);
}

function goesOn(run: readonly DrawingText[], text: DrawingText): boolean {
  const last = run[run.length - 1];
  if (!last || run.length >= mostLetters) return false;
  if (text.layer !== last.layer || text.symbol !== last.symbol) return false;
  const heightM = last.heightInUnits;
  if (!(heightM > 0) || Math.abs(text.heightInUnits - heightM) > 0.05 * heightM) return false;
  const stepM = distance(last.position, text.position);
  if (stepM < stepRange.least * heightM || stepM > stepRange.most * heightM) return false;
  if (run.length === 1) return true;
  const before = run[run.length - 2];
  const onward: Point = [
    last.position[0] + (last.position[0] - before.position[0]),
    last.position[1] + (last.position[1] - before.position[1]),
  ];
  return distance(onward, text.position) < 0.35 * heightM;
}
