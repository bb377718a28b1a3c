import type { Language, Phrase } from '../../core/index.ts';
import { energyPart, schemeRow } from '../../design/index.ts';
import type { SchemeComparison, SchemeFigures, SchemeId, SchemeRow } from '../../plan/index.ts';
import {
  formatFixed,
  formatGrouped,
  formatPercent,
  formatProbability,
  formatShort,
} from '../encoders/format-numbers.ts';
import { capital } from '../wording/capital.ts';
import { usualCarrierLabel } from '../wording/carrier-label.ts';
import { storedText } from '../wording/describe-reasons.ts';
import { type DocumentTexts, textsIn } from '../wording/document-text.ts';
import { partName } from '../wording/part-name.ts';

/** Differences that a reviewer asks about: chances and fractions, days, ways through walls. */
const worthNaming = { ratio: 0.01, days: 3, passages: 5 };

type Rows = ReadonlyMap<SchemeId, SchemeRow>;

/** The recommendation of a comparison with its reasons in words, and the assumptions of its figures. */
export function schemeReasons(
  comparison: SchemeComparison,
  lang: Language,
): { reasons: string[]; assumptions: string[] } {
  const texts = textsIn(lang);
  const rows: Rows = new Map(comparison.rows.map((row) => [row.scheme, row]));
  const reasons = [
    conclusion(comparison, rows, texts),
    ...turningPoint(comparison, texts),
    ...comparison.rows.flatMap((row) => rowReasons(row, comparison, rows, texts)),
    ...(comparison.decidable ? [] : [texts('schemes.undecidable')]),
  ];
  return { reasons: reasons.map(capital), assumptions: assumptionLines(comparison, texts) };
}

function conclusion(
  { recommendation, requiredProbability, years, priceSpreadRatio }: SchemeComparison,
  rows: Rows,
  texts: DocumentTexts,
): string {
  const { kind, first, close } = recommendation;
  const figures = first && rows.get(first)?.figures;
  const required = formatPercent(requiredProbability, 0);
  if (!first || !figures) return texts('schemes.reason.none', { required });
  const values = {
    scheme: texts.name('scheme', first),
    ...{ required, years },
    cost: formatGrouped(figures.cost.ownershipCny),
    build: formatGrouped(figures.cost.buildCny),
    chance: formatProbability(figures.passProbability),
  };
  if (kind === 'only') return texts('schemes.reason.only', values);
  if (kind === 'cheapest') {
    return texts('schemes.reason.cheapest', { ...values, spread: formatPercent(priceSpreadRatio, 0) });
  }
  const list = close.map((id) =>
    texts('schemes.reason.cost', {
      scheme: texts.name('scheme', id),
      cost: formatGrouped(rows.get(id)?.figures?.cost.ownershipCny ?? Number.NaN),
    }),
  );
  return texts('schemes.reason.prices', {
    ...values,
    list: list.join(texts('report.listSeparator')),
    spread: formatPercent(priceSpreadRatio, 0),
  });
}

function turningPoint({ recommendation }: SchemeComparison, texts: DocumentTexts): string[] {
  const { first, second, differenceCny, turnRatio, turnPart } = recommendation;
  if (!first || !second || differenceCny === undefined || turnRatio === undefined) return [];
  const values = { first: texts.name('scheme', first), second: texts.name('scheme', second) };
  if (differenceCny < 0.5) return [texts('schemes.reason.equal', values)];
  const whole = texts('schemes.reason.turn', {
    ...values,
    difference: formatGrouped(differenceCny),
    ratio: formatFixed(turnRatio, 2),
  });
  if (!turnPart) return [whole];
  const part =
    turnPart.part === energyPart ? texts('schemes.energyPrice') : partName(turnPart, texts.language);
  return [`${whole}${texts('schemes.reason.turnPart', { part, ratio: formatFixed(turnPart.ratio, 2) })}`];
}

/** A scheme beside the recommended one: its cost, and what is better or worse. */
function rowReasons(
  row: SchemeRow,
  { recommendation, years }: SchemeComparison,
  rows: Rows,
  texts: DocumentTexts,
): string[] {
  const { scheme: id, outcome, figures, conditions } = row;
  const { first } = recommendation;
  const scheme = texts.name('scheme', id);
  const said = (phrases: readonly Phrase[]) =>
    phrases.map((phrase) => storedText(phrase, texts.language)).join(texts('report.clauseSeparator'));
  if (outcome === 'not-possible')
    return [texts('schemes.reason.impossible', { scheme, reasons: said(row.reasons) })];
  if (!figures || id === first) return [];
  const chance = formatProbability(figures.passProbability);
  if (outcome === 'fails')
    return [texts('schemes.reason.fails', { scheme, chance, reasons: said(row.reasons) })];
  const best = first && rows.get(first)?.figures;
  const difference = best ? costDifference(figures, best, { scheme, years }, texts) : [];
  const gains = best ? differences(figures, best, texts) : [];
  const open = conditions.length > 0 ? [texts('schemes.reason.open', { reasons: said(conditions) })] : [];
  const earlier = twinOf(row, rows);
  if (earlier) {
    const twin = texts('schemes.reason.twin', { first: texts.name('scheme', earlier) });
    return [texts('schemes.reason.row', { scheme, parts: twin })];
  }
  const parts = [...difference, ...gains, ...open];
  return parts.length === 0
    ? []
    : [texts('schemes.reason.row', { scheme, parts: parts.join(texts('report.clauseSeparator')) })];
}

function costDifference(
  { cost }: SchemeFigures,
  { cost: best }: SchemeFigures,
  { years }: { scheme: string; years: number },
  texts: DocumentTexts,
): string[] {
  const differenceCny = cost.ownershipCny - best.ownershipCny;
  if (Math.abs(differenceCny) < 0.5) return [texts('schemes.reason.sameCost', { years })];
  const values = {
    years,
    difference: formatGrouped(Math.abs(differenceCny)),
    percent: formatPercent(Math.abs(differenceCny) / best.ownershipCny, 0),
    build: formatGrouped(cost.buildCny),
    builtFirst: formatGrouped(best.buildCny),
  };
  return [texts(differenceCny > 0 ? 'schemes.reason.dearer' : 'schemes.reason.cheaper', values)];
}

/** Figures in which a scheme is better or worse than the recommended one, better first. */
function differences(figures: SchemeFigures, best: SchemeFigures, texts: DocumentTexts): string[] {
  const better: string[] = [];
  const worse: string[] = [];
  const compare = (value: number, other: number, { minimum, text, isMoreBetter = true }: Comparing) => {
    if (Math.abs(value - other) < minimum) return;
    (value > other === isMoreBetter ? better : worse).push(text);
  };
  const pair = (shown: (each: SchemeFigures) => string) => ({ own: shown(figures), other: shown(best) });
  compare(figures.passProbability, best.passProbability, {
    minimum: worthNaming.ratio,
    text: texts(
      'schemes.gain.chance',
      pair((each) => formatProbability(each.passProbability)),
    ),
  });
  compare(figures.layers.lte, best.layers.lte, {
    minimum: 1,
    text: texts('schemes.gain.layers', { ...pair((each) => layersText(each.layers.lte, texts)) }),
  });
  compare(figures.layers.nr, best.layers.nr, {
    minimum: 1,
    text: texts('schemes.gain.layersNr', { ...pair((each) => layersText(each.layers.nr, texts)) }),
  });
  compare(figures.newRadio.coverageRatio, best.newRadio.coverageRatio, {
    minimum: worthNaming.ratio,
    text: texts(
      'schemes.gain.newRadio',
      pair((each) => formatPercent(each.newRadio.coverageRatio)),
    ),
  });
  compare(figures.cost.powerW, best.cost.powerW, {
    ...{ minimum: 0.1 * best.cost.powerW, isMoreBetter: false },
    text: texts(
      'schemes.gain.power',
      pair((each) => formatGrouped(each.cost.powerW)),
    ),
  });
  compare(figures.passages, best.passages, {
    ...{ minimum: worthNaming.passages, isMoreBetter: false },
    text: texts(
      'schemes.gain.passages',
      pair((each) => formatFixed(each.passages, 0)),
    ),
  });
  compare(figures.crewDays, best.crewDays, {
    ...{ minimum: worthNaming.days, isMoreBetter: false },
    text: texts(
      'schemes.gain.days',
      pair((each) => formatShort(each.crewDays, 1)),
    ),
  });
  const list = (items: readonly string[]) => items.join(texts('report.listSeparator'));
  return [
    ...(better.length > 0 ? [texts('schemes.reason.better', { list: list(better) })] : []),
    ...(worse.length > 0 ? [texts('schemes.reason.worse', { list: list(worse) })] : []),
    ...(better.length + worse.length === 0 ? [texts('schemes.reason.alike')] : []),
  ];
}

interface Comparing {
  minimum: number;
  text: string;
  isMoreBetter?: boolean;
}

/** `单流 SISO`, `2×2 MIMO`, `4×4 MIMO`; a dash without such carriers. */
export function layersText(layers: number, texts: DocumentTexts): string {
  if (layers === 0) return '–';
  return layers === 1 ? texts('schemes.siso') : texts('schemes.mimo', { layers });
}

/** A scheme before this one in the table whose search came to the same design. */
function twinOf({ scheme, figures }: SchemeRow, rows: Rows): SchemeId | undefined {
  const before = [...rows.values()].slice(0, [...rows.keys()].indexOf(scheme));
  return before.find((row) => figures && row.figures && isSameDesign(row.figures, figures))?.scheme;
}

/** Returns whether two schemes came to the same antennas at the same cost. */
function isSameDesign(a: SchemeFigures, b: SchemeFigures): boolean {
  return (
    JSON.stringify(a.antennas) === JSON.stringify(b.antennas) && a.cost.ownershipCny === b.cost.ownershipCny
  );
}

function assumptionLines(comparison: SchemeComparison, texts: DocumentTexts): string[] {
  const { years, energyCnyPerKwh, discountRatio, activeUpkeepRatio, passiveUpkeepRatio, rows } = comparison;
  const bases = new Set(
    rows.flatMap(({ figures }) => (figures ? [figures.newRadio] : [])).map(({ basis }) => basis),
  );
  const added =
    rows.find(({ figures }) => figures?.newRadio.basis === 'added')?.figures?.newRadio.carriers ?? [];
  return [
    texts('schemes.assumption.costs', {
      ...{ years, energy: formatShort(energyCnyPerKwh), discount: formatPercent(discountRatio, 1) },
      active: formatPercent(activeUpkeepRatio, 1),
      passive: formatPercent(passiveUpkeepRatio, 1),
    }),
    ...(bases.has('added')
      ? [
          texts('schemes.assumption.newRadioAdded', {
            list: added
              .map((id) => usualCarrierLabel(id, texts.language))
              .join(texts('report.listSeparator')),
          }),
        ]
      : []),
    ...(bases.has('plan') ? [texts('schemes.assumption.newRadioPlan')] : []),
    texts('schemes.assumption.search'),
    ...(rows.some(({ scheme, figures }) => figures && schemeRow(scheme).isForNr)
      ? [texts('schemes.assumption.shift')]
      : []),
    ...(rows.some(({ scheme }) => schemeRow(scheme).repeats) ? [texts('schemes.assumption.repeater')] : []),
    ...(rows.some(({ figures }) => figures?.isPlacingComplete === false)
      ? [texts('schemes.assumption.expired')]
      : []),
  ];
}
