import type { Prediction } from '../../../workflow/predict-plan.ts';
import { acceptedLines } from '../../describe-reasons.ts';
import { limitingSentence } from '../../limiting-sentence.ts';
import { scenarioRows } from '../../scenario-rows.ts';
import { type Lang, textsOf } from '../../texts.ts';
import { chanceLines, conclusionText, verdictRows } from '../../verdict-table.ts';
import { locationLines } from '../../weak-place-rows.ts';
import { paperTexts } from '../paper-texts.ts';
import type { PaperTable } from './paper-table.ts';

/** The verdict as a table: operators, then the states of the garage, and in the notes what the figures are figures of. */
export function verdictSheet(prediction: Prediction, lang: Lang): PaperTable {
  const texts = textsOf(lang);
  const [heads, ...operators] = verdictRows(prediction, lang);
  const states = scenarioRows(prediction, lang) ?? [];
  const width = Math.max(heads.length, ...states.map(({ length }) => length));
  const padded = (row: readonly string[]) => Array.from({ length: width }, (_, index) => row[index] ?? '');
  return {
    id: 'verdict',
    title: paperTexts[lang].verdictTitle,
    columns: padded(heads).map((head) => ({ head, format: 'text', characters: 18 }) as const),
    rows: [...operators, ...(states.length > 0 ? [[], ...states] : [])].map(padded),
    notes: [
      `${conclusionText(prediction.assessment, lang)}${texts.separator}${limitingSentence(prediction, lang)}`,
      ...acceptedLines(prediction.assessment.accepted, lang),
      ...chanceLines(prediction, lang),
      ...locationLines(prediction, lang),
      ...(states.length > 0 ? [texts.scenarioNote] : []),
    ],
  };
}
