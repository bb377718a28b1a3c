import type { Plan } from '../../../plan/index.ts';
import type { PaperTable } from '../../encoders/paper-table.ts';
import { carrierLabel } from '../../wording/carrier-label.ts';
import { textsIn } from '../../wording/document-text.ts';
import type { Lang } from '../../wording/texts.ts';

/** Made up for the proof of the house: the carriers of a plan, one a row. */
export function carriersTable(plan: Plan, lang: Lang): PaperTable {
  const texts = textsIn(lang);
  return {
    id: 'carriers',
    title: texts('papers.carriersTitle'),
    columns: [
      { head: texts('tables.number'), format: 'integer', characters: 6 },
      { head: texts('papers.carriersTitle'), format: 'text', characters: 40 },
    ],
    rows: plan.carriers.map((carrier, index) => [index + 1, carrierLabel(carrier, lang)]),
    notes: [],
  };
}
