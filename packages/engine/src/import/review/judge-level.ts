import { meanPoint, ringContains, signedArea } from '../../core/index.ts';
import { elevationOf } from '../../plan/index.ts';
import type { UnitGuess } from '../drawing/units.ts';
import { type Evidence, type Facet, facet, withConfidence } from './evidence.ts';
import type { EvidenceCode } from './evidence-table.ts';
import { judgeItems } from './judge-items.ts';
import { judgeOpenings } from './judge-openings.ts';
import { useOfLevel } from './judge-use.ts';
import { judgeWalls } from './judge-walls.ts';
import type { JudgedLevel } from './judged-level.ts';

/** Evidence for everything on a level, the level itself first. */
export function judgeLevel(judged: JudgedLevel): Evidence[] {
  return [levelEvidence(judged), ...judgeWalls(judged), ...judgeOpenings(judged), ...judgeItems(judged)];
}

/** Evidence for the unit of the drawing. */
export function judgeUnit({ basis }: UnitGuess): Evidence {
  const codes: Record<NonNullable<UnitGuess['basis']>, EvidenceCode> = {
    given: 'by-planner',
    header: 'unit-header',
    sizes: 'unit-sizes',
    'against-header': 'unit-against-header',
    assumed: 'unit-assumed',
  };
  const code = basis === undefined ? 'stated' : codes[basis];
  const facets = [facet('unit', code)];
  return withConfidence({
    kind: 'drawing',
    level: '',
    id: 'drawing',
    reference: 'drawing',
    at: [0, 0],
    facets,
  });
}

function levelEvidence(judged: JudgedLevel): Evidence {
  const { built, given, storey, sourceId } = judged;
  const raised = (code: string) => judged.warnings.some((each) => each.code === code && each.at === built.id);
  const about = (topic: Facet['topic'], code: EvidenceCode) => facet(topic, code, sourceId);
  const nameCode: EvidenceCode = storey
    ? 'stated'
    : raised('level-name-assumed')
      ? 'level-assumed'
      : 'level-title';
  const heightCode: EvidenceCode = raised('clear-height-assumed') ? 'height-assumed' : 'height-text';
  return withConfidence({
    kind: 'level',
    level: built.id,
    id: built.id,
    reference: `level:${sourceId}`,
    at: meanPoint(built.outline),
    facets: [
      about('level-name', given.name === undefined && given.id === undefined ? nameCode : 'by-planner'),
      about('elevation', given.elevationM === undefined ? elevationCode(judged) : 'by-planner'),
      about('clear-height', given.clearHeightM === undefined ? heightCode : 'by-planner'),
      outlineFacet(about('outline', outlineCode(raised)), judged),
      about('use', useOfLevel(built)),
      about('registration', given.shiftM === undefined ? registrationCode(judged) : 'by-planner'),
    ],
  });
}

function outlineCode(raised: (code: string) => boolean): EvidenceCode {
  if (raised('outline-small')) return 'outline-small';
  if (raised('outline-assumed')) return 'outline-assumed';
  if (raised('outline-partial')) return 'outline-partial';
  return raised('holes-assumed') ? 'outline-holes' : 'outline-closed';
}

/** With the areas, where much more is drawn than was found. */
function outlineFacet(given: Facet, { found, built }: JudgedLevel): Facet {
  if (given.reason.code !== 'outline-small' || found.drawnM2 === undefined) return given;
  const [floor, drawn] = [Math.abs(signedArea(built.outline)), found.drawnM2].map((each) => each.toFixed(0));
  const { zh, en } = given.reason;
  const reason = {
    ...given.reason,
    zh: `${zh}（楼面 ${floor} m²，图上约 ${drawn} m²）`,
    en: `${en} (floor ${floor} m², drawn about ${drawn} m²)`,
  };
  return { ...given, reason };
}

function elevationCode({ built, found, level, storey, warnings }: JudgedLevel): EvidenceCode {
  if (warnings.some((each) => each.code === 'elevation-assumed' && each.at === built.id))
    return 'elevation-assumed';
  const marks = level.drawing.texts.flatMap(({ text, position }) => {
    const mark = elevationOf(text);
    return mark === undefined ? [] : [{ mark, isInside: ringContains(found.outline, position) }];
  });
  const inside = marks.filter(({ isInside }) => isInside);
  const counted = inside.length > 0 ? inside : marks;
  const agreeing = counted.filter(({ mark }) => Math.abs(mark - built.elevationM) < 0.0005).length;
  if (counted.length === 0) return storey ? 'stated' : 'elevation-one';
  if (agreeing * 2 <= counted.length && counted.length > 1) return storey ? 'stated' : 'elevation-divided';
  return counted.length === 1 ? 'elevation-one' : 'elevation-marks';
}

function registrationCode({ registration, storey }: JudgedLevel): EvidenceCode {
  if (storey) return 'stated';
  if (!registration) return 'laid-first';
  const { columnMatchRatio } = registration;
  return columnMatchRatio >= 0.8 ? 'laid-well' : columnMatchRatio >= 0.5 ? 'laid-partly' : 'laid-badly';
}
