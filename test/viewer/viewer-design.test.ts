/** @module-tag thorough */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  createPlainSolver,
  createSimdKernel,
  type NetworkReport,
  type PlacedPlan,
  type Plan,
  placePlan,
  planPdf,
  predictPlan,
  readFont,
  reportNetwork,
} from '@diku/engine';
import { diagramSvg, floorSvg, planXlsx } from '@diku/engine/documents';
import loadHighs from 'highs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { designNetwork, evaluateHandover } from '../../packages/engine/src/design/index.ts';
import { pointBudgets } from '../../packages/engine/src/workflow/index.ts';
import { networkedPlan } from '../design/network-support/networked-plan.ts';
import { buildAntenna, buildLanePlan, buildPlan, buildWalledPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';
import { findBrowser, launchBrowser, openPage, repositoryPath, viewerPath } from './browser.ts';

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';
if (missing && process.env.CI === 'true') throw new Error(missing);

const solver = createPlainSolver(createSimdKernel());
const walled = buildWalledPlan();
const garage = buildPlan({
  levels: [{ ...walled.levels[0], facilities: undefined }],
  carriers: [{ ...walled.carriers[0], portPowerDbm: 0 }],
});

// One level and one carrier of the fixture, so that predictions of its states are cheap.
const oneLevel = () =>
  networkedPlan((plan) => {
    plan.levels.splice(1);
    plan.carriers.splice(1);
    plan.antennas = plan.antennas
      .filter(({ level }) => level === plan.levels[0].id)
      .map(({ portPowerDbm: _, ...antenna }) => antenna);
  });
/** A lane with what a network needs, of which documents are quickly made. */
function lane(): Plan {
  const facilities = [
    { id: 'er', kind: 'equipment-room' as const, position: [3, 3] as [number, number] },
    { id: 'sh', kind: 'shaft' as const, position: [5, 3] as [number, number] },
  ];
  const antennas = [buildAntenna('A1', 10, 3), buildAntenna('A2', 30, 3)].map(
    ({ portPowerDbm: _, ...antenna }) => antenna,
  );
  return buildLanePlan({ facilities }, { antennas });
}
const unfed = isLong ? oneLevel() : lane();

/** Describes what a worker of the planner answers, and what it told on the way. */
interface Answer<Value> {
  outcome: { ok: true; value: Value } | { ok: false; failure: { name: string } };
  progress: { stage: string; placing?: { step: string; antennas: unknown[]; lowerBound?: number } }[];
}

type PlacedAntennas = Pick<PlacedPlan['placement'], 'ended' | 'certificate' | 'lowerBound'> & {
  antennas: Plan['antennas'];
};

describe.skipIf(missing)('designing in the planner’s worker', () => {
  const work = createWorkFolder();
  let browser: Browser;
  let server: Server;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    type Serving = { createPlannerServer(folder: string, plan: string | undefined): Server };
    const { href } = new URL('../../packages/cli/src/planner-server.ts', import.meta.url);
    const { createPlannerServer } = (await import(href)) as Serving;
    server = createPlannerServer(viewerPath, undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await launchBrowser();
    const { port } = server.address() as AddressInfo;
    ({ page, complaints } = await openPage(browser, `http://127.0.0.1:${port}/`));
  });
  afterAll(async () => {
    expect(complaints).toEqual([]);
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
    work.remove();
  });

  /** Calls the worker of the built planner as its page does (comlink's messages); `cancelAt` is a step of placing. */
  function call<Value>(name: string, args: unknown[], cancelAt?: string): Promise<Answer<Value>> {
    const [file] = readdirSync(join(viewerPath, 'assets')).filter((each) => /^worker-.*\.js$/.test(each));
    return page.evaluate(
      async ({ file, name, args, cancelAt }) => {
        const worker = new Worker(`./assets/${file}`, { type: 'module' });
        const { port1, port2 } = new MessageChannel();
        const progress: Answer<never>['progress'] = [];
        const cancelled = new Int32Array(new SharedArrayBuffer(4));
        port1.onmessage = ({ data }) => {
          if (data.type !== 'APPLY') return;
          const [{ value }] = data.argumentList;
          progress.push(value);
          if (cancelAt !== undefined && value.placing?.step === cancelAt) Atomics.store(cancelled, 0, 1);
        };
        const given = args.map((value) =>
          name === 'placeAntennas' ? { ...(value as object), cancelled } : value,
        );
        const list = [
          ...given.map((value) => ({ type: 'RAW', value })),
          { type: 'HANDLER', name: 'proxy', value: port2 },
        ];
        const outcome = await new Promise<never>((resolve, reject) => {
          worker.onerror = ({ message }) => reject(new Error(message));
          worker.onmessage = ({ data }) => resolve(data.value);
          worker.postMessage({ id: '1', type: 'APPLY', path: [name], argumentList: list }, [port2]);
        });
        worker.terminate();
        const { value } = outcome as { value?: { bytes?: Uint8Array } };
        // Bytes go out as text.
        if (value?.bytes) Object.assign(value, { bytes: Array.from(value.bytes) });
        return { outcome, progress };
      },
      { file, name, args, cancelAt },
    );
  }

  it.runIf(isLong)(
    'places with the same bits and the same bound as the engine in Node, and loads HiGHS for it',
    async () => {
      const loaded: string[] = [];
      page.context().on('request', (request) => loaded.push(request.url()));
      const { outcome, progress } = await call<PlacedAntennas>('placeAntennas', [
        { plan: garage, choices: { effort: 'low' } },
      ]);
      if (!outcome.ok) throw new Error(outcome.failure.name);
      const { plan, placement } = await placePlan(garage, { solver, effort: 'low', loadHighs });
      expect(outcome.value.antennas).toEqual(plan.antennas);
      // Powers differ in the last bit between versions of V8, and with them the course of the proof, but not what it proves.
      expect(outcome.value.certificate?.method).toBe('linear-programs');
      expect(outcome.value.certificate?.linearBound).toBeCloseTo(placement.certificate?.linearBound ?? 0, 9);
      expect(outcome.value.lowerBound).toBe(placement.lowerBound);
      expect(loaded.filter((url) => /highs.*\.wasm$/.test(url))).toHaveLength(1);
      const steps = progress.flatMap(({ placing }) => (placing ? [placing] : []));
      expect(new Set(steps.map(({ step }) => step))).toContain('bound');
      expect(steps.at(-1)?.antennas.length).toBeGreaterThanOrEqual(plan.antennas.length);
    },
  );

  it.runIf(isLong)('keeps the best placement where it is cancelled in its search', async () => {
    const request = { plan: garage, choices: { effort: 'high' } };
    const { outcome, progress } = await call<PlacedAntennas>('placeAntennas', [request], 'search');
    if (!outcome.ok) throw new Error(outcome.failure.name);
    expect(outcome.value.ended).toBe('cancelled');
    const seen = progress.flatMap(({ placing }) => (placing ? [placing.antennas.length] : []));
    expect(outcome.value.antennas.length).toBeLessThanOrEqual(Math.min(...seen));
    const { assessment } = await predictPlan({ ...garage, antennas: outcome.value.antennas }, { solver });
    expect(assessment.operators[0].passProbability).toBeGreaterThan(0.9);
  });

  it('designs the network that the engine designs, and its rules and bill', async () => {
    const { outcome } = await call<{ network: Plan['network']; report: NetworkReport }>('feed', [unfed]);
    if (!outcome.ok) throw new Error(outcome.failure.name);
    const { plan } = designNetwork(unfed, { partial: true });
    expect(outcome.value.network).toEqual(plan.network);
    expect(outcome.value.report).toEqual(reportNetwork(plan));
  });

  it('leaves locked parts of a network as they are', async () => {
    const designed = structuredClone(designNetwork(unfed, { partial: true, effort: 'low' }).plan);
    const cable = designed.network?.cables?.[0];
    if (!cable) throw new Error('no cable');
    Object.assign(cable, { locked: true, lengthM: cable.lengthM + 2.5 });
    const { outcome } = await call<{ network: Plan['network'] }>('feed', [designed]);
    if (!outcome.ok) throw new Error(outcome.failure.name);
    expect(outcome.value.network?.cables).toContainEqual(cable);
  });

  it('makes documents with the bytes of the command line and of the engine', async () => {
    const { plan } = designNetwork(unfed, { partial: true, effort: 'low' });
    const bytesOf = async (kind: string, lang: 'zh' | 'en', fields = {}) => {
      const { outcome } = await call<{ bytes: number[] }>('makeDocument', [plan, { kind, lang, fields }]);
      if (!outcome.ok) throw new Error(outcome.failure.name);
      return Buffer.from(outcome.value.bytes);
    };
    const digest = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
    writeFileSync(join(work.folder, 'plan.json'), JSON.stringify(plan));
    const ofCli = async (command: string, file: string, ...options: string[]) => {
      const run = await runCli(work.folder, [command, 'plan.json', '-o', file, '--lang', 'zh', ...options]);
      expect(run.status, run.stderr).toBe(0);
      return digest(readFileSync(join(work.folder, file)));
    };
    expect(digest(await bytesOf('report', 'zh'))).toBe(await ofCli('report', 'own.html'));
    const date = '2026-11-27';
    expect(digest(await bytesOf('pack', 'zh', { date }))).toBe(
      await ofCli('report', 'pack.zip', '--date', date),
    );
    const fields = { date, contact: '物业 021-55550000', schedule: '12 月 1 日至 12 日' };
    expect(digest(await bytesOf('notice', 'zh', fields))).toBe(
      await ofCli(
        'exposure',
        'notice.pdf',
        ...Object.entries(fields).flatMap(([key, value]) => [`--${key}`, value]),
      ),
    );
    const font = readFont(readFileSync(join(repositoryPath, 'assets/fonts/NotoSansSC-Subset.ttf')));
    const prediction = await predictPlan(plan, { solver, resolutionM: 0.5, scenarios: 'all' });
    const radio = { budgets: await pointBudgets(prediction), handover: await evaluateHandover(prediction) };
    const pdf = planPdf(plan, { lang: 'en', fonts: [font], prediction, ...radio }).bytes;
    expect(digest(await bytesOf('pdf', 'en'))).toBe(digest(pdf));
    expect(digest(await bytesOf('workbook', 'zh'))).toBe(
      digest(planXlsx(plan, { lang: 'zh', prediction, ...radio })),
    );
    expect(digest(await bytesOf('diagram-svg', 'en'))).toBe(digest(diagramSvg(plan, { lang: 'en' })));
    expect(digest(await bytesOf('floor-svg', 'zh'))).toBe(digest(floorSvg(plan, { lang: 'zh', prediction })));
  });
});
