/** MULTILEADER of the DXF reference: its text and its lines stand in parts that text groups open and close. */
import type { Point } from '../../../core/index.ts';
import type { TextSetting } from '../../drawing/drawing.ts';
import { plainMtext } from './decode-text-codes.ts';
import { type DxfRecord, numberAt } from './dxf-records.ts';
import type { EntityShape } from './entity-shapes.ts';

const opening = /^(CONTEXT_DATA|LEADER|LEADER_LINE)\{$/;
const closing: ReadonlySet<number> = new Set([301, 303, 305]);
const fractions = [0, 0, 0.5, 1] as const;

/** One of its parts with the groups that stand in it and in none of the parts in it. */
interface Part {
  name: string;
  groups: { code: number; index: number }[];
  parts: Part[];
}

export interface Multileader {
  text?: { text: string; position: Point; height: number; setting: TextSetting };
  /** Its lines, each from its tip to the text. */
  shapes: EntityShape[];
}

/** Returns what a MULTILEADER says and where it points. */
export function readMultileader(record: DxfRecord): Multileader {
  const content = partsOf(record).parts.find(({ name }) => name === 'CONTEXT_DATA');
  if (!content) return { shapes: [] };
  const [position] = pointsIn(record, content, 12);
  const shapes = content.parts.flatMap((leader): EntityShape[] => {
    const landing = pointsIn(record, leader, 10).slice(0, 1);
    return leader.parts.map((line) => ({
      ...{ source: 'leader', closed: false, width: 0, inWorld: true },
      points: [...pointsIn(record, line, 10), ...landing, ...(position ? [position] : [])],
    }));
  });
  const number = (code: number, fallback: number) => {
    const group = content.groups.find((each) => each.code === code);
    return group ? numberAt(record, group.index) : fallback;
  };
  const written = content.groups.find(({ code }) => code === 304);
  const text = written ? plainMtext(record.tags.text(written.index)).trim() : '';
  if (text === '' || !position) return { shapes };
  const setting: TextSetting = {
    ...{ angleRad: number(42, 0), row: 'top', widthRatio: 1 },
    acrossRatio: fractions[number(171, 1) as 0 | 1 | 2 | 3] ?? 0,
  };
  return { shapes, text: { text, position, height: number(41, 0), setting } };
}

function partsOf(record: DxfRecord): Part {
  const root: Part = { name: '', groups: [], parts: [] };
  const open = [root];
  const { codes } = record.tags;
  for (let i = record.first + 1; i < record.end; i++) {
    const part = open[open.length - 1];
    const name = codes[i] >= 300 && codes[i] <= 305 ? opening.exec(record.tags.text(i))?.[1] : undefined;
    if (name) {
      const inner: Part = { name, groups: [], parts: [] };
      part.parts.push(inner);
      open.push(inner);
    } else if (closing.has(codes[i])) {
      if (open.length > 1) open.pop();
    } else part.groups.push({ code: codes[i], index: i });
  }
  return root;
}

function pointsIn(record: DxfRecord, { groups }: Part, code: number): Point[] {
  const points: Point[] = [];
  for (const group of groups) {
    if (group.code === code) points.push([numberAt(record, group.index), 0]);
    else if (group.code === code + 10 && points.length > 0)
      points[points.length - 1][1] = numberAt(record, group.index);
  }
  return points;
}
