import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';

const work = createWorkFolder();
afterAll(() => work.remove());
const write = (name: string, content: string) => writeFileSync(join(work.folder, name), content);
const read = (name: string) => readFileSync(join(work.folder, name));

const tree = [
  '编号,器件名称,上级编号,上级端口,馈线规格,长度(m)',
  'PS1,二功分器,RRU-1,1,7/8",10',
  'ANT1-B1,全向吸顶天线,PS1,1,1/2",8',
  'ANT2-B1,全向吸顶天线,PS1,2,1/2",8',
];

function writeGarage(): void {
  const level = buildLevel({
    ...{ walls: [], openings: [], columns: [], bays: [], points: [] },
    facilities: [{ id: 'er1', kind: 'equipment-room', position: [4, 12] }],
  });
  const antennas = [buildAntenna('ANT1-B1', 14, 6), buildAntenna('ANT2-B1', 14, 18)];
  write('garage.json', JSON.stringify(buildPlan({ levels: [level], antennas })));
}

describe('an existing tree on the command line', () => {
  it('that is not understood is asked for column by column, and read with the answer', async () => {
    writeGarage();
    const heads = '甲,乙,丙,丁,戊,己';
    write('odd.csv', [heads, ...tree.slice(1)].join('\n'));
    const command = ['network', 'garage.json', '--existing', 'odd.csv', '-o', 'odd.json', '--reserve', '0'];
    const refused = await runCli(work.folder, [...command, '--lang', 'en']);
    expect(refused.status).toBe(65);
    expect(refused.stderr).toContain('keep it as a file and give it as --columns:');
    expect(refused.stderr).toContain('"甲": "PS1 | ANT1-B1 | ANT2-B1"');
    const saved = await runCli(work.folder, [...command, '--save-columns', 'map.json']);
    expect(saved.status).toBe(65);
    const map = JSON.parse(read('map.json').toString('utf8'));
    const roles = ['id', 'kind', 'parent', 'port', 'size', 'length'];
    map.sheets[0].columns = Object.fromEntries([...'甲乙丙丁戊己'].map((name, at) => [name, roles[at]]));
    write('map.json', JSON.stringify({ ...map, sheets: [{ ...map.sheets[0], unit: 'm' }] }));
    const { stdout } = await runCli(work.folder, [...command, '--columns', 'map.json', '--json']);
    expect(JSON.parse(stdout).rework).toMatchObject({ existing: 6, kept: 6 });
  });

  it('is kept and listed in terminal, JSON, CSV and plan; its budget is of what is new', async () => {
    writeGarage();
    write('tree.csv', tree.join('\n'));
    const command = ['network', 'garage.json', '--existing', 'tree.csv', '-o', 'fed.json', '--reserve', '0'];
    const { stdout } = await runCli(work.folder, [...command, '--json']);
    const { rework, existing } = JSON.parse(stdout);
    expect(rework).toMatchObject({ existing: 6, kept: 6, moved: 0, removed: 0 });
    expect(existing.doubts.map(({ at }: { at: string }) => at)).toContain('row 2');
    const { stdout: shown } = await runCli(work.folder, [...command, '--lang', 'en']);
    expect(shown).toMatch(/^kept +PS1 +cavity splitter, 2-way +B1 +1 +pcs +0\.00$/m);
    expect(shown).toMatch(/Of 6 existing parts 6 are kept \(100\.0 %\)/);
    await runCli(work.folder, [
      'report',
      'fed.json',
      '-o',
      'rework.csv',
      '--sheet',
      'rework',
      '--lang',
      'en',
    ]);
    expect(read('rework.csv').toString('utf8')).toMatch(/,kept,PS1,"cavity splitter, 2-way",B1,1,pcs,0/);
    const forms = ['report', 'fed.json', '-o', 'budget.xlsx', '--sheet', 'estimate', '--lang', 'zh'];
    expect((await runCli(work.folder, forms)).status).toBe(0);
    const files = unzipSync(read('budget.xlsx'));
    const sheets = [...new TextDecoder().decode(files['xl/workbook.xml']).matchAll(/<sheet name="([^"]+)"/g)];
    expect(sheets.map(([, name]) => name)).toEqual([
      ...['表一', '表二', '表三甲', '表三乙', '表三丙', '表四甲 设备', '表四甲 主材', '表五甲'],
    ]);
    const summary = new TextDecoder().decode(files['xl/worksheets/sheet1.xml']);
    expect(summary).toContain('基于假定的价格、定额或费率');
    // What is kept is neither bought nor installed.
    expect(new TextDecoder().decode(files['xl/worksheets/sheet3.xml'])).not.toContain('TSW2-020');
  });

  it('is kept of a German table of cables in Windows-1252, and refused with the row where one has a letter in its length', async () => {
    writeGarage();
    const german = (lengthM: string) =>
      Buffer.from(
        [
          'Von;Port;Nach;Bauteil;Kabel;Länge [m]',
          'RRU1;1;VT1;Verteiler 2-fach;7/8";10,0',
          `VT1;1;ANT1-B1;Rundstrahler;1/2";${lengthM}`,
          'ANT2-B1;;VT1;Verteiler 2-fach;1/2";8,5',
        ].join('\r\n'),
        'latin1',
      );
    writeFileSync(join(work.folder, 'kabel.csv'), german('8,5'));
    const command = ['network', 'garage.json', '-o', 'g.json', '--reserve', '0', '--existing'];
    const { stdout } = await runCli(work.folder, [...command, 'kabel.csv', '--json']);
    const { rework, existing } = JSON.parse(stdout);
    expect(rework).toMatchObject({ existing: 6, kept: 6 });
    expect(existing.doubts.map(({ at }: { at: string }) => at)).toContain('row 4');
    writeFileSync(join(work.folder, 'wrong.csv'), german('l5'));
    const wrong = await runCli(work.folder, [...command, 'wrong.csv', '--lang', 'en']);
    expect([wrong.status, wrong.stderr]).toEqual([
      65,
      expect.stringMatching(/wrong\.csv: row 3: found "l5"/),
    ]);
  });

  it('is refused with its row where it contradicts itself, and a price book with its line or path: status 65', async () => {
    writeGarage();
    write('bad.csv', [...tree, 'ANT2-B1,全向吸顶天线,PS1,1,1/2",3'].join('\n'));
    const command = ['network', 'garage.json', '--existing', 'bad.csv', '-o', 'x.json', '--lang', 'en'];
    const bad = await runCli(work.folder, command);
    expect(bad.status).toBe(65);
    expect(bad.stderr).toMatch(
      /bad\.csv: row 5: found ANT2-B1 is fed by PS1 \(row 4\)|bad\.csv: row 5: found port/,
    );
    expect(bad.stderr).toContain('--leave-out-contradictions leaves out what they are about');
    const asked = await runCli(work.folder, [...command, '--reserve', '0', '--leave-out-contradictions']);
    expect(asked.stdout).toMatch(/ANT2-B1 is fed by PS1.*left out, and designed anew/);
    await runCli(work.folder, ['network', 'garage.json', '-o', 'plain.json', '--reserve', '0']);
    await runCli(work.folder, ['report', 'plain.json', '-o', 'book.json']);
    const book = read('book.json').toString('utf8');
    const report = [
      'report',
      'plain.json',
      '-o',
      'x.xlsx',
      '--sheet',
      'estimate',
      '--lang',
      'en',
      '--price-book',
    ];
    write('low.json', book.replace('"percent": 28.5', '"percent": -3'));
    const low = await runCli(work.folder, [...report, 'low.json']);
    expect([low.status, low.stderr]).toEqual([
      65,
      expect.stringMatching(/low\.json: price-book\.statutory\[1\]\.percent: found -3; expected at least 0/),
    ]);
    write('broken.json', book.replace('"version": 1,', '"version": 1'));
    const broken = await runCli(work.folder, [...report, 'broken.json']);
    expect([broken.status, broken.stderr]).toEqual([
      65,
      expect.stringMatching(/broken\.json: line 4, column \d+/),
    ]);
  });
});
