import type { Language } from '../../../core/index.ts';
import { isOtherLength } from '../../../design/index.ts';
import {
  type Antenna,
  antennaLocation,
  type Level,
  type NetworkCable,
  type Plan,
} from '../../../plan/index.ts';
import {
  circleMark,
  greyColour,
  inkColour,
  type Mark,
  type Pen,
  pathMark,
  type SheetPoint,
  textMark,
} from '../../encoders/sheet.ts';
import { textWidthMm } from '../../encoders/text-width.ts';
import { type DocumentTexts, textsIn } from '../../wording/document-text.ts';
import { partName } from '../../wording/part-name.ts';
import { symbolHalfMm } from '../device-symbols.ts';
import { partValue } from '../part-names.ts';
import type { FloorPlacement } from './floor-placement.ts';

/** Colour of everything that is not as designed. */
export const redlineColour = '#d3202b';
const red = redlineColour;
const redPen: Pen = { widthMm: 0.35, colour: red };
const thinRedPen: Pen = { widthMm: 0.18, colour: red, dashMm: [1.2, 0.8] };

/** Pens of cables that were installed otherwise than designed; dashed where their course is presumed. */
export const changedCablePens: Readonly<Record<'stated' | 'presumed', Pen>> = {
  stated: { widthMm: 0.5, colour: red },
  presumed: { widthMm: 0.5, colour: red, dashMm: [3, 1.2] },
};

/** Pen of feeders that were installed as designed: red is for what changed. */
export const unchangedCablePen: Pen = { widthMm: 0.35, colour: inkColour };

/** How a cable of an as-built drawing is drawn, and its designed length where it has another one now. */
interface CableStyle {
  pen?: Pen;
  designedM?: number;
  /** Nobody measured it. */
  isUnmeasured: boolean;
}

/** Style of a cable in a plan with a record of what was built; undefined in one without. */
export function builtCableStyle(plan: Plan, cable: NetworkCable): CableStyle | undefined {
  const { asBuilt } = plan;
  if (!asBuilt) return undefined;
  const before = asBuilt.designed.network?.cables?.find(({ id }) => id === cable.id);
  const isUnmeasured = asBuilt.cables?.find(({ id }) => id === cable.id)?.lengthM === undefined;
  const isOther = before && isOtherLength(plan, before.lengthM, cable.lengthM);
  const designedM = isOther ? { designedM: before.lengthM } : {};
  if (before?.part === cable.part && !isOther && !isOtherCourse(before, cable)) {
    const kind = plan.network?.parts?.find(({ id }) => id === cable.part)?.kind;
    return {
      isUnmeasured: isUnmeasured && kind === 'cable',
      ...(kind === 'cable' ? { pen: unchangedCablePen } : {}),
    };
  }
  const isPresumed = cable.courseAssumed === true && !before?.courseAssumed;
  return { isUnmeasured, pen: changedCablePens[isPresumed ? 'presumed' : 'stated'], ...designedM };
}

function isOtherCourse({ course: before }: NetworkCable, { course: after }: NetworkCable): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}

/**
 * Redlines of a level: hollow where an antenna was designed and solid where it hangs with a line between them, a cross through what was
 * left out, a ring around what nobody confirmed, and the designed courses of cables that go elsewhere or are gone. None without a record.
 */
export function redlineMarks(
  plan: Plan,
  level: Level,
  { toSheet }: FloorPlacement,
  texts: DocumentTexts,
): Mark[] {
  const { asBuilt } = plan;
  if (!asBuilt) return [];
  const hung = new Map(plan.antennas.map((antenna) => [antenna.id, antenna]));
  const recorded = new Map(asBuilt.antennas.map((row) => [row.id, row]));
  const known = new Set(asBuilt.designed.antennas.map(({ id }) => id));
  const at = (antenna: Antenna) => toSheet(antennaLocation(antenna));
  const ofDesign = asBuilt.designed.antennas.flatMap((before): Mark[] => {
    const after = hung.get(before.id);
    const isHere = before.level === level.id;
    if (!after)
      return isHere ? [...leftOutMarks(at(before)), ...leftOutLabel(before, at(before), texts)] : [];
    if (!recorded.has(before.id)) return after.level === level.id ? unconfirmedMarks(at(after)) : [];
    const isMoved = recorded.get(before.id)?.state === 'moved';
    if (!isMoved) return [];
    const isThere = after.level === level.id;
    return [
      ...(isHere ? hollowMarks(at(before)) : []),
      ...(isHere && isThere ? lineBetween(at(before), at(after)) : []),
      ...(isThere ? solidMarks(at(after)) : []),
    ];
  });
  const added = plan.antennas.filter(({ id, level: on }) => on === level.id && !known.has(id));
  return [
    ...formerCourses(plan, level, toSheet),
    ...deviceMarks(plan, level, toSheet, texts),
    ...ofDesign,
    ...added.flatMap((antenna) => solidMarks(at(antenna))),
  ];
}

/** Redlines of devices and sources: where they were designed and hang, a ring around those of another part and those that were added, a cross through what was left out. */
function deviceMarks(
  plan: Plan,
  level: Level,
  toSheet: FloorPlacement['toSheet'],
  texts: DocumentTexts,
): Mark[] {
  const { asBuilt } = plan;
  if (!asBuilt?.devices) return [];
  const rows = new Map(asBuilt.devices.map((row) => [row.id, row]));
  const nodesOf = ({ devices = [], sources = [] }: NonNullable<Plan['network']>) => [...devices, ...sources];
  const installed = new Map(nodesOf(plan.network ?? {}).map((node) => [node.id, node]));
  const otherUnits = replacedSources(plan);
  const designed = nodesOf(asBuilt.designed.network ?? {});
  const known = new Set(designed.map(({ id }) => id));
  const added = [...installed.values()].filter((node) => node.level === level.id && !known.has(node.id));
  const ofDesign = designed.flatMap((before): Mark[] => {
    const [after, row] = [installed.get(before.id), rows.get(before.id)];
    const [from, isHere] = [toSheet(before.position), before.level === level.id];
    if (!after) return isHere ? [...leftOutMarks(from), ...leftOutLabel(before, from, texts)] : [];
    const to = toSheet(after.position);
    const isThere = after.level === level.id;
    const isReplaced = row?.state === 'replaced' || otherUnits.has(before.id);
    const isMoved = from[0] !== to[0] || from[1] !== to[1] || after.level !== before.level;
    if (!row && !isReplaced) return isThere ? unconfirmedMarks(to) : [];
    return [
      ...(isMoved && isHere ? hollowMarks(from) : []),
      ...(isMoved && isHere && isThere ? lineBetween(from, to) : []),
      ...(isMoved && isThere ? solidMarks(to) : []),
      ...(isReplaced && isThere ? replacedMarks(to) : []),
    ];
  });
  return [...ofDesign, ...added.flatMap(({ position }) => replacedMarks(toSheet(position)))];
}

/** Value of a device, or name of a unit, as it was designed, where another part was installed; else nothing. */
export function designedValue({ asBuilt }: Plan, id: string, lang: Language): string[] {
  if (asBuilt?.devices?.find((row) => row.id === id)?.state !== 'replaced') return [];
  const { devices = [], sources = [], parts = [] } = asBuilt.designed.network ?? {};
  const before = [...devices, ...sources, ...sources.flatMap(({ units }) => units)].find(
    (each) => each.id === id,
  );
  const part = parts.find((each) => each.id === before?.part);
  if (!part) return [];
  // Radio units differ in what stands behind their name.
  const value = part.kind === 'radio-unit' ? partName(part, lang) : partValue(part, lang);
  return [textsIn(lang)('built.designedValue', { value })];
}

/** Sources with a radio unit of another part than designed. */
function replacedSources({ asBuilt, network }: Plan): ReadonlySet<string> {
  const replaced = new Set(
    (asBuilt?.devices ?? []).flatMap(({ id, state }) =>
      state === 'replaced' || state === 'not-installed' ? [id] : [],
    ),
  );
  const designed = asBuilt?.designed.network?.sources ?? network?.sources ?? [];
  return new Set(
    designed.filter(({ units }) => units.some(({ id }) => replaced.has(id))).map(({ id }) => id),
  );
}

/** A device of another part than designed. */
export function replacedMarks(at: SheetPoint): Mark[] {
  return [circleMark('REDLINE', at, 1.3 * halfMm, { pen: redPen })];
}

/** Courses as designed of cables that are gone or go elsewhere. */
function formerCourses({ asBuilt, network }: Plan, level: Level, toSheet: FloorPlacement['toSheet']): Mark[] {
  const now = new Map((network?.cables ?? []).map((cable) => [cable.id, cable]));
  return (asBuilt?.designed.network?.cables ?? []).flatMap((before): Mark[] => {
    const after = now.get(before.id);
    if (after && !isOtherCourse(before, after)) return [];
    return before.course.flatMap(({ level: on, path }) =>
      on === level.id && path.length > 1 ? [pathMark('REDLINE', path.map(toSheet), { pen: thinRedPen })] : [],
    );
  });
}

const halfMm = symbolHalfMm;

/** Symbol of the location that an antenna was designed for. */
export function hollowMarks(at: SheetPoint): Mark[] {
  return [circleMark('REDLINE', at, 0.8 * halfMm, { pen: thinRedPen })];
}

/** Symbol of the location that it hangs at. */
export function solidMarks(at: SheetPoint): Mark[] {
  return [circleMark('REDLINE', at, 0.5 * halfMm, { fill: red })];
}

/** An antenna or device that was designed and does not hang. */
export function leftOutMarks(at: SheetPoint): Mark[] {
  const [x, y] = at;
  const half = 0.9 * halfMm;
  return [
    ...hollowMarks(at),
    pathMark(
      'REDLINE',
      [
        [x - half, y - half],
        [x + half, y + half],
      ],
      { pen: redPen },
    ),
    pathMark(
      'REDLINE',
      [
        [x - half, y + half],
        [x + half, y - half],
      ],
      { pen: redPen },
    ),
  ];
}

/** Number of what was left out, right of its cross. */
function leftOutLabel({ id }: { id: string }, [x, y]: SheetPoint, texts: DocumentTexts): Mark[] {
  const text = texts('built.leftOutLabel', { id });
  const sizeMm = 2.5;
  const middle = x + halfMm + 0.6 + textWidthMm(text, sizeMm) / 2;
  return [textMark('REDLINE', text, [middle, y + 0.9], { sizeMm, colour: red, anchor: 'middle' })];
}

/** An antenna that the record says nothing of. */
export function unconfirmedMarks(at: SheetPoint): Mark[] {
  const pen = { widthMm: 0.25, colour: greyColour, dashMm: [0.8, 0.8] };
  return [circleMark('REDLINE', at, 1.3 * halfMm, { pen })];
}

/** A line between the edges of both symbols, with a head at the built one. */
function lineBetween(from: SheetPoint, to: SheetPoint): Mark[] {
  const lengthMm = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (lengthMm < 1.5 * halfMm) return [];
  const [ux, uy] = [(to[0] - from[0]) / lengthMm, (to[1] - from[1]) / lengthMm];
  const along = (mm: number, acrossMm = 0): SheetPoint => [
    from[0] + ux * mm - uy * acrossMm,
    from[1] + uy * mm + ux * acrossMm,
  ];
  const endMm = lengthMm - 0.8 * halfMm;
  return [
    pathMark('REDLINE', [along(0.8 * halfMm), along(endMm)], { pen: redPen }),
    pathMark('REDLINE', [along(endMm - 1.2, 0.5), along(endMm), along(endMm - 1.2, -0.5)], { pen: redPen }),
  ];
}
