import type { Language } from '../../core/index.ts';
import type { Plan } from '../../plan/index.ts';
import type { Assessment, Prediction, WeakLocation } from '../../radio/index.ts';
import { formatFixed, formatGrouped, formatPercent } from '../encoders/format-numbers.ts';
import { acceptanceTestLine } from '../wording/acceptance-test-text.ts';
import { carrierLabel, levelLabel } from '../wording/carrier-label.ts';
import { textsIn } from '../wording/document-text.ts';

/** Places that are named of closed floor. */
const namedClosed = 5;

/** Nearest landmark of a weak location, in words. */
export function landmarkText({ level, landmark }: WeakLocation, plan: Plan, lang: Language): string {
  if (!landmark) return '–';
  const texts = textsIn(lang);
  const { kind, ids, distanceM } = landmark;
  const few =
    ids.slice(0, 3).join(texts('report.listSeparator')) + (ids.length > 3 ? texts('report.andMore') : '');
  const zones = plan.levels.find(({ id }) => id === level)?.zones ?? [];
  const zone = zones.find(({ id }) => id === ids[0]);
  const name =
    kind === 'zone'
      ? (zone?.name ?? (zone ? texts.name('zone', zone.kind) : ''))
      : texts(`report.landmarkNames.${kind}`);
  const what = `${name} ${few}`;
  return distanceM < 0.5
    ? what
    : texts('report.landmarkAway', { what, distanceM: formatFixed(distanceM, 0) });
}

/** The weakest locations as rows of cells, the first row the heading. */
export function weakLocationRows(
  { plan, assessment }: Pick<Prediction, 'plan' | 'assessment'>,
  lang: Language,
): string[][] {
  const texts = textsIn(lang);
  const heading = [
    texts('report.level'),
    texts('report.place'),
    texts('report.placeArea'),
    texts('report.lostCoverage'),
    texts('report.limit'),
    texts('report.landmark'),
  ];
  const rows = assessment.target.limiting.places.map((location) => {
    const level = plan.levels.find(({ id }) => id === location.level);
    const [x, y] = location.position;
    return [
      level ? levelLabel(level) : location.level,
      `(${formatFixed(x, 1)}, ${formatFixed(y, 1)})`,
      `${formatGrouped(location.areaM2)} m²`,
      formatPercent(location.lostRatio, 2),
      texts(`report.limitNames.${location.limit}`),
      landmarkText(location, plan, lang),
    ];
  });
  return [heading, ...rows];
}

/** Operator, carrier and level that decide, in words. */
export function bindingText({ plan, assessment }: Prediction, lang: Language): string {
  const texts = textsIn(lang);
  const { limiting } = assessment.target;
  const carrier = plan.carriers.find(({ id }) => id === limiting.carrier);
  const level = plan.levels.find(({ id }) => id === limiting.level);
  return texts('report.bindingLine', {
    carrier: carrier ? carrierLabel(carrier, lang) : '–',
    level: level ? levelLabel(level) : '–',
  });
}

/** Floor behind walls without a door: most of it is a door that a drawing or its reader missed. */
export function closedFloorLine(closed: Assessment['target']['location']['closed'], lang: Language): string {
  const texts = textsIn(lang);
  const named = closed.slice(0, namedClosed).map(({ level, x, y, areaM2 }) =>
    texts('report.closedFloorPlace', {
      level,
      x: formatFixed(x, 1),
      y: formatFixed(y, 1),
      areaM2: formatGrouped(areaM2),
    }),
  );
  const untestedM2 = closed.reduce((sum, { areaM2, isTested }) => sum + (isTested ? 0 : areaM2), 0);
  return texts('report.closedFloorLine', {
    count: closed.length,
    places: named.join(texts('report.listSeparator')),
    untestedM2: formatGrouped(untestedM2),
  });
}

/** Definition of a location and the decision rule of the test, in sentences without full stops. */
export function locationLines(
  { plan, assessment }: Pick<Prediction, 'plan' | 'assessment'>,
  lang: Language,
): string[] {
  const texts = textsIn(lang);
  const { gridM, countedAreaM2, kinds, leftOut, closed, test } = assessment.target.location;
  const fractions = kinds.map(
    ({ kind, ratio }) => `${texts(`report.floorKindNames.${kind}`)} ${formatPercent(ratio)}`,
  );
  return [
    texts('report.locationLine', {
      gridM: String(gridM),
      areaM2: formatGrouped(countedAreaM2),
      kinds: fractions.join(texts('report.listSeparator')),
    }),
    acceptanceTestLine(plan, lang),
    test.leastServed === undefined
      ? texts('report.testLine', { locations: test.locations, squareM: test.squareM })
      : texts('report.testLineLeast', {
          ...{ locations: test.locations, squareM: test.squareM, least: test.leastServed },
        }),
    texts('report.leftOutLine', {
      zones: leftOut.map((kind) => texts.name('zone', kind)).join(texts('report.listSeparator')),
    }),
    ...(closed.length > 0 ? [closedFloorLine(closed, lang)] : []),
  ];
}
