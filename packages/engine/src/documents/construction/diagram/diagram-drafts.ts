import { columnLetters, type Language } from '../../../core/index.ts';
import type { Carrier, CatalogPart, Plan } from '../../../plan/index.ts';
import type { AntennaFeed, NetworkEvaluation } from '../../../radio/index.ts';
import { formatFixed } from '../../encoders/format-numbers.ts';
import { greyColour, type Mark, pathMark, pens, type SheetPoint, textMark } from '../../encoders/sheet.ts';
import { textWidthMm, wrapText } from '../../encoders/text-width.ts';
import { levelLabel } from '../../wording/carrier-label.ts';
import { type DocumentTexts, textsIn } from '../../wording/document-text.ts';
import { carrierHead, carrierName } from '../carrier-names.ts';
import { partSymbol } from '../device-symbols.ts';
import { antennaLegend } from '../floor-plan/floor-annotations.ts';
import { type Box, frameBoxes, type SheetDraft, type SheetSize, sheetSizes } from '../frame-sheet.ts';
import { legendMarks } from '../legend-marks.ts';
import { depthOf, type FeederNode, feederTrees, leafCount } from './feeder-tree.ts';
import { sourceHeightMm, sourceWidthMm } from './source-box.ts';
import { idSizeMm, layoutTree, type PlacedNode, rowMm, type TreeLayout } from './tree-layout.ts';
import { treeMarks } from './tree-marks.ts';

/** A piece of a tree on a sheet, so far below its top. */
interface StackedNode {
  node: FeederNode;
  layout: TreeLayout;
  offsetMm: number;
}

interface CutLocation {
  name: string;
  /** Sheets of both ends, from 0. */
  from: number;
  to: number;
}

const headMm = 1.8;
const valueMm = 2;

/** The system diagram, a sheet or more per source. Empty for a plan without a network. */
export function diagramDrafts(
  plan: Plan,
  network: NetworkEvaluation | undefined,
  options: DiagramOptions,
): SheetDraft[] {
  const { lang } = options;
  const texts = textsIn(lang);
  const feeds = new Map((network?.antennas ?? []).map((feed) => [feed.antenna, feed]));
  return feederTrees(plan).flatMap((tree) => {
    const carriers = receivedCarriers(plan, tree, feeds).slice(0, maxColumns);
    const tableMm = portColumns(carriers, lang).reduce((sum, widthMm) => sum + widthMm, 0) + 4;
    const layout = (part: FeederNode): TreeLayout => {
      const placed = layoutTree(part, rootWidthMm(part), lang);
      return part.source ? { ...placed, heightMm: Math.max(placed.heightMm, sourceHeightMm(part)) } : placed;
    };
    const parts = options.size ? fittingNodes(tree, options.size, layout, tableMm) : [tree];
    const placed = parts.map(layout);
    const size = options.size ?? sizeFor(placed[0], tableMm);
    const sheets = stackNodes(parts, placed, frameBoxes(size).drawing.heightMm - 2 * marginMm - tableHeadMm);
    const locations = nameCuts(sheets);
    const title = texts('construction.diagramTitle', { source: tree.id });
    return sheets.map((stacked, index): SheetDraft => {
      return {
        id: sheets.length === 1 ? tree.id : `${tree.id}-${index + 1}`,
        title:
          sheets.length === 1
            ? title
            : texts('construction.continued', { title, part: index + 1, parts: sheets.length }),
        scale: texts('construction.notToScale'),
        size,
        marks: [
          ...sheetMarks(plan, stacked, {
            carriers,
            feeds,
            network,
            texts,
            lang,
            size,
            cutName: (node) => cutName(node, locations, index, texts),
          }),
          ...diagramAnnotations(plan, { box: frameBoxes(size).legend, texts, carrier: carriers[0], lang }),
        ],
      };
    });
  });
}

/** Width of a column per carrier, mm. */
function portColumns(carriers: readonly Carrier[], lang: Language): number[] {
  return carriers.map((carrier) =>
    Math.max(8.5, ...carrierHead(carrier, lang).map((line) => textWidthMm(line, headMm) + 1.6)),
  );
}

const tableHeadMm = 9;

/** Port powers beside the leaves, a column per carrier, with a hairline from each antenna. */
function portTable(
  leaves: readonly PlacedNode[],
  feeds: ReadonlyMap<string, AntennaFeed>,
  options: {
    carriers: readonly Carrier[];
    lang: Language;
    origin: SheetPoint;
    left: number;
    hasHead: boolean;
  },
): Mark[] {
  const { carriers, lang, origin, left, hasHead } = options;
  const [, oy] = origin;
  const antennas = leaves.filter(({ node }) => node.kind === 'antenna');
  const [first] = antennas;
  if (!first || carriers.length === 0) return [];
  const widths = portColumns(carriers, lang);
  const headY = oy + leaves[0].y - 4;
  const right = left + widths.reduce((sum, widthMm) => sum + widthMm, 0);
  const marks: Mark[] = [];
  let x = left;
  carriers.forEach((carrier, index) => {
    const middle = x + widths[index] / 2;
    carrierHead(carrier, lang).forEach((line, row) => {
      if (!hasHead) return;
      marks.push(
        textMark('POWER', line, [middle, headY - 4 + 2.4 * row], { sizeMm: headMm, anchor: 'middle' }),
      );
    });
    for (const { node, y } of antennas) {
      const arriving = feeds.get(node.id)?.carriers.find((each) => each.carrier === carrier.id);
      const text = arriving ? formatFixed(arriving.powerDbm, 1) : '–';
      marks.push(
        textMark('POWER', text, [middle, oy + y + 0.36 * valueMm], { sizeMm: valueMm, anchor: 'middle' }),
      );
    }
    x += widths[index];
  });
  if (hasHead) marks.push(...headLine(left, right, headY));
  return [...marks, ...hairlines(antennas, origin, left)];
}

/** The unit, and the line under the names of the carriers. */
function headLine(left: number, right: number, y: number): Mark[] {
  const unit = { sizeMm: headMm, anchor: 'end', colour: greyColour } as const;
  const ends: SheetPoint[] = [
    [left, y],
    [right, y],
  ];
  return [textMark('POWER', 'dBm', [left - 1, y - 1.6], unit), pathMark('POWER', ends, { pen: pens.thin })];
}

/** Hairlines from each antenna's name to its powers, where there is room for a line. */
function hairlines(antennas: readonly PlacedNode[], [ox, oy]: SheetPoint, left: number): Mark[] {
  return antennas.flatMap(({ node, x, y }): Mark[] => {
    const from = ox + x + 3.2 + textWidthMm(node.id, idSizeMm) + 1;
    if (from >= left - 1) return [];
    const ends: SheetPoint[] = [
      [from, oy + y],
      [left, oy + y],
    ];
    return [pathMark('POWER', ends, { pen: { widthMm: 0.1, colour: '#aab1b8', dashMm: [0.6, 0.8] } })];
  });
}

export interface DiagramOptions {
  lang: Language;
  /** Sheets of this size, trees cut where they do not fit; without it each tree is one sheet as large as it needs. */
  size?: SheetSize;
}

/** More carriers than this do not get a column each; the port table has them all. */
const maxColumns = 12;
const marginMm = 5;
const deepestOnSheet = 24;

function rootWidthMm(part: FeederNode): number {
  return part.kind === 'source' ? sourceWidthMm : 22;
}

/** Pieces as deep as the sheet is wide. */
function fittingNodes(
  tree: FeederNode,
  size: SheetSize,
  layout: (part: FeederNode) => TreeLayout,
  tableMm: number,
): FeederNode[] {
  const { drawing } = frameBoxes(size);
  const roomMm = drawing.heightMm - 2 * marginMm - tableHeadMm;
  const max = Math.max(4, Math.floor(roomMm / rowMm));
  let parts = [tree];
  for (let rows = max; rows >= Math.max(4, max / 2); rows -= 2) {
    for (let depth = deepestOnSheet; depth >= 3; depth--) {
      parts = splitTree(tree, { rows, depth });
      const placed = parts.map(layout);
      if (placed.some(({ heightMm }) => heightMm > roomMm)) break;
      if (placed.every(({ widthMm }) => widthMm + tableMm <= drawing.widthMm - 2 * marginMm)) return parts;
    }
  }
  return parts;
}

/** The smallest usual size that takes a tree, or one made for it. */
function sizeFor(placed: TreeLayout, tableMm: number): SheetSize {
  const needs = {
    widthMm: placed.widthMm + tableMm + 2 * marginMm,
    heightMm: placed.heightMm + tableHeadMm + 2 * marginMm,
  };
  const usual = Object.values(sheetSizes).find((size) => {
    const { drawing } = frameBoxes(size);
    return needs.widthMm <= drawing.widthMm && needs.heightMm <= drawing.heightMm;
  });
  return usual ?? [Math.max(420, needs.widthMm + 40), Math.max(297, needs.heightMm + 60)];
}

interface MarksOptions {
  carriers: readonly Carrier[];
  feeds: ReadonlyMap<string, AntennaFeed>;
  network: NetworkEvaluation | undefined;
  texts: DocumentTexts;
  lang: Language;
  size: SheetSize;
  cutName(node: FeederNode): string;
}

function sheetMarks(plan: Plan, stacked: readonly StackedNode[], options: MarksOptions): Mark[] {
  const { carriers, feeds, network, lang, size, cutName } = options;
  const { drawing } = frameBoxes(size);
  const x = drawing.x + marginMm;
  const y = drawing.y + marginMm + tableHeadMm;
  const columnsMm = portColumns(carriers, lang).reduce((sum, widthMm) => sum + widthMm, 0);
  // The table stands at the right edge, where sheets of one source have it in the same location.
  const widest = Math.max(...stacked.map(({ layout }) => layout.widthMm));
  const left = Math.max(x + widest, drawing.x + drawing.widthMm - marginMm - columnsMm);
  const powers = new Map((network?.devices ?? []).map(({ device, powerDbm }) => [device, powerDbm]));
  const parts = new Map((plan.network?.parts ?? []).map((part): [string, CatalogPart] => [part.id, part]));
  const [reference] = carriers;
  return stacked.flatMap(({ layout, offsetMm }, index) => {
    const origin: SheetPoint = [x, y + offsetMm];
    return [
      ...bandMarks(plan, layout, origin, left + columnsMm),
      ...treeMarks(layout.root, origin, {
        ...{ texts: options.texts, lang, cutName },
        powerDbm: (device) => (reference ? powers.get(device)?.[reference.id] : undefined),
        unitPart: (part) => parts.get(part),
      }),
      ...portTable(layout.leaves, feeds, { carriers, lang, origin, left, hasHead: index === 0 }),
    ];
  });
}

/** Levels as bands with a line between them and their name at the right. */
function bandMarks(plan: Plan, { bands }: TreeLayout, [ox, oy]: SheetPoint, right: number): Mark[] {
  const colour = '#8a9199';
  return bands.flatMap(({ level, top, bottom }, index): Mark[] => {
    const known = plan.levels.find(({ id }) => id === level);
    const name = known ? levelLabel(known) : level;
    // On its band, above the line below it.
    const nameY = Math.min(bottom, (bottom + (bands[index + 1]?.top ?? Number.POSITIVE_INFINITY)) / 2 - 1.2);
    const between = index === 0 ? [] : [(bands[index - 1].bottom + top) / 2 + oy];
    return [
      ...between.map((y) =>
        pathMark(
          'LEVEL',
          [
            [ox, y],
            [right, y],
          ],
          { pen: { widthMm: 0.13, colour, dashMm: [4, 1, 0.6, 1] } },
        ),
      ),
      textMark('LEVEL', name, [right, oy + nameY], { sizeMm: 2.6, colour, bold: true, anchor: 'end' }),
    ];
  });
}

/** Carriers that reach an antenna of a tree, in the plan's order. */
function receivedCarriers(plan: Plan, tree: FeederNode, feeds: ReadonlyMap<string, AntennaFeed>): Carrier[] {
  const arriving = new Set<string>();
  const visit = (node: FeederNode): void => {
    for (const { carrier } of feeds.get(node.id)?.carriers ?? []) arriving.add(carrier);
    for (const branch of node.branches) visit(branch.node);
  };
  visit(tree);
  return plan.carriers.filter(({ id }) => arriving.has(id));
}

/** Legend of the parts that the network has, and how to read the diagram. */
function diagramAnnotations(
  plan: Plan,
  options: { box: Box; texts: DocumentTexts; carrier: Carrier | undefined; lang: Language },
): Mark[] {
  const { box, texts, carrier, lang } = options;
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const kinds = new Set<CatalogPart['kind']>();
  for (const { part } of plan.network?.devices ?? []) {
    const kind = parts.get(part)?.kind;
    if (kind) kinds.add(kind);
  }
  const items = [
    ...antennaLegend(plan.antennas, texts),
    ...[...kinds].sort().map((kind) => ({
      label: texts(`construction.kinds.${kind}`),
      draw: (at: SheetPoint) => partSymbol(kind, at),
    })),
  ];
  const legendMm = 0.5 * box.widthMm;
  const sizeMm = 2.2;
  const notes = texts
    .list('construction.diagramNotes', { carrier: carrier ? carrierName(carrier, lang) : '–' })
    .flatMap((note) => wrapText(note, sizeMm, box.widthMm - legendMm - 5));
  return [
    ...legendMarks(items, { ...box, widthMm: legendMm }, texts('construction.legend')),
    ...notes.map((line, index) =>
      textMark('FRAME', line, [box.x + legendMm + 2, box.y + 4.2 + index * 1.5 * sizeMm], { sizeMm }),
    ),
  ];
}

/** Capacity of one sheet. */
interface SheetCapacity {
  rows: number;
  depth: number;
}

/**
 * A tree in pieces that each fit a sheet. Where a branch was cut, the one piece ends in a node `to-sheet` and the other begins
 * with one `from-sheet`. The tree that is handed in stays as it is.
 */
function splitTree(tree: FeederNode, capacity: SheetCapacity): FeederNode[] {
  const parts: FeederNode[] = [];
  const waiting = [copy(tree)];
  for (let item = waiting.shift(); item; item = waiting.shift()) {
    const cut: FeederNode[] = [];
    for (let part = cutOnce(item, capacity); part; part = cutOnce(item, capacity)) cut.push(part);
    parts.push(item);
    waiting.unshift(...cut.reverse());
  }
  return parts;
}

/** Takes off the largest part that fits beyond the first node, along the way that is too long or too full. */
function cutOnce(part: FeederNode, { rows, depth }: SheetCapacity): FeederNode | undefined {
  const isTooFull = leafCount(part) > rows;
  if (!isTooFull && depthOf(part) <= depth) return undefined;
  const weight = isTooFull ? leafCount : depthOf;
  const fits = (node: FeederNode, at: number) => (isTooFull ? leafCount(node) <= rows : at >= depth - 1);
  let parent = part;
  for (let at = 1; ; at++) {
    const branches = parent.branches.filter(({ node }) => node.branches.length > 0);
    if (branches.length === 0) return undefined;
    const heaviest = branches.reduce((best, each) => (weight(each.node) > weight(best.node) ? each : best));
    const { node } = heaviest;
    if (fits(node, at) && at > 1) {
      heaviest.node = { id: node.id, kind: 'to-sheet', level: node.level, root: node, branches: [] };
      const { port, cable, cablePart } = heaviest;
      const branch = { port, cable, cablePart, node };
      return { id: parent.id, kind: 'from-sheet', level: node.level, branches: [branch] };
    }
    parent = node;
  }
}

function copy(node: FeederNode): FeederNode {
  return { ...node, branches: node.branches.map((branch) => ({ ...branch, node: copy(branch.node) })) };
}

/** Pieces in their order on as few sheets as take them, one under the other. */
function stackNodes(
  parts: readonly FeederNode[],
  layouts: readonly TreeLayout[],
  roomMm: number,
): StackedNode[][] {
  const sheets: StackedNode[][] = [];
  let usedMm = Infinity;
  parts.forEach((part, index) => {
    const layout = layouts[index];
    if (usedMm + layout.heightMm > roomMm) {
      sheets.push([]);
      usedMm = 0;
    }
    sheets[sheets.length - 1].push({ node: part, layout, offsetMm: usedMm });
    usedMm += layout.heightMm;
  });
  return sheets;
}

/** Locations of the cuts, by the node that was cut off: A, B, … in the order of the sheets. */
function nameCuts(sheets: readonly (readonly StackedNode[])[]): Map<FeederNode, CutLocation> {
  const locations = new Map<FeederNode, CutLocation>();
  const beginsOn = new Map<FeederNode, number>();
  sheets.forEach((stacked, sheet) => {
    for (const { node: part } of stacked) {
      if (part.kind === 'from-sheet') beginsOn.set(part.branches[0].node, sheet);
    }
  });
  const visit = (node: FeederNode, sheet: number): void => {
    if (node.root) {
      locations.set(node.root, {
        name: columnLetters(locations.size),
        from: sheet,
        to: beginsOn.get(node.root) ?? sheet,
      });
    }
    for (const branch of node.branches) visit(branch.node, sheet);
  };
  sheets.forEach((stacked, sheet) => {
    for (const { node: part } of stacked) visit(part, sheet);
  });
  return locations;
}

/** Label of a cut: its letter, and the sheet of the other end where that is another one. */
function cutName(
  node: FeederNode,
  locations: ReadonlyMap<FeederNode, CutLocation>,
  sheet: number,
  texts: DocumentTexts,
): string {
  const isEnd = node.root !== undefined;
  const location = locations.get(node.root ?? node.branches[0].node);
  if (!location) return '';
  const other = isEnd ? location.to : location.from;
  const { name } = location;
  if (other === sheet) return isEnd ? texts('construction.goesOn', { name }) : name;
  return texts(isEnd ? 'construction.goesOnSheet' : 'construction.comesFromSheet', {
    name,
    sheet: other + 1,
  });
}
