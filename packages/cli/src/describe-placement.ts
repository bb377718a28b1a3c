import type { PlacedPlan } from '@diku/engine';
import { type Objective, objectiveRows, type PlacementChanges } from '@diku/engine/design';
import { sourceText, textsIn } from '@diku/engine/documents';
import { usualPer1000M2 } from '@diku/engine/radio';
import { type PlacementTexts, placementTexts } from './placement-texts.ts';
import { type Language, texts } from './texts.ts';

const maxLines = 12;
const maxIds = 16;

/** Number of antennas against its lower bound, what changed, and what no placement can serve. */
export function describePlacement(
  placement: PlacedPlan['placement'],
  language: Language,
  objective: Objective = objectiveRows[0].id,
): string {
  const words = texts[language];
  const own = placementTexts[language];
  const { certificate, lowerBound, shortDb } = placement;
  const isMet = placement.status === 'feasible' || placement.status === 'optimal';
  const { antennas, gapRatio } = placement;
  const proved = certificate ? own.antennas(antennas, lowerBound, gapRatio) : own.unproved(antennas);
  const lines = [isMet ? proved : own.unmet(antennas)];
  if (certificate && isMet) {
    lines.push(own.bound(lowerBound, placement.candidates, certificate), own.proof(certificate));
    if (placement.levels.length > 1) lines.push(own.levels(placement.levels));
  }
  const documentTexts = textsIn(language);
  for (const cost of placement.demands ?? [])
    lines.push(own.demand(documentTexts.name('floor', cost.kind), cost));
  if (placement.antennas > 0) lines.push(own.density(placement));
  const { antennasPer1000M2: density } = placement;
  const isUsual = density >= usualPer1000M2.least && density <= usualPer1000M2.most;
  if (placement.antennas > 0 && !isUsual) lines.push(own.unusual(density));
  if (objectiveRows.some(({ id, saysCost }) => id === objective && saysCost))
    lines.push(own.cost(placement.networkCostCny));
  if (placement.changes) lines.push(...describeChanges(placement.changes, own));
  if (placement.timeLimitStruck) lines.push(isMet ? words.cutShort : words.cutUnmet);
  for (const level of placement.emptyLevels ?? []) lines.push(words.emptyLevel(level));
  if (shortDb !== undefined) lines.push(own.short(shortDb));
  const isExplained = placement.unserved.length > 0 || placement.emptyLevels !== undefined;
  if (!isMet && placement.unserved.length > 0) lines.push(words.infeasible);
  if (placement.status === 'infeasible' && !isExplained) lines.push(words.beyondReach);
  for (const { level, pointId, zone, position, reason, mounts, ...location } of placement.unserved.slice(
    0,
    maxLines,
  )) {
    const lack = location.shortDb === undefined ? '' : own.shortThere(location.shortDb);
    const why = `${sourceText(reason, language)}${lack}${own.wouldServe(mounts)}`;
    lines.push(words.unserved([level, pointId, zone].filter(Boolean).join(' '), position, why));
  }
  if (placement.unserved.length > maxLines) lines.push(`  … ${placement.unserved.length - maxLines}`);
  return lines.join('\n');
}

function describeChanges(
  { kept: retained, moved, added, removed }: PlacementChanges,
  own: PlacementTexts,
): string[] {
  const movedList = moved.map(
    ({ id, was, distanceM }) => `${was === undefined ? id : `${was} → ${id}`} ${distanceM.toFixed(1)} m`,
  );
  const lists = { kept: retained, moved: movedList, added, removed };
  return (Object.keys(lists) as (keyof typeof lists)[]).flatMap((change) => {
    const list = lists[change];
    if (list.length === 0) return [];
    const more = list.length > maxIds ? own.more(list.length - maxIds) : '';
    return [own.changes[change](list.length, `${list.slice(0, maxIds).join(', ')}${more}`)];
  });
}
