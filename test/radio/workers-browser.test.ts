import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engineSources } from '../../scripts/lib/engine-sources.mjs';
import { findBrowser, launchBrowser, openPage, repositoryPath } from '../viewer/browser.ts';
import { createJobs, createLargeJob, SEED } from './worker-support/jobs.ts';
import { solveHere } from './worker-support/pool-support.ts';

interface Report {
  isolated: boolean;
  /** Name of the error that the cancelled call ended with. */
  cancelled: string;
  /** Whether memory is shared, per field. */
  shared: boolean[];
  digests: string[];
  /** Field workers. */
  started: number;
  error?: string;
}

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';

if (missing && process.env.CI === 'true') throw new Error(missing);

describe.skipIf(missing)('the worker pool in a worker of a page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'diku-pool-'));
  const servers: Server[] = [];
  let browser: Browser;

  beforeAll(async () => {
    await build({
      configFile: false,
      logLevel: 'error',
      root: join(repositoryPath, 'test/radio/worker-support/browser'),
      base: './',
      resolve: { alias: engineSources },
      worker: { format: 'es' },
      build: { outDir: folder, emptyOutDir: true, target: 'es2022', minify: false },
    });
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Returns what the page at `query` found, and what the browser complained of. */
  async function runPage(
    query: string,
    isolated: boolean,
  ): Promise<{ report: Report; complaints: string[] }> {
    const url = await serve(isolated ? isolation : {});
    const { page, complaints } = await openPage(browser, `${url}${query}`);
    await page.waitForFunction('globalThis.report');
    const report = await page.evaluate<Report>('globalThis.report');
    await page.context().close();
    return { report, complaints };
  }

  async function serve(headers: Record<string, string>): Promise<string> {
    const server = createServer((request, response) => {
      const path = (request.url ?? '/').split('?')[0];
      const type = extname(path) === '.js' ? 'text/javascript' : 'text/html';
      response.writeHead(200, { ...headers, 'Content-Type': type });
      response.end(readFileSync(join(folder, path === '/' ? 'index.html' : path)));
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  test.each([
    ['shared memory where it is cross-origin isolated', true],
    ['arrays that move where it is not', false],
  ])(`gives the bytes of one Node thread, with %s (seed ${SEED})`, async (_, isolated) => {
    const jobs = [createLargeJob(), ...createJobs(30)];
    const { report, complaints } = await runPage('', isolated);
    expect(report.digests).toEqual(solveHere(jobs).map(digest));
    expect(report.isolated).toBe(isolated);
    expect(report.shared).toEqual(jobs.map(() => isolated));
    expect(report.cancelled).toBe('CancelledError');
    expect(report.started).toBe(2);
    expect(complaints).toEqual([]);
  });

  test('replaces a worker that fails as it starts', { tags: ['thorough'] }, async () => {
    const { report } = await runPage('?broken', true);
    expect(report.digests).toEqual(solveHere([createLargeJob(), ...createJobs(30)]).map(digest));
    expect(report.started).toBe(2);
  });

  test('reports workers that all fail', async () => {
    const { report } = await runPage('?hopeless', true);
    expect(report.error).toMatch(/^a worker failed: .*struck.*, twice on the same work$/);
  });
});

function digest(field: Float32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(field.buffer, field.byteOffset, field.byteLength))
    .digest('hex');
}
