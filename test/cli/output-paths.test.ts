import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createWorkFolder, fixturePlan, program, runCli, runProgram } from '../support/run-cli.ts';

const work = createWorkFolder();
const { folder } = work;
afterAll(() => work.remove());

const at = (name: string) => join(folder, name);
const withType = (out: string) => ['pattern', at('antenna.msi'), '--plan', fixturePlan, '-o', out];
writeFileSync(
  at('antenna.msi'),
  [
    'NAME outsider',
    'FREQUENCY 1800',
    'GAIN 7 dBi',
    ...['HORIZONTAL', 'VERTICAL'].flatMap((cut) => [
      `${cut} 360`,
      ...Array.from(
        { length: 360 },
        (_, angleDeg) => `${angleDeg} ${Math.min(angleDeg, 360 - angleDeg) / 10}`,
      ),
    ]),
  ].join('\n'),
);
const whole = async () => {
  await runCli(folder, withType('whole.json'));
  return readFileSync(at('whole.json'), 'utf8');
};

describe.skipIf(process.platform === 'win32')('where an output goes', () => {
  it('a link stays a link, and what it leads to gets the content, there or not', async () => {
    const content = await whole();
    mkdirSync(at('elsewhere'));
    writeFileSync(at('elsewhere/there.json'), '{}');
    for (const name of ['there', 'absent']) {
      symlinkSync(`elsewhere/${name}.json`, at(`${name}-link.json`));
      expect(await runCli(folder, withType(`${name}-link.json`))).toMatchObject({ status: 0 });
      expect(readlinkSync(at(`${name}-link.json`))).toBe(`elsewhere/${name}.json`);
      expect(readFileSync(at(`elsewhere/${name}.json`), 'utf8')).toBe(content);
    }
    expect(work.list().filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('a file that is replaced keeps its permissions', async () => {
    writeFileSync(at('private.json'), '{}');
    chmodSync(at('private.json'), 0o640);
    await runCli(folder, withType('private.json'));
    expect(statSync(at('private.json')).mode & 0o7777).toBe(0o640);
    expect(readFileSync(at('private.json'), 'utf8')).toBe(await whole());
  });

  it('a pipe and a device get the content and stay what they are', async () => {
    const content = await whole();
    execFileSync('mkfifo', [at('pipe.json')]);
    const reader = spawn('cat', [at('pipe.json')], { stdio: ['ignore', 'pipe', 'ignore'] });
    let read = '';
    const done = new Promise((resolve) => reader.once('close', resolve));
    reader.stdout.on('data', (part) => {
      read += part;
    });
    // Both wait for the other: a process of its own.
    expect(await runProgram(folder, withType('pipe.json'))).toMatchObject({ status: 0 });
    await done;
    expect(read).toBe(content);
    expect(lstatSync(at('pipe.json')).isFIFO()).toBe(true);
    expect(await runCli(folder, withType('/dev/null'))).toMatchObject({ status: 0 });
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    const line = `'${process.execPath}' '${program}' pattern antenna.msi --plan '${fixturePlan}' -o /dev/stdout --lang en | cat`;
    const shown = execFileSync('sh', ['-c', line], { cwd: folder, encoding: 'utf8' });
    expect(shown).toContain(content);
  });

  it('the sign for standard output is no file', async () => {
    for (const args of [withType('-'), ['plan', fixturePlan, '-o', '-']]) {
      const { status, stderr } = await runCli(folder, args);
      expect(status).toBe(64);
      expect(stderr).toMatch(/--out: found "-"; expected a file/);
    }
    expect(work.list()).not.toContain('-');
  });
});
