import { distance, ringContains } from '../../core/index.ts';
import type { Drawing, DrawingText } from '../drawing/drawing.ts';
import { wildcardMatcher } from '../drawing/match-wildcard.ts';
import type { FoundLevel } from '../recognition/recognise-level.ts';

/** What a text can mean, and the text that the tables know for it. */
const knownTexts = {
  'fire-shutter': 'FJL',
  'fire-door': 'FM',
  'blast-door': 'HFM',
  'lift-lobby': '电梯厅',
  lobby: '前室',
  'equipment-room': '弱电机房',
  power: '配电间',
  shaft: '弱电井',
  core: '楼梯',
  plant: '设备用房',
  payment: '收费',
  gate: '道闸',
  ignore: '',
} as const;

export type TextMeaning = keyof typeof knownTexts;
export const textMeanings = Object.keys(knownTexts) as [TextMeaning, ...TextMeaning[]];

interface MarkedText extends DrawingText {
  original: string;
}

/** The drawing with an office's own words replaced by those that the tables know. */
export function markTexts(drawing: Drawing, marks: Readonly<Record<string, TextMeaning>> = {}): Drawing {
  const rules = Object.entries(marks).map(([pattern, meaning]) => ({
    matches: wildcardMatcher(pattern),
    meaning,
  }));
  if (rules.length === 0) return drawing;
  const texts = drawing.texts.flatMap((text): DrawingText[] => {
    const found = rules.find(({ matches }) => matches(text.text.trim()));
    if (!found) return [text];
    if (found.meaning === 'ignore') return [];
    const marked: MarkedText = { ...text, text: knownTexts[found.meaning], original: text.text.trim() };
    return [marked];
  });
  return { ...drawing, texts };
}

/** Gives what was found by a replaced text the name that is written there. */
export function restoreNames(found: FoundLevel, texts: readonly DrawingText[]): void {
  for (const text of texts) {
    if (!isMarked(text)) continue;
    const room = found.rooms.find(
      ({ name, polygon }) => name === text.text && ringContains(polygon, text.position),
    );
    if (room) room.name = text.original;
    for (const each of [...found.points, ...found.facilities]) {
      if (!each.position || !each.name?.endsWith(text.text) || distance(each.position, text.position) > 0.01)
        continue;
      each.name = each.name.slice(0, -text.text.length) + text.original;
    }
  }
}

function isMarked(text: DrawingText): text is MarkedText {
  return 'original' in text;
}
