import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Community,
  districtNames,
  formatProgrammeDocument,
  type MergeSide,
  mergeCopies,
  type NamedCopy,
  parseProgrammeCopy,
  type Step,
  stages,
  stateAt,
} from '@diku/engine/programme';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';
import { bareCommunity } from './programme-support/simulate-programme.ts';

const source = { file: 'start.json', sha256: '00' };
const asOf = '2026-11-30';

/** A copy in which communities took these steps after they were surveyed. */
function copyOf(name: string, tails: readonly (readonly Step[])[]): NamedCopy {
  const communities = tails.map((steps, index) => ({
    ...bareCommunity(index),
    id: `c${index}`,
    history: [{ stage: 'surveyed', date: '2026-01-05' }, ...steps],
  }));
  const document = { format: 'diku-programme', version: 1, asOf, datum: 'gcj02', communities };
  // Every copy knows the same table.
  return { name, sha256: name, copy: parseProgrammeCopy(JSON.parse(JSON.stringify(document)), source) };
}

const noChoice = { choose: () => undefined, date: asOf };
const plainStep = ({ stage: _, ...step }: Step) => JSON.stringify(step, Object.keys(step).sort());
const day = (index: number) => new Date(Date.UTC(2026, 1, 1 + index)).toISOString().slice(0, 10);

/**
 * One community in several copies, made so that what should come of it is known: moves that all know up to a point, remarks of anybody,
 * quarters and facts by one copy alone; and where it is wanted, two copies that move it on differently.
 */
const scenario = fc.record({
  moves: fc.integer({ min: 0, max: 5 }),
  /** Moves that each copy has of those; some are behind. */
  known: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 3, maxLength: 5 }),
  remarks: fc.array(fc.record({ copy: fc.nat(4), after: fc.nat(5) }), { maxLength: 5 }),
  due: fc.option(fc.nat(4), { nil: undefined }),
  cost: fc.option(fc.nat(4), { nil: undefined }),
  clash: fc.option(fc.tuple(fc.nat(4), fc.nat(4)), { nil: undefined }),
});

interface Expected {
  tails: Step[][];
  isClash: boolean;
  /** Stage of the community where nobody decides. */
  stage: string;
}

function play({
  moves,
  known,
  remarks,
  due,
  cost,
  clash,
}: typeof scenario extends fc.Arbitrary<infer T> ? T : never): Expected {
  const count = known.length;
  const ofCopy = (copy: number) => Math.min(moves, known[copy]);
  const furthest = Math.max(...known.map((_, copy) => ofCopy(copy)));
  const full = known.map((_, copy) => copy).filter((copy) => ofCopy(copy) === furthest);
  const pair =
    clash && full.length > 1 && furthest < 5
      ? [full[clash[0] % full.length], full[clash[1] % full.length]]
      : [];
  const isClash = pair.length === 2 && pair[0] !== pair[1];
  const tails = known.map((_, copy) => {
    const steps: Step[] = Array.from({ length: ofCopy(copy) }, (__, index) => ({
      stage: stages[index + 1],
      date: day(10 * index),
    }));
    const at = (index: number) => stages[Math.min(index, ofCopy(copy))];
    for (const [index, remark] of remarks.entries()) {
      if (remark.copy % count !== copy) continue;
      const after = Math.min(remark.after, ofCopy(copy));
      const before = steps.findIndex(({ date }) => date > day(10 * after - 5));
      const step: Step = {
        stage: at(after),
        date: day(10 * after - 5),
        note: `备注${index}`,
        author: `人${copy}`,
      };
      steps.splice(before < 0 ? steps.length : before, 0, step);
    }
    if (due !== undefined && due % count === copy)
      steps.push({ stage: at(9), date: day(80), due: '2026-Q4' });
    if (cost !== undefined && cost % count === copy)
      steps.push({ stage: at(9), date: day(81), works: { costCny: 1000 } });
    if (isClash && pair.includes(copy)) steps.push({ stage: stages[furthest + 1], date: day(90 + copy) });
    return steps;
  });
  return { tails, isClash, stage: stages[furthest] };
}

describe('merging copies', () => {
  it('takes every step that stands against none and tells each conflict with its sides, whatever the order, seed 3', () => {
    fc.assert(
      fc.property(fc.array(scenario, { minLength: 1, maxLength: 6 }), fc.nat(), (scenarios, turn) => {
        const count = Math.min(...scenarios.map(({ known }) => known.length));
        const names = Array.from({ length: count }, (_, copy) => `copy${copy}`);
        // Copies beyond the fewest are left out: what is expected counts those alone.
        const expected = scenarios.map((each) => play({ ...each, known: each.known.slice(0, count) }));
        const copies = names.map((name, copy) =>
          copyOf(
            name,
            expected.map(({ tails }) => tails[copy]),
          ),
        );
        const { copy, conflicts } = mergeCopies(copies, noChoice);
        expect(conflicts.map(({ id }) => id)).toEqual(
          expected.flatMap(({ isClash }, index) => (isClash ? [`c${index}`] : [])),
        );
        for (const [index, { tails, stage, isClash }] of expected.entries()) {
          const { history } = copy.communities[index];
          const conflict = conflicts.find(({ id }) => id === `c${index}`);
          const contested = conflict?.sides.flatMap(({ steps }) => steps) ?? [];
          // Nothing is lost, and nothing is there that nobody did.
          const all = new Set(tails.flat().map(plainStep));
          expect(new Set([...history.slice(1), ...contested].map(plainStep))).toEqual(all);
          expect(new Set(history.slice(1).map(plainStep)).size).toBe(history.length - 1);
          const state = stateAt({ history }, asOf);
          expect(state?.stage).toBe(stage);
          expect(conflict?.sides.length).toBe(isClash ? 2 : undefined);
          const dates = history.map(({ date }) => date);
          expect([...dates].sort()).toEqual(dates);
        }
        const text = (of: typeof copy) => formatProgrammeDocument(of.communities, of);
        const turned = [...copies.slice(turn % count), ...copies.slice(0, turn % count)].reverse();
        expect(text(mergeCopies(turned, noChoice).copy)).toBe(text(copy));
        // A copy that is in it already adds nothing.
        const again = mergeCopies([{ name: 'merged', sha256: 'm', copy }, copies[0]], noChoice);
        if (conflicts.length === 0)
          expect(JSON.stringify(again.copy.communities)).toBe(JSON.stringify(copy.communities));
      }),
      { seed: 3, numRuns: isLong ? 5000 : 100 },
    );
  });

  it('takes the chosen side whole, and the other side stays in the record of the merge', () => {
    const a: Step[] = [
      { stage: 'chosen', date: '2026-02-01', due: '2026-Q2' },
      { stage: 'planned', date: '2026-03-01' },
    ];
    const b: Step[] = [{ stage: 'chosen', date: '2026-02-01', due: '2026-Q3', author: '陆' }];
    const copies = [copyOf('a', [a]), copyOf('b', [b])];
    const open = mergeCopies(copies, noChoice);
    expect(open.copy.communities[0].history).toHaveLength(1);
    const choose = (_: string, sides: readonly MergeSide[]) =>
      sides.findIndex((side) => side.copies.includes('a'));
    const { copy, conflicts } = mergeCopies(copies, { ...noChoice, choose });
    expect(copy.communities[0].history.slice(1)).toEqual(a);
    expect(conflicts[0].sides.map(({ steps }) => steps)).toEqual(expect.arrayContaining([a, b]));
    expect(copy.merges.at(-1)).toMatchObject({ conflicts: [{ id: 'c0', taken: conflicts[0].taken }] });
    // The same move on the same day by two is one move and one remark.
    const both = mergeCopies(
      [copyOf('a', [a.slice(0, 1)]), copyOf('b', [[{ ...a[0], author: '季' }]])],
      noChoice,
    );
    expect(both.conflicts).toEqual([]);
    expect(both.copy.communities[0].history).toHaveLength(3);
  });

  it('joins what different tables say, keeps communities of one copy, and takes an import back where the base has it', () => {
    const table = (file: string, said: Partial<Community>): NamedCopy => {
      const { copy } = copyOf(file, [[], []]);
      copy.imports.push({ ...copy.imports[0], file, sha256: file, date: '2026-12-01' });
      for (const community of copy.communities) {
        const { id: _, history: __, record, ...plain } = structuredClone(community);
        // The table has a column of its own and nothing else.
        const stated = { ...plain, households: null, bays: null, ...said };
        Object.assign(community, said);
        record.statements[0].community = plain;
        record.statements.push({ import: 2, community: stated, judgements: [] });
        community.record = { ...record, import: 2 };
      }
      return { name: file, sha256: file, copy };
    };
    const start = copyOf('start', [[], []]);
    const one = table('one.csv', { households: 700 });
    const two = table('two.csv', { bays: 55 });
    const { copy } = mergeCopies([one, two], noChoice);
    expect(copy.imports.map(({ file }) => file)).toEqual(['start.json', 'one.csv', 'two.csv']);
    for (const community of copy.communities) expect(community).toMatchObject({ households: 700, bays: 55 });
    const undone = { ...structuredClone(start), name: 'undone' };
    const back = mergeCopies([one, undone], { ...noChoice, base: one.copy });
    expect(back.copy.imports.map(({ file }) => file)).toEqual(['start.json']);
    expect(back.copy.communities[0].households).toBe(500);
    const kept = mergeCopies([one, undone], noChoice);
    expect(kept.copy.communities[0].households).toBe(700);
  });
});

describe('diku programme merge', () => {
  const work = createWorkFolder();
  const { folder } = work;
  const path = (name: string) => join(folder, name);
  afterAll(() => work.remove());
  const diku = (...words: string[]) => runCli(folder, ['programme', ...words]);
  const json = (name: string) => JSON.parse(readFileSync(path(name), 'utf8'));

  it('joins sixteen district copies, each with steps of its own, and asks about what two did differently', {
    timeout: 300_000,
    tags: ['thorough'],
  }, async () => {
    const rows = districtNames.flatMap((district, at) =>
      [0, 1, 2].map((index) => `${district},小区${at}-${index},样例路${at}-${index}号`),
    );
    writeFileSync(path('table.csv'), `行政区,小区名称,地址\n${rows.join('\n')}\n`);
    await diku('import', 'table.csv', '--into', 'city.db', '--date', '2026-01-05');
    await diku('export', 'city.db', '-o', 'ids.csv');
    const ids = parse(readFileSync(path('ids.csv')), { bom: true, columns: true }) as {
      id: string;
      district: string;
    }[];
    const copies: string[] = [];
    for (const [at, district] of districtNames.entries()) {
      const copy = `${district}.db`;
      cpSync(path('city.db'), path(copy));
      copies.push(copy);
      const [first, second] = (await districtIds(copy, district)).slice(0, 2);
      const signed = ['--author', `经办${at}`, '--office', `${district}经委`];
      await diku(
        'advance',
        copy,
        'chosen',
        first,
        second,
        '--date',
        '2026-02-01',
        '--due',
        '2026-Q3',
        ...signed,
      );
      await diku(
        'advance',
        copy,
        'planned',
        first,
        '--date',
        `2026-03-${String(at + 1).padStart(2, '0')}`,
        ...signed,
      );
    }
    // Two offices move one community differently.
    const [disputed] = (await districtIds('city.db', districtNames[0])).slice(2);
    for (const [copy, day] of [
      [copies[0], '2026-02-03'],
      [copies[5], '2026-02-04'],
    ])
      expect((await diku('advance', copy, 'chosen', disputed, '--date', day)).status).toBe(0);
    const before = copies.map((copy) => readFileSync(path(copy)));
    const words = ['merge', ...copies, '--author', '市经信委'];
    const dry = await diku(...words, '--dry-run', '--json');
    expect([dry.status, work.list().includes('all.db')]).toEqual([1, false]);
    const merged = await diku(...words, '-o', 'all.db', '--conflicts', 'conflicts.json', '--json');
    expect(merged.status).toBe(1);
    const result = JSON.parse(merged.stdout);
    expect(result).toMatchObject({ communities: 48, steps: 48, imports: 1, open: 1 });
    expect(result.conflicts).toMatchObject([{ id: disputed, sides: [{}, {}] }]);
    for (const district of districtNames) {
      const [first, second, third] = await districtIds('all.db', district);
      const stageOf = async (id: string) =>
        JSON.parse((await diku('status', 'all.db', id, '--json')).stdout).community.history.map(
          ({ stage, office }: Step) => [stage, office],
        );
      expect(await stageOf(first)).toEqual([
        ['surveyed', undefined],
        ['chosen', `${district}经委`],
        ['planned', `${district}经委`],
      ]);
      expect(await stageOf(second)).toEqual([
        ['surveyed', undefined],
        ['chosen', `${district}经委`],
      ]);
      expect(await stageOf(third)).toEqual([['surveyed', undefined]]);
    }
    expect(copies.map((copy, index) => readFileSync(path(copy)).equals(before[index]))).not.toContain(false);
    const decisions = json('conflicts.json');
    decisions.conflicts[0].take = copies[5];
    writeFileSync(path('decided.json'), JSON.stringify(decisions));
    const decided = await diku(...words, '-o', 'decided.db', '--decisions', 'decided.json');
    expect(decided.status).toBe(0);
    const { community } = JSON.parse((await diku('status', 'decided.db', disputed, '--json')).stdout);
    expect(community.history.at(-1)).toMatchObject({ stage: 'chosen', date: '2026-02-04' });
    // The first copy, by rule; and in another order the same programme.
    await diku('merge', ...copies, '-o', 'ruled.db', '--take', 'a');
    await diku('merge', ...[...copies].reverse(), '-o', 'turned.db', '--take', copies[0]);
    for (const name of ['ruled', 'turned']) await diku('export', `${name}.db`, '-o', `${name}.json`);
    expect(json('turned.json')).toEqual(json('ruled.json'));
    expect((await diku('merge', ...copies, '-o', 'all.db')).status).toBe(65);
    expect((await diku('merge', copies[0], '-o', 'x.db')).status).toBe(64);
    expect((await diku('merge', ...copies, '-o', 'x.db', '--take', 'z')).status).toBe(64);
    expect(ids).toHaveLength(48);
  });

  async function districtIds(store: string, district: string): Promise<string[]> {
    await diku('export', store, '-o', 'of.csv', '--district', district);
    const rows = parse(readFileSync(path('of.csv')), { bom: true, columns: true }) as { id: string }[];
    return rows.map(({ id }) => id);
  }
});
