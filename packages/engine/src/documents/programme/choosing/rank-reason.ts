import { programmeOperators } from '../../../plan/index.ts';
import { amountIds, type Community, type RankedCommunity } from '../../../programme/index.ts';
import { type Lang, textsOf } from '../../wording/texts.ts';
import { choosingTexts } from './choosing-texts.ts';

/** Amounts other than complaints are worth a word from here up: the quarter of the communities that has most. */
const notableShare = 0.25;

/** Why a community stands where it stands, in one line. */
export function rankReason(ranked: RankedCommunity, lang: Lang): string {
  const texts = choosingTexts[lang];
  const { owners, property } = ranked.community;
  return [
    ...coverageWords(ranked.community, lang),
    ...amountWords(ranked, lang),
    ...groundWords(ranked, lang),
    texts.reason.owners[owners ?? 'unknown'],
    texts.reason.property[property ?? 'unknown'],
  ].join(textsOf(lang).clauseSeparator);
}

function coverageWords({ covered }: Community, lang: Lang): string[] {
  const { reason, operators } = choosingTexts[lang];
  const { listSeparator } = textsOf(lang);
  const named = (flag: boolean | null) =>
    programmeOperators
      .filter((operator) => covered[operator] === flag)
      .map((operator) => operators[operator]);
  const covering = named(true);
  const unknown = named(null);
  if (covering.length === programmeOperators.length) return [reason.covered];
  if (covering.length === 0 && unknown.length === 0) return [reason.uncovered];
  return [
    ...(covering.length > 0 ? [reason.coveredBy(covering.join(listSeparator))] : []),
    ...(unknown.length > 0 ? [reason.coverageUnknown(unknown.join(listSeparator))] : []),
  ];
}

function amountWords({ community, shareFromTop }: RankedCommunity, lang: Lang): string[] {
  const { reason, criteria } = choosingTexts[lang];
  const { listSeparator } = textsOf(lang);
  const words = amountIds.flatMap((id) => {
    const amount = community[id];
    const share = shareFromTop[id];
    if (amount === null || share === undefined) return [];
    if (id === 'complaints' && amount === 0) return [reason.noComplaints];
    const isNotable = amount > 0 && share <= notableShare;
    if (!isNotable && id !== 'complaints') return [];
    // Upwards, so that nobody is put higher than he is.
    const percent = Math.ceil(100 * share - 1e-9);
    return [reason.amounts[id](amount) + (isNotable ? reason.fromTop(percent) : '')];
  });
  const unknown = amountIds.filter((id) => community[id] === null).map((id) => criteria[id]);
  return unknown.length > 0 ? [...words, reason.unknown(unknown.join(listSeparator))] : words;
}

function groundWords({ community: { groundRsrpDbm }, weakGround }: RankedCommunity, lang: Lang): string[] {
  const { reason, operators } = choosingTexts[lang];
  const { listSeparator } = textsOf(lang);
  const unknown = programmeOperators.filter((operator) => groundRsrpDbm[operator] === null);
  const names = (of: typeof weakGround) => of.map((operator) => operators[operator]).join(listSeparator);
  if (weakGround.length === 0 && unknown.length === 0) return [reason.groundFine];
  return [
    ...(weakGround.length > 0 ? [reason.groundWeak(names(weakGround))] : []),
    ...(unknown.length > 0 ? [reason.groundUnknown(names(unknown))] : []),
  ];
}
