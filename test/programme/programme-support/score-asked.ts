import type { Community } from '@diku/engine/programme';
import { importStatusTable } from '../../../packages/engine/src/programme/index.ts';
import type { AskedColumn } from './asked-columns.ts';
import { csvText } from './write-table.ts';

export interface AskedScore {
  right: number;
  /** Not known, and said to be a question, where it could have been told. */
  askedNeedlessly: number;
  /** Not known, without a question. */
  unsaid: number;
  /** Anything else that is no honest reading. */
  wrong: string[];
  lines: string[];
}

const fields: Record<AskedColumn['field'], (community: Community) => unknown> = {
  covered: ({ covered }) => covered.telecom,
  owners: ({ owners }) => owners,
  property: ({ property }) => property,
  complaints: ({ complaints }) => complaints,
  ground: ({ groundRsrpDbm }) => groundRsrpDbm.telecom,
};

/** Reads a table for every column, with a row for every cell of it. */
export async function scoreAsked(columns: readonly AskedColumn[]): Promise<AskedScore> {
  const score: AskedScore = { right: 0, askedNeedlessly: 0, unsaid: 0, wrong: [], lines: [] };
  for (const { header, field, cells } of columns) {
    const rows = cells.map(([cell], index) => ['静安区', `第${index + 1}苑`, 100 + index, String(cell)]);
    const text = csvText([['行政区', '小区名称', '户数', header], ...rows]);
    const { communities, issues } = await importStatusTable(new TextEncoder().encode(text));
    cells.forEach(([cell, ...honest], index) => {
      const value = fields[field](communities[index]);
      const isAsked = issues.some(
        (issue) =>
          issue.question === true && issue.column === header && [0, index + 1].includes(issue.record),
      );
      const line = `${header} ${cell}: ${value}${isAsked ? ' asked' : ''}, honest ${honest.join(' or ')}`;
      if (value === null && isAsked && honest.includes('ask')) score.right += 1;
      else if (honest.includes(value as never)) score.right += 1;
      else if (value !== null) score.wrong.push(line);
      else if (isAsked) score.askedNeedlessly += 1;
      else score.unsaid += 1;
      score.lines.push(line);
    });
  }
  return score;
}
