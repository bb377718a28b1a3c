import { degToRad } from '../../../core/index.ts';
import {
  type Antenna,
  antennaType,
  type CatalogPart,
  type CompartmentKind,
  compartmentKindRows,
  facilityKindRow,
  isShifted,
  type Level,
  type Plan,
  placedOpenings,
  radiatesAlongPath,
} from '../../../plan/index.ts';
import { formatGrouped } from '../../encoders/format-numbers.ts';
import { inkColour, type Mark, pathMark, pens, type SheetPoint, textMark } from '../../encoders/sheet.ts';
import { wrapText } from '../../encoders/text-width.ts';
import { axisCrossings } from '../../wording/axis-locations.ts';
import type { DocumentTexts } from '../../wording/document-text.ts';
import { mountSentences } from '../antenna-mount.ts';
import { antennaMarks, partSymbol, penetrationMarks } from '../device-symbols.ts';
import type { Box } from '../frame-sheet.ts';
import { type LegendItem, legendMarks, legendStroke } from '../legend-marks.ts';
import { pathNotes } from '../unit-texts.ts';
import { axisLegendMarks, hasAxes } from './axis-grid.ts';
import { civilWallLegend, strayOpeningMarks } from './building-marks.ts';
import { compartmentLegend } from './compartment-marks.ts';
import { gridLegendMarks } from './coordinate-grid.ts';
import { coverageLegendMarks, type DrawnCoverage, minAreaM2 } from './coverage-marks.ts';
import { shaftMarks, sourceSiteMarks, trayPen } from './facility-marks.ts';
import type { FloorPlacement } from './floor-placement.ts';
import { cablePen, dataCablePen, fibrePen, levelRisers, radiatingPen, riserMarks } from './network-marks.ts';
import {
  changedCablePens,
  hollowMarks,
  leftOutMarks,
  replacedMarks,
  solidMarks,
  unchangedCablePen,
  unconfirmedMarks,
} from './redline-marks.ts';
import { reworkLegend } from './rework-marks.ts';

interface AnnotationOptions {
  box: Box;
  placement: FloorPlacement;
  texts: DocumentTexts;
  scale: string;
  hasPenetrations: boolean;
  /** Coverage that is drawn. */
  coverage?: DrawnCoverage;
}

/** Room at the right of the legend for scale bar and north, mm. */
const barMm = 62;

/** Legend of what is on the level, scale bar and, where the plan knows it, north. */
export function floorAnnotations(plan: Plan, level: Level, options: AnnotationOptions): Mark[] {
  const { box, placement, texts } = options;
  const legend: Box = { ...box, widthMm: box.widthMm - barMm };
  const bar: Box = { ...box, x: box.x + legend.widthMm, widthMm: barMm };
  const north = plan.georeference
    ? northArrow(
        [bar.x + bar.widthMm / 4, bar.y + 12],
        plan.georeference.rotationDeg - placement.angleDeg,
        texts,
      )
    : [];
  return [
    ...legendMarks(floorLegend(plan, level, options), legend, texts('construction.legend')),
    ...scaleBarMarks(bar, placement),
    ...planAxesMarks({ ...bar, heightMm: bar.heightMm - 8 }, placement),
    ...north,
  ];
}

function floorLegend(
  plan: Plan,
  level: Level,
  { texts, coverage, hasPenetrations }: AnnotationOptions,
): LegendItem[] {
  const { network = {} } = plan;
  const parts = new Map((network.parts ?? []).map((part) => [part.id, part]));
  const kinds = new Set<CatalogPart['kind']>();
  const isHub = ({ part }: { part?: string }) => parts.get(part ?? '')?.kind === 'hub';
  const hubs = (network.sources ?? []).filter(isHub);
  for (const { level: at, part } of [...(network.devices ?? []), ...hubs, ...(network.basebands ?? [])]) {
    const kind = parts.get(part ?? '')?.kind;
    if (at === level.id && kind) kinds.add(kind);
  }
  if (plan.antennas.some((each) => each.level === level.id && radiatesAlongPath(each))) kinds.add('load');
  const here = (network.sources ?? []).filter((source) => source.level === level.id && !isHub(source));
  const hasCombiner = here.some(({ part }) => parts.get(part ?? '')?.kind === 'poi');
  const antennas = plan.antennas.filter((antenna) => antenna.level === level.id);
  return [
    ...antennaLegend(antennas, texts),
    ...(here.length > 0
      ? [
          {
            label: texts(hasCombiner ? 'construction.combinedSource' : 'construction.unitSource'),
            draw: (at: SheetPoint) => partSymbol('radio-unit', at),
          },
        ]
      : []),
    ...[...kinds].sort().map((kind) => ({
      label: texts(`construction.kinds.${kind}`),
      draw: (at: SheetPoint) => partSymbol(kind, at),
    })),
    ...redlineLegend(plan, texts),
    ...lineLegend(plan, level, texts),
    ...(levelRisers(network, level.id).length > 0
      ? [{ label: texts('construction.riserSymbol'), draw: riserMarks }]
      : []),
    ...(hasPenetrations
      ? [{ label: texts('construction.kinds.penetration'), draw: (at: SheetPoint) => penetrationMarks(at) }]
      : []),
    ...facilityLegend(level, texts),
    ...civilWallLegend(level, texts),
    ...compartmentLegend(level, texts),
    hasAxes(level)
      ? { label: texts('construction.axis'), draw: axisLegendMarks }
      : { label: texts('construction.gridLine'), draw: (at: SheetPoint) => gridLegendMarks(at) },
    ...(placedOpenings(level).some(({ seat }) => seat === 'in-no-wall')
      ? [{ label: texts('construction.strayOpening'), draw: strayOpeningMarks }]
      : []),
    ...(coverage?.marks.length
      ? [{ label: texts('construction.contour', { operator: coverage.operator }), draw: coverageLegendMarks }]
      : []),
  ];
}

/** A line for each kind of cable that runs on a level. */
function lineLegend(plan: Plan, level: Level, texts: DocumentTexts): LegendItem[] {
  const { network = {} } = plan;
  const parts = new Map((network.parts ?? []).map((part) => [part.id, part]));
  const cables = (network.cables ?? []).filter(({ course }) => course.some((run) => run.level === level.id));
  const cableKinds = new Set(cables.map(({ part }) => parts.get(part)?.kind ?? 'cable'));
  const antennas = plan.antennas.filter((antenna) => antenna.level === level.id);
  const rework = reworkLegend(plan, level, texts);
  return [
    ...(cableKinds.has('cable') && rework ? rework : []),
    ...(cableKinds.has('cable') && !rework
      ? [
          {
            label: texts('construction.cable'),
            draw: legendStroke(plan.asBuilt ? unchangedCablePen : cablePen),
          },
        ]
      : []),
    ...(cableKinds.has('data-cable')
      ? [{ label: texts('construction.kinds.data-cable'), draw: legendStroke(dataCablePen) }]
      : []),
    ...(cableKinds.has('fibre')
      ? [{ label: texts('construction.kinds.fibre'), draw: legendStroke(fibrePen) }]
      : []),
    ...(antennas.some(radiatesAlongPath)
      ? [{ label: texts('construction.radiatingCable'), draw: legendStroke(radiatingPen) }]
      : []),
  ];
}

/** Redlines of a plan that has a record of what was built. */
function redlineLegend({ asBuilt, antennas, network }: Plan, texts: DocumentTexts): LegendItem[] {
  if (!asBuilt) return [];
  const states = new Set(asBuilt.antennas.map(({ state }) => state));
  const recorded = new Set([...asBuilt.antennas, ...(asBuilt.devices ?? [])].map(({ id }) => id));
  const devices = new Set((asBuilt.devices ?? []).map(({ state }) => state));
  const nodes = asBuilt.devices ? [...(network?.devices ?? []), ...(network?.sources ?? [])] : [];
  return [
    ...(states.has('moved') || states.has('added') || devices.has('moved')
      ? [
          {
            label: texts('built.redline'),
            draw: ([x, y]: SheetPoint) => [...hollowMarks([x - 3, y]), ...solidMarks([x + 3, y])],
          },
        ]
      : []),
    ...(states.has('not-installed') || devices.has('not-installed')
      ? [{ label: texts('built.leftOutMark'), draw: leftOutMarks }]
      : []),
    ...(devices.has('replaced') ? [{ label: texts('built.replacedMark'), draw: replacedMarks }] : []),
    ...([...antennas, ...nodes].some(({ id }) => !recorded.has(id))
      ? [{ label: texts('built.unconfirmedMark'), draw: unconfirmedMarks }]
      : []),
    { label: texts('built.changedCable'), draw: legendStroke(changedCablePens.stated) },
  ];
}

/** One line for each kind of antenna there is. */
export function antennaLegend(antennas: readonly Antenna[], texts: DocumentTexts): LegendItem[] {
  const draw = (antenna: Parameters<typeof antennaMarks>[0]) => (at: SheetPoint) => antennaMarks(antenna, at);
  const powered = antennas.filter(isShifted);
  const passive = antennas.filter((antenna) => antenna.feed !== 'small-cell' && !isShifted(antenna));
  return [
    ...(['ring', 'arrow'] as const).flatMap((symbol) => {
      const found = powered.find(({ type }) => antennaType(type).symbol === symbol);
      if (!found) return [];
      const { type, pathsBy } = found;
      return [{ label: texts(`construction.shiftAntenna.${symbol}`), draw: draw({ type, pathsBy }) }];
    }),
    ...(passive.some(({ type }) => antennaType(type).symbol === 'ring')
      ? [{ label: texts('construction.kinds.antenna'), draw: draw({ type: 'ceiling-omni' }) }]
      : []),
    ...(passive.some(({ type }) => antennaType(type).symbol === 'arrow')
      ? [{ label: texts('construction.directional'), draw: draw({ type: 'directional' }) }]
      : []),
    ...(passive.some(radiatesAlongPath)
      ? [{ label: texts('construction.radiatingFeed'), draw: draw({ type: 'radiating-cable' }) }]
      : []),
    ...(antennas.some(({ feed }) => feed === 'small-cell')
      ? [
          {
            label: texts('construction.kinds.small-cell'),
            draw: draw({ type: 'ceiling-omni', feed: 'small-cell' }),
          },
        ]
      : []),
  ];
}

function facilityLegend(level: Level, texts: DocumentTexts): LegendItem[] {
  const rows = (level.facilities ?? []).map(({ kind }) => facilityKindRow(kind));
  return [
    ...(rows.some(({ isTray }) => isTray)
      ? [{ label: texts('construction.tray'), draw: legendStroke(trayPen) }]
      : []),
    ...(rows.some(({ isShaft }) => isShaft)
      ? [{ label: texts('construction.shaft'), draw: shaftMarks }]
      : []),
    ...(rows.some(({ isSourceSite }) => isSourceSite)
      ? [{ label: texts('construction.sourceSite'), draw: sourceSiteMarks }]
      : []),
  ];
}

/** Notes of a floor plan, in lines of a width. */
export function floorNotes(
  plan: Plan,
  level: Level,
  texts: DocumentTexts,
  { scale, extra, widthMm }: { scale: string; extra: readonly string[]; widthMm: number },
): string[] {
  const missing =
    plan.antennas.length === 0
      ? [texts('construction.noAntennas')]
      : plan.network?.sources?.length
        ? []
        : [texts('construction.noNetwork')];
  const notes = [
    ...texts.list('construction.floorNotes', { scale }),
    ...mountNotes(plan, level, texts),
    ...pathNotes(plan, texts),
    gridNote(level, texts),
    texts(plan.georeference ? 'construction.turnNote' : 'construction.northUnknown'),
    compartmentNote(level, texts),
    ...missing,
    ...builtNotes(plan, texts),
    ...extra,
  ];
  return notes.flatMap((note, index) => wrapText(`${index + 1}. ${note}`, noteSizeMm, widthMm));
}

/** How antennas of a level are mounted, and where feeders run. */
function mountNotes(plan: Plan, level: Level, texts: DocumentTexts): string[] {
  const antennas = plan.antennas.filter((antenna) => antenna.level === level.id);
  const cables = plan.network?.cables ?? [];
  return [
    ...mountSentences(plan, antennas, texts),
    ...(cables.some(({ course }) => course.some((run) => run.level === level.id))
      ? [texts(plan.network?.existing ? 'construction.rework.note' : 'construction.feedersNote')]
      : []),
    ...((plan.network?.devices ?? []).some((device) => device.level === level.id)
      ? [texts('construction.movedSymbols')]
      : []),
  ];
}

/** Says where the operator that decides is not served on a sheet, and on how much floor. */
export function drawnCoverageNote(
  { operator, marks }: DrawnCoverage,
  { countedM2, unservedM2 }: ReturnType<DrawnCoverage['areasOn']>,
  texts: DocumentTexts,
): string | undefined {
  if (countedM2 === 0) return undefined;
  const area = formatGrouped(unservedM2);
  if (unservedM2 < minAreaM2) return texts('construction.contourServed', { operator, area: minAreaM2 });
  if (unservedM2 >= countedM2) return texts('construction.contourUnserved', { operator, area });
  return texts(marks.length > 0 ? 'construction.contourNote' : 'construction.contourPatches', {
    ...{ operator, area },
  });
}

/** The note on compartments: drawn as they were read, or not known. */
function compartmentNote({ compartments = [] }: Level, texts: DocumentTexts): string {
  const has = (kind: CompartmentKind) => compartments.some((each) => each.kind === kind);
  if (compartments.length === 0) return texts('construction.noCompartmentsNote');
  const [drawn, missing] = [has, (kind: CompartmentKind) => !has(kind)].map((isMeant) =>
    compartmentKindRows
      .flatMap(({ id }) => (isMeant(id) ? [id] : []))
      .map((kind) => texts.name('compartment', kind)),
  );
  const note = texts('construction.compartmentsNote', {
    list: drawn.join(texts('construction.listSeparator')),
  });
  return missing.length === 0
    ? note
    : `${note}${texts('construction.compartmentsMissing', { list: missing.join(texts('construction.listSeparator')) })}`;
}

/** The note on the grid of a level, and how coordinates lie in it. */
function gridNote(level: Level, texts: DocumentTexts): string {
  if (!hasAxes(level)) return texts('construction.coordinateNote');
  const list = axisCrossings(level)
    .map(({ labels, at }) => `${labels.join('/')} (${at.map((value) => value.toFixed(2)).join(', ')})`)
    .join(texts.language === 'zh' ? '、' : ', ');
  return texts('construction.axesNote', { list });
}

/** Notes on what a record of the works leaves open. */
function builtNotes({ asBuilt, antennas, network }: Plan, texts: DocumentTexts): string[] {
  if (!asBuilt) return [];
  const recorded = new Set(asBuilt.antennas.map(({ id }) => id));
  const measured = new Set((asBuilt.cables ?? []).flatMap(({ id, lengthM }) => (lengthM ? [id] : [])));
  return [
    ...(antennas.some(({ id }) => !recorded.has(id)) ? [texts('built.unconfirmedNote')] : []),
    ...((network?.cables ?? []).some(({ id }) => !measured.has(id)) ? [texts('built.unmeasuredNote')] : []),
  ];
}

/** Size of the hanzi of notes, mm. */
export const noteSizeMm = 2.5;

const barLengthsM = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/** Four fields of a round length, and what the last one ends at. */
export function scaleBarMarks(box: Box, { mmPerM }: FloorPlacement): Mark[] {
  const lengthM = [...barLengthsM].reverse().find((length) => length * mmPerM <= 50) ?? 1;
  const y = box.y + box.heightMm - 6;
  const x = box.x + 4;
  const fieldMm = (lengthM * mmPerM) / 4;
  const fields = [0, 1, 2, 3].map((index) =>
    pathMark(
      'FRAME',
      [
        [x + index * fieldMm, y],
        [x + (index + 1) * fieldMm, y],
        [x + (index + 1) * fieldMm, y + 1.4],
        [x + index * fieldMm, y + 1.4],
      ],
      { closed: true, pen: pens.thin, ...(index % 2 === 0 ? { fill: inkColour } : {}) },
    ),
  );
  const label = (text: string, index: number) =>
    textMark('FRAME', text, [x + index * fieldMm, y + 4.2], { sizeMm: 2.5, anchor: 'middle' });
  return [...fields, label('0', 0), label(String(lengthM / 2), 2), label(`${lengthM} m`, 4)];
}

/** Lengths of the arrows along the plan's axes, and the room that they take at the right of their box, mm. */
const axisMm = 7;
export const axesMm = 2 * (axisMm + 4);

/** Arrows along the plan's x and y at the right of a box, as coordinates are counted. */
export function planAxesMarks(box: Box, { angleDeg }: Pick<FloorPlacement, 'angleDeg'>): Mark[] {
  const origin: SheetPoint = [box.x + box.widthMm - axesMm / 2, box.y + box.heightMm / 2];
  return (['x', 'y'] as const).flatMap((name, index): Mark[] => {
    const angleRad = degToRad(angleDeg + 90 * index);
    const [dx, dy] = [Math.cos(angleRad), -Math.sin(angleRad)];
    const at = (along: number, across: number): SheetPoint => [
      origin[0] + dx * along - dy * across,
      origin[1] + dy * along + dx * across,
    ];
    const [tx, ty] = at(axisMm + 2, 0);
    return [
      pathMark('FRAME', [origin, at(axisMm, 0)], { pen: pens.thin }),
      pathMark('FRAME', [at(axisMm, 0), at(axisMm - 2, 0.7), at(axisMm - 2, -0.7)], {
        ...{ closed: true, fill: inkColour },
      }),
      textMark('FRAME', name, [tx, ty + 0.9], { sizeMm: 2.5, anchor: 'middle' }),
    ];
  });
}

/** Points to north on the sheet; `turnDeg` takes the plan's axes to east and north, on the sheet counter-clockwise. */
function northArrow([x, y]: SheetPoint, turnDeg: number, texts: DocumentTexts): Mark[] {
  const angleRad = degToRad(turnDeg);
  const [dx, dy] = [Math.sin(angleRad), -Math.cos(angleRad)];
  const at = (along: number, across: number): SheetPoint => [
    x + dx * along - dy * across,
    y + dy * along + dx * across,
  ];
  const [tx, ty] = at(9.5, 0);
  return [
    pathMark('FRAME', [at(7, 0), at(-5, 3), at(-3, 0), at(-5, -3)], {
      closed: true,
      pen: pens.thin,
      fill: inkColour,
    }),
    textMark('FRAME', texts('construction.north'), [tx, ty + 1.2], { sizeMm: 3, anchor: 'middle' }),
  ];
}
