import { distance, ringContains } from '../../core/index.ts';
import {
  facilityKindRows,
  type MarkedFacilityKind,
  type MarkedOpeningKind,
  type MarkedPointKind,
  type MarkedZoneKind,
  openingKindRows,
  pointKindRows,
  zoneKindRows,
} from '../../plan/index.ts';
import type { Drawing, DrawingText } from '../drawing/drawing.ts';
import { wildcardMatcher } from '../drawing/match-wildcard.ts';
import type { FoundLevel } from '../recognition/recognise-level.ts';

const openingMarks = Object.fromEntries(
  openingKindRows.flatMap(({ id, written }) => (written?.mark ? [[id, written.mark.text]] : [])),
) as Record<MarkedOpeningKind, string>;
const pointMarks = Object.fromEntries(
  pointKindRows.flatMap(({ id, mark }) => (mark ? [[id, mark]] : [])),
) as Record<MarkedPointKind, string>;

const zoneMarks = Object.fromEntries(
  zoneKindRows.flatMap(({ id, mark }) => (mark ? [[id, mark]] : [])),
) as Record<MarkedZoneKind, string>;

const facilityMarks = Object.fromEntries(
  facilityKindRows.flatMap(({ id, mark }) => (mark ? [[id, mark]] : [])),
) as Record<MarkedFacilityKind, string>;

/** Meanings of a text, and the text that the tables know for each. */
const knownTexts = {
  ...openingMarks,
  ...pointMarks,
  ...zoneMarks,
  ...facilityMarks,
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
