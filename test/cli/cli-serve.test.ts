import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkFolder, finished, fixturePlan, startCli } from '../support/run-cli.ts';

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

const work = createWorkFolder();
let server: ChildProcess;
let ended: ReturnType<typeof finished>;
let port = 0;

/** A request with the path exactly as given: `fetch` would tidy it up. */
async function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { bytes, ...answer } = await askBytes(path, headers, method);
  return { ...answer, body: bytes.toString('utf8') };
}

/** The same with the body as it came. */
function askBytes(
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<Omit<Answer, 'body'> & { bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          bytes: Buffer.concat(chunks),
        }),
      );
    });
    call.on('error', reject);
    call.end();
  });
}

beforeAll(async () => {
  server = startCli(work.folder, ['serve', fixturePlan, '--port', '0']);
  ended = finished(server);
  port = await new Promise<number>((resolve, reject) => {
    server.stdout?.on('data', (chunk: Buffer) => {
      const found = /127\.0\.0\.1:(\d+)/.exec(chunk.toString());
      if (found) resolve(Number(found[1]));
    });
    void ended.then(({ stderr }) => reject(new Error(stderr)));
  });
});
afterAll(() => {
  server.kill('SIGKILL');
  work.remove();
});

describe('diku serve', () => {
  it('serves the planner, isolated from everything else', async () => {
    const { status, headers, body } = await ask('/');
    expect(status).toBe(200);
    expect(body).toContain('<title>');
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers['content-security-policy']).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:/);
  });

  it('lets no copy answer for the script that says whether there is a new version', async () => {
    expect((await ask('/service-worker.js')).headers['cache-control']).toBe('no-store');
    expect((await ask('/manifest.webmanifest')).headers['content-type']).toBe('application/manifest+json');
    expect((await ask('/')).headers['cache-control']).toBe('no-cache');
  });

  it('serves every file that the page names', async () => {
    const { body } = await ask('/');
    const names = [...body.matchAll(/(?:src|href)="\.?(\/[^"]+)"/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names)
      expect({ name, status: (await ask(name)).status }).toEqual({ name, status: 200 });
  });

  it.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip;q=0.8, deflate', 'gzip', gunzipSync],
    ['br;q=0, *', 'gzip', gunzipSync],
  ] as const)('compresses for whoever accepts %s by %s', async (accepted, encoding, unpack) => {
    const { body } = await ask('/');
    const script = /src="\.(\/[^"]+\.js)"/.exec(body)![1];
    for (const path of [script, '/plan.json', script]) {
      const plain = await askBytes(path, {});
      const packed = await askBytes(path, { 'Accept-Encoding': accepted });
      expect(packed.headers['content-encoding']).toBe(encoding);
      expect(packed.headers.vary).toBe('Accept-Encoding');
      expect(packed.headers['content-type']).toBe(plain.headers['content-type']);
      expect(Number(packed.headers['content-length'])).toBe(packed.bytes.length);
      expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2);
      expect(unpack(packed.bytes).equals(plain.bytes)).toBe(true);
      expect((await ask(path, { 'Accept-Encoding': accepted }, 'HEAD')).headers['content-length']).toBe(
        packed.headers['content-length'],
      );
    }
  });

  it.each(['', 'identity', 'deflate', 'br;q=0, gzip;q=0', 'gzip;q=nonsense, br;q=-1'])(
    'compresses nothing for whoever accepts “%s”, and no image',
    async (accepted) => {
      for (const path of ['/plan.json', '/icon-512.png']) {
        const { headers } = await askBytes(path, accepted === '' ? {} : { 'Accept-Encoding': accepted });
        expect(headers['content-encoding']).toBeUndefined();
      }
      const image = await askBytes('/icon-512.png', { 'Accept-Encoding': 'br' });
      expect(image.headers['content-encoding']).toBeUndefined();
    },
  );

  it('serves the plan', async () => {
    const { status, body } = await ask('/plan.json');
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual(JSON.parse(readFileSync(fixturePlan, 'utf8')));
  });

  it.each(['evil.example', '127.0.0.1:1', 'localhost', '127.0.0.1.nip.io'])(
    'refuses requests that name the host %s',
    async (host) => {
      const { status, body } = await ask('/plan.json', { Host: host });
      expect(status).toBe(403);
      expect(body).not.toContain('diku-plan');
    },
  );

  it.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '//etc/passwd',
    '/assets',
    '/.',
  ])('has no file at %s', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it('has the licences of what the planner contains', async () => {
    const { status, body } = await ask('/third-party-notices.txt');
    expect(status).toBe(200);
    for (const name of ['three', 'react', 'unpdf']) expect(body).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });

  it('answers GET and HEAD only', async () => {
    const head = await ask('/plan.json', {}, 'HEAD');
    expect(head).toMatchObject({ status: 200, body: '' });
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await ask('/plan.json', {}, method)).status).toBe(405);
    }
  });

  const outside = Object.values(networkInterfaces())
    .flat()
    .find((address) => address && !address.internal && address.family === 'IPv4');
  it.skipIf(!outside)('does not listen on the network', async () => {
    const outcome = await new Promise((resolve) => {
      const socket = connect(port, outside?.address ?? '');
      socket.on('connect', () => resolve('connected'));
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    expect(outcome).toBe('ECONNREFUSED');
  });

  it('ends with 130 when interrupted', async () => {
    server.kill('SIGINT');
    expect((await ended).status).toBe(130);
  });
});
