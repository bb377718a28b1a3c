import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Community, parseColumnAnswers } from '@diku/engine/programme';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { importStatusTable, statusIssueDocument } from '../../packages/engine/src/programme/index.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';
import { askedColumns } from './programme-support/asked-columns.ts';
import { scoreAsked } from './programme-support/score-asked.ts';
import { csvText, type Rows } from './programme-support/write-table.ts';

const read = (rows: Rows, options?: Parameters<typeof importStatusTable>[1]) =>
  importStatusTable(new TextEncoder().encode(csvText(rows)), options);

/** Returns what the cells of one column are read as. */
async function readColumn<Value>(
  title: string,
  cells: readonly string[],
  take: (community: Community) => Value,
): Promise<Value[]> {
  const rows = cells.map((cell, index) => ['静安区', `第${index + 1}苑`, 500 + index, cell]);
  const { communities } = await read([['行政区', '小区名称', '户数', title], ...rows]);
  return communities.map(take);
}

describe('columns that ask for the lack, or leave open what they ask', () => {
  it('are read as a careful reader reads them, or asked about; none is read as its contrary', async () => {
    const { wrong, unsaid, askedNeedlessly, right, lines } = await scoreAsked(askedColumns);
    expect(wrong).toEqual([]);
    expect(unsaid).toBe(0);
    expect(askedNeedlessly).toBeLessThanOrEqual(2);
    expect(right).toBe(lines.length - askedNeedlessly);
    expect(lines.length).toBeGreaterThan(200);
  });

  it('composed of question, denials and lacks have the sign that they are composed with (seed 21)', async () => {
    const phrase = fc.record({
      question: fc.constantFrom('是否', '是不是', ''),
      denial: fc.constantFrom('未', '没有', '尚未', '暂未', ''),
      property: fc.constantFrom('覆盖', '实现覆盖', '完成室分建设', '开通室分'),
    });
    const lackPhrase = fc.record({
      question: fc.constantFrom('是否', '有无', '有没有', ''),
      denial: fc.constantFrom('不', '无', '没有', ''),
      property: fc.constantFrom('信号盲区', '覆盖盲点', '信号死角', '覆盖空白'),
    });
    const seen = new Set<string>();
    for (const { question, denial, property } of fc.sample(phrase, { seed: 21, numRuns: 60 })) {
      const header = `电信${question}${denial}${property}`;
      if (seen.has(header)) continue;
      seen.add(header);
      const covered = await readColumn(header, ['是', '否'], (each) => each.covered.telecom);
      expect(covered, header).toEqual(denial === '' ? [true, false] : [false, true]);
    }
    for (const { question, denial, property } of fc.sample(lackPhrase, { seed: 21, numRuns: 60 })) {
      const verb = question.startsWith('有') ? '' : denial === '不' || denial === '' ? '存在' : '';
      // 有无无…, 有没有没有… is nothing that anybody writes.
      if (question.startsWith('有') && denial !== '') continue;
      const header = `电信${question}${denial}${verb}${property}`;
      if (seen.has(header)) continue;
      seen.add(header);
      const covered = await readColumn(header, ['是', '否'], (each) => each.covered.telecom);
      expect(covered, header).toEqual(denial === '' ? [false, true] : [true, false]);
    }
    expect(seen.size).toBeGreaterThan(50);
  });

  it('tell once that their yes is a no, and ask with choices and samples where that cannot be told', async () => {
    const { issues, summary } = await read([
      ['行政区', '小区名称', '户数', '电信未覆盖', '移动是否需要覆盖', '业主是否同意'],
      ...Array.from({ length: 8 }, (_, index) => [
        '静安区',
        `第${index}苑`,
        500,
        '是',
        index % 2 ? '是' : '否',
        '是',
      ]),
    ]);
    const ofColumns = issues.filter(({ record }) => record === 0);
    expect(ofColumns).toEqual([
      expect.objectContaining({ column: '电信未覆盖', kind: 'column_opposite' }),
      {
        record: 0,
        column: '移动是否需要覆盖',
        raw: '否 | 是',
        kind: 'column_question',
        read: null,
        question: true,
        choices: [
          { answer: 'plain', zh: '“是”= 已覆盖', en: 'yes = covered' },
          { answer: 'opposite', zh: '“是”= 未覆盖', en: 'yes = not covered' },
          { answer: 'leave-out', zh: '不采用这一列', en: 'leave the column out' },
        ],
        samples: ['否', '是'],
      },
    ]);
    expect(summary.questions.map(statusIssueDocument)).toEqual([ofColumns[1]]);
  });

  it('are turned around by a note above or below the table; one that comes too late is asked about', async () => {
    const rows = (count: number): Rows => [
      ['序号', '小区名称', '户数', '电信地下车库信号覆盖情况'],
      ...Array.from({ length: count }, (_, index) => [index + 1, `第${index}苑`, 500, index % 2 ? '×' : '√']),
    ];
    const note = '备注：1.本表由街道填写；2.“√”表示地下车库无信号，“×”表示地下车库信号正常；';
    const below = await read([...rows(4), [note]]);
    expect(below.communities.map(({ covered }) => covered.telecom)).toEqual([false, true, false, true]);
    const above = await read([['注：√表示未覆盖'], ...rows(2)]);
    expect(above.communities.map(({ covered }) => covered.telecom)).toEqual([false, true]);
    const late = await read([...rows(4100), [note]]);
    expect(late.issues.filter(({ question }) => question)).toEqual([
      expect.objectContaining({ record: 4101, column: '电信地下车库信号覆盖情况', kind: 'column_question' }),
    ]);
  });

  it('of one operator at two levels are asked about, and so is one that speaks of any operator', async () => {
    const levels = await read([
      ['行政区', '小区名称', '户数', '电信B1覆盖', '电信B2覆盖'],
      ['静安区', '甲苑', 500, '是', '否'],
    ]);
    expect(levels.communities[0].covered.telecom).toBeNull();
    expect(levels.issues.filter(({ question }) => question)).toHaveLength(1);
    const all = (each: Community) => Object.values(each.covered);
    expect(await readColumn('是否有专项覆盖', ['是', '否', '电信有', '无'], all)).toEqual([
      [null, null, null],
      [false, false, false],
      [true, false, false],
      [false, false, false],
    ]);
    expect(await readColumn('未覆盖运营商', ['联通', '电信、移动'], all)).toEqual([
      [true, true, false],
      [false, false, true],
    ]);
  });

  it('statements in cells mean what they say, whatever the header asks', async () => {
    const cells = ['已覆盖', '未覆盖', '不存在盲区', '有盲区', '无信号盲区', '没有信号', '不是没有覆盖'];
    for (const header of ['电信是否覆盖', '电信未覆盖']) {
      expect(await readColumn(header, cells, (each) => each.covered.telecom)).toEqual([
        ...[true, false, true, false, true, false, true],
      ]);
    }
    expect(
      await readColumn('业主意见', ['没有异议', '不反对', '有异议', '不同意'], ({ owners }) => owners),
    ).toEqual(['agree', 'agree', 'disagree', 'disagree']);
  });
});

describe('diku programme import --answers', () => {
  const work = createWorkFolder();
  afterAll(() => work.remove());

  it('answers the questions of an earlier reading; an answer to no column is refused', async () => {
    const { folder } = work;
    const table = csvText([
      ['行政区', '小区名称', '户数', '电信是否需要覆盖'],
      ['静安区', '甲苑', 500, '是'],
    ]);
    writeFileSync(join(folder, 'table.csv'), table);
    const asked = await runCli(folder, ['programme', 'import', 'table.csv', '--json']);
    const [question] = JSON.parse(asked.stdout).issues.filter((each: { question?: true }) => each.question);
    expect(question.column).toBe('电信是否需要覆盖');
    const stated = await runCli(folder, ['programme', 'import', 'table.csv', '--lang', 'zh']);
    expect(stated.stdout).toContain('请回答（--answers）：电信是否需要覆盖（是）\n  plain  “是”= 已覆盖');
    for (const [answer, telecom] of [
      ['plain', true],
      ['opposite', false],
      ['leave-out', null],
    ]) {
      writeFileSync(join(folder, 'answers.json'), JSON.stringify({ columns: { [question.column]: answer } }));
      const args = ['programme', 'import', 'table.csv', '--answers', 'answers.json', '--json'];
      const { communities, issues } = JSON.parse((await runCli(folder, args)).stdout);
      expect(communities[0].covered.telecom).toBe(telecom);
      expect(issues.filter((each: { question?: true }) => each.question)).toEqual([]);
    }
    writeFileSync(join(folder, 'answers.json'), JSON.stringify({ columns: { 电信: 'plain' } }));
    const refused = await runCli(folder, ['programme', 'import', 'table.csv', '--answers', 'answers.json']);
    expect(refused.status).toBe(65);
    expect(refused.stderr).toMatch(/answers\.columns: found "电信"; expected one of 行政区/);
    expect(() => parseColumnAnswers({ columns: { a: 'yes' } })).toThrow(/plain/);
  });
});

describe('boxes that a form offers', () => {
  const stance = [
    ['□同意 ☑不同意 □未征询', 'disagree'],
    ['（√）同意 （ ）不同意', 'agree'],
    ['同意□ 不同意☑', 'disagree'],
    ['□同意 □不同意', null],
    ['☑同意 ☑不同意', null],
  ] as const;
  const covers = [
    ['□是 ☑否', false],
    ['☑是 □否', true],
    ['■是  □否', true],
    ['□是√ □否', true],
    ['是□ 否☒', false],
    ['☐有 ☒无', false],
    ['○是 ●否', false],
    ['（ ）已覆盖 （√）未覆盖', false],
    ['□是 □否', null],
    ['☑是 ☑否', null],
  ] as const;

  it('are read by what is ticked, none and two as unknown', async () => {
    const cells = covers.map(([cell]) => cell);
    expect(await readColumn('电信是否覆盖', cells, ({ covered }) => covered.telecom)).toEqual(
      covers.map(([, value]) => value),
    );
    const consents = stance.map(([cell]) => cell);
    expect(await readColumn('业主意见', consents, ({ owners }) => owners)).toEqual(
      stance.map(([, value]) => value),
    );
    // Below a header that asks for the lack the same box says the contrary.
    expect(
      await readColumn('电信是否存在盲区', ['□是 ☑否', '☑是 □否'], ({ covered }) => covered.telecom),
    ).toEqual([true, false]);
    const { issues } = await read([
      ['行政区', '小区名称', '户数', '电信是否覆盖'],
      ['静安区', '松泉庭', 500, '☑是 ☑否'],
    ]);
    expect(issues.map(({ column, raw }) => `${column} ${raw}`)).toContain('电信是否覆盖 ☑是 ☑否');
  });

  it('are of operators where they are named in them', async () => {
    const cells = ['☑电信 □移动 ☑联通', '□电信 ☑移动 □联通'];
    expect(await readColumn('已覆盖运营商', cells, ({ covered }) => covered)).toEqual([
      { telecom: true, mobile: false, unicom: true },
      { telecom: false, mobile: true, unicom: false },
    ]);
  });
});

describe('answers in the order in which a header lists operators', () => {
  it.each([
    ['覆盖情况（电信/移动/联通）', ['telecom', 'mobile', 'unicom']],
    ['移动、联通、电信信号覆盖', ['mobile', 'unicom', 'telecom']],
  ] as const)('%s', async (title, order) => {
    const cells = ['有/无/无', '无/有/无', '无/无/有', '有/无'];
    const found = await readColumn(title, cells, ({ covered }) => covered);
    order.forEach((operator, index) => {
      expect(found.map((each) => each[operator])).toEqual([index === 0, index === 1, index === 2, null]);
    });
    const [lacks] = await readColumn('盲区（电信/移动/联通）', ['有/无/有'], ({ covered }) => covered);
    expect(lacks).toEqual({ telecom: false, mobile: true, unicom: false });
  });
});

describe('what an explanation says of a mark', () => {
  it.each([
    ['打√的为目前无信号、需要新建覆盖', false],
    ['说明：打√的为已覆盖', true],
    ['电信栏：打“√”者表示未覆盖', false],
  ])('%s', async (said, value) => {
    const { communities } = await read([
      ['行政区', '小区名称', '户数', '电信'],
      ['静安区', '松泉庭', 500, '√'],
      ['静安区', '桂湖阁', 700, '√'],
      [said, '', '', ''],
    ]);
    expect(communities.map(({ covered }) => covered.telecom)).toEqual([value, value]);
  });
});
