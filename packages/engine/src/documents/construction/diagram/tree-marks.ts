import { radiatesAlongPath } from '../../../plan/index.ts';
import {
  circleMark,
  greyColour,
  type LabelLine,
  labelMark,
  lineText,
  type Mark,
  ofPart,
  type PartAnchor,
  pathMark,
  pens,
  type SheetPoint,
  textMark,
} from '../../encoders/sheet.ts';
import { textWidthMm } from '../../encoders/text-width.ts';
import { antennaMarks, partSymbol, symbolHalfMm } from '../device-symbols.ts';
import { leftOutMarks, redlineColour, replacedMarks } from '../floor-plan/redline-marks.ts';
import { cableEndId, deviceLabel } from '../part-names.ts';
import type { DiagramRedlines } from './diagram-redlines.ts';
import type { FeederNode } from './feeder-tree.ts';
import { sourceBox, type TreeWords } from './source-box.ts';
import {
  cableSizeMm,
  idSizeMm,
  type PlacedBranch,
  type PlacedNode,
  powerLineMm,
  powerSizeMm,
} from './tree-layout.ts';

export const feederStyle = { pen: { widthMm: 0.35, colour: '#c21807' } };
export const dataStyle = { pen: { widthMm: 0.25, colour: '#1457a8', dashMm: [1.6, 0.8] } };
const powerColour = '#1457a8';
/** A line under the name of an antenna, mm. */
const noteMm = 2.6;
/** Distance behind a splitter or source at which its branches lead down. */
const busMm = 1.5;

/** Nodes with symbols, names and powers, and the cables between them with type and length. */
export function treeMarks(root: PlacedNode, origin: SheetPoint, words: TreeWords): Mark[] {
  const marks: Mark[] = [];
  const visit = (placed: PlacedNode): void => {
    placed.branches.forEach((branch, index) => {
      marks.push(...branchMarks(placed, branch, index, origin, words));
      visit(branch.node);
    });
    marks.push(...nodeMarks(placed, origin, words));
  };
  visit(root);
  // Names and symbols over lines.
  return [
    ...marks.filter(({ layer }) => layer === 'CABLE'),
    ...marks.filter(({ layer }) => layer !== 'CABLE'),
  ];
}

function branchMarks(
  from: PlacedNode,
  { branch, label, node: to }: PlacedBranch,
  index: number,
  [ox, oy]: SheetPoint,
  words: TreeWords,
): Mark[] {
  const isCoupler = from.node.part?.kind === 'coupler';
  const isBox = from.node.kind === 'source' || from.node.kind === 'from-sheet';
  const right = ox + from.x + (isBox ? 0 : symbolHalfMm);
  const y = oy + from.y;
  const end: SheetPoint = [ox + to.x - (to.node.kind === 'open' ? 0 : symbolHalfMm), oy + to.y];
  const down = isCoupler ? ox + from.x : right + busMm;
  const points: SheetPoint[] =
    index === 0
      ? [[right, y], end]
      : [...(isCoupler ? [] : [[right, y] as SheetPoint]), [down, y], [down, end[1]], end];
  const usual = branch.cablePart?.kind === 'data-cable' ? dataStyle : feederStyle;
  const built = branch.cable && words.redlines?.cable(branch.cable);
  const style = built && usual === feederStyle ? { pen: built.pen } : usual;
  const gone = to.node.kind === 'open' ? (words.redlines?.gone(from.node.id, branch.port) ?? '') : '';
  const start = (index === 0 ? right + busMm : down) + 1;
  const powers = words.powersOf(branch);
  const line = pathMark('CABLE', points, branch.cable ? style : { pen: pens.thin });
  const labelAt: SheetPoint = [start, end[1] + 2.9];
  // Where a tree was cut both parts draw the cable: it is counted where it ends.
  const counted = to.node.kind === 'to-sheet' ? undefined : branch.cable;
  const part = counted && { id: counted.id, at: labelAt };
  return [
    part ? { ...line, part } : line,
    ...(label ? cableLabelMarks(part, label, labelAt, built) : []),
    ...(gone === '' ? [] : [...leftOutMarks(end), redText(gone, nameLocation(end), idSizeMm)]),
    ...powerMarks(powers.from, [start, end[1]], 'start'),
    ...powerMarks(powers.to, [end[0] - 0.9, end[1]], 'end'),
  ];
}

/** Labels of cables are dark red; in as-built drawings those of cables as designed are black, and the designed length stands behind another one. */
function cableLabelMarks(
  part: PartAnchor | undefined,
  label: LabelLine,
  at: SheetPoint,
  built: ReturnType<DiagramRedlines['cable']> | undefined,
): Mark[] {
  const colour = built ? built.pen.colour : '#8c1206';
  const { note = '' } = built ?? {};
  const designation = note === '' || typeof label === 'string' ? label : label.slice(0, -1);
  const noteAt: SheetPoint = [at[0] + textWidthMm(lineText(designation), cableSizeMm) + 0.5, at[1]];
  return [
    labelMark(part, 'LABEL', designation, at, { sizeMm: cableSizeMm, colour }),
    ...(note === '' ? [] : [redText(note, noteAt, cableSizeMm)]),
  ];
}

function redText(text: string, at: SheetPoint, sizeMm: number): Mark {
  return textMark('REDLINE', text, at, { sizeMm, colour: redlineColour });
}

function nameLocation([x, y]: SheetPoint): SheetPoint {
  return [x + symbolHalfMm + 1.2, y + 0.36 * idSizeMm];
}

/** Powers over a line, the first group on top. */
function powerMarks(powers: readonly string[], [x, y]: SheetPoint, anchor: 'start' | 'end'): Mark[] {
  return powers.map((text, index) =>
    textMark('POWER', text, [x, y - 0.8 - (powers.length - 1 - index) * powerLineMm], {
      ...{ sizeMm: powerSizeMm, anchor, colour: powerColour },
    }),
  );
}

function nodeMarks({ node, x: nx, y: ny }: PlacedNode, [ox, oy]: SheetPoint, words: TreeWords): Mark[] {
  const at: SheetPoint = [ox + nx, oy + ny];
  const [x, y] = at;
  const part = { id: node.id, at };
  const nameAt = nameLocation(at);
  const labelAt = (text: string) => textMark('LABEL', text, nameAt, { sizeMm: idSizeMm });
  const redline = words.redlines?.node(node.id) ?? '';
  switch (node.kind) {
    case 'source':
      return sourceBox(node, at, words);
    case 'antenna': {
      const note = [words.antennaNote(node.id) ?? '', redline].filter((text) => text !== '').join(' ');
      const isCable = radiatesAlongPath(node.antenna ?? { type: 'ceiling-omni' });
      const endAt: SheetPoint = [x + 1.5 * symbolHalfMm, y];
      const textAt: SheetPoint = isCable ? [nameAt[0] + symbolHalfMm, nameAt[1]] : nameAt;
      const marks = antennaMarks(node.antenna ?? { type: 'ceiling-omni' }, at);
      // It is counted on its first path.
      if (node.path !== undefined) {
        return [...marks, labelAt(words.texts('construction.antennaPath', { id: node.id, path: node.path }))];
      }
      return [
        ...ofPart(part, marks),
        ...(isCable ? ofPart({ id: cableEndId(node), at: endAt }, partSymbol('load', endAt)) : []),
        labelMark(part, 'ANTENNA', [{ text: node.id, tag: 'NUMBER' }], textAt, { sizeMm: idSizeMm }),
        ...(note
          ? [
              textMark(redline === '' ? 'LABEL' : 'REDLINE', note, [textAt[0], textAt[1] + noteMm], {
                sizeMm: cableSizeMm,
                ...(redline === '' ? {} : { colour: redlineColour }),
              }),
            ]
          : []),
        ...(redline === '' ? [] : replacedMarks(at)),
      ];
    }
    case 'open':
      return [circleMark('DEVICE', at, 0.6, { pen: pens.thin, fill: '#ffffff' })];
    case 'joined-source':
      return [...flag(at), labelAt(words.texts('construction.intoSource', { source: node.id }))];
    case 'to-sheet':
      return [...flag(at), labelAt(words.cutName(node))];
    case 'from-sheet': {
      const text = words.cutName(node);
      const widthMm = textWidthMm(text, idSizeMm);
      return [textMark('LABEL', text, [x - widthMm - 1, y + 0.36 * idSizeMm], { sizeMm: idSizeMm })];
    }
    default:
      return deviceMarks(node, at, words);
  }
}

/** Symbol, number and value of a device; in red what of it is not as designed. */
function deviceMarks(node: FeederNode, at: SheetPoint, words: TreeWords): Mark[] {
  const part = { id: node.id, at };
  const redline = words.redlines?.node(node.id) ?? '';
  const end: SheetPoint = [at[0] - 0.8, at[1] + 6];
  const noteMarkMm = redline === '' ? 0 : textWidthMm(` ${redline}`, idSizeMm);
  const style = { sizeMm: idSizeMm, anchor: 'end' } as const;
  return [
    ...ofPart(part, partSymbol(node.part?.kind ?? 'splitter', at)),
    labelMark(
      part,
      'LABEL',
      deviceLabel(node.id, node.part, words.lang),
      [end[0] - noteMarkMm, end[1]],
      style,
    ),
    ...(redline === ''
      ? []
      : [textMark('REDLINE', redline, end, { ...style, colour: redlineColour }), ...replacedMarks(at)]),
  ];
}

/** A pennant: the tree goes on elsewhere. */
export function flag([x, y]: SheetPoint): Mark[] {
  const half = symbolHalfMm;
  const points: SheetPoint[] = [
    [x - half, y - 0.7 * half],
    [x + 0.3 * half, y - 0.7 * half],
    [x + half, y],
    [x + 0.3 * half, y + 0.7 * half],
    [x - half, y + 0.7 * half],
  ];
  return [
    pathMark('DEVICE', points, { closed: true, pen: { widthMm: 0.25, colour: greyColour }, fill: '#ffffff' }),
  ];
}
