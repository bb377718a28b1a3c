import type { NetworkBill, RuleFinding, RuleResult } from '../../design/index.ts';
import { formatFixed, formatGrouped, formatShort } from '../encoders/format-numbers.ts';
import { joinedSourceText } from '../wording/joined-source-text.ts';
import type { Lang } from '../wording/texts.ts';
import { networkTexts } from './network-texts.ts';

/** Rules as rows of cells, the first row the heading. */
export function ruleRows(rules: readonly RuleResult[], lang: Lang): string[][] {
  const texts = networkTexts[lang];
  return [
    [...texts.ruleHead],
    ...rules.map((rule) => {
      const { worst, limit, bound } = rule;
      const own = worst?.limit ?? limit;
      return [
        rule.name[lang],
        rule.passed ? texts.pass : rule.isWarning ? texts.warning : texts.fail,
        worst?.value === undefined ? '–' : valueText(rule, worst.value, lang),
        own === undefined ? '–' : `${bound === 'most' ? '≤' : '≥'} ${valueText(rule, own, lang)}`,
        worst ? placeText(rule, worst, lang) : '–',
      ];
    }),
  ];
}

/** Whether all rules pass, else how many fail; and how many only warn. */
export function ruleConclusion(rules: readonly RuleResult[], lang: Lang): string {
  const texts = networkTexts[lang];
  const broken = rules.filter(({ passed }) => !passed);
  const warned = broken.filter(({ isWarning }) => isWarning).length;
  const failed = broken.length - warned;
  return texts.rulesConclusion(failed, warned);
}

function valueText({ unit }: RuleResult, value: number, lang: Lang): string {
  if (unit === 'count') return `${formatShort(value)}${networkTexts[lang].units.count}`;
  if (unit === 'ratio') return `${formatFixed(100 * value, 1)} %`;
  return `${formatShort(value, unit === 'MHz' ? 1 : 2)} ${unit}`;
}

/** Where the worst is; nothing where all things are alike and right. */
function placeText(rule: RuleResult, { at, value }: RuleFinding, lang: Lang): string {
  const texts = networkTexts[lang];
  if (rule.unit === 'count' && rule.passed && value === 0) return '–';
  const place = at.position ? ` (${at.position.map((each) => formatFixed(each, 1)).join(', ')})` : '';
  const named = [texts.kinds[at.kind], at.id, at.port, at.carrier, at.level].filter(Boolean).join(' ');
  return `${named}${place}${rule.failed > 1 ? texts.more(rule.failed) : ''}`;
}

/** The bill as rows of cells: heading, items, sum. */
export function billRows({ items, costCny }: NetworkBill, lang: Lang): string[][] {
  const texts = networkTexts[lang];
  return [
    [...texts.billHead],
    ...items.map((item) => {
      const unit = item.unit === 'm' ? 'm' : texts.pieces;
      return [
        (lang === 'en' ? item.nameEn : undefined) ?? item.name,
        `${formatShort(item.quantity, 1)} ${unit}`,
        `${formatShort(item.ordered, 1)} ${unit}`,
        ...[item.unitPriceCny, item.unitLabourCny].map((price) => formatShort(price)),
        formatGrouped(item.costCny, 0),
        item.assumed ? texts.assumed : joinedSourceText(item.source ?? '–', lang),
      ];
    }),
    [texts.sum, '', '', '', '', formatGrouped(costCny, 0), ''],
  ];
}
