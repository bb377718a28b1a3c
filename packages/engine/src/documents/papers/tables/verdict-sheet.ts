import type { Prediction } from '../../../radio/index.ts';
import { kindRows } from '../../community/kind-rows.ts';
import { limitingSentence } from '../../community/limiting-sentence.ts';
import { scenarioRows } from '../../community/scenario-rows.ts';
import { chanceLines, conclusionText, verdictRows } from '../../community/verdict-table.ts';
import { locationLines } from '../../community/weak-place-rows.ts';
import type { PaperTable } from '../../encoders/paper-table.ts';
import { acceptedLines } from '../../wording/describe-reasons.ts';
import { type Lang, textsOf } from '../../wording/texts.ts';
import { paperTexts } from '../paper-texts.ts';

/** The verdict as a table: operators, the kinds of floor, the states of the garage, and in the notes what the figures are figures of. */
export function verdictSheet(prediction: Prediction, lang: Lang): PaperTable {
  const texts = textsOf(lang);
  const [heads, ...operators] = verdictRows(prediction, lang);
  const states = scenarioRows(prediction, lang) ?? [];
  const kinds = kindRows(prediction, lang) ?? [];
  const columnCount = Math.max(...[heads, ...states, ...kinds].map(({ length }) => length));
  const padded = (row: readonly string[]) =>
    Array.from({ length: columnCount }, (_, index) => row[index] ?? '');
  const blocks = [kinds, states].filter((block) => block.length > 0);
  return {
    id: 'verdict',
    title: paperTexts[lang].verdictTitle,
    columns: padded(heads).map((head) => ({ head, format: 'text', characters: 18 }) as const),
    rows: [...operators, ...blocks.flatMap((block) => [[], ...block])].map(padded),
    notes: [
      `${conclusionText(prediction.assessment, lang)}${texts.separator}${limitingSentence(prediction, lang)}`,
      ...acceptedLines(prediction.assessment.accepted, lang),
      ...chanceLines(prediction, lang),
      ...locationLines(prediction, lang),
      ...(kinds.length > 0 ? [texts.kindNote] : []),
      ...(states.length > 0 ? [texts.scenarioNote] : []),
    ],
  };
}
