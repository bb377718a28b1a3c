import type { Carrier, CatalogPart, Plan } from '../../../plan/index.ts';
import type { AntennaFeed, NetworkEvaluation } from '../../../radio/index.ts';
import { type Mark, type PaperPoint, pathMark, textMark } from '../../encoders/sheet.ts';
import { levelLabel } from '../../wording/carrier-label.ts';
import type { Lang } from '../../wording/texts.ts';
import { frameBoxes, paperSizes, type SheetDraft, type SheetSize } from '../frame-sheet.ts';
import { type PaperTexts, paperTexts } from '../paper-texts.ts';
import { diagramFurniture } from './diagram-furniture.ts';
import { type FeederNode, feederTrees } from './feeder-tree.ts';
import { portColumns, portTable, tableHeadMm } from './port-table.ts';
import { sourceHeightMm, sourceWidthMm } from './source-box.ts';
import { splitTree } from './split-tree.ts';
import { cutName, nameCuts, type StackedPiece, stackPieces } from './stack-pieces.ts';
import { layoutTree, rowMm, type TreeLayout } from './tree-layout.ts';
import { treeMarks } from './tree-marks.ts';

export interface DiagramOptions {
  lang: Lang;
  /** Sheets of this size, trees cut where they do not fit; without it each tree is one sheet as large as it needs. */
  size?: SheetSize;
}

/** More carriers than this do not get a column each; the port table has them all. */
const mostColumns = 12;
const marginMm = 5;
const deepestOnSheet = 24;

/** The system diagram, a sheet or more per source. Empty for a plan without a network. */
export function diagramDrafts(
  plan: Plan,
  network: NetworkEvaluation | undefined,
  options: DiagramOptions,
): SheetDraft[] {
  const { lang } = options;
  const texts = paperTexts[lang];
  const feeds = new Map((network?.antennas ?? []).map((feed) => [feed.antenna, feed]));
  return feederTrees(plan).flatMap((tree) => {
    const carriers = fedCarriers(plan, tree, feeds).slice(0, mostColumns);
    const tableMm = portColumns(carriers, lang).reduce((sum, widthMm) => sum + widthMm, 0) + 4;
    const layout = (piece: FeederNode): TreeLayout => {
      const placed = layoutTree(piece, rootWidthMm(piece), lang);
      return piece.source
        ? { ...placed, heightMm: Math.max(placed.heightMm, sourceHeightMm(piece)) }
        : placed;
    };
    const pieces = options.size ? fittingPieces(tree, options.size, layout, tableMm) : [tree];
    const placed = pieces.map(layout);
    const size = options.size ?? sizeFor(placed[0], tableMm);
    const sheets = stackPieces(
      pieces,
      placed,
      frameBoxes(size).drawing.heightMm - 2 * marginMm - tableHeadMm,
    );
    const places = nameCuts(sheets);
    const title = texts.diagramTitle(tree.id);
    return sheets.map((stacked, index): SheetDraft => {
      return {
        id: sheets.length === 1 ? tree.id : `${tree.id}-${index + 1}`,
        title: sheets.length === 1 ? title : texts.continued(title, index + 1, sheets.length),
        scale: texts.notToScale,
        size,
        marks: [
          ...sheetMarks(plan, stacked, {
            carriers,
            feeds,
            network,
            texts,
            lang,
            size,
            cutName: (node) => cutName(node, places, index, texts),
          }),
          ...diagramFurniture(plan, { box: frameBoxes(size).legend, texts, carrier: carriers[0], lang }),
        ],
      };
    });
  });
}

function rootWidthMm(piece: FeederNode): number {
  return piece.kind === 'source' ? sourceWidthMm : 22;
}

/** Pieces as deep as the sheet is wide. */
function fittingPieces(
  tree: FeederNode,
  size: SheetSize,
  layout: (piece: FeederNode) => TreeLayout,
  tableMm: number,
): FeederNode[] {
  const { drawing } = frameBoxes(size);
  const roomMm = drawing.heightMm - 2 * marginMm - tableHeadMm;
  const most = Math.max(4, Math.floor(roomMm / rowMm));
  let pieces = [tree];
  for (let rows = most; rows >= Math.max(4, most / 2); rows -= 2) {
    for (let depth = deepestOnSheet; depth >= 3; depth--) {
      pieces = splitTree(tree, { rows, depth });
      const placed = pieces.map(layout);
      if (placed.some(({ heightMm }) => heightMm > roomMm)) break;
      if (placed.every(({ widthMm }) => widthMm + tableMm <= drawing.widthMm - 2 * marginMm)) return pieces;
    }
  }
  return pieces;
}

/** The smallest usual size that takes a tree, or one made for it. */
function sizeFor(placed: TreeLayout, tableMm: number): SheetSize {
  const needs = {
    widthMm: placed.widthMm + tableMm + 2 * marginMm,
    heightMm: placed.heightMm + tableHeadMm + 2 * marginMm,
  };
  const usual = Object.values(paperSizes).find((size) => {
    const { drawing } = frameBoxes(size);
    return needs.widthMm <= drawing.widthMm && needs.heightMm <= drawing.heightMm;
  });
  return usual ?? [Math.max(420, needs.widthMm + 40), Math.max(297, needs.heightMm + 60)];
}

interface MarksOptions {
  carriers: readonly Carrier[];
  feeds: ReadonlyMap<string, AntennaFeed>;
  network: NetworkEvaluation | undefined;
  texts: PaperTexts;
  lang: Lang;
  size: SheetSize;
  cutName(node: FeederNode): string;
}

function sheetMarks(plan: Plan, stacked: readonly StackedPiece[], options: MarksOptions): Mark[] {
  const { carriers, feeds, network, lang, size, cutName } = options;
  const { drawing } = frameBoxes(size);
  const x = drawing.x + marginMm;
  const y = drawing.y + marginMm + tableHeadMm;
  const columnsMm = portColumns(carriers, lang).reduce((sum, widthMm) => sum + widthMm, 0);
  // The table stands at the right edge, where sheets of one source have it in the same place.
  const widest = Math.max(...stacked.map(({ layout }) => layout.widthMm));
  const left = Math.max(x + widest, drawing.x + drawing.widthMm - marginMm - columnsMm);
  const powers = new Map((network?.devices ?? []).map(({ device, powerDbm }) => [device, powerDbm]));
  const parts = new Map((plan.network?.parts ?? []).map((part): [string, CatalogPart] => [part.id, part]));
  const [reference] = carriers;
  return stacked.flatMap(({ layout, offsetMm }, index) => {
    const origin: PaperPoint = [x, y + offsetMm];
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
function bandMarks(plan: Plan, { bands }: TreeLayout, [ox, oy]: PaperPoint, right: number): Mark[] {
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
function fedCarriers(plan: Plan, tree: FeederNode, feeds: ReadonlyMap<string, AntennaFeed>): Carrier[] {
  const fed = new Set<string>();
  const visit = (node: FeederNode): void => {
    for (const { carrier } of feeds.get(node.id)?.carriers ?? []) fed.add(carrier);
    for (const branch of node.branches) visit(branch.node);
  };
  visit(tree);
  return plan.carriers.filter(({ id }) => fed.has(id));
}
