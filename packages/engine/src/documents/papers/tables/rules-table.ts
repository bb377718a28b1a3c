import type { RuleResult } from '../../../design/index.ts';
import { ruleConclusion, ruleRows } from '../../community/network-rows.ts';
import type { PaperTable } from '../../encoders/paper-table.ts';
import { capital } from '../../wording/capital.ts';
import { joinedSourceText } from '../../wording/joined-source-text.ts';
import type { Lang } from '../../wording/texts.ts';
import { paperTexts } from '../paper-texts.ts';
import { tableTexts } from './table-texts.ts';

/** The rules of the network: a row each, with its limit, the worst value and its place, and where the limit comes from. */
export function rulesTable(rules: readonly RuleResult[], lang: Lang): PaperTable {
  const texts = tableTexts[lang];
  const [heads, ...rows] = ruleRows(rules, lang);
  const [rule, result, worst, limit, place] = heads.map(capital);
  const { rulesTitle } = paperTexts[lang];
  return {
    id: 'rules',
    title: rulesTitle,
    columns: [
      { head: texts.number, format: 'integer', characters: 6 },
      { head: rule, format: 'text', characters: 34 },
      { head: texts.ruleId, format: 'text', characters: 18 },
      { head: result, format: 'text', characters: 10 },
      { head: limit, format: 'text', characters: 14 },
      { head: worst, format: 'text', characters: 14 },
      { head: place, format: 'text', characters: 44 },
      { head: texts.checked, format: 'integer', characters: 10 },
      { head: texts.failed, format: 'integer', characters: 10 },
      { head: texts.limitSource, format: 'text', characters: 60 },
    ],
    rows: rows.map(([name, passed, worstText, limitText, placeText], index) => {
      const { id, checked, failed, source } = rules[index];
      return [
        ...[index + 1, name, id, passed, limitText, worstText, placeText],
        ...[checked, failed, joinedSourceText(source, lang)],
      ];
    }),
    notes: [texts.rulesNote(ruleConclusion(rules, lang))],
  };
}
