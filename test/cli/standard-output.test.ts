import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildLanePlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { type CliResult, createWorkFolder, examples, quickStart, runCli } from '../support/run-cli.ts';

const work = createWorkFolder();
const { folder } = work;
const program = fileURLToPath(new URL('../../packages/cli/bin/diku.js', import.meta.url));
const commandFolder = new URL('../../packages/cli/src/commands', import.meta.url);
/** A device that is always full; Linux has one. */
const hasFullDevice = existsSync('/dev/full');

beforeAll(() => {
  const facilities = [
    { id: 'er', kind: 'equipment-room' as const, position: [2, 2] as [number, number] },
    { id: 't', kind: 'tray' as const, path: [2, 38].map((x): [number, number] => [x, 3]) },
  ];
  const plan = buildLanePlan({ facilities });
  const writePlan = (name: string, coverageRatio: number, portPowerDbm: number) => {
    const requirements = { ...plan.requirements, coverageRatio };
    const carriers = plan.carriers.map((carrier) => ({ ...carrier, portPowerDbm }));
    writeFileSync(join(folder, name), JSON.stringify({ ...plan, requirements, carriers }));
  };
  writePlan('strict.json', 0.9999, -30);
  writePlan('loose.json', 0.05, 0);
  const built = plan.antennas.map(({ id }) => `${id},已安装`);
  writeFileSync(join(folder, 'built.csv'), `天线编号,安装情况\n${built.join('\n')}\n`);
  const item = { model: 'free-space', inputs: { frequencyMhz: 1870, distanceM: 10 } };
  writeFileSync(join(folder, 'models.json'), JSON.stringify(Array.from({ length: 10_000 }, () => item)));
  const rows = Array.from(
    { length: 400 },
    (_, index) => `${(index / 10).toFixed(2)},${index % 6},B1,telecom,1870,${-70 - (index % 9)}`,
  );
  const cut = Array.from({ length: 360 }, (_, degrees) => `${degrees} 0.0`).join('\n');
  const head = 'NAME omni\nFREQUENCY 1845\nGAIN 0 dBi';
  writeFileSync(join(folder, 'omni.msi'), `${head}\nHORIZONTAL 360\n${cut}\nVERTICAL 360\n${cut}\n`);
  writeFileSync(join(folder, 'walk.csv'), `x,y,level,operator,frequency,rsrp\n${rows.join('\n')}\n`);
});
afterAll(() => work.remove());

/** Runs `diku` in a shell, with what follows it there; the status is that of `diku`. */
function runInShell(args: readonly string[], rest: string): Promise<CliResult> {
  const words = args.map((each) => `'${each}'`).join(' ');
  const command = `'${process.execPath}' ${quickStart.join(' ')} '${program}' ${words} ${rest}; exit "\${PIPESTATUS[0]}"`;
  const child = spawn('bash', ['--norc', '-c', command], {
    cwd: folder,
    env: { PATH: process.env.PATH, LANG: 'en_US.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr })));
}

/** One call of every command that ends by itself; what is written goes into the work folder. */
const calls: Record<string, string[]> = {
  accept: ['accept', 'loose.json', 'walk.csv'],
  'as-built': ['as-built', 'loose.json', '--antennas', 'built.csv', '-o', 'built', '--resolution', '2'],
  batch: ['batch', 'none', '-o', 'results'],
  calibrate: ['calibrate', 'loose.json', 'walk.csv', '-o', 'calibrated.json'],
  check: ['check', 'loose.json', '--resolution', '2'],
  exposure: ['exposure', 'loose.json'],
  import: ['import', join(examples, 'garage-one-level.dxf'), '-o', 'imported.json'],
  licences: ['licences'],
  link: ['link', 'loose.json', '--from', '1,1,1,B1', '--to', '5,5,1,B1'],
  model: ['model', '--list'],
  network: ['network', 'loose.json', '-o', 'network.json'],
  pattern: ['pattern', 'omni.msi'],
  place: ['place', 'loose.json', '-o', 'placed.json', '--time-limit', '1'],
  plan: ['plan', 'loose.json', '-o', 'planned', '--resolution', '2', '--no-network', '--time-limit', '1'],
  predict: ['predict', 'loose.json', '--resolution', '2'],
  profile: ['profile'],
  programme: ['programme', 'import', join(examples, 'status-table.csv')],
  rays: ['rays', 'loose.json', '--rays', '20000'],
  report: ['report', 'loose.json', '-o', 'floor.svg', '--sheet', 'floor', '--resolution', '2'],
  schemes: [
    ...['schemes', 'loose.json', '-o', 'schemes', '--schemes', 'passive-omni'],
    ...['--effort', 'low', '--resolution', '2'],
  ],
  survey: ['survey', 'loose.json', '--points', '5', '--resolution', '2'],
  validate: ['validate', 'loose.json'],
};
/** These run until they are interrupted. */
const endless = ['serve', 'worker'];

describe('what cannot be written to stdout', () => {
  it('is tried with every command', () => {
    const commands = readdirSync(commandFolder).map((name) => name.replace('.ts', ''));
    expect([...Object.keys(calls), ...endless].sort()).toEqual(commands.sort());
  });

  it
    .skipIf(!hasFullDevice)
    .each(Object.entries(calls).filter(([name]) => isLong || name === 'pattern' || name === 'accept'))(
    'a full disk ends %s with 74 and one line',
    async (_, args) => {
      const { status, stderr } = await runInShell([...args, '--json'], '> /dev/full');
      if (args[0] === 'batch') {
        // Its folder is missing: its own status says more.
        expect(status).toBe(66);
        return;
      }
      expect(stderr).toMatch(/^diku: stdout: cannot be written: no space left$/m);
      expect(stderr).not.toMatch(/^ +at /m);
      expect(status).toBe(74);
    },
    120_000,
  );

  it.skipIf(!hasFullDevice)(
    'help and version too, in the language that is asked for',
    { tags: ['thorough'] },
    async () => {
      for (const args of [['--help'], ['check', '--help'], ['--version']]) {
        expect((await runInShell(args, '> /dev/full')).status).toBe(74);
      }
      const chinese = await runInShell(['model', '--list', '--lang', 'zh'], '> /dev/full');
      expect(chinese.stderr).toBe('diku: stdout：无法写入：磁盘已满\n');
    },
  );

  it.runIf(isLong)('a disk that fills up in the middle leaves no document that counts as whole', async () => {
    const wanted = await runCli(folder, ['model', '--batch', 'models.json', '--json']);
    expect(wanted.stdout.length).toBeGreaterThan(1_000_000);
    // The shell limits files to 100 blocks, which the system reports as a full disk: a part is written, then nothing.
    const args = ['model', '--batch', 'models.json', '--json'].join(' ');
    const command = `ulimit -f 100; '${process.execPath}' --liftoff-only '${program}' ${args} > cut.json`;
    const child = spawn('bash', ['--norc', '-c', command], {
      cwd: folder,
      env: { PATH: process.env.PATH },
      stdio: 'ignore',
    });
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(statSync(join(folder, 'cut.json')).size).toBeLessThan(wanted.stdout.length);
    expect(status).toBe(74);
  });
});

describe('a reader that has seen enough', () => {
  const usual: [number, string[]][] = [
    [66, ['check', 'missing.json']],
    [0, ['model', '--batch', 'models.json']],
  ];
  // Several processes each.
  const others: [number, string[]][] = [
    [1, ['check', 'strict.json', '--resolution', '2']],
    [0, ['validate', 'loose.json']],
    [64, ['check', 'loose.json', '--resolution', 'fine']],
    [0, ['programme', 'import', join(examples, 'status-table.csv')]],
    [0, ['--help']],
  ];
  it.each(isLong ? [...usual, ...others] : usual)(
    'leaves status %i to %j, and says nothing',
    async (wanted, args) => {
      const json = args[0] === '--help' ? [] : ['--json'];
      const whole = await runCli(folder, [...args, ...json]);
      expect(whole.status).toBe(wanted);
      for (const reader of ['| true', '| head -c 1']) {
        const { status, stderr } = await runInShell([...args, ...json], reader);
        expect(stderr).toBe(whole.stderr);
        expect(status).toBe(wanted);
        if (args[0] === 'check') return;
      }
      // Both streams into the same pipe.
      expect((await runInShell([...args, ...json], '2>&1 | true')).status).toBe(wanted);
    },
  );

  it.skipIf(!hasFullDevice)('and a log that cannot be written changes no status either', async () => {
    const { status, stdout } = await runInShell(['check', 'missing.json', '--json'], '2> /dev/full');
    expect(status).toBe(66);
    expect(JSON.parse(stdout)).toMatchObject({ error: { status: 66 } });
  });
});

describe('a slow reader', () => {
  it.each(
    [
      [['programme', 'import', join(examples, 'status-table.csv'), '--json']],
      [['model', '--batch', 'models.json', '--json']],
    ].slice(0, isLong ? 2 : 1),
  )('gets every byte of %j', { tags: ['thorough'] }, async (args) => {
    const whole = await runCli(folder, args);
    expect(whole.stdout.length).toBeGreaterThan(1_000_000);
    const slow = await runInShell(args, '| (sleep 1; cat > slow.json)');
    expect(slow.status).toBe(whole.status);
    expect(readFileSync(join(folder, 'slow.json'), 'utf8')).toBe(whole.stdout);
  });
});
