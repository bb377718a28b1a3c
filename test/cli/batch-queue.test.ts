/** @module-tag thorough */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { freePort, hasRedis, startRedis } from '../../benchmarks/lib/redis-server.mjs';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, finished, runCli, startCli } from '../support/run-cli.ts';
import { copyBuild } from './batch-support/copy-build.ts';
import { quickOptions, readTree, writeHalls } from './batch-support/garages.ts';

const SEED = 31;
const missing = hasRedis()
  ? undefined
  : 'no redis-server: the queue of batches is not tested (apt-get install redis-server)';
if (missing && process.env.CI === 'true') throw new Error(missing);
if (missing) console.warn(missing);

const work = createWorkFolder();
const { folder } = work;
const running: ChildProcess[] = [];
const track = (child: ChildProcess) => {
  running.push(child);
  return child;
};
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(
    running.map(
      (child) => child.exitCode ?? child.signalCode ?? new Promise((end) => child.once('exit', end)),
    ),
  );
  work.remove();
});

describe.skipIf(missing)('a batch by a queue', () => {
  it(`ends every job once, though a worker is killed and Redis starts again (seed ${SEED})`, async () => {
    const names = writeHalls(folder, isLong ? 3 : 2, SEED);
    writeFileSync(join(folder, 'poem.dxf'), 'a poem\n'.repeat(50));
    writeFileSync(join(folder, 'profile.json'), '{ "shadowingSigmaDb": 7 }');
    const list = [...names, 'poem.dxf', 'gone.dxf'].map((file) => ({ id: file.split('.')[0], file }));
    writeFileSync(join(folder, 'list.json'), JSON.stringify(list));
    const command = ['batch', 'list.json', ...quickOptions, '--profile', 'profile.json'];
    const port = await freePort();
    const url = `redis://127.0.0.1:${port}`;
    mkdirSync(join(folder, 'redis'));
    let redis = track(startRedis(join(folder, 'redis'), port));
    const here = await runCli(folder, [...command, '-o', 'here', '--workers', '2']);

    const workers = (isLong ? [1, 2, 3] : [1, 2]).map(() =>
      track(startCli(folder, ['worker', url, '--workers', '1'])),
    );
    const batch = track(startCli(folder, [...command, '-o', 'there', '--queue', url]));
    const ended = finished(batch);
    const placed = () => {
      const communities = join(folder, 'there/communities');
      return existsSync(communities) ? readdirSync(communities).length : 0;
    };
    // One is done, others are being done.
    await expect.poll(placed, { timeout: 60_000 }).toBeGreaterThan(0);
    workers[0].kill('SIGKILL');
    redis.kill('SIGKILL');
    await new Promise((resolve) => redis.once('exit', resolve));
    redis = track(startRedis(join(folder, 'redis'), port));
    const there = await ended;
    expect(there.status).toBe(0);
    const counts = ({ stdout }: { stdout: string }) => {
      const { timing: _, ...summary } = JSON.parse(stdout) as Record<string, unknown>;
      return summary;
    };
    expect(counts(there)).toEqual(counts(here));
    expect(readTree(join(folder, 'there'))).toEqual(readTree(join(folder, 'here')));
    const again = await runCli(folder, [...command, '-o', 'there', '--queue', url]);
    expect(counts(again)).toMatchObject({ kept: names.length + 1 });
    // What was fetched is no longer there.
    const left = spawnSync('redis-cli', ['-p', String(port), '--scan', '--pattern', 'diku-batch:*']);
    expect([left.status, left.stdout.toString().trim()]).toEqual([0, '']);
  });

  it('tells that its server is lost, back and full, and goes on where there is room again', async () => {
    const [name] = writeHalls(folder, 1, SEED);
    writeFileSync(join(folder, 'waiting.json'), JSON.stringify([{ id: 'one', file: name }]));
    const port = await freePort();
    const url = `redis://127.0.0.1:${port}`;
    const memory = join(folder, 'redis-full');
    mkdirSync(memory);
    const redis = track(startRedis(memory, port));
    const ask = (...words: string[]) => spawnSync('redis-cli', ['-p', String(port), ...words]).status;
    await expect.poll(() => ask('CONFIG', 'SET', 'maxmemory-policy', 'noeviction')).toBe(0);
    expect(ask('CONFIG', 'SET', 'maxmemory', '100kb')).toBe(0);
    const batch = track(
      startCli(folder, ['batch', 'waiting.json', ...quickOptions, '-o', 'waiting', '--queue', url]),
    );
    const ended = finished(batch);
    let message = '';
    batch.stderr?.on('data', (text) => {
      message += text;
    });
    await expect.poll(() => message).toMatch(/the Redis server's memory is full; room is waited for/);
    redis.kill('SIGKILL');
    await expect.poll(() => message).toMatch(/no longer answers; it is waited for, at most 120 s/);
    // The new server has room.
    track(startRedis(memory, port));
    await expect.poll(() => message).toMatch(/answers again/);
    track(startCli(folder, ['worker', url, '--workers', '1']));
    const { status } = await ended;
    expect(status).toBe(0);
  });

  it.runIf(isLong)(
    'leaves jobs to workers of its own build, says so on both sides, and does not wait for ever',
    async () => {
      const [name] = writeHalls(folder, 1, SEED);
      writeFileSync(join(folder, 'one.json'), JSON.stringify([{ id: 'one', file: name }]));
      const port = await freePort();
      const url = `redis://127.0.0.1:${port}`;
      mkdirSync(join(folder, 'redis-builds'));
      track(startRedis(join(folder, 'redis-builds'), port));
      const other = copyBuild({ queue: 'another' });
      const stranger = track(
        spawn(process.execPath, [other.program, 'worker', url, '--workers', '1', '--lang', 'en'], {
          stdio: 'pipe',
        }),
      );
      let message = '';
      stranger.stderr?.setEncoding('utf8').on('data', (text: string) => {
        message += text;
      });
      try {
        await expect.poll(() => message).toMatch(/running the jobs/);
        const command = ['batch', 'one.json', ...quickOptions, '--queue', url];
        const alone = await runCli(folder, [...command, '-o', 'alone', '--worker-wait-s', '8']);
        expect(alone.stderr).toMatch(/0 diku workers of the build \S+ \(\w{8}\) \(those of \S+ \(\w{8}\)/);
        expect(alone.stderr).toMatch(
          /diku workers, after 8 s: found \S+ \(\w{8}\); expected one of the build/,
        );
        expect(alone.status).toBe(66);
        expect(message).toMatch(/a batch of another build, \S+ \(\w{8}\), is in the queue/);

        // The job that nobody took is done by a worker of this build; the stranger has failed none.
        track(startCli(folder, ['worker', url, '--workers', '1']));
        const together = await runCli(folder, [...command, '-o', 'alone']);
        expect(together.status).toBe(0);
        expect(JSON.parse(together.stdout)).toMatchObject({ communities: 1, failed: 0 });
        expect(message.match(/another build/g)).toHaveLength(1);
      } finally {
        other.remove();
      }
    },
  );

  it('loses no job to a worker of another build, nor to one that fails all: it is put aside after three', async () => {
    const names = writeHalls(folder, 6, SEED);
    writeFileSync(join(folder, 'six.json'), JSON.stringify(names.map((file) => ({ id: file, file }))));
    const port = await freePort();
    const url = `redis://127.0.0.1:${port}`;
    mkdirSync(join(folder, 'redis-aside'));
    track(startRedis(join(folder, 'redis-aside'), port));
    const files = join(folder, 'parcels');
    mkdirSync(files);
    const said = new Map<ChildProcess, string>();
    const listen = (child: ChildProcess) => {
      said.set(child, '');
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        said.set(child, said.get(child) + text);
      });
      return track(child);
    };
    const worker = ['worker', url, '--workers', '1', '--files', files];
    const other = copyBuild({ queue: 'another' });
    try {
      const stranger = listen(spawn(process.execPath, [other.program, ...worker, '--lang', 'en']));
      const good = listen(startCli(folder, [...worker, '--log', 'json', '--metrics-port', '0']));
      // It has nowhere to put what it is sent.
      const bad = listen(startCli(folder, worker, { TMPDIR: join(folder, 'nowhere') }));
      for (const child of [stranger, good, bad]) {
        await expect.poll(() => said.get(child), { timeout: 30_000 }).toMatch(/running the jobs/);
      }
      const command = ['batch', 'six.json', ...quickOptions];
      const badEnded = finished(bad);
      const there = await finished(
        track(
          startCli(folder, [...command, '-o', 'aside', '--queue', url, '--files', files, '--log', 'json']),
        ),
      );
      expect(there.status).toBe(0);
      expect(JSON.parse(there.stdout)).toMatchObject({ communities: 6, failed: 0 });
      expect((await badEnded).status).toBe(70);
      expect(said.get(bad)).toMatch(/three jobs in a row failed here and not at other workers \(.*nowhere/);
      const events = (text = '') =>
        text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Record<string, unknown>);
      const done = events(said.get(good)).filter(
        ({ event, outcome }) => event === 'job' && outcome === 'done',
      );
      expect(done).toHaveLength(6);
      expect(events(there.stderr).filter(({ event }) => event === 'community')).toHaveLength(6);
      const metrics = events(said.get(good)).find(({ event }) => event === 'metrics');
      const answer = await fetch(String(metrics?.url));
      expect(await answer.text()).toMatch(
        /bullmq_job_count\{queue="diku-batch-[0-9a-f]{16}", state="completed"\} 0/,
      );

      await runCli(folder, [...command, '-o', 'six', '--workers', '2']);
      expect(readTree(join(folder, 'aside'))).toEqual(readTree(join(folder, 'six')));
      // What was fetched lies nowhere any more.
      expect(Object.keys(readTree(files))).toEqual([]);
    } finally {
      other.remove();
    }
  });

  it.each([
    [66, 'redis://127.0.0.1:1', /redis:\/\/127\.0\.0\.1:1: no Redis server answers \(.*ECONNREFUSED/],
    [
      64,
      'redis://example.org:6379',
      /found example\.org; expected a queue on this machine, or --allow-remote/,
    ],
    [64, 'http://127.0.0.1', /expected redis:\/\/HOST:PORT/],
  ])('ends with %i for the queue %s', async (status, url, message) => {
    const result = await runCli(folder, ['worker', url]);
    expect(result.stderr).toMatch(message);
    expect(result.status).toBe(status);
  });
});
