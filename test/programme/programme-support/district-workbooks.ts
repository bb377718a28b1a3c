import { type Community, districtNames } from '@diku/engine/programme';
import fc from 'fast-check';
import { createRandom } from '../../../packages/engine/src/core/index.ts';
import { community } from './communities.ts';
import { otherForms } from './other-forms.ts';
import { csvText, letters, type Rows, xlsxBytes } from './write-table.ts';

/** A file as a district office sends it. */
export interface DistrictFile {
  name: string;
  bytes: Uint8Array;
}

/** Question that two of the districts leave open, in the place of the owners' consent. */
export const openColumn = '业主是否反对';

/** Communities of a district; amounts differ, so that no two have the same points. */
function communitiesOf(district: Community['district'], count: number, seed: number): Community[] {
  const random = createRandom(seed);
  const upTo = (limit: number) => Math.floor(random() * limit);
  const flag = () => random() < 0.15;
  return Array.from({ length: count }, (_, index) =>
    community(index + 1, {
      district,
      street: `样例街道${1 + (index % 4)}`,
      name: `${district?.slice(0, 2)}样例${index + 1}号苑`,
      address: `样例${seed}路${index + 1}弄`,
      ...{
        complaints: upTo(40),
        households: 200 + upTo(3000),
        chargers: upTo(90),
        builtYear: 1998 + upTo(20),
      },
      covered: { telecom: flag(), mobile: flag(), unicom: flag() },
      owners: (['agree', 'agree', 'agree', 'pending', 'disagree'] as const)[upTo(5)],
      property: (['yes', 'partial', 'no'] as const)[upTo(3)],
    }),
  );
}

/** The owners' column as a question that nobody can answer from the header alone. */
function withOpenColumn(rows: Rows): Rows {
  const heads = ['业主意愿', '业委会意见', '业主是否同意'];
  return rows.map((row) =>
    row.map((cell) => (heads.includes(String(cell)) ? openColumn : (objection[String(cell)] ?? cell))),
  );
}

const objection: Readonly<Record<string, string>> = { 同意: '否', 不同意: '是' };

/** A workbook of each district, each in a form of its own: order and names of columns, header rows, titles, CSV and `.xlsx`. */
export function districtWorkbooks(perDistrict: number, seed: number): DistrictFile[] {
  return districtNames.map((district, index) => {
    const all = communitiesOf(district, perDistrict, seed + index);
    const [form] = fc.sample(otherForms(all, letters), { seed: seed + index, numRuns: 1 });
    const rows = index < 2 ? withOpenColumn(form.rows) : form.rows;
    if (index % 5 === 4) return { name: `${district}.csv`, bytes: Buffer.from(`\uFEFF${csvText(rows)}`) };
    return {
      name: `${district}现状表.xlsx`,
      bytes: xlsxBytes(rows, { merges: form.merges, name: '现状表' }),
    };
  });
}
