import type { Language, PlacedPlan } from '@diku/engine';
import {
  type Certificate,
  type MountsNearby,
  type Objective,
  objectiveRows,
  type PlacementChanges,
} from '@diku/engine/design';
import { formatGrouped, sourceText, textsIn } from '@diku/engine/documents';
import { usualPer1000M2 } from '@diku/engine/radio';
import { cliList, cliText } from './cli-text.ts';

type Placement = PlacedPlan['placement'];
type Unserved = Placement['unserved'][number];

const maxLines = 12;
const maxIds = 16;

/** Number of antennas against its lower bound, what changed, and what no placement can serve. */
export function describePlacement(
  placement: Placement,
  language: Language,
  objective: Objective = objectiveRows[0].id,
): string {
  const { certificate, shortDb, unserved } = placement;
  const isMet = placement.status === 'feasible' || placement.status === 'optimal';
  const lines = [headLine(placement, isMet, language)];
  if (certificate && isMet) lines.push(...describeBound(placement, certificate, language));
  lines.push(...describeLanes(placement, language));
  lines.push(...describeDemands(placement, language), ...describeDensity(placement, language));
  if (objectiveRows.some(({ id, saysCost }) => id === objective && saysCost)) {
    lines.push(costLine(placement.networkCostCny, language));
  }
  if (placement.changes) lines.push(...describeChanges(placement.changes, language));
  if (placement.timeLimitStruck) lines.push(cliText(language, isMet ? 'cut-short' : 'cut-unmet'));
  for (const level of placement.emptyLevels ?? []) lines.push(cliText(language, 'empty-level', { level }));
  if (shortDb !== undefined) lines.push(cliText(language, 'place.short', { moreDb: shortDb.toFixed(1) }));
  const isExplained = unserved.length > 0 || placement.emptyLevels !== undefined;
  if (!isMet && unserved.length > 0) lines.push(cliText(language, 'infeasible'));
  if (placement.status === 'infeasible' && !isExplained) lines.push(cliText(language, 'beyond-reach'));
  lines.push(...unserved.slice(0, maxLines).map((location) => unservedLine(location, language)));
  if (unserved.length > maxLines) lines.push(`  … ${unserved.length - maxLines}`);
  return lines.join('\n');
}

function headLine(
  { antennas, lowerBound, gapRatio, certificate }: Placement,
  isMet: boolean,
  language: Language,
) {
  if (!isMet) return cliText(language, 'place.unmet', { antennas });
  if (!certificate) return cliText(language, 'place.unproved', { antennas });
  const gap = (100 * gapRatio).toFixed(0);
  return cliText(language, 'place.antennas', { antennas, lowerBound, gap });
}

/** Text on the lower bound: its assumptions, how far the proof went, and the bounds of levels. */
function describeBound(
  { lowerBound, candidates, levels }: Placement,
  { assumes, method, ended, linearPrograms }: Certificate,
  language: Language,
): string[] {
  const assumptions = assumes.map((each) =>
    each === 'candidates'
      ? cliText(language, 'place.assumes-candidates', { candidates: formatGrouped(candidates) })
      : cliText(language, `place.assumes-${each}`),
  );
  const methodText =
    method === 'linear-programs'
      ? cliText(language, 'place.method-linear-programs', { solved: formatGrouped(linearPrograms) })
      : cliText(language, 'place.method-majorants');
  return [
    cliText(language, 'place.bound', { lowerBound, assumptions: cliList(assumptions, language) }),
    cliText(language, 'place.proof', {
      method: methodText,
      ended: cliText(language, `place.ended-${ended}`),
    }),
    ...(levels.length > 1 ? [levelsLine(levels, language)] : []),
  ];
}

function levelsLine(levels: Placement['levels'], language: Language): string {
  const list = levels
    .map(({ level, antennas, lowerBound }) =>
      lowerBound === undefined
        ? cliText(language, 'place.level', { level, antennas })
        : cliText(language, 'place.level-bound', { level, antennas, lowerBound }),
    )
    .reduce((first, item) => cliText(language, 'place.levels-next', { list: first, item }));
  return cliText(language, 'place.levels', { list });
}

function describeDemands({ demands = [] }: Placement, language: Language): string[] {
  return demands.map(({ kind, rooms, unreachable, antennas }) => {
    const values = { name: textsIn(language).name('floor', kind), rooms, antennas };
    return unreachable > 0
      ? cliText(language, 'place.demand-unreachable', { ...values, unreachable })
      : cliText(language, 'place.demand', values);
  });
}

/** Antennas to the area; where that is far from what the trade does, that too. */
function describeDensity(placement: Placement, language: Language): string[] {
  const { antennas, antennasPer1000M2, radiatingMPer1000M2, areaM2, estimatedCostCny } = placement;
  if (antennas === 0) return [];
  const unitM2 = formatGrouped(1000);
  const kinds = (Object.keys(placement.kinds) as (keyof typeof placement.kinds)[]).map((kind) =>
    cliText(language, `place.kind-${kind}`, { antennas: placement.kinds[kind] ?? 0 }),
  );
  const groups = placement.operatorGroups ?? [];
  const densities = [
    ...(antennasPer1000M2 > 0
      ? [
          `${cliText(language, 'place.density-antennas', { density: antennasPer1000M2.toFixed(2) })}${groupsText(groups, language)}`,
        ]
      : []),
    ...(radiatingMPer1000M2 === undefined
      ? []
      : [cliText(language, 'place.density-cables', { lengthM: radiatingMPer1000M2.toFixed(1) })]),
  ];
  const density = cliText(language, 'place.density', {
    ...{ unitM2, density: cliList(densities, language), areaM2: formatGrouped(areaM2) },
    ...{ kinds: cliList(kinds, language), costCny: formatGrouped(estimatedCostCny) },
  });
  const { min, max } = usualPer1000M2;
  if (radiatingMPer1000M2 !== undefined) return [density];
  // Every operator is served by its antennas alone.
  const all = groups.length > 0 ? groups.map((each) => each.antennasPer1000M2) : [antennasPer1000M2];
  if (Math.min(...all) >= min && Math.max(...all) <= max) return [density];
  const key = Math.min(...all) < min ? 'place.unusual-fewer' : 'place.unusual-more';
  return [density, cliText(language, key, { unitM2, usual: `${min}–${max}` })];
}

/** Densities of operators that do not have all antennas, in brackets; empty where all have. */
function groupsText(groups: NonNullable<Placement['operatorGroups']>, language: Language): string {
  if (groups.length === 0) return '';
  const list = groups.map(({ operators, antennasPer1000M2 }) => {
    const names = cliList(
      operators.map((id) => textsIn(language).name('operator', id)),
      language,
    );
    return `${names} ${antennasPer1000M2.toFixed(2)}`;
  });
  return cliText(language, 'place.density-groups', { list: list.join('; ') });
}

/** Number of antennas with the price of the whole network, where one could be designed. */
function costLine(networkCny: number | undefined, language: Language): string {
  return networkCny === undefined
    ? cliText(language, 'place.cost-estimated')
    : cliText(language, 'place.cost', { costCny: formatGrouped(networkCny) });
}

/** Line on a location that nothing serves: the reason, and the remedy. */
function unservedLine(
  { level, pointId, zone, position: [x, y], reason, mounts, shortDb }: Unserved,
  language: Language,
): string {
  const { freeM } = mounts;
  const values = {
    at: [level, pointId, zone].filter(Boolean).join(' '),
    place: `${x.toFixed(1)}, ${y.toFixed(1)}`,
    reason: sourceText(reason, language),
    nearest:
      freeM === undefined
        ? cliText(language, 'place.nearest-none')
        : cliText(language, 'place.nearest', { freeM: freeM.toFixed(1) }),
    help: mountHelp(mounts, language),
  };
  return shortDb === undefined
    ? cliText(language, 'place.unserved', values)
    : cliText(language, 'place.unserved-short', { ...values, moreDb: shortDb.toFixed(1) });
}

function mountHelp({ freeM, barredM, bayM }: MountsNearby, language: Language): string {
  // Whether an antenna could hang clearly nearer there, metres.
  const isNearer = (otherM: number | undefined): otherM is number =>
    otherM !== undefined && otherM + 1 < (freeM ?? Number.POSITIVE_INFINITY);
  if (isNearer(barredM)) return cliText(language, 'place.help-barred', { barredM: barredM.toFixed(1) });
  if (isNearer(bayM)) return cliText(language, 'place.help-bay', { bayM: bayM.toFixed(1) });
  return cliText(language, 'place.help-power');
}

/** Line on the antennas that the plan had before. */
function describeChanges(
  { kept: retained, moved, added, removed }: PlacementChanges,
  language: Language,
): string[] {
  const movedList = moved.map(
    ({ id, was, distanceM }) => `${was === undefined ? id : `${was} → ${id}`} ${distanceM.toFixed(1)} m`,
  );
  const lists = { kept: retained, moved: movedList, added, removed };
  return (Object.keys(lists) as (keyof typeof lists)[]).flatMap((change) => {
    const ids = lists[change];
    if (ids.length === 0) return [];
    const first = ids.slice(0, maxIds).join(', ');
    const more = ids.length - maxIds;
    const list = more > 0 ? cliText(language, 'place.list-more', { list: first, more }) : first;
    return [cliText(language, `place.${change}`, { antennas: ids.length, list })];
  });
}

/** Antennas that were added for entrances and ramps, and those that were taken away again since nothing could feed them. */
function describeLanes({ mended = [] }: Placement, language: Language): string[] {
  const list = (of: typeof mended) =>
    cliList(
      of.map(({ lane, antenna }) => `${lane}: ${antenna}`),
      language,
    );
  const hung = mended.filter(({ withdrawn }) => !withdrawn);
  const gone = mended.filter(({ withdrawn }) => withdrawn);
  return [
    ...(hung.length > 0
      ? [cliText(language, 'place.mended', { antennas: hung.length, list: list(hung) })]
      : []),
    ...(gone.length > 0 ? [cliText(language, 'place.withdrawn', { list: list(gone) })] : []),
  ];
}
