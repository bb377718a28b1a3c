import type { Community } from '@diku/engine/programme';
import * as fc from 'fast-check';
import type { Rows } from './write-table.ts';

type Operator = 'telecom' | 'mobile' | 'unicom';
type Cell = string | number | undefined;

interface Column {
  /** Names that tables give it. */
  heads: readonly string[];
  /** Returns the cell as it stands in a tidy table. */
  cell(community: Community): Cell;
  /** The operator of a group over the three operators. */
  operator?: Operator;
}

const operatorHeads: Record<Operator, readonly string[]> = {
  telecom: ['电信', '中国电信', 'CTCC'],
  mobile: ['移动', '中国移动', 'CMCC'],
  unicom: ['联通', '中国联通', 'CUCC'],
};
const stances = { agree: '同意', pending: '待定', disagree: '不同意' };
const helps = { yes: '配合', partial: '一般', no: '不配合' };

/** The columns without operators, each with names that it has elsewhere. */
const single: readonly Column[] = [
  { heads: ['行政区', '所属区', '区县', '区', 'District'], cell: ({ district }) => district ?? undefined },
  { heads: ['街道/镇', '所属街镇', '街道（镇）', '街道'], cell: ({ street }) => street ?? undefined },
  { heads: ['小区名称', '住宅小区名称', '小区', '楼盘名称'], cell: ({ name }) => name },
  { heads: ['地址', '小区地址', '详细地址', '坐落'], cell: ({ address }) => address ?? undefined },
  { heads: ['经度', '经度（°）', 'Longitude'], cell: ({ lonDeg }) => lonDeg ?? undefined },
  { heads: ['纬度', '纬度（°）', 'Latitude'], cell: ({ latDeg }) => latDeg ?? undefined },
  {
    heads: ['建成年份', '竣工年份', '建成时间', '交付年份'],
    cell: ({ builtYear }) => builtYear ?? undefined,
  },
  { heads: ['户数', '总户数（户）', '居民户数'], cell: ({ households }) => households ?? undefined },
  { heads: ['地下车库层数', '地库层数', '车库层数（层）'], cell: ({ levels }) => levels ?? undefined },
  {
    heads: ['车库面积㎡', '地下车库面积（平方米）', '地库面积(m2)'],
    cell: ({ garageAreaM2 }) => garageAreaM2 ?? undefined,
  },
  {
    heads: ['地库面积（万㎡）'],
    cell: ({ garageAreaM2 }) => (garageAreaM2 === null ? undefined : garageAreaM2 / 10_000),
  },
  { heads: ['车位数', '地下停车位数', '泊位数（个）'], cell: ({ bays }) => bays ?? undefined },
  { heads: ['充电桩数', '充电桩数量', '充电设施（台）'], cell: ({ chargers }) => chargers ?? undefined },
  { heads: ['出入口闸机数', '道闸数', '出入口数量（个）'], cell: ({ gates }) => gates ?? undefined },
  {
    heads: ['12345投诉量', '投诉件数', '近一年投诉（件）'],
    cell: ({ complaints }) => complaints ?? undefined,
  },
  {
    heads: ['业主意愿', '业委会意见', '业主是否同意'],
    cell: ({ owners }) => (owners ? stances[owners] : undefined),
  },
  {
    heads: ['物业配合', '物业配合情况', '物业意见'],
    cell: ({ property }) => (property ? helps[property] : undefined),
  },
  { heads: ['备注', '说明'], cell: ({ note }) => note ?? undefined },
];

const groups: readonly { heads: readonly string[]; cell(community: Community, operator: Operator): Cell }[] =
  [
    {
      heads: ['是否已专项覆盖', '是否覆盖', '专项覆盖情况'],
      cell: ({ covered }, operator) => ({ true: '是', false: '否', null: undefined })[`${covered[operator]}`],
    },
    {
      heads: ['车库RSRP(dBm)', '地下车库电平', '地库信号强度（dBm）'],
      cell: ({ garageRsrpDbm }, operator) => levelCell(garageRsrpDbm[operator]),
    },
    {
      heads: ['地面RSRP(dBm)', '室外电平', '小区地面信号强度'],
      cell: ({ groundRsrpDbm }, operator) => levelCell(groundRsrpDbm[operator]),
    },
  ];

function levelCell(level: number | 'no-signal' | null): Cell {
  return level === 'no-signal' ? '无信号' : (level ?? undefined);
}

export interface Form {
  rows: Rows;
  /** Cells merged in the header. */
  merges: string[];
  /** Rows above the first community. */
  headRows: number;
}

type Layout = 'one-row' | 'by-quantity' | 'by-operator';

/** A table of the same communities in another form: order and names of columns, one or two header rows, titles, numbering, personal columns. */
export function otherForms(
  communities: readonly Community[],
  letters: (index: number) => string,
): fc.Arbitrary<Form> {
  return fc
    .record({
      layout: fc.constantFrom<Layout>('one-row', 'by-quantity', 'by-operator'),
      heads: fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }),
      titles: fc.constantFrom<string[]>(
        [],
        ['住宅小区地下车库信号覆盖现状表'],
        ['现状表', '填报单位：样例    填报日期：2023年2月'],
      ),
      order: fc.array(fc.nat(1_000_000), { minLength: 40, maxLength: 40 }),
      inWan: fc.boolean(),
      numbered: fc.boolean(),
      persons: fc.boolean(),
    })
    .map(({ layout, heads, titles, order, inWan, numbered, persons }) => {
      let [picked, placed] = [0, 0];
      const pick = (list: readonly string[]) => list[heads[picked++ % heads.length] % list.length];
      const shuffle = <Item>(items: readonly Item[]) =>
        items
          .map((item) => [order[placed++ % order.length], item] as const)
          .sort(([a], [b]) => a - b)
          .map(([, item]) => item);
      const operators = shuffle(['telecom', 'mobile', 'unicom'] as const);
      const named = { telecom: '', mobile: '', unicom: '' };
      for (const operator of operators) named[operator] = pick(operatorHeads[operator]);
      const groupHeads = groups.map((group) => pick(group.heads));
      const area = (column: Column) =>
        column.heads[0].startsWith('车库面积') || column.heads[0].startsWith('地库面积（万');
      const plain = single.filter(
        (column) => !area(column) || column.heads[0].startsWith('地库面积（万') === inWan,
      );
      const blocks: { top: string; subs: { head: string; cell(community: Community): Cell }[] }[] = [
        ...plain.map((column) => ({ top: pick(column.heads), subs: [{ head: '', cell: column.cell }] })),
        ...(persons ? [{ top: '联系人及电话', subs: [{ head: '', cell: () => '王某 13912345678' }] }] : []),
        ...(layout === 'by-operator'
          ? operators.map((operator) => ({
              top: named[operator],
              subs: groups.map((group, index) => ({
                head: groupHeads[index],
                cell: (community: Community) => group.cell(community, operator),
              })),
            }))
          : groups.map((group, index) => ({
              top: groupHeads[index],
              subs: operators.map((operator) => ({
                head: named[operator],
                cell: (community: Community) => group.cell(community, operator),
              })),
            }))),
      ];
      const ordered = shuffle(blocks);
      if (numbered) ordered.unshift({ top: '序号', subs: [{ head: '', cell: () => undefined }] });
      const columns = ordered.flatMap(({ top, subs }) =>
        subs.map((sub, index) => ({ top, index, count: subs.length, ...sub })),
      );
      const first = titles.length + 1;
      const isOneRow = layout === 'one-row';
      const headRows: Cell[][] = isOneRow
        ? [columns.map(({ top, head }) => (/[a-z]$/i.test(head) ? `${head} ${top}` : head + top))]
        : [
            columns.map(({ top, index }) => (index === 0 ? top : undefined)),
            columns.map(({ head }) => (head === '' ? undefined : head)),
          ];
      const merges = isOneRow
        ? []
        : columns.flatMap(({ index, count }, at) => {
            if (count === 1) return [`${letters(at)}${first}:${letters(at)}${first + 1}`];
            return index === 0 ? [`${letters(at)}${first}:${letters(at + count - 1)}${first}`] : [];
          });
      const body = communities.map((community, row) =>
        columns.map(({ top, cell }) => (top === '序号' ? row + 1 : cell(community))),
      );
      return {
        rows: [...titles.map((title) => [title]), ...headRows, ...body],
        merges,
        headRows: titles.length + headRows.length,
      };
    });
}
