import type { Plan } from '../../plan/index.ts';
import type { Prediction, WeakPlace } from '../../radio/index.ts';
import { formatFixed, formatGrouped, formatPercent } from '../encoders/format-numbers.ts';
import { acceptanceTestLine } from '../wording/acceptance-test-text.ts';
import { carrierLabel, levelLabel } from '../wording/carrier-label.ts';
import { type Lang, textsOf } from '../wording/texts.ts';

/** What stands closest to a weak place, in words. */
export function landmarkText({ level, landmark }: WeakPlace, plan: Plan, lang: Lang): string {
  if (!landmark) return '–';
  const texts = textsOf(lang);
  const { kind, ids, distanceM } = landmark;
  const few = ids.slice(0, 3).join(texts.listSeparator) + (ids.length > 3 ? texts.andMore : '');
  const zones = plan.levels.find(({ id }) => id === level)?.zones ?? [];
  const zone = zones.find(({ id }) => id === ids[0]);
  const name =
    kind === 'zone' ? (zone?.name ?? texts.zoneNames[zone?.kind ?? 'excluded']) : texts.landmarkNames[kind];
  const what = `${name} ${few}`;
  return distanceM < 0.5 ? what : texts.landmarkAway(what, formatFixed(distanceM, 0));
}

/** The weakest places as rows of cells, the first row the heading. */
export function weakPlaceRows(
  { plan, assessment }: Pick<Prediction, 'plan' | 'assessment'>,
  lang: Lang,
): string[][] {
  const texts = textsOf(lang);
  const heading = [
    texts.level,
    texts.place,
    texts.placeArea,
    texts.lostCoverage,
    texts.limit,
    texts.landmark,
  ];
  const rows = assessment.target.limiting.places.map((place) => {
    const level = plan.levels.find(({ id }) => id === place.level);
    const [x, y] = place.position;
    return [
      level ? levelLabel(level) : place.level,
      `(${formatFixed(x, 1)}, ${formatFixed(y, 1)})`,
      `${formatGrouped(place.areaM2)} m²`,
      formatPercent(place.lostRatio, 2),
      texts.limitNames[place.limit],
      landmarkText(place, plan, lang),
    ];
  });
  return [heading, ...rows];
}

/** Operator, carrier and level that decide, in words. */
export function bindingText({ plan, assessment }: Prediction, lang: Lang): string {
  const texts = textsOf(lang);
  const { limiting } = assessment.target;
  const carrier = plan.carriers.find(({ id }) => id === limiting.carrier);
  const level = plan.levels.find(({ id }) => id === limiting.level);
  return texts.bindingLine(carrier ? carrierLabel(carrier, lang) : '–', level ? levelLabel(level) : '–');
}

/** What counts as a location and how the test is decided, in sentences without full stops. */
export function locationLines(
  { plan, assessment }: Pick<Prediction, 'plan' | 'assessment'>,
  lang: Lang,
): string[] {
  const texts = textsOf(lang);
  const { gridM, countedAreaM2, kinds, leftOut, test } = assessment.target.location;
  const shares = kinds.map(({ kind, ratio }) => `${texts.floorKindNames[kind]} ${formatPercent(ratio)}`);
  return [
    texts.locationLine(String(gridM), formatGrouped(countedAreaM2), shares.join(texts.listSeparator)),
    acceptanceTestLine(plan, lang),
    texts.testLine(test.locations, test.leastServed, String(test.squareM)),
    texts.leftOutLine(leftOut.map((kind) => texts.zoneNames[kind]).join(texts.listSeparator)),
  ];
}
