import type { Language } from '../../core/index.ts';
import { mmToMetres } from '../../core/index.ts';
import { type Carrier, type Level, type Plan, planScenarios, servesPhones } from '../../plan/index.ts';
import {
  type CarrierMap,
  type Grid,
  levelName,
  mapService,
  outdoorIndex,
  type Prediction,
  phoneLoss,
  type Quantity,
  scaledQuantity,
} from '../../radio/index.ts';
import { scenarioName } from '../community/scenario-rows.ts';
import { formatPercent, formatShort } from '../encoders/format-numbers.ts';
import {
  type Mark,
  type Pen,
  pathMark,
  pens,
  type RasterMark,
  rectangleMark,
  type SheetPoint,
  textMark,
} from '../encoders/sheet.ts';
import { fittingSizeMm, textWidthMm, wrapText } from '../encoders/text-width.ts';
import { classIndexOf, colourClasses, firstClassBelowLimit, hexColour } from '../maps/colour-scale.ts';
import { contourLines } from '../maps/contour-lines.ts';
import { classFractions, classRange, legendTitle, limitText, roundFractions } from '../maps/heatmap-svg.ts';
import { antennaNumbers } from '../wording/antenna-numbers.ts';
import { carrierLabel, levelLabel } from '../wording/carrier-label.ts';
import { textsIn } from '../wording/document-text.ts';
import { modelName } from '../wording/model-name.ts';
import { clipMarks } from './clip-marks.ts';
import { antennaMarks } from './device-symbols.ts';
import { buildingMarks } from './floor-plan/building-marks.ts';
import { planAxesMarks, scaleBarMarks } from './floor-plan/floor-annotations.ts';
import { type FloorPlacement, placeFloor, sheetTurnDeg } from './floor-plan/floor-placement.ts';
import { type Box, frameBoxes, type SheetDraft, type SheetSize } from './frame-sheet.ts';

interface MapOptions {
  lang: Language;
  size: SheetSize;
  levels: readonly string[];
}

/** Quantities of the panels beside the best server. */
const drawnQuantities = ['rsrp', 'sinr', 'probability'] as const satisfies readonly Quantity[];
const panelCount = drawnQuantities.length + 1;
/** Panels stand in so many columns. */
const arrangements = [2, 4, 1];

const titleMm = 6;
const legendMm = 13;
/** Size of its texts, mm. */
const legendTextMm = 2.5;
const textMm = 2.5;
const uncountedColour = '#eceff1';
const limitPen: Pen = { widthMm: 0.18, colour: '#16191d' };
/** Half the side of an antenna's symbol, mm. */
const antennaHalfMm = 0.75;
/** Room at the right of the conditions for the scale bar, mm. */
const barMm = 62;

/**
 * The prediction on paper, a sheet per level and carrier: RSRP, SINR, best server and the probability of service at one
 * scale, each with its legend, and under them what they are maps of.
 */
export function mapDrafts(prediction: Prediction, options: MapOptions): SheetDraft[] {
  const { plan, maps } = prediction;
  return plan.levels
    .filter(({ id }) => options.levels.includes(id))
    .flatMap((level) => {
      const drafts = plan.carriers.flatMap((carrier) => {
        const map = maps.find((each) => each.levelId === level.id && each.carrierId === carrier.id);
        return map ? [mapDraft(prediction, { level, carrier, map }, options)] : [];
      });
      // A level's maps are a set: they have the same numbers where other levels are left out.
      return drafts.map((draft, index) => ({
        ...draft,
        drawing: { set: `FZ-${level.id}`, index: index + 1, count: drafts.length },
      }));
    });
}

interface MapSubject {
  level: Level;
  carrier: Carrier;
  map: CarrierMap;
}

function mapDraft(prediction: Prediction, subject: MapSubject, { lang, size }: MapOptions): SheetDraft {
  const texts = textsIn(lang);
  const { level, carrier } = subject;
  const { drawing, legend } = frameBoxes(size);
  const { columns, placements, boxes } = arrangePanels(level, drawing, sheetTurnDeg(prediction.plan));
  const series = texts('construction.mapsTitle', { level: levelLabel(level) });
  const lines = conditionLines(prediction, subject, lang).flatMap((line, index) =>
    wrapText(`${index + 1}. ${line}`, textMm, legend.widthMm - barMm - 6),
  );
  const bar = { ...legend, x: legend.x + legend.widthMm - barMm, widthMm: barMm };
  const panels = [
    ...drawnQuantities.slice(0, 2).map((quantity) => quantityPanel(prediction, subject, quantity, lang)),
    serverPanel(prediction.plan, subject, lang),
    ...drawnQuantities.slice(2).map((quantity) => quantityPanel(prediction, subject, quantity, lang)),
  ];
  return {
    id: `map-${level.id}-${carrier.id}`,
    title: `${series} ${carrierLabel(carrier, lang)}`,
    ...{ series, scale: `1:${placements[0].scale}`, size },
    marks: [
      ...panels.flatMap((panel, index) =>
        panelMarks(level, panel, { box: boxes[index], placement: placements[index] }),
      ),
      ...dividers(drawing, columns),
      ...lines.map((line, index) =>
        textMark('FRAME', line, [legend.x + 3, legend.y + 4.6 + index * 1.45 * textMm], { sizeMm: textMm }),
      ),
      ...scaleBarMarks(bar, placements[0]),
      ...planAxesMarks({ ...bar, heightMm: bar.heightMm - 8 }, placements[0]),
    ],
  };
}

/** The arrangement in which the panels are drawn largest, of equal ones the first. */
function arrangePanels(level: Level, drawing: Box, turnDeg: number) {
  const tried = arrangements.map((columns) => {
    const rows = panelCount / columns;
    const [widthMm, heightMm] = [drawing.widthMm / columns, drawing.heightMm / rows];
    const boxes = Array.from(
      { length: panelCount },
      (_, index): Box => ({
        x: drawing.x + (index % columns) * widthMm,
        y: drawing.y + Math.floor(index / columns) * heightMm,
        ...{ widthMm, heightMm },
      }),
    );
    const placements = boxes.map((box) =>
      placeFloor(level, { ...box, y: box.y + titleMm, heightMm: heightMm - titleMm - legendMm }, turnDeg),
    );
    return { columns, boxes, placements };
  });
  return tried.reduce((best, each) => (each.placements[0].scale < best.placements[0].scale ? each : best));
}

function dividers(drawing: Box, columns: number): Mark[] {
  const rows = panelCount / columns;
  const line = (from: SheetPoint, to: SheetPoint) => pathMark('FRAME', [from, to], { pen: pens.thin });
  const { x, y, widthMm, heightMm } = drawing;
  return [
    ...Array.from({ length: columns - 1 }, (_, index) => {
      const at = x + ((index + 1) * widthMm) / columns;
      return line([at, y], [at, y + heightMm]);
    }),
    ...Array.from({ length: rows - 1 }, (_, index) => {
      const at = y + ((index + 1) * heightMm) / rows;
      return line([x, at], [x + widthMm, at]);
    }),
  ];
}

/** Contents of a panel: its raster, what lies over the building, and its legend. */
interface Panel {
  title: string;
  grid: Grid;
  pixels: Uint8Array;
  palette: readonly string[];
  over(placement: FloorPlacement): Mark[];
  legend(box: Box): Mark[];
}

function panelMarks(
  level: Level,
  panel: Panel,
  { box, placement }: { box: Box; placement: FloorPlacement },
): Mark[] {
  const { toSheet, within } = placement;
  const floor = (ring: readonly SheetPoint[], fill: string) =>
    pathMark('BUILDING', ring.map(toSheet), { closed: true, fill });
  return [
    textMark('FRAME', panel.title, [box.x + 3, box.y + 4.6], {
      ...{ sizeMm: fittingSizeMm(panel.title, box.widthMm - 6, 3, 1), bold: true },
    }),
    floor(level.outline, uncountedColour),
    ...(level.holes ?? []).map((hole) => floor(hole, '#ffffff')),
    rasterOf(panel, placement),
    // Bays are too small at these scales.
    ...clipMarks(buildingMarks({ ...level, bays: [] }, placement), within),
    ...clipMarks(panel.over(placement), within),
    ...panel.legend({ ...box, y: box.y + box.heightMm - legendMm, heightMm: legendMm }),
  ];
}

/** The field in its place, turned by quarters with the floor. */
function rasterOf({ grid, pixels, palette }: Panel, { toSheet, angleDeg }: FloorPlacement): RasterMark {
  const { rows, columns, cellMm, originXMm, originYMm } = grid;
  const isTurned = angleDeg % 180 !== 0;
  const edge = (x: number, y: number): SheetPoint => [
    mmToMetres(originXMm + (x - 0.5) * cellMm),
    mmToMetres(originYMm + (y - 0.5) * cellMm),
  ];
  const [from, to] = [toSheet(edge(0, 0)), toSheet(edge(columns, rows))];
  const [height, width] = isTurned ? [columns, rows] : [rows, columns];
  const placed = new Uint8Array(pixels.length);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      placed[row * width + column] = pixels[cellAt(row, column, { rows, columns, angleDeg })];
    }
  }
  return {
    ...{ kind: 'raster', layer: 'COVERAGE', rows: height, columns: width, pixels: placed, palette },
    at: [Math.min(from[0], to[0]), Math.min(from[1], to[1])],
    widthMm: Math.abs(to[0] - from[0]),
    heightMm: Math.abs(to[1] - from[1]),
  };
}

/** The cell of a grid, whose rows run upwards, at a place of a sheet that it lies on in a turn. */
function cellAt(
  row: number,
  column: number,
  { rows, columns, angleDeg }: { rows: number; columns: number; angleDeg: number },
): number {
  // The plan's x runs up the sheet, to the left or down it, its y a quarter further.
  if (angleDeg === 90) return (rows - 1 - column) * columns + (columns - 1 - row);
  if (angleDeg === 180) return row * columns + (columns - 1 - column);
  if (angleDeg === 270) return column * columns + row;
  return (rows - 1 - row) * columns + column;
}

/** A quantity in its classes, with the line along which it just meets what is required. */
function quantityPanel(
  { plan, profile }: Prediction,
  { level, carrier, map }: MapSubject,
  quantity: Quantity,
  lang: Language,
): Panel {
  const texts = textsIn(lang);
  const row = scaledQuantity(quantity);
  const limit = row.limit({ carrier, profile });
  const values = row.values(map);
  const classes = colourClasses(quantity, limit);
  const fractions = classFractions(values, classes);
  return {
    title: legendTitle(quantity, carrier, texts),
    grid: map.grid,
    pixels: Uint8Array.from(values, (value) => classIndexOf(value, classes) + 1),
    palette: classes.map(({ rgb }) => hexColour(rgb)),
    over: (placement) => [
      ...contourLines(values, map.grid, limit).map((line) =>
        pathMark('COVERAGE', line.map(placement.toSheet), { pen: limitPen }),
      ),
      ...antennasOn(plan, level, placement),
    ],
    legend: (box) =>
      legendRow(
        box,
        classes.map(({ rgb }, index) => ({
          colour: hexColour(rgb),
          label: classRange(classes, index, quantity, texts),
          percent: `${fractions[index].toFixed(1)} %`,
        })),
        { text: `${texts('report.threshold')} ${limitText(limit, quantity)}`, after: firstClassBelowLimit },
      ),
  };
}

/** Cells by colour, with the antennas' numbers. */
function serverPanel(plan: Plan, { level, map }: MapSubject, lang: Language): Panel {
  const texts = textsIn(lang);
  const { pixels, palette, servers } = serverAreas(map, plan);
  const numbers = antennaNumbers(plan);
  const fractions = roundFractions(servers.map(({ ratio }) => ratio));
  const names = { outdoor: texts('construction.serverOutdoor'), none: texts('construction.serverNone') };
  return {
    ...{ title: texts('construction.serverTitle'), grid: map.grid, pixels, palette },
    over: (placement) => [
      ...antennasOn(plan, level, placement),
      ...plan.antennas
        .filter((antenna) => antenna.level === level.id)
        .map(({ id, position }) => {
          const [x, y] = placement.toSheet(position);
          return textMark('ANTENNA', numbers.get(id) ?? '', [x + 1.3, y - 0.8], { sizeMm: 2.2, bold: true });
        }),
    ],
    legend: (box) =>
      legendRow(
        box,
        servers.slice(0, maxServers).map(({ cell, colour }, index) => ({
          colour,
          label: names[cell as keyof typeof names] ?? texts('construction.serverCell', { cell }),
          percent: `${fractions[index].toFixed(1)} %`,
        })),
      ),
  };
}

/** Cells that the legend names, those with most floor. */
const maxServers = 7;

function antennasOn(plan: Plan, level: Level, placement: FloorPlacement): Mark[] {
  return plan.antennas
    .filter((antenna) => antenna.level === level.id)
    .flatMap((antenna) =>
      antennaMarks(
        antenna,
        placement.toSheet(antenna.position),
        (antenna.azimuthDeg ?? 0) + placement.angleDeg,
        antennaHalfMm,
      ),
    );
}

interface LegendClass {
  colour: string;
  label: string;
  percent: string;
}

/** Classes beside each other: colour, range and fraction of the counted floor; the limit stands at its class boundary. */
function legendRow(
  box: Box,
  classes: readonly LegendClass[],
  limit?: { text: string; after: number },
): Mark[] {
  const leftMm = box.x + 3;
  const stepMm = (box.widthMm - 6) / Math.max(5, classes.length);
  const marks = classes.flatMap(({ colour, label, percent }, index): Mark[] => {
    const x = leftMm + index * stepMm;
    const swatch = { x, y: box.y + 3.4, widthMm: stepMm, heightMm: 2.4 };
    const middle = x + stepMm / 2;
    const whole = `${label} (${percent})`;
    const isFitting = textWidthMm(whole, legendTextMm) <= stepMm;
    const lines = isFitting ? [whole] : [...wrapText(label, legendTextMm, stepMm), `(${percent})`];
    return [
      rectangleMark('FRAME', swatch, { pen: pens.hair, fill: colour }),
      ...lines.map((text, row) =>
        textMark('FRAME', text, [middle, box.y + 8.8 + row * 3], { sizeMm: legendTextMm, anchor: 'middle' }),
      ),
    ];
  });
  if (!limit) return marks;
  const x = leftMm + limit.after * stepMm;
  return [
    ...marks,
    pathMark(
      'FRAME',
      [
        [x, box.y + 2.6],
        [x, box.y + 6.6],
      ],
      { pen: { widthMm: 0.5, colour: pens.medium.colour } },
    ),
    textMark('FRAME', limit.text, [x, box.y + 2.2], { sizeMm: legendTextMm, anchor: 'middle', bold: true }),
  ];
}

/** Conditions that the maps hold for: model, phone, powers, load, state of the garage, percentile. */
function conditionLines(
  { plan, profile, modelId, resolutionM, derived }: Prediction,
  { carrier }: MapSubject,
  lang: Language,
): string[] {
  const texts = textsIn(lang);
  const [planned] = planScenarios(plan);
  const phone = phoneLoss(profile, 'bay', mapService(carrier), carrier.frequencyMhz);
  const service = texts(`construction.mapService.${mapService(carrier)}`);
  return [
    texts('construction.mapConditions.model', {
      ...{ model: modelName(modelId, lang), cellM: formatShort(resolutionM) },
      heightM: formatShort(profile.phoneHeightM),
    }),
    servesPhones(carrier)
      ? texts('construction.mapConditions.phone', {
          ...{ service, level: levelName(carrier) },
          ...{ body: formatShort(phone.bodyLossDb), vehicle: formatShort(phone.vehicleLossDb) },
        })
      : texts('construction.mapConditions.modem', {
          ...{ service, level: levelName(carrier) },
          housing: formatShort(phone.bodyLossDb),
        }),
    texts(
      derived.network.state === 'current'
        ? 'construction.mapConditions.networkPowers'
        : 'construction.mapConditions.nominalPowers',
    ),
    texts('construction.mapConditions.state', {
      state: scenarioName(planned, lang),
      load: formatPercent(profile.interferenceLoadRatio, 0),
    }),
    texts('construction.mapConditions.percentile', { sigma: formatShort(profile.shadowingSigmaDb) }),
  ];
}

/** Best servers of a carrier's map as a raster: each cell in a hue of its own, the areas of its antennas in shades of it. */
interface ServerAreas {
  /** 0 where nothing is counted, else one more than the index into the palette. [rows, columns] of the map */
  pixels: Uint8Array;
  palette: string[];
  /** The cells, those with most floor first. */
  servers: { cell: string | 'outdoor' | 'none'; colour: string; ratio: number }[];
}

/** Hues of cells, degrees; after the last they begin again. */
const huesDeg = [150, 210, 35, 285, 75, 330, 180, 0, 255, 110];
/** Lightness of the shades that neighbouring antennas of a cell have, percent. */
const shadesPercent = [86, 77, 68, 60, 52, 45];
const outdoorColour = '#9aa1a8';
const noneColour = '#40051b';

/** Returns the best server at every counted cell of a map. Antennas whose areas touch have different shades. */
function serverAreas(map: CarrierMap, { antennas }: Pick<Plan, 'antennas'>): ServerAreas {
  const { bestAntenna, rsrpDbm } = map;
  const counts = new Map<number, number>();
  let counted = 0;
  for (let cell = 0; cell < bestAntenna.length; cell += 1) {
    if (Number.isNaN(rsrpDbm[cell])) continue;
    counts.set(bestAntenna[cell], (counts.get(bestAntenna[cell]) ?? 0) + 1);
    counted += 1;
  }
  const nameOf = (server: number) =>
    server === outdoorIndex ? 'outdoor' : (antennas[server]?.cell ?? 'none');
  const names = [...new Set([...counts.keys()].map(nameOf))];
  const cells = names.map((cell) => {
    const floor = [...counts].filter(([server]) => nameOf(server) === cell);
    return { cell, ratio: floor.reduce((sum, [, count]) => sum + count, 0) / counted };
  });
  cells.sort((a, b) => b.ratio - a.ratio);
  const shades = shadesOf(map, [...counts.keys()]);
  const hues = new Map(
    cells.filter(({ cell }) => cell !== 'outdoor' && cell !== 'none').map(({ cell }, index) => [cell, index]),
  );
  const colourOf = (server: number) => {
    const hue = hues.get(nameOf(server));
    if (hue === undefined) return server === outdoorIndex ? outdoorColour : noneColour;
    return hslColour(huesDeg[hue % huesDeg.length], shadesPercent[shades.get(server) ?? 0]);
  };
  const palette = [...new Set([...counts.keys()].map(colourOf))];
  const entries = new Map(
    [...counts.keys()].map((server) => [server, palette.indexOf(colourOf(server)) + 1]),
  );
  const pixels = bestAntenna.map((server, cell) =>
    Number.isNaN(rsrpDbm[cell]) ? 0 : (entries.get(server) ?? 0),
  );
  const servers = cells.map(({ cell, ratio }) => {
    const [server] = [...counts].find(([each]) => nameOf(each) === cell) ?? [-1];
    return { cell, ratio, colour: colourOf(server) };
  });
  return { pixels: Uint8Array.from(pixels), palette, servers };
}

/** The first shade that no neighbour has, antenna by antenna in the plan's order. */
function shadesOf({ bestAntenna, rsrpDbm, grid }: CarrierMap, servers: number[]): Map<number, number> {
  const { rows, columns } = grid;
  const neighbours = new Map(servers.map((server) => [server, new Set<number>()]));
  const meet = (a: number, b: number) => {
    if (bestAntenna[a] === bestAntenna[b] || Number.isNaN(rsrpDbm[a]) || Number.isNaN(rsrpDbm[b])) return;
    neighbours.get(bestAntenna[a])?.add(bestAntenna[b]);
    neighbours.get(bestAntenna[b])?.add(bestAntenna[a]);
  };
  for (let cell = 0; cell < rows * columns; cell += 1) {
    if (cell % columns > 0) meet(cell, cell - 1);
    if (cell >= columns) meet(cell, cell - columns);
  }
  const shades = new Map<number, number>();
  for (const server of [...servers].sort((a, b) => a - b)) {
    const taken = new Set([...(neighbours.get(server) ?? [])].map((each) => shades.get(each)));
    const free = shadesPercent.findIndex((_, shade) => !taken.has(shade));
    shades.set(server, Math.max(0, free));
  }
  return shades;
}

/** `#rrggbb` of a hue at the saturation of all of them. */
function hslColour(hueDeg: number, lightnessPercent: number): string {
  const lightness = lightnessPercent / 100;
  const chroma = 0.5 * Math.min(lightness, 1 - lightness);
  const part = (offset: number) => {
    const along = (offset + hueDeg / 30) % 12;
    const value = lightness - chroma * Math.max(-1, Math.min(along - 3, 9 - along, 1));
    return Math.round(255 * value)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${part(0)}${part(8)}${part(4)}`;
}
