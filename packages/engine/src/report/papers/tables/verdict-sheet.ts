import type { Prediction } from '../../../prediction/predict-plan.ts';
import { acceptedLines } from '../../describe-reasons.ts';
import { kindRows } from '../../kind-rows.ts';
import { limitingSentence } from '../../limiting-sentence.ts';
import { scenarioRows } from '../../scenario-rows.ts';
import { type Lang, textsOf } from '../../texts.ts';
import { chanceLines, conclusionText, verdictRows } from '../../verdict-table.ts';
import { locationLines } from '../../weak-place-rows.ts';
import { paperTexts } from '../paper-texts.ts';
import type { PaperTable } from './paper-table.ts';

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
