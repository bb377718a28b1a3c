import type { Language } from '../../core/index.ts';
import type { NetworkBill, RuleFinding, RuleResult } from '../../design/index.ts';
import { type Plan, planProfile } from '../../plan/index.ts';
import { formatFixed, formatGrouped, formatShort, formatSigned } from '../encoders/format-numbers.ts';
import { carrierName } from '../wording/carrier-label.ts';
import { unitName } from '../wording/counted-things.ts';
import { textsIn } from '../wording/document-text.ts';
import { partName, portName } from '../wording/part-name.ts';
import { sourceText } from '../wording/source-text.ts';
import { formatFraction } from './exposure-numbers.ts';

/** Name of a carrier or a part by its id. */
type NameOf = (kind: 'carrier' | 'part', id: string) => string;

/** Names of a plan's carriers and parts; ids where it has none of that id. */
function namesIn({ carriers, network }: Plan, lang: Language): NameOf {
  return (kind, id) => {
    const part = kind === 'part' ? network?.parts?.find((each) => each.id === id) : undefined;
    const carrier = kind === 'carrier' ? carriers.find((each) => each.id === id) : undefined;
    if (part) return partName(part, lang);
    return carrier ? carrierName(carrier, lang) : id;
  };
}

/** Rules as rows of cells, the first row the heading; carriers, parts and ports by the names that installers know. */
export function ruleRows(rules: readonly RuleResult[], plan: Plan, lang: Language): string[][] {
  const texts = textsIn(lang);
  const nameOf = namesIn(plan, lang);
  return [
    [...texts.list('network.ruleHead')],
    ...rules.map((rule) => {
      const { worst } = rule;
      return [
        rule.name[lang],
        rule.passed
          ? texts(rule.checked === 0 ? 'network.notApplicable' : 'network.pass')
          : rule.isWarning
            ? texts('network.warning')
            : texts('network.fail'),
        ...shownValues(rule),
        worst ? `${locationText(rule, worst, lang, nameOf)}${totalText(rule, plan, lang)}` : '–',
      ];
    }),
  ];
}

/** The worst value of a rule and its limit: of deviations the window around the target. */
function shownValues(rule: RuleResult): [string, string] {
  const { id, worst, limit } = rule;
  if (worst?.value === undefined) return ['–', limitText(rule, limit)];
  const { deviationDb, targetDbm, lowDbm, highDbm } = worst.detail ?? {};
  if (id === 'port-deviation') {
    const offDb = (dbm: unknown) => formatSigned(Number(dbm) - Number(targetDbm), 1);
    return [`${formatSigned(Number(deviationDb), 1)} dB`, `${offDb(lowDbm)}…${offDb(highDbm)} dB`];
  }
  return [valueText(rule, worst.value), limitText(rule, worst.limit ?? limit)];
}

/** Says what the cap of powers at ports is one of, and the highest total of a port; empty of other rules. */
function totalText({ id, worst }: RuleResult, plan: Plan, lang: Language): string {
  const total = worst?.detail?.highestTotalDbm;
  if (id !== 'port-power' || total === undefined) return '';
  const texts = textsIn(lang);
  const basis = texts(`report.capOf.${planProfile(plan).network.portPowerCapOf}`);
  return texts('network.portTotal', { basis, total: formatFixed(Number(total), 1) });
}

function limitText(rule: RuleResult, limit: number | undefined): string {
  return limit === undefined ? '–' : `${rule.bound === 'most' ? '≤' : '≥'} ${valueText(rule, limit)}`;
}

/** Returns whether all rules pass, else how many fail; and how many only warn. */
export function ruleConclusion(rules: readonly RuleResult[], lang: Language): string {
  const texts = textsIn(lang);
  const broken = rules.filter(({ passed }) => !passed);
  const warned = broken.filter(({ isWarning }) => isWarning).length;
  const failed = broken.length - warned;
  const first =
    failed > 0
      ? texts('network.rulesFailed', { count: failed })
      : texts(warned > 0 ? 'network.rulesNoneFailed' : 'network.rulesAllPass');
  const second = warned > 0 ? [texts('network.rulesWarned', { count: warned })] : [];
  return [first, ...second].join(texts('network.joint'));
}

function valueText({ unit, bound }: RuleResult, value: number): string {
  if (unit === 'count') return formatShort(value);
  if (unit === 'ratio') return bound === 'most' ? formatFraction(value) : `${formatFixed(100 * value, 1)} %`;
  return `${formatShort(value, unit === 'MHz' ? 1 : 2)} ${unit}`;
}

/** Location of the worst finding; nothing where all things are alike and right. */
function locationText(rule: RuleResult, { at, value }: RuleFinding, lang: Language, nameOf: NameOf): string {
  const texts = textsIn(lang);
  if (rule.unit === 'count' && rule.passed && value === 0) return '–';
  const location = at.position ? ` (${at.position.map((each) => formatFixed(each, 1)).join(', ')})` : '';
  const named = [
    at.port === 'end' ? texts('network.radiatingCable') : texts(`network.kinds.${at.kind}`),
    at.kind === 'carrier' || at.kind === 'part' ? nameOf(at.kind, at.id) : at.id,
    at.port === 'end' ? texts('network.farEnd') : at.port && portName(at.port, lang),
    at.carrier === undefined ? undefined : nameOf('carrier', at.carrier),
    at.level,
  ]
    .filter(Boolean)
    .join(' ');
  return `${named}${location}${rule.failed > 1 ? texts('network.more', { count: rule.failed }) : ''}`;
}

/** The bill as rows of cells: heading, items, sum. */
export function billRows({ items, costCny }: NetworkBill, lang: Language): string[][] {
  const texts = textsIn(lang);
  return [
    [...texts.list('network.billHead')],
    ...items.map((item) => {
      const unit = unitName(item.kind, item.unit, texts);
      return [
        partName(item, lang),
        `${formatShort(item.quantity, 1)} ${unit}`,
        `${formatShort(item.ordered, 1)} ${unit}`,
        ...[item.unitPriceCny, item.unitLabourCny].map((price) => formatShort(price)),
        formatGrouped(item.costCny, 0),
        item.assumed ? texts('network.assumed') : sourceText(item.source ?? '–', lang),
      ];
    }),
    [texts('network.sum'), '', '', '', '', formatGrouped(costCny, 0), ''],
  ];
}
