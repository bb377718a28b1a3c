import { distance, type Point } from '../../core/index.ts';
import { tuning } from '../tuning.ts';
import type { Drawing, DrawingText } from './drawing.ts';
import { plainSetting } from './text-settings.ts';

const { maxLetters } = tuning.joinTextFragments;

/** Distance of neighbouring characters by their height. */
const stepRange = { min: 0.6, max: 2.2 } as const;
/**
 * Names that were exploded into single Chinese characters, put together again: characters that follow each other in
 * the file, on one layer, of one height, at equal steps in one line. The name stands where its first character does.
 */
export function joinTextFragments(drawing: Drawing): Drawing {
  const texts: DrawingText[] = [];
  let run: DrawingText[] = [];
  const flush = () => {
    if (run.length > 0) texts.push(joined(run));
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

/** Set from the middle of its first character on, in the direction of the others. */
function joined(run: readonly DrawingText[]): DrawingText {
  const [first] = run;
  const last = run[run.length - 1];
  const text = run.map((each) => each.text.trim()).join('');
  if (run.length === 1) return { ...first, text };
  const [x, y] = [last.position[0] - first.position[0], last.position[1] - first.position[1]];
  const setting = { ...(first.setting ?? plainSetting), angleRad: Math.atan2(y, x), acrossRatio: 0 };
  return { ...first, text, setting };
}

function isLetter({ text }: DrawingText): boolean {
  // 上 and 下 stand alone on ramps and stairs.
  return /^\s*\p{Script=Han}\s*$/u.test(text) && !/[上下]/.test(text);
}

function goesOn(run: readonly DrawingText[], text: DrawingText): boolean {
  const last = run[run.length - 1];
  if (!last || run.length >= maxLetters) return false;
  if (text.layer !== last.layer || text.symbol !== last.symbol) return false;
  const heightM = last.heightInUnits;
  if (!(heightM > 0) || Math.abs(text.heightInUnits - heightM) > 0.05 * heightM) return false;
  const stepM = distance(last.position, text.position);
  if (stepM < stepRange.min * heightM || stepM > stepRange.max * heightM) return false;
  if (run.length === 1) return true;
  const before = run[run.length - 2];
  const onward: Point = [
    last.position[0] + (last.position[0] - before.position[0]),
    last.position[1] + (last.position[1] - before.position[1]),
  ];
  return distance(onward, text.position) < 0.35 * heightM;
}
