import type { Language } from '../../../core/index.ts';
import { programmeOperators } from '../../../plan/index.ts';
import { amountIds, type Community, type RankedCommunity } from '../../../programme/index.ts';
import { documentText, textsIn } from '../../wording/document-text.ts';

/** Amounts other than complaints are worth a word from here up: the quarter of the communities that has most. */
const notableRatio = 0.25;

/** Why a community stands where it stands, in one line. */
export function rankReason(ranked: RankedCommunity, lang: Language): string {
  const texts = textsIn(lang);
  const { owners, property } = ranked.community;
  return [
    ...coverageWords(ranked.community, lang),
    ...amountWords(ranked, lang),
    ...groundWords(ranked, lang),
    texts(`ranking.reason.owners.${owners ?? 'unknown'}`),
    texts(`ranking.reason.property.${property ?? 'unknown'}`),
  ].join(documentText(lang, 'report.clauseSeparator'));
}

function coverageWords({ covered }: Community, lang: Language): string[] {
  const texts = textsIn(lang);
  const named = (flag: boolean | null) =>
    programmeOperators
      .filter((operator) => covered[operator] === flag)
      .map((operator) => texts(`ranking.operators.${operator}`));
  const covering = named(true);
  const unknown = named(null);
  if (covering.length === programmeOperators.length) return [texts('ranking.reason.covered')];
  if (covering.length === 0 && unknown.length === 0) return [texts('ranking.reason.uncovered')];
  return [
    ...(covering.length > 0
      ? [texts('ranking.reason.coveredBy', { list: covering.join(texts('report.listSeparator')) })]
      : []),
    ...(unknown.length > 0
      ? [texts('ranking.reason.coverageUnknown', { list: unknown.join(texts('report.listSeparator')) })]
      : []),
  ];
}

function amountWords(
  { community, shareFromTop: fractionFromTop }: RankedCommunity,
  lang: Language,
): string[] {
  const texts = textsIn(lang);
  const words = amountIds.flatMap((id) => {
    const amount = community[id];
    const fraction = fractionFromTop[id];
    if (amount === null || fraction === undefined) return [];
    if (id === 'complaints' && amount === 0) return [texts('ranking.reason.noComplaints')];
    const isNotable = amount > 0 && fraction <= notableRatio;
    if (!isNotable && id !== 'complaints') return [];
    // Upwards, so that nobody is put higher than he is.
    const percent = Math.ceil(100 * fraction - 1e-9);
    return [
      texts(`ranking.reason.amounts.${id}`, { count: amount }) +
        (isNotable ? texts('ranking.reason.fromTop', { percent }) : ''),
    ];
  });
  const unknown = amountIds
    .filter((id) => community[id] === null)
    .map((id) => texts(`ranking.criteria.${id}`));
  return unknown.length > 0
    ? [...words, texts('ranking.reason.unknown', { list: unknown.join(texts('report.listSeparator')) })]
    : words;
}

function groundWords(
  { community: { groundRsrpDbm }, weakGround }: RankedCommunity,
  lang: Language,
): string[] {
  const texts = textsIn(lang);
  const unknown = programmeOperators.filter((operator) => groundRsrpDbm[operator] === null);
  const names = (of: typeof weakGround) =>
    of.map((operator) => texts(`ranking.operators.${operator}`)).join(texts('report.listSeparator'));
  if (weakGround.length === 0 && unknown.length === 0) return [texts('ranking.reason.groundFine')];
  return [
    ...(weakGround.length > 0 ? [texts('ranking.reason.groundWeak', { list: names(weakGround) })] : []),
    ...(unknown.length > 0 ? [texts('ranking.reason.groundUnknown', { list: names(unknown) })] : []),
  ];
}
