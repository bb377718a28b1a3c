/** @module-tag thorough */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { records } from '../design/as-built-support/records.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, examples, runCli } from '../support/run-cli.ts';

const work = createWorkFolder();
afterAll(() => work.remove());
const plan = `${examples}garage-one-level.diku.json`;
const write = (name: string, content: string) => writeFileSync(join(work.folder, name), content);
const json = (name: string) => JSON.parse(readFileSync(join(work.folder, name), 'utf8'));
const run = (...args: string[]) => runCli(work.folder, args);
const coarse = ['--resolution', '4', '--workers', '1'];

beforeAll(() => {
  write('antennas.csv', records.plain.antennas);
  write('cables.csv', records.plain.cables);
  write('tests.csv', records.plain.tests);
  for (const folder of ['photos', 'photos/ANT2-B1']) mkdirSync(join(work.folder, folder));
  write('photos/ANT1-B1.jpg', 'one');
  write('photos/ANT2-B1/far.jpg', 'two');
  write('photos/ANT3-B1_1.png', 'one');
  write('photos/notes.txt', 'three');
});

describe('what was built, on the command line', () => {
  it('stands beside the design in terminal, result document and plan; photos by hash, status 1', async () => {
    const tables = ['--antennas', 'antennas.csv', '--cables', 'cables.csv', '--tests', 'tests.csv'];
    const command = ['as-built', plan, ...tables, '--photos', 'photos', '-o', 'built', ...coarse];
    const { status, stdout, stderr } = await run(...command, '--lang', 'en');
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^As built it fails: 4 of 4 antennas confirmed \(2 as designed, 1 moved, 1 left out; 3 with a measured position\)/,
    );
    expect(stdout).toMatch(/1 branch fails VSWR or intermodulation: L4/);
    expect(stdout).toMatch(/one photo stands for several antennas: ANT1-B1, ANT3-B1/);
    expect(stdout).toMatch(/ANT2-B1 +B1 +moved +54\.25, 33\.25 +57\.75, 35\.10 +4\.0/);
    expect(stderr).toMatch(/1 file is no photo/);
    const document = json('built/as-built.json');
    expect(document.asBuilt).toMatchObject({
      status: 'failed',
      confirmed: { cables: { confirmed: 5, designed: 7 } },
    });
    expect(document.designed.target.met).toBe(true);
    expect(document.target.met).toBe(false);
    const built = json('built/plan.diku.json');
    for (const { file, sha256 } of built.asBuilt.photos) {
      const line = execFileSync('sha256sum', [join(work.folder, 'photos', file)], { encoding: 'utf8' });
      expect(line.split(' ')[0]).toBe(sha256);
    }
    expect(built.asBuilt.photos.map(({ file }: { file: string }) => file)).toEqual([
      ...['ANT1-B1.jpg', 'ANT2-B1/far.jpg', 'ANT3-B1_1.png'],
    ]);
    expect((await run('validate', 'built/plan.diku.json')).status).toBe(0);
  });

  it.runIf(isLong)('makes as-built drawings of the plan alone', async () => {
    // What is read of them hangs on no field.
    const coarsest = ['--resolution', '5', '--workers', '1', '--scenarios', 'none'];
    const report = ['report', 'built/plan.diku.json', ...coarsest, '--lang', 'zh'];
    expect((await run(...report, '-o', 'built.svg', '--sheet', 'floor')).status).toBe(0);
    const svg = readFileSync(join(work.folder, 'built.svg'), 'utf8');
    for (const text of ['竣工图', 'ANT4-B1 未安装', '（设计 5.0 m）']) expect(svg).toContain(text);
    expect((await run(...report, '-o', 'built.dxf')).status).toBe(0);
    expect(readFileSync(join(work.folder, 'built.dxf'), 'latin1')).toContain('DIKU-REDLINE');
    expect((await run(...report, '-o', 'built.xlsx')).status).toBe(0);
    const files = unzipSync(readFileSync(join(work.folder, 'built.xlsx')));
    const workbook = new TextDecoder().decode(files['xl/workbook.xml']);
    const names = [...workbook.matchAll(/<sheet name="([^"]+)"/g)].map(([, name]) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        '竣工与设计对照',
        '天线竣工变更表',
        '馈线竣工变更表',
        '驻波比与互调测试记录',
        '天线照片清单',
      ]),
    );
  });

  it('has another coupler and a source that stands elsewhere with the verdict, and redlines of both in PDF and DXF', async () => {
    write('parts.csv', '器件编号,X(m),Y(m),型号,安装情况\nT1-B1,,,15dB耦合器,已装\nT2-B1,56.25,29.4,,移位\n');
    const tables = ['--antennas', 'antennas.csv', '--devices', 'parts.csv'];
    const { status, stdout } = await run(
      'as-built',
      plan,
      ...tables,
      '-o',
      'other',
      ...coarse,
      '--lang',
      'en',
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/T1-B1 +B1 +other part .*10 ?dB.* → .*15 ?dB/);
    expect(stdout).toMatch(/T2-B1 +B1 +moved +54\.25, 29\.40 +56\.25, 29\.40 +2\.0/);
    expect(stdout).toMatch(/2 of 8 devices and sources are confirmed/);
    expect(json('other/as-built.json').asBuilt.devices[0]).toMatchObject({ id: 'T1-B1', state: 'replaced' });
    const report = ['report', 'other/plan.diku.json', ...coarse, '--scenarios', 'none', '--lang', 'en'];
    expect((await run(...report, '-o', 'other.dxf')).status).toBe(0);
    const dxf = readFileSync(join(work.folder, 'other.dxf'), 'utf8');
    expect(dxf).toContain('DIKU-REDLINE');
    expect(dxf).toContain('(designed 10 dB)');
    expect((await run(...report, '--sheet', 'diagram', '-o', 'diagram.dxf')).status).toBe(0);
    const diagram = readFileSync(join(work.folder, 'diagram.dxf'), 'utf8');
    for (const text of ['(designed 10 dB)', 'moved 2.0 m']) {
      const before = diagram.slice(0, diagram.indexOf(text)).split(/\r?\n/).slice(-40);
      expect(before.filter((line) => line.startsWith('DIKU-')).at(-1)).toBe('DIKU-REDLINE');
    }
    expect((await run('validate', 'other/plan.diku.json')).status).toBe(0);
    write('wrong.csv', '器件编号,型号\nT9-B1,10dB耦合器\n');
    const refused = await run(
      'as-built',
      plan,
      '--antennas',
      'antennas.csv',
      '--devices',
      'wrong.csv',
      '-o',
      'no',
    );
    expect(refused.status).toBe(65);
    expect(refused.stderr).toMatch(/wrong\.csv.*T9-B1/s);
    expect(existsSync(join(work.folder, 'no'))).toBe(false);
  });

  it('can be accepted, status 0, where all is recorded and passes', async () => {
    const garage = JSON.parse(readFileSync(plan, 'utf8'));
    const line = (cells: readonly (string | number)[]) => `${cells.join(',')}\n`;
    write(
      'all.csv',
      `天线编号,安装情况\n${garage.antennas.map(({ id }: { id: string }) => line([id, '已安装'])).join('')}`,
    );
    const feeders = garage.network.cables.filter(({ part }: { part: string }) => part !== 'fibre');
    write(
      'lengths.csv',
      `馈线编号,实际长度(m)\n${feeders.map(({ id, lengthM }: { id: string; lengthM: number }) => line([id, lengthM])).join('')}`,
    );
    write(
      'passed.csv',
      `馈线编号,驻波比,互调(dBc)\n${['L7', 'L1', 'L2', 'L4', 'L6'].map((id) => line([id, 1.3, -151])).join('')}`,
    );
    const { sources, devices } = garage.network;
    const installed = [
      ...devices,
      ...sources,
      ...sources.flatMap(({ units }: { units: unknown[] }) => units),
    ];
    write(
      'devices.csv',
      `器件编号,安装情况\n${installed.map(({ id }: { id: string }) => line([id, '已安装'])).join('')}`,
    );
    mkdirSync(join(work.folder, 'every'));
    for (const { id } of garage.antennas) write(`every/${id}.jpg`, `photo of ${id}`);
    const tables = ['--antennas', 'all.csv', '--cables', 'lengths.csv', '--tests', 'passed.csv'];
    tables.push('--devices', 'devices.csv');
    const { status, stdout } = await run(
      'as-built',
      plan,
      ...tables,
      '--photos',
      'every',
      '-o',
      'accepted',
      ...coarse,
      '--json',
    );
    const { asBuilt, target, designed } = JSON.parse(stdout);
    expect([status, asBuilt.status, asBuilt.gaps, asBuilt.failures]).toEqual([0, 'accepted', [], []]);
    expect(target).toEqual(designed.target);
    // One antenna less is no longer everything.
    write('some.csv', '天线编号,安装情况\nANT1-B1,已安装\n');
    const some = await run(
      'as-built',
      plan,
      '--antennas',
      'some.csv',
      ...tables.slice(2),
      '--photos',
      'every',
      '-o',
      'open',
      ...coarse,
      '--json',
    );
    expect([some.status, JSON.parse(some.stdout).asBuilt.status]).toEqual([1, 'open']);
  });

  it('refuses tables that contradict the plan with file, row, found and expected, and writes nothing', async () => {
    write('wrong.csv', '天线编号,X(m),Y(m),安装情况\nANT9-B1,1,1,已安装\nANT1-B1,500,1,移位\n');
    const { status, stderr } = await run(
      'as-built',
      plan,
      '--antennas',
      'wrong.csv',
      '-o',
      'none',
      '--lang',
      'en',
    );
    expect(status).toBe(65);
    expect(stderr).toMatch(/wrong\.csv: row 2: found antenna ANT9-B1/);
    expect(stderr).toMatch(/row 3: found \(500, 1\) on B1; expected a position inside the garage/);
    const missing = await run(
      'as-built',
      plan,
      '--antennas',
      'antennas.csv',
      '--photos',
      'nowhere',
      '-o',
      'none',
    );
    expect(missing.status).toBe(66);
    const noTable = await run('as-built', plan, '--antennas', 'cables.csv', '-o', 'none', '--lang', 'en');
    expect(noTable.status).toBe(65);
    expect(noTable.stderr).toMatch(/expected a header with the antenna's number/);
    expect((await run('as-built', plan, '-o', 'none')).status).toBe(64);
    expect(existsSync(join(work.folder, 'none'))).toBe(false);
  });
});
