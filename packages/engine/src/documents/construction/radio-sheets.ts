import type { Language, Point } from '../../core/index.ts';
import { type Plan, type PointKind, planProfile } from '../../plan/index.ts';
import type { LossTerm } from '../../radio/index.ts';
import type { Cell, DocumentTable } from '../encoders/document-table.ts';
import { formatFixed, formatPercent, formatProbability, formatShort } from '../encoders/format-numbers.ts';
import { carrierLabel } from '../wording/carrier-label.ts';
import { type DocumentTexts, messagesOf, textsIn } from '../wording/document-text.ts';
import { sourceText } from '../wording/source-text.ts';

/** A gain (a loss where negative) on the path from source to phone. */
export interface PointTerm {
  name:
    | Exclude<LossTerm['name'], 'walk-test'>
    | 'cables'
    | 'parts'
    | 'element'
    | 'antenna-gain'
    | 'rest-of-cable'
    | 'body'
    | 'vehicle'
    | 'other-antennas'
    | 'median-of-sum'
    | 'walk-test';
  valueDb: number;
  /** Wall, column or level that is crossed, and its material. */
  id?: string;
  material?: string;
  /** Length of the cables. */
  lengthM?: number;
}

/** Link budget of a carrier at a location of its map. */
export interface PointBudget {
  purpose: 'worst' | 'median' | 'scan' | 'portal';
  carrier: string;
  level: string;
  /** Metres. */
  position: Point;
  /** The point where codes are scanned. */
  point?: { id: string; kind: PointKind };
  /** The strongest antenna of the serving cell. */
  antenna: string;
  distanceM: number;
  /** The budget begins at the radio unit, or at the antenna's port where no network leads from one to it. */
  start: 'source' | 'port';
  startDbm: number;
  /** Terms behind the start; they add up with `startDbm` to `rsrpDbm`. */
  terms: PointTerm[];
  portPowerDbm: number;
  /** Median level and SINR, as the carrier's map has them there. */
  rsrpDbm: number;
  sinrDb: number;
  levelSigmaDb: number;
  thresholdDbm: number;
  /** Level over the threshold that the probability asks for that points are held to. */
  fadingMarginDb: number;
  /** Level over threshold and fading margin. */
  marginDb: number;
  uplinkMarginDb: number;
  /** Probability of service at the cell: level, SINR and uplink together. */
  servedProbability: number;
}

/** Terms before what the path crosses, and behind it, in their order. */
const feederNames = ['cables', 'parts'] as const;
const nearNames = ['element', 'antenna-gain', 'distance'] as const;
const farNames = [
  'saturation',
  'leakage-cap',
  'corner-bound',
  'combination',
  'rest-of-cable',
  'body',
  'vehicle',
  'other-antennas',
  'median-of-sum',
  'walk-test',
] as const;
const apartNames: readonly string[] = [...feederNames, ...nearNames, ...farNames];

/** The link budgets, a table per carrier: a column per point, a row per term. */
export function budgetTables(budgets: readonly PointBudget[], plan: Plan, lang: Language): DocumentTable[] {
  return plan.carriers.flatMap((carrier) => {
    const points = budgets.filter((budget) => budget.carrier === carrier.id);
    if (points.length === 0) return [];
    const texts = textsIn(lang);
    const profile = planProfile(plan);
    const heads = points.map((point, index) => pointHead(point, points, index, texts));
    return [
      {
        id: `budget-${carrier.id}`,
        title: texts('construction.budgetTitle', { carrier: carrierLabel(carrier, lang) }),
        columns: [
          { head: texts('construction.budgetItem'), format: 'text', characters: 34 } as const,
          { head: texts('tables.unit'), format: 'text', characters: 6 } as const,
          ...heads.map((head) => ({ head, format: 'text', characters: 26 }) as const),
        ],
        rows: [
          ...placeRows(points, texts),
          ...termRows(points, texts),
          ...resultRows(points, texts, formatPercent(profile.pointProbability, 0)),
        ],
        notes: texts.list('construction.budgetNotes', {
          probability: formatPercent(profile.pointProbability, 0),
          sigma: formatShort(profile.shadowingSigmaDb),
          source: sourceText(profile.sources.shadowingSigmaDb, lang),
        }),
      },
    ];
  });
}

function pointHead(
  point: PointBudget,
  points: readonly PointBudget[],
  index: number,
  texts: DocumentTexts,
): string {
  const name = texts(`construction.budgetPurposes.${point.purpose}`);
  if (point.purpose !== 'worst') return name;
  const number = points.slice(0, index + 1).filter(({ purpose }) => purpose === 'worst').length;
  return `${name} ${number}`;
}

function placeRows(points: readonly PointBudget[], texts: DocumentTexts): Cell[][] {
  return [
    [
      texts('construction.budgetRows.place'),
      'm',
      ...points.map(({ level, position: [x, y], point }) => {
        const at = `${level} (${formatFixed(x, 2)}, ${formatFixed(y, 2)})`;
        return point ? `${at} ${texts.name('point', point.kind)} ${point.id}` : at;
      }),
    ],
    [texts('construction.budgetRows.antenna'), '', ...points.map(({ antenna }) => antenna)],
    [
      texts('construction.budgetRows.distance'),
      'm',
      ...points.map(({ distanceM }) => formatFixed(distanceM, 1)),
    ],
  ];
}

function termRows(points: readonly PointBudget[], texts: DocumentTexts): Cell[][] {
  const row = (name: (typeof feederNames | typeof nearNames | typeof farNames)[number]): Cell[][] => {
    const found = points.map(({ terms }) => terms.filter((term) => term.name === name));
    if (found.every((terms) => terms.length === 0)) return [];
    return [[texts(`construction.budgetTerms.${name}`), 'dB', ...found.map((terms) => sumText(terms))]];
  };
  const crossed = points.map(({ terms }) => terms.filter(({ name }) => !apartNames.includes(name)));
  const count = Math.max(0, ...crossed.map(({ length }) => length));
  const isFed = points.some(({ start }) => start === 'source');
  return [
    ...(isFed
      ? [
          [
            texts('construction.budgetRows.source'),
            'dBm',
            ...points.map(({ start, startDbm }) => (start === 'source' ? formatFixed(startDbm, 2) : '–')),
          ],
          ...feederNames.flatMap(row),
        ]
      : []),
    [
      texts('construction.budgetRows.port'),
      'dBm',
      ...points.map(({ portPowerDbm }) => formatFixed(portPowerDbm, 2)),
    ],
    ...nearNames.flatMap(row),
    ...Array.from({ length: count }, (_, index) => [
      texts('construction.budgetRows.crossed', { number: index + 1 }),
      'dB',
      ...crossed.map((terms) => (terms[index] ? crossedText(terms[index], texts) : '')),
    ]),
    ...farNames.flatMap(row),
  ];
}

function sumText(terms: readonly PointTerm[]): string {
  if (terms.length === 0) return '';
  const text = formatFixed(
    terms.reduce((sum, { valueDb }) => sum + valueDb, 0),
    2,
  );
  const lengthM = terms.reduce((sum, term) => sum + (term.lengthM ?? 0), 0);
  return lengthM > 0 ? `${text} (${formatFixed(lengthM, 1)} m)` : text;
}

function crossedText({ name, id, material, valueDb }: PointTerm, texts: DocumentTexts): string {
  const known = messagesOf('construction.budgetCrossed', texts.language)[name] ?? name;
  const isNamed = material !== undefined && (name === 'wall' || name === 'opening');
  const kind = isNamed ? texts.name(name === 'wall' ? 'material' : 'opening', material) : known;
  return [formatFixed(valueDb, 2), kind, id ?? ''].filter((part) => part !== '').join(' ');
}

function resultRows(points: readonly PointBudget[], texts: DocumentTexts, probability: string): Cell[][] {
  const row = (
    name: 'predicted' | 'threshold' | 'sigma' | 'quality' | 'uplinkMargin',
    unit: string,
    value: (point: PointBudget) => number,
  ): Cell[] => [
    texts(`construction.budgetRows.${name}`),
    unit,
    ...points.map((point) => formatFixed(value(point), 2)),
  ];
  return [
    row('predicted', 'dBm', ({ rsrpDbm }) => rsrpDbm),
    row('threshold', 'dBm', ({ thresholdDbm }) => thresholdDbm),
    row('sigma', 'dB', ({ levelSigmaDb }) => levelSigmaDb),
    [
      texts('construction.budgetRows.fading', { probability }),
      'dB',
      ...points.map(({ fadingMarginDb }) => formatFixed(fadingMarginDb, 2)),
    ],
    [
      texts('construction.budgetRows.margin'),
      'dB',
      ...points.map(({ marginDb }) => formatFixed(marginDb, 2)),
    ],
    row('quality', 'dB', ({ sinrDb }) => sinrDb),
    row('uplinkMargin', 'dB', ({ uplinkMarginDb }) => uplinkMarginDb),
    [
      texts('construction.budgetRows.served'),
      '',
      ...points.map(({ servedProbability }) => formatProbability(servedProbability)),
    ],
  ];
}
