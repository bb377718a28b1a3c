import { execFileSync, spawnSync } from 'node:child_process';
import { constants, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import {
  createWorkFolder,
  fixturePlan,
  program,
  runCli,
  runProgram,
  startCli,
  writePlan,
} from '../support/run-cli.ts';

const work = createWorkFolder();
const { folder } = work;
let inputs: string[] = [];

beforeAll(() => {
  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
  write('empty.json', '');
  write('empty.dxf', '');
  write('truncated.json', '{"format":"diku-plan","version":1,"levels":[{"id"');
  write('broken.json', '{\n  "format": diku\n}');
  write('list.json', '[1, 2, 3]');
  write('deep.json', `${'['.repeat(5000)}${']'.repeat(5000)}`);
  write('latin.json', Uint8Array.of(0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d));
  write('poem.dxf', 'this is not a drawing\nbut a poem\n'.repeat(40));
  write(
    'random.dxf',
    Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 251),
  );
  write('cut.dxf', '  0\nSECTION\n  2\nENTITIES\n  0\nLINE\n  8\nWALL\n 10\n1.0\n 20\n');
  write('points-bad.csv', 'x,y,z,level\n1,2,1.5,B1\n1,two,1.5,B1\n');
  write('points-columns.csv', 'x,y\n1,2\n');
  write('points-level.csv', 'x,y,z,level\n1,2,1.5,B9\n');
  write('profile-key.json', '{"shadowSigma": 3}');
  write('profile-value.json', '{"shadowingSigmaDb": "six"}');
  write('carriers.json', '[{"id":"x"}]');
  write('batch-object.json', '{"model":"free-space"}');
  mkdirSync(join(folder, 'a-folder'));
  writePlan(folder, 'material.json', (plan) => {
    plan.levels[0].walls[0].material = 'gips';
  });
  writePlan(folder, 'duplicate.json', (plan) => {
    plan.levels[0].walls[1].id = plan.levels[0].walls[0].id;
  });
  writePlan(folder, 'nan.json', (plan) => {
    plan.levels[0].walls[0].thicknessM = null;
  });
  writePlan(folder, 'antenna-level.json', (plan) => {
    plan.antennas[0].level = 'B7';
  });
  writePlan(folder, 'version.json', (plan) => {
    plan.version = 99;
  });
  inputs = work.list();
});
afterAll(() => work.remove());

/** Status, command, and what the one line on stderr must say. */
const cases: [number, string[], RegExp][] = [
  [66, ['check', 'missing.json'], /missing\.json: not found/],
  [66, ['plan', 'missing.dxf', '-o', 'out'], /missing\.dxf: not found/],
  [66, ['check', `${fixturePlan}/inside`], /not found/],
  [65, ['check', 'a-folder'], /a-folder: file: found a folder; expected a file/],
  [65, ['check', 'empty.json'], /empty\.json: file: found nothing/],
  [
    65,
    ['check', 'truncated.json'],
    /truncated\.json: line 1, column \d+: found the end of the file; expected JSON/,
  ],
  [65, ['check', 'broken.json'], /broken\.json: line 2, column 13: found "diku/],
  [65, ['check', 'list.json'], /list\.json: plan: found \[1,2,3\]/],
  [65, ['check', 'deep.json'], /deep\.json: nesting/],
  [65, ['check', 'latin.json'], /latin\.json: encoding/],
  [
    65,
    ['check', 'material.json'],
    /levels\[0\]\.walls\[0\]\.material: found unknown material "gips"; expected one of/,
  ],
  [65, ['predict', 'duplicate.json', '-o', 'out'], /levels\[0\]\.walls\[1\]\.id: found .*already used/],
  [
    65,
    ['place', 'nan.json', '-o', 'out.json'],
    /levels\[0\]\.walls\[0\]\.thicknessM: found null; expected number/,
  ],
  [65, ['report', 'antenna-level.json', '-o', 'out.html'], /antennas\[0\]\.level: found/],
  [65, ['check', 'version.json'], /version: found 99/],
  [65, ['plan', 'empty.dxf', '-o', 'out'], /empty\.dxf: file: found nothing/],
  [65, ['plan', 'poem.dxf', '-o', 'out'], /poem\.dxf: .*found .*expected/],
  [65, ['plan', 'random.dxf', '-o', 'out'], /random\.dxf: .*found .*expected/],
  [65, ['plan', 'cut.dxf', '-o', 'out'], /cut\.dxf: .*found .*expected/],
  [65, ['import', 'poem.dxf', '-o', 'out.json'], /poem\.dxf: .*found .*expected/],
  [65, ['link', fixturePlan, '--from', 'NOBODY', '--to', '1,2,1.5,B1'], /--from: found "NOBODY"/],
  [65, ['link', fixturePlan, '--from', '1,2,2,B1', '--to', '1,2,1.5,B9'], /level "B9"/],
  [
    65,
    ['predict', fixturePlan, '--points', 'points-bad.csv'],
    /points-bad\.csv: line 3, column y: found "two"/,
  ],
  [65, ['predict', fixturePlan, '--points', 'points-columns.csv'], /no column z, level/],
  [65, ['predict', fixturePlan, '--points', 'points-level.csv'], /points-level\.csv: .*"B9"/],
  [65, ['check', fixturePlan, '--profile', 'profile-key.json'], /shadowSigma: found an unknown key/],
  [
    65,
    ['check', fixturePlan, '--profile', 'profile-value.json'],
    /shadowingSigmaDb: found "six"; expected a number/,
  ],
  [65, ['plan', fixturePlan, '-o', 'out', '--carriers', 'carriers.json'], /carriers\.json: carriers\[0\]/],
  [65, ['model', '--batch', 'batch-object.json'], /batch-object\.json/],
  [65, ['model', 'free-space', '--frequencyMhz', '-1', '--distanceM', '10'], /frequencyMhz/],
  [64, ['netwrk', fixturePlan], /unknown command 'netwrk'/],
  [64, ['check'], /missing required argument/],
  [64, ['check', fixturePlan, 'again'], /too many arguments/],
  [64, ['check', fixturePlan, '--fast'], /unknown option '--fast'/],
  [64, ['check', fixturePlan, '--resolution', '0'], /--resolution: found "0"; expected a number from 0\.1/],
  [64, ['check', fixturePlan, '--resolution', 'fine'], /--resolution: found "fine"/],
  [64, ['check', fixturePlan, '--confidence', '1'], /--confidence: found "1"/],
  [64, ['check', fixturePlan, '--workers', '1.5'], /--workers: found "1\.5"; expected a whole number/],
  [64, ['check', fixturePlan, '--lang', 'fr'], /--lang: found "fr"; expected zh or en/],
  [64, ['plan', fixturePlan], /required option '-o, --out <folder>'/],
  [64, ['report', fixturePlan, '-o', 'out.doc'], /--out: found "out\.doc"/],
  [64, ['link', fixturePlan, '--from', '1,NaN,2,B1', '--to', '1,2,1.5,B1'], /--from: found "1,NaN,2,B1"/],
  [64, ['place', fixturePlan, '-o', 'out.json', '--effort', 'huge'], /Allowed choices are low, normal, high/],
  [
    74,
    ['place', fixturePlan, '-o', 'no-such-folder/out.json'],
    /no-such-folder\/out\.json: cannot be written/,
  ],
  [74, ['place', fixturePlan, '-o', 'a-folder'], /a-folder: cannot be written: it is a folder/],
  [74, ['plan', fixturePlan, '-o', 'list.json'], /list\.json: cannot be written: it is a file/],
  [74, ['predict', fixturePlan, '-o', 'list.json/out'], /cannot be written/],
  [74, ['report', fixturePlan, '-o', 'list.json/out.html'], /cannot be written: part of its path is a file/],
];

/** A process each: every second one here, the others in the long run. */
const chosen = isLong ? cases : cases.filter((_, index) => index % 4 === 0);

describe('command line errors', () => {
  it.each(chosen)('%i: diku %j', async (status, args, message) => {
    const result = await runCli(folder, args);
    expect(result.stderr.trimEnd()).toMatch(message);
    expect(result.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(result).toMatchObject({ status, stdout: '' });
    expect(work.list()).toEqual(inputs);
  });

  it('with --json an error is one document on stdout', async () => {
    const result = await runCli(folder, ['check', 'material.json', '--json']);
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { status: 65 } });
    expect(JSON.parse(result.stdout).error.message).toContain('levels[0].walls[0].material');
  });

  it('validate lists every problem with its path', async () => {
    writePlan(folder, 'two-problems.json', (plan) => {
      plan.levels[0].walls[0].material = 'gips';
      plan.antennas[0].level = 'B7';
    });
    const result = await runCli(folder, ['validate', 'two-problems.json', '--json']);
    const paths = JSON.parse(result.stdout).problems.map((problem: { at: string }) => problem.at);
    expect(result.status).toBe(65);
    expect(paths).toEqual(expect.arrayContaining(['levels[0].walls[0].material', 'antennas[0].level']));
  });

  const isUnix = process.platform === 'linux';

  it.skipIf(!isUnix)(
    'devices are refused, and a pipe without end at the size of the largest file',
    { tags: ['thorough'] },
    async () => {
      const device = await runProgram(folder, ['import', '/dev/zero', '-o', 'zero.json']);
      expect(device).toMatchObject({ status: 65, stdout: '' });
      expect(device.stderr).toMatch(/\/dev\/zero: file: found a device; expected a file/);
      const line = `yes | '${process.execPath}' '${program}' import /dev/stdin -o zero.json`;
      const { status, stderr } = spawnSync('sh', ['-c', line], { cwd: folder, encoding: 'utf8' });
      expect(status).toBe(65);
      expect(stderr).toMatch(/size: found 53[67]\d+ bytes; expected at most 536870912 bytes/);
      expect(work.list()).not.toContain('zero.json');
    },
  );

  it.skipIf(!isUnix)('a pipe that nobody writes to is waited for, and a signal ends the wait', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const child = startCli(folder, ['validate', 'pipe']);
    const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
    // Its end for writing opens as soon as somebody reads.
    const opened = () => {
      try {
        return openSync(join(folder, 'pipe'), constants.O_WRONLY | constants.O_NONBLOCK);
      } catch {
        return undefined;
      }
    };
    await expect.poll(opened).toBeDefined();
    child.kill('SIGTERM');
    expect(await ended).toBe('SIGTERM');
  });
});
