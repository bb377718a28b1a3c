import { columnLetters, type Language } from '../../../core/index.ts';
import {
  type CableSection,
  cableSections,
  opticalLinks,
  poiInputs,
  sourceRooms,
} from '../../../design/index.ts';
import {
  type Carrier,
  type CatalogPart,
  isShifted,
  type NetworkCable,
  type Plan,
  radiatesAlongPath,
  requirePlan,
} from '../../../plan/index.ts';
import type { AntennaFeed, CarrierPowers, NetworkEvaluation } from '../../../radio/index.ts';
import { formatFixed, formatQuantity } from '../../encoders/format-numbers.ts';
import { type Mark, partOf, pathMark, type SheetPoint, textMark } from '../../encoders/sheet.ts';
import { wrapText } from '../../encoders/text-width.ts';
import { levelLabel } from '../../wording/carrier-label.ts';
import { type DocumentTexts, textsIn } from '../../wording/document-text.ts';
import { portName } from '../../wording/part-name.ts';
import { partSymbol, radioUnitMarks } from '../device-symbols.ts';
import { antennaLegend } from '../floor-plan/floor-annotations.ts';
import {
  type Box,
  drawingNumber,
  frameBoxes,
  type SheetDraft,
  type SheetSize,
  sheetSizes,
} from '../frame-sheet.ts';
import { type LegendItem, legendMarks, legendStroke, legendWidthMm } from '../legend-marks.ts';
import { cableEndId, unitPartId } from '../part-names.ts';
import {
  basebandOperators,
  cableEnds,
  carrierLines,
  operatorNames,
  pathNotes,
  shownValue,
  unitNumbers,
  unitOutput,
} from '../unit-texts.ts';
import { type CarrierGroup, carrierGroups, groupPowers, groupSpreadDb } from './carrier-groups.ts';
import { type DiagramRedlines, diagramRedlines } from './diagram-redlines.ts';
import { depthOf, type FeederBranch, type FeederNode, feederTrees, leafCount } from './feeder-tree.ts';
import { levelSections } from './level-sections.ts';
import { type BoxWords, boxLeftMm, diagramFibrePen, sourceBoxSize, supplySymbol } from './source-box.ts';
import { layoutTree, rowHeightMm, type TreeLayout } from './tree-layout.ts';
import { dataStyle, feederStyle, flag, treeMarks } from './tree-marks.ts';

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

/** The system diagram, a sheet or more per source. Empty for a plan without a network. */
export function diagramDrafts(
  plan: Plan,
  network: NetworkEvaluation | undefined,
  options: DiagramOptions,
): SheetDraft[] {
  const { lang, size } = options;
  const texts = textsIn(lang);
  const feeds = new Map((network?.antennas ?? []).map((feed) => [feed.antenna, feed]));
  const redlines = diagramRedlines(plan, lang);
  return feederTrees(plan).flatMap((tree) => {
    const groups = carrierGroups(receivedCarriers(plan, tree, feeds), lang);
    const words = boxWords(plan, redlines, lang);
    const layout = (part: FeederNode): TreeLayout => {
      const sizes = { ...rootSize(part, words, groups.length), powerLines: groups.length };
      const { rootHeightMm } = sizes;
      const placed = layoutTree(part, { ...sizes, lang, redlines });
      return { ...placed, heightMm: Math.max(placed.heightMm, rootHeightMm) };
    };
    const sections = levelSections(tree, plan.levels);
    const cut = size
      ? sections.flatMap((section) => fittingNodes(section, size, layout, rowHeightMm(groups.length)))
      : sections;
    const placed = cut.map(layout);
    const paper = size ?? sizeFor(placed);
    const sheets = stackNodes(cut, placed, size ? roomFor(size).heightMm : Number.POSITIVE_INFINITY);
    const locations = nameCuts(sheets);
    const title = texts('construction.diagramTitle', { source: tree.id });
    const annotated = (stacked: readonly StackedNode[], marks: Mark[]) => {
      const nodes = stacked.flatMap(({ node }) => nodesOf(node));
      const drawn: DrawnTrees = {
        marks,
        powers: drawnPowers(nodes, network),
        antennas: new Set(nodes.map(({ id }) => id)),
        hasSupply: nodes.some(({ kind, id }) => kind === 'source' && words.breakersOf(id) !== ''),
        hasCut: nodes.some(({ kind }) => cutKinds.includes(kind)),
      };
      const box = frameBoxes(paper).legend;
      return [...marks, ...diagramAnnotations(plan, { box, texts, groups, drawn })];
    };
    return sheets.map(
      (stacked, index): SheetDraft => ({
        id: sheets.length === 1 ? tree.id : `${tree.id}-${index + 1}`,
        drawing: { set: tree.id, index: index + 1, count: sheets.length },
        title:
          sheets.length === 1
            ? title
            : texts('construction.continued', { title, part: index + 1, parts: sheets.length }),
        scale: texts('construction.notToScale'),
        size: paper,
        marks: annotated(
          stacked,
          sheetMarks(plan, stacked, {
            ...{ groups, feeds, network, words, size: paper },
            cutName: (node) => cutName(node, locations, { sheet: index, set: tree.id, texts }),
          }),
        ),
      }),
    );
  });
}

/** A node of a system diagram on a screen. */
export interface DiagramNode {
  /** Id of the source, device or antenna. */
  id: string;
  /** The node that feeds it, where that is drawn in the same piece. */
  parent?: string;
  /** Middle of its symbol, of a source the right edge of its box, mm from the upper left corner. */
  at: SheetPoint;
  /** Antennas behind it; they are not drawn where it is folded. */
  antennas: number;
  isFolded: boolean;
  /** Something hangs on it. */
  hasBranches: boolean;
}

/** The system diagram of one source without frame, millimetres: the lowest level at the bottom. */
export interface SystemDiagram {
  source: string;
  widthMm: number;
  heightMm: number;
  marks: Mark[];
  nodes: DiagramNode[];
  /** Names of the carriers whose powers stand over each other at the ends of lines, the uppermost first. */
  groups: string[];
}

/** Systems of a plan's network as sheets draw them, on one sheet each that is as large as it needs. */
export function systemDiagrams(
  plan: Plan,
  network: NetworkEvaluation | undefined,
  { lang, folded = new Set() }: { lang: Language; folded?: ReadonlySet<string> },
): SystemDiagram[] {
  requirePlan(plan);
  const feeds = new Map((network?.antennas ?? []).map((feed) => [feed.antenna, feed]));
  const redlines = diagramRedlines(plan, lang);
  return feederTrees(plan).map((tree) => {
    const groups = carrierGroups(receivedCarriers(plan, tree, feeds), lang);
    const words = boxWords(plan, redlines, lang);
    const sections = levelSections(foldedTree(tree, folded), plan.levels);
    const placed = sections.map((part) => {
      const sizes = { ...rootSize(part, words, groups.length), powerLines: groups.length };
      const layout = layoutTree(part, { ...sizes, lang, redlines });
      return { ...layout, heightMm: Math.max(layout.heightMm, sizes.rootHeightMm) };
    });
    const [stacked] = stackNodes(sections, placed, Number.POSITIVE_INFINITY);
    const locations = nameCuts([stacked]);
    const texts = textsIn(lang);
    const widthMm = Math.max(...placed.map((each) => each.widthMm)) + 2 * marginMm + levelNameMm;
    const options: MarksOptions = {
      ...{ groups, feeds, network, words },
      cutName: (node) => cutName(node, locations, { sheet: 0, set: tree.id, texts }),
    };
    const box = { x: marginMm, y: marginMm, right: widthMm - marginMm };
    const antennas = antennaCounts(tree);
    return {
      source: tree.id,
      widthMm,
      heightMm: placed.reduce((sum, each) => sum + each.heightMm, 2 * marginMm),
      groups: groups.map(({ name }) => name),
      marks: stackedMarks(plan, stacked, box, options),
      nodes: stacked.flatMap(({ layout, offsetMm }) =>
        diagramNodes(layout.root, [marginMm, marginMm + offsetMm], { antennas, folded }),
      ),
    };
  });
}

/** The tree without what hangs on folded nodes. */
function foldedTree(node: FeederNode, folded: ReadonlySet<string>): FeederNode {
  if (folded.has(node.id)) return { ...node, branches: [] };
  const branches = node.branches.map((branch) => ({ ...branch, node: foldedTree(branch.node, folded) }));
  return { ...node, branches };
}

/** Antennas behind each node of a tree. */
function antennaCounts(tree: FeederNode): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (node: FeederNode): number => {
    const first = node.kind === 'antenna' ? 1 : 0;
    const all = node.branches.reduce((sum, each) => sum + count(each.node), first);
    counts.set(node.id, all);
    return all;
  };
  count(tree);
  return counts;
}

const namedKinds: readonly FeederNode['kind'][] = ['source', 'device', 'antenna'];

function diagramNodes(
  { node, x, y, branches }: TreeLayout['root'],
  [left, top]: SheetPoint,
  { antennas, folded }: { antennas: ReadonlyMap<string, number>; folded: ReadonlySet<string> },
  parent?: string,
): DiagramNode[] {
  const isFolded = folded.has(node.id);
  const known: DiagramNode = {
    ...{ id: node.id, at: [left + x, top + y], antennas: antennas.get(node.id) ?? 0, isFolded },
    ...(parent === undefined ? {} : { parent }),
    hasBranches: isFolded || branches.length > 0,
  };
  const below = branches.flatMap((branch) =>
    diagramNodes(branch.node, [left, top], { antennas, folded }, node.id),
  );
  return namedKinds.includes(node.kind) ? [known, ...below] : below;
}

export interface DiagramOptions {
  lang: Language;
  /** Sheets of this size, trees cut where they do not fit; without it each tree is one sheet as large as it needs. */
  size?: SheetSize;
}

const marginMm = 5;
const deepestOnSheet = 24;
/** Room for the names of levels at the right, mm. */
const levelNameMm = 32;

/** Words on optical cables and jumpers: from baseband unit to radio unit, and on to the POI. */
function opticalWords(plan: Plan, texts: DocumentTexts) {
  const endsOf = cableEnds(plan, texts.language);
  const links = new Map(opticalLinks(plan).map((link) => [link.cable, link]));
  const jumpers = new Map<string, string[]>();
  for (const [index, { unit, path, input }] of poiInputs(plan).entries()) {
    const jumper = texts('construction.jumperPorts', {
      ...{ from: portName(unitOutput(path), texts.language), jumper: `J${index + 1}` },
      to: `POI${path > 1 ? `-p${path}` : ''} ${texts('tables.port.input', { number: input })}`,
    });
    jumpers.set(unit, [...(jumpers.get(unit) ?? []), jumper]);
  }
  return {
    fibreText: (fibre: NetworkCable) => {
      const { to, toPort, cores = 0 } = endsOf(fibre);
      const name = `${fibre.id} ${texts('construction.kinds.fibre')}`;
      return `${texts('tables.cores', { cable: name, cores })} ${formatQuantity(fibre.lengthM, 'm')} → ${to} ${toPort}`;
    },
    fibrePorts: (fibre: NetworkCable) => endsOf(fibre).fromPort,
    fibreEnds: (fibre: NetworkCable) => links.get(fibre.id)?.ends ?? [],
    jumperText: (unit: string) => {
      const list = jumpers.get(unit) ?? [];
      return list.length > 0 ? ` · ${list.join(texts('construction.listSeparator'))}` : '';
    },
  };
}

/** Room for the label of the sheet that a tree comes from, mm. */
const fromSheetMm = 52;

/** Room at the root of a tree, mm: of a source its box, which hangs down from the first row. */
function rootSize(
  part: FeederNode,
  words: BoxWords,
  powerLines: number,
): { rootWidthMm: number; rootHeightMm: number } {
  if (part.kind !== 'source') return { rootWidthMm: fromSheetMm, rootHeightMm: 0 };
  const { widthMm, heightMm } = sourceBoxSize(part, words);
  return { rootWidthMm: widthMm + boxLeftMm, rootHeightMm: heightMm + rowHeightMm(powerLines) - 9 };
}

/** Words of the boxes of sources. */
function boxWords(plan: Plan, redlines: DiagramRedlines | undefined, lang: Language): BoxWords {
  const texts = textsIn(lang);
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  return {
    ...{ texts, lang, redlines },
    unitPart: (part) => parts.get(part),
    unitNumber: unitNumbers(plan),
    breakersOf: breakersBySource(plan, texts),
    carrierLines: (unit, combiner) => carrierLines(plan, unit, lang, combiner),
    ...opticalWords(plan, texts),
    basebandText: (id) => operatorNames(basebandOperators(plan, id), lang),
    combinerLoss: (part) =>
      part.kind === 'poi' ? ` · ${texts('construction.combinerLoss')} ${shownValue(part, plan, lang)}` : '',
  };
}

/** Breakers of the units of each source, from its room: the same for all of them once. */
function breakersBySource(plan: Plan, texts: DocumentTexts): (source: string) => string {
  const breakers = new Map(
    sourceRooms(plan).flatMap(({ units }) =>
      units.flatMap(({ id, breakerA }): [string, number][] =>
        breakerA === undefined ? [] : [[id, breakerA]],
      ),
    ),
  );
  const sources = new Map((plan.network?.sources ?? []).map((source) => [source.id, source]));
  return (id) =>
    [id, ...(sources.get(id)?.units ?? []).map((unit) => unit.id)]
      .flatMap((each) => (breakers.has(each) ? [`${each} C${breakers.get(each)}`] : []))
      .join(texts('construction.listSeparator'));
}

/** Room for trees on a sheet, mm. */
function roomFor(size: SheetSize): { widthMm: number; heightMm: number } {
  const { drawing } = frameBoxes(size);
  return { widthMm: drawing.widthMm - 2 * marginMm - levelNameMm, heightMm: drawing.heightMm - 2 * marginMm };
}

/** Pieces as deep as the sheet is wide. */
function fittingNodes(
  tree: FeederNode,
  size: SheetSize,
  layout: (part: FeederNode) => TreeLayout,
  rowMm: number,
): FeederNode[] {
  const room = roomFor(size);
  const max = Math.max(2, Math.floor(room.heightMm / rowMm));
  let parts = [tree];
  for (let rows = max; rows >= Math.max(2, max / 2); rows -= 1) {
    for (let depth = deepestOnSheet; depth >= 3; depth--) {
      parts = splitTree(tree, { rows, depth });
      const placed = parts.map(layout);
      if (placed.some(({ heightMm }) => heightMm > room.heightMm)) break;
      if (placed.every(({ widthMm }) => widthMm <= room.widthMm)) return parts;
    }
  }
  return parts;
}

/** The smallest usual size that takes trees one under the other, or one made for them. */
function sizeFor(placed: readonly TreeLayout[]): SheetSize {
  const widthMm = Math.max(...placed.map((each) => each.widthMm)) + 2 * marginMm + levelNameMm;
  const heightMm = placed.reduce((sum, each) => sum + each.heightMm, 2 * marginMm);
  const usual = Object.values(sheetSizes).find((size) => {
    const { drawing } = frameBoxes(size);
    return widthMm <= drawing.widthMm && heightMm <= drawing.heightMm;
  });
  return usual ?? [Math.max(420, widthMm + 40), Math.max(297, heightMm + 60)];
}

interface MarksOptions {
  groups: readonly CarrierGroup[];
  feeds: ReadonlyMap<string, AntennaFeed>;
  network: NetworkEvaluation | undefined;
  words: BoxWords;
  cutName(node: FeederNode): string;
}

function sheetMarks(
  plan: Plan,
  stacked: readonly StackedNode[],
  { size, ...options }: MarksOptions & { size: SheetSize },
): Mark[] {
  const { drawing } = frameBoxes(size);
  const right = drawing.x + drawing.widthMm - marginMm;
  return stackedMarks(plan, stacked, { x: drawing.x + marginMm, y: drawing.y + marginMm, right }, options);
}

/** Trees one under the other, from an upper left corner to a right edge, mm. */
function stackedMarks(
  plan: Plan,
  stacked: readonly StackedNode[],
  box: { x: number; y: number; right: number },
  { groups, feeds, network, words, cutName }: MarksOptions,
): Mark[] {
  const cables = new Map((network?.cables ?? []).map((each) => [each.cable, each]));
  const parts = new Map((plan.network?.parts ?? []).map((part): [string, CatalogPart] => [part.id, part]));
  const powersOf = ({ cable, node }: FeederBranch) => {
    const known = cables.get(cable?.id ?? '');
    // There is no radio power on a data cable.
    if (parts.get(cable?.part ?? '')?.kind === 'data-cable') return { from: [], to: [] };
    if (known) return { from: groupPowers(groups, known.fromDbm), to: groupPowers(groups, known.toDbm) };
    const fed = feeds.get(node.id)?.carriers.map(({ carrier, powerDbm }) => [carrier, powerDbm] as const);
    return { from: [], to: fed ? groupPowers(groups, Object.fromEntries(fed)) : [] };
  };
  const antennaNote = antennaNotes(plan, network, words.texts);
  return stacked.flatMap(({ layout, offsetMm }) => {
    const origin: SheetPoint = [box.x, box.y + offsetMm];
    return [
      ...bandMarks(plan, layout, origin, box.right),
      ...treeMarks(layout.root, origin, { ...words, cutName, powersOf, antennaNote }),
    ];
  });
}

/** The line under an antenna's name: of a small cell what it sends of a carrier on each path, of a section of radiating cable its length and the weakest far end of its carriers. */
function antennaNotes(
  plan: Plan,
  network: NetworkEvaluation | undefined,
  texts: DocumentTexts,
): (antenna: string) => string | undefined {
  const sections = network ? cableSections(plan, network) : [];
  const worst = new Map<string, CableSection>();
  const marginDb = ({ endDbm, thresholdDbm }: CableSection) => endDbm - thresholdDbm;
  for (const section of sections) {
    const known = worst.get(section.antenna);
    if (!known || marginDb(section) < marginDb(known)) worst.set(section.antenna, section);
  }
  const feeds = new Map((network?.antennas ?? []).map((feed) => [feed.antenna, feed]));
  const cells = new Set(plan.antennas.filter(({ feed }) => feed === 'small-cell').map(({ id }) => id));
  return (antenna) => {
    const section = worst.get(antenna);
    const powers = (feeds.get(antenna)?.carriers ?? []).map(({ powerDbm }) => powerDbm);
    if (cells.has(antenna) && powers.length > 0) {
      const ends = [Math.min(...powers), Math.max(...powers)].map((powerDbm) => formatFixed(powerDbm, 1));
      return texts('construction.smallCellPower', { power: [...new Set(ends)].join('–') });
    }
    if (!section) return undefined;
    return texts('construction.sectionEnd', {
      length: formatFixed(section.lengthM, 1),
      end: formatFixed(section.endDbm, 1),
      threshold: formatFixed(section.thresholdDbm, 0),
    });
  };
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
      textMark('LEVEL', name, [right, oy + nameY], { sizeMm: 3, colour, bold: true, anchor: 'end' }),
    ];
  });
}

/** Carriers that reach an antenna of a tree, in the plan's order. */
function receivedCarriers(plan: Plan, tree: FeederNode, feeds: ReadonlyMap<string, AntennaFeed>): Carrier[] {
  const arriving = new Set<string>();
  const visit = (node: FeederNode): void => {
    for (const { carrier } of feeds.get(node.id)?.carriers ?? []) arriving.add(carrier);
    const behind = [...feeds.values()].filter(
      ({ path }) => node.kind === 'joined-source' && path.includes(node.id),
    );
    for (const { carrier } of behind.flatMap(({ carriers }) => carriers)) arriving.add(carrier);
    for (const branch of node.branches) visit(branch.node);
  };
  visit(tree);
  return plan.carriers.filter(({ id }) => arriving.has(id));
}

function nodesOf(node: FeederNode): FeederNode[] {
  return [node, ...node.branches.flatMap((branch) => nodesOf(branch.node))];
}

/** Powers at both ends of the cables below nodes. */
function drawnPowers(nodes: readonly FeederNode[], network: NetworkEvaluation | undefined): CarrierPowers[] {
  const shown = new Set(nodes.flatMap(({ branches }) => branches.map(({ cable }) => cable?.id)));
  return (network?.cables ?? []).flatMap(({ cable, fromDbm, toDbm }) =>
    shown.has(cable) ? [fromDbm, toDbm] : [],
  );
}

/** Kinds of what stands on a sheet, from the parts that its marks are of. */
function drawnKinds(plan: Plan, marks: readonly Mark[]): ReadonlySet<CatalogPart['kind']> {
  const { sources = [], devices = [], basebands = [], cables = [], parts = [] } = plan.network ?? {};
  const kindOf = new Map(parts.map(({ id, kind }) => [id, kind]));
  const kinds = new Map<string, CatalogPart['kind'] | undefined>([
    ...[...devices, ...basebands, ...cables].map(({ id, part }) => [id, kindOf.get(part)] as const),
    ...sources.map(({ id, part }) => [id, kindOf.get(part ?? '') ?? 'radio-unit'] as const),
    ...sources.flatMap((source) =>
      source.units.map((unit) => [unitPartId(source, unit), kindOf.get(unit.part)] as const),
    ),
    ...plan.antennas.filter(radiatesAlongPath).map((each) => [cableEndId(each), 'load'] as const),
  ]);
  return new Set(marks.flatMap((mark) => kinds.get(partOf(mark)?.id ?? '') ?? []));
}

const lineKinds: Partial<Record<CatalogPart['kind'], LegendItem['draw']>> = {
  cable: legendStroke(feederStyle.pen),
  'data-cable': legendStroke(dataStyle.pen),
  fibre: legendStroke(diagramFibrePen),
};
const cutKinds: readonly FeederNode['kind'][] = ['to-sheet', 'from-sheet', 'joined-source'];
/** Units are dots in the box of their source. */
const dotKinds: readonly CatalogPart['kind'][] = ['radio-unit', 'repeater', 'small-cell'];

/** Trees as they are drawn on a sheet: its marks, and whether there is a supply or the flag of a cut, which are of no part. */
interface DrawnTrees {
  /** Powers at both ends of all lines. */
  powers: readonly CarrierPowers[];
  marks: Mark[];
  /** Ids of nodes, antennas on further paths among them, whose marks are of no part. */
  antennas: ReadonlySet<string>;
  hasSupply: boolean;
  hasCut: boolean;
}

/** Legend of what stands on a sheet. */
function diagramLegend(
  plan: Plan,
  { marks, antennas, hasSupply, hasCut }: DrawnTrees,
  texts: DocumentTexts,
): LegendItem[] {
  const drawn = new Set(marks.flatMap((mark) => partOf(mark)?.id ?? []));
  const kinds = drawnKinds(plan, marks);
  const hasUnits = (plan.network?.sources ?? []).some((source) =>
    source.units.some((unit) => drawn.has(unitPartId(source, unit))),
  );
  const symbols = [...kinds].filter((kind) => !lineKinds[kind] && !dotKinds.includes(kind)).sort();
  const isBox = (plan.network?.sources ?? []).some(({ id, part }) => part === undefined && drawn.has(id));
  return [
    ...antennaLegend(
      plan.antennas.filter(({ id }) => drawn.has(id) || antennas.has(id)),
      texts,
    ),
    ...(isBox
      ? [{ label: texts('construction.source'), draw: (at: SheetPoint) => partSymbol('radio-unit', at) }]
      : []),
    ...symbols.map((kind) => ({
      label: texts(`construction.kinds.${kind}`),
      draw: (at: SheetPoint) => partSymbol(kind, at),
    })),
    ...(hasUnits
      ? [
          {
            label: texts(hasCellsAlone(plan) ? 'construction.boxCell' : 'construction.boxUnit'),
            draw: radioUnitMarks,
          },
        ]
      : []),
    ...[...kinds].sort().flatMap((kind) => {
      const draw = lineKinds[kind];
      return draw ? [{ label: texts(`construction.lineKinds.${lineName(kind)}`), draw }] : [];
    }),
    ...(hasSupply ? [{ label: texts('construction.supply'), draw: supplySymbol }] : []),
    ...(hasCut ? [{ label: texts('construction.cut'), draw: flag }] : []),
  ];
}

function lineName(kind: CatalogPart['kind']): 'cable' | 'data-cable' | 'fibre' {
  return kind === 'data-cable' || kind === 'fibre' ? kind : 'cable';
}

function hasCellsAlone({ antennas }: Plan): boolean {
  return antennas.every(({ feed }) => feed === 'small-cell');
}

/** A group of carriers, with how much others of it have more than the lowest, which is drawn. */
function groupText(group: CarrierGroup, powers: readonly CarrierPowers[], texts: DocumentTexts): string {
  const { name } = group;
  const spreadDb = groupSpreadDb(group, powers);
  return spreadDb < 0.05
    ? name
    : texts('construction.diagramSpread', { name, spread: formatFixed(spreadDb, 1) });
}

/** Sizes of notes, the first in which all of them are inside the frame is taken, mm. */
const noteSizesMm = [2.5, 2.3, 2.1, 1.9, 1.8];

/** Legend of what is drawn, and how to read the diagram. */
function diagramAnnotations(
  plan: Plan,
  options: { box: Box; texts: DocumentTexts; groups: readonly CarrierGroup[]; drawn: DrawnTrees },
): Mark[] {
  const { box, texts, groups, drawn } = options;
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const items = diagramLegend(plan, drawn, texts);
  const legendMm = legendWidthMm(items, { ...box, widthMm: 0.5 * box.widthMm });
  const names = groups
    .map((group) => groupText(group, drawn.powers, texts))
    .join(texts('construction.groupSeparator'));
  const hasFeeders = (plan.network?.cables ?? []).some(({ part }) => parts.get(part)?.kind === 'cable');
  const list = hasFeeders ? 'construction.diagramNotes' : 'construction.diagramUnitNotes';
  const usual = texts.list(list, { groups: names || '–' });
  const shifted = plan.antennas.some(isShifted)
    ? [texts('construction.diagramShiftNote', { number: usual.length + 1 })]
    : [];
  const more = pathNotes(plan, texts).map((note) => `${usual.length + shifted.length + 1}. ${note}`);
  const linesAt = (mm: number) =>
    [...usual, ...shifted, ...more].flatMap((note) => wrapText(note, mm, box.widthMm - legendMm - 5));
  const firstMm = 4.2;
  const fits = (mm: number) => firstMm + (linesAt(mm).length - 1) * 1.5 * mm <= box.heightMm - 1;
  const sizeMm = noteSizesMm.find(fits) ?? noteSizesMm[noteSizesMm.length - 1];
  const notes = linesAt(sizeMm);
  return [
    ...legendMarks(items, { ...box, widthMm: legendMm }, texts('construction.legend')),
    ...notes.map((line, index) =>
      textMark('FRAME', line, [box.x + legendMm + 2, box.y + firstMm + index * 1.5 * sizeMm], { sizeMm }),
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
      const { port, cable, cablePart } = heaviest;
      const cut = `${parent.id} ${port}`;
      heaviest.node = { id: node.id, kind: 'to-sheet', level: node.level, cut, branches: [] };
      const branch = { port, cable, cablePart, node };
      return { id: parent.id, kind: 'from-sheet', level: node.level, cut, branches: [branch] };
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
  let usedMm = 0;
  parts.forEach((part, index) => {
    const layout = layouts[index];
    if (sheets.length === 0 || usedMm + layout.heightMm > roomMm) {
      sheets.push([]);
      usedMm = 0;
    }
    sheets[sheets.length - 1].push({ node: part, layout, offsetMm: usedMm });
    usedMm += layout.heightMm;
  });
  return sheets;
}

/** Locations of the cuts: A, B, … in the order of the sheets. */
function nameCuts(sheets: readonly (readonly StackedNode[])[]): Map<string, CutLocation> {
  const locations = new Map<string, CutLocation>();
  const beginsOn = new Map<string, number>();
  sheets.forEach((stacked, sheet) => {
    for (const { node: part } of stacked) {
      if (part.kind === 'from-sheet' && part.cut !== undefined) beginsOn.set(part.cut, sheet);
    }
  });
  const visit = (node: FeederNode, sheet: number): void => {
    if (node.kind === 'to-sheet' && node.cut !== undefined) {
      const to = beginsOn.get(node.cut) ?? sheet;
      locations.set(node.cut, { name: columnLetters(locations.size), from: sheet, to });
    }
    for (const branch of node.branches) visit(branch.node, sheet);
  };
  sheets.forEach((stacked, sheet) => {
    for (const { node: part } of stacked) visit(part, sheet);
  });
  return locations;
}

/** Label of a cut: its letter, and sheet and drawing number of the other end where that is another sheet. */
function cutName(
  node: FeederNode,
  locations: ReadonlyMap<string, CutLocation>,
  { sheet, set, texts }: { sheet: number; set: string; texts: DocumentTexts },
): string {
  const isEnd = node.kind === 'to-sheet';
  const location = locations.get(node.cut ?? '');
  if (!location) return '';
  const other = isEnd ? location.to : location.from;
  const { name } = location;
  if (other === sheet) return isEnd ? texts('construction.goesOn', { name }) : name;
  return texts(isEnd ? 'construction.goesOnSheet' : 'construction.comesFromSheet', {
    ...{ name, sheet: other + 1 },
    drawing: drawingNumber([{ id: set, drawing: { set, index: other + 1, count: other + 1 } }], 0),
  });
}
