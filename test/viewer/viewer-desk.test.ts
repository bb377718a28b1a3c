/** @module-tag thorough */

import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { formatProgrammeDocument, type StoredCommunity, shanghai2023Quotas } from '@diku/engine/programme';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dropFile } from '../import/review-support.ts';
import {
  type DistrictFile,
  districtWorkbooks,
  openColumn,
} from '../programme/programme-support/district-workbooks.ts';
import { simulateProgramme } from '../programme/programme-support/simulate-programme.ts';
import { csvText } from '../programme/programme-support/write-table.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';
import { type ProgrammeServer, serveProgramme } from '../support/serve-programme.ts';
import { findBrowser, launchBrowser, openPage, startPlanner, switchLanguage } from './browser.ts';
import { expectClean, expectFits } from './page-states.ts';

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';
const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const store = 'city.diku-programme';

/** Several files dropped onto the page at once. */
async function dropFiles(page: Page, files: readonly DistrictFile[]): Promise<void> {
  const given = files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('base64')] as const);
  await page.evaluate((dropped) => {
    const data = new DataTransfer();
    for (const [name, base64] of dropped) {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
  }, given);
}

const idle = (page: Page, side: string) =>
  page.waitForSelector(`[data-desk="${side}"][data-busy="false"]`, { timeout: 60_000 });

describe.skipIf(missing)('the office’s desk', () => {
  const work = createWorkFolder();
  const workbooks = districtWorkbooks(24, 7);
  let browser: Browser;
  let server: ProgrammeServer;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    for (const { name, bytes } of workbooks) writeFileSync(join(work.folder, name), bytes);
    [browser, server] = await Promise.all([launchBrowser(), serveProgramme(work.folder, store)]);
    ({ page, complaints } = await openPage(browser, server.url, { viewport: wide }));
  });

  afterAll(async () => {
    await browser?.close();
    server?.child.kill();
    work.remove();
    expect(complaints.filter((line) => !/422|Unprocessable/.test(line))).toEqual([]);
  });

  const cli = async (...args: string[]) => {
    const result = await runCli(work.folder, ['programme', ...args, '--json']);
    expect(result.stderr, args.join(' ')).not.toMatch(/diku: /);
    return result.stdout === '' ? undefined : JSON.parse(result.stdout);
  };
  const cells = (selector: string) =>
    page.$$eval(selector, (rows) =>
      rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')),
    );

  test('from 16 workbooks to the month’s report in at most 25 acts, with the figures of the command line', {
    timeout: 300_000,
  }, async () => {
    let acts = 0;
    const act = async (doing: () => Promise<unknown>, side?: string) => {
      acts += 1;
      await doing();
      if (side) await idle(page, side);
    };
    await idle(page, 'import');
    await act(() => dropFiles(page, workbooks));
    await page.waitForFunction(
      () => document.querySelectorAll('[data-file] [data-id="desk-columns"]').length === 16,
    );
    await idle(page, 'import');
    await act(() => page.selectOption(`[data-question="${openColumn}"] select`, 'opposite'), 'import');
    await act(() => page.click('[data-id="desk-take"]'));
    await page.waitForFunction(() => document.querySelectorAll('.desk-imports tbody tr').length === 16);
    await act(() => page.click('[data-id="programme-rank"]'), 'rank');
    await act(async () => {
      await page.fill('[data-id="weight-complaints"]', '30');
      await page.keyboard.press('Enter');
    });
    await page.waitForSelector('.desk-weight[data-changed="true"]');
    await idle(page, 'rank');
    const ranked = await cells('[data-ranked]');
    await act(() => page.click('[data-id="programme-assign"]'), 'assign');
    await act(async () => {
      await page.fill('[data-quota="浦东新区"] [data-id="quota-4"]', '20');
      await page.keyboard.press('Enter');
    });
    await page.waitForSelector('[data-quota="浦东新区"] td[data-changed="true"]');
    await idle(page, 'assign');
    await act(() => page.click('[data-id="assign-take"]'));
    await act(() => page.click('[data-id="assign-confirm"]'));
    await page.waitForSelector('[data-id="assign-take"]:disabled');
    await idle(page, 'assign');
    const assigned = await cells('[data-assigned]');
    const short = await cells('[data-quota]');
    await act(() => page.click('[data-id="programme-month"]'), 'month');
    const month = await cells('[data-month]');
    const saved = page.waitForEvent('download');
    await act(() => page.click('[data-id="month-xlsx"]'));
    const report = readFileSync(await (await saved).path());
    expect(acts).toBeLessThanOrEqual(25);
    // Eleven of them as the page is now; a path that grows is noticed.
    expect(acts).toBe(11);

    // The same by the commands.
    const year = new Date().getFullYear();
    const districts = { ...shanghai2023Quotas.districts, 浦东新区: [28, 55, 55, 20] };
    const given = {
      'answers.json': { columns: { [openColumn]: 'opposite' } },
      'weights.json': { complaints: 30 },
      'quotas.json': { year, districts },
    };
    for (const [name, value] of Object.entries(given))
      writeFileSync(join(work.folder, name), JSON.stringify(value));
    for (const [index, { name }] of workbooks.entries()) {
      const answers = index < 2 ? ['--answers', 'answers.json'] : [];
      const read = await runCli(work.folder, ['programme', 'import', name, '--into', 'cli.db', ...answers]);
      expect(read.status, read.stderr).toBe(0);
    }
    const rank = await cli('rank', 'cli.db', '--weights', 'weights.json');
    expect(ranked.map(([place, points, , name, reason]) => [place, points, name, reason])).toEqual(
      rank.communities
        .slice(0, 20)
        .map((row: { rank: number; points: number; name: string; reason: { zh: string } }) => [
          String(row.rank),
          row.points.toFixed(2),
          row.name,
          row.reason.zh,
        ]),
    );
    const choose = ['assign', 'cli.db', '--weights', 'weights.json', '--quotas', 'quotas.json', '--take'];
    const choice = await cli(...choose);
    expect(choice.taken).toBe(assigned.length);
    expect(choice.taken).toBeGreaterThan(100);
    expect(assigned.map(([, quarter, , name]) => `${name} ${quarter[0]}`).sort()).toEqual(
      choice.assigned
        .map(({ name, quarter }: { name: string; quarter: number }) => `${name} ${quarter}`)
        .sort(),
    );
    const lacking = (text: string) => Number(text.replace(/\D/g, ''));
    expect(short.map((row) => [row[0], lacking(row[7])])).toEqual(
      choice.districts.map((each: { district: string; short: number }) => [each.district, each.short]),
    );
    const status = await cli('status', 'cli.db', '--quotas', 'quotas.json');
    const minus = (count: number) => String(count).replace('-', '−');
    expect(month.slice(0, -1).map((row) => [row[0], row[1], ...row.slice(-3)])).toEqual(
      status.districts.map(
        (each: { district: string; communities: number; due: number; accepted: number }) => [
          ...[each.district, String(each.communities), String(each.due), String(each.accepted)],
          minus(each.accepted - each.due),
        ],
      ),
    );
    const written = await runCli(work.folder, [
      'programme',
      'report',
      'cli.db',
      '-o',
      'month.xlsx',
      '--quotas',
      'quotas.json',
      '--lang',
      'zh',
    ]);
    expect(written.status, written.stderr).toBe(0);
    expect(report.equals(readFileSync(join(work.folder, 'month.xlsx')))).toBe(true);
  });

  test('a table that cannot be read is told and holds the others back; a column gets another meaning; the last import is taken back', async () => {
    await page.click('[data-id="programme-import"]');
    await idle(page, 'import');
    const head = ['区', '小区名称', '地址', '停放能力', '户数'];
    const rows = [
      head,
      ['静安区', '新苑', '样例新路1弄', 321, 640],
      ['静安区', '静安样例1号苑', '样例13路1弄', 777, 999],
    ];
    const table = { name: '..\\..\\补充.csv', bytes: Buffer.from(csvText(rows)) };
    await dropFiles(page, [table, { name: '说明.csv', bytes: Buffer.from('a,b\n1,2\n') }]);
    await page.waitForSelector('[data-file="说明.csv"][data-refused="true"]');
    expect(await page.isDisabled('[data-id="desk-take"]')).toBe(true);
    await page.click('[data-file="说明.csv"] [data-id="desk-remove"]');
    await idle(page, 'import');
    await page.click('.desk-table [data-id="desk-columns"]');
    const samples = await page.textContent('[data-column="停放能力"] .desk-samples');
    expect(samples).toBe('321 | 777');
    await page.selectOption('[data-column="停放能力"] select', 'bays');
    await page.waitForSelector('[data-column="停放能力"][data-changed="true"]');
    await idle(page, 'import');
    await page.click('[data-id="desk-changes"]');
    const changed = await page.$$eval('.desk-table .desk-rows', (tables) => tables.at(-1)?.textContent);
    expect(changed).toMatch(/静安样例1号苑车位数300777/);
    expect(changed).toMatch(/静安样例1号苑户数\d+999/);
    await expectClean(page, 'review of a table', JSON.stringify(rows));
    await page.click('[data-id="desk-take"]');
    await page.waitForSelector('.desk-imports tbody tr:nth-child(17)');
    // The file's name is for people: nothing is written by it.
    expect(await page.textContent('.desk-imports tbody th')).toBe('补充.csv');
    const stored = await cli('status', store, await communityId(page, '新苑'));
    expect(stored.community).toMatchObject({ bays: 321, households: 640 });
    await page.click('[data-id="desk-undo"]');
    await page.waitForSelector('.desk-imports tbody tr:nth-child(16)');
    await page.waitForFunction(() => document.querySelectorAll('.desk-imports tbody tr').length === 16);
    // What took steps is not taken back.
    await page.click('[data-id="desk-undo"]');
    const notice = page.locator('.notice[data-kind="error"]');
    await notice.waitFor();
    expect(await notice.textContent()).toMatch(/没有写入.*崇明/s);
    await page.keyboard.press('Escape');
  });

  test('a community takes its steps, each with what it rests on', async () => {
    await page.keyboard.press('m');
    await page.selectOption('[data-id="programme-stage"]', 'chosen');
    await page.locator('.community-rows').focus();
    await page.keyboard.press('ArrowDown');
    const card = await page.waitForSelector('[data-card]');
    const id = (await card.getAttribute('data-card'))!;
    const name = (await page.textContent('.community-head h2'))!;
    const stepTo = async (stage: string, file?: object) => {
      await page.waitForFunction(
        (to) => document.querySelector<HTMLSelectElement>('[data-id="step-stage"]')?.value === to,
        stage,
      );
      if (file) {
        const content = {
          name: `${stage}.json`,
          mimeType: 'application/json',
          buffer: Buffer.from(JSON.stringify(file)),
        };
        await page.setInputFiles('.step-form input[type=file]', content);
      }
      await page.click('[data-id="step-take"]');
    };
    await page.fill('.step-form [data-id="sign-author"]', '王样');
    await page.keyboard.press('Tab');
    const operators = [{ operator: 'telecom', expectedCoverageRatio: 0.97, passProbability: 0.96 }];
    await page.fill('[data-id="step-note"]', '初稿');
    const plan = { community: { name }, planFingerprint: 'f'.repeat(64), target: { met: true } };
    await stepTo('planned', { ...plan, operators, antennas: 9 });
    await page.selectOption('[data-id="programme-stage"]', '');
    await stepTo('coordinated', { 纪要: '业主大会同意' });
    await stepTo('under-construction');
    await stepTo('tested');
    const refused = page.locator('.notice[data-kind="error"]');
    await refused.waitFor();
    await page.keyboard.press('Escape');
    await page.fill('[data-id="step-without-evidence"]', '测试记录另送');
    await stepTo('tested');
    await stepTo('accepted');
    const notice = page.locator('.notice[data-kind="error"]');
    await notice.waitFor();
    expect(await notice.textContent()).toContain('没有测试报告');
    await page.keyboard.press('Escape');
    const target = { coverageRatio: 0.9, confidence: 0.95 };
    const passed = {
      operator: 'telecom',
      status: 'passed',
      locations: 120,
      coverageRatio: 0.97,
      lowerBoundRatio: 0.93,
    };
    const acceptance = {
      passed: true,
      rule: 'confidence',
      target,
      operators: [passed],
      points: [],
      pointsJudged: true,
    };
    await stepTo('accepted', { community: { name }, acceptance });
    // A report that nobody can compute again accepts nothing.
    await notice.waitFor();
    await page.keyboard.press('Escape');
    await expectClean(
      page,
      'steps of a community',
      JSON.stringify(workbooks.map((each) => each.name)) + name,
    );
    const { community } = await cli('status', store, id);
    expect(community.history.map(({ stage }: { stage: string }) => stage)).toEqual([
      ...['surveyed', 'chosen', 'planned', 'coordinated', 'under-construction', 'tested'],
    ]);
    expect(community.history[2]).toMatchObject({
      note: '初稿',
      author: '王样',
      plan: { met: true, source: { file: 'planned.json' } },
    });
    expect(community.history[3].attachments).toMatchObject([{ kind: 'consent', file: 'coordinated.json' }]);
    expect(community.history[5].withoutEvidence).toBe('测试记录另送');
    // Board and report count it alike.
    await page.keyboard.press('b');
    const board = await page.textContent('tfoot [data-balance] .quota-figures');
    const { city } = await cli('status', store, '--quotas', 'quotas.json');
    expect(board).toContain(`0 / ${city.due}`);
    expect(board).toContain(`−${city.due}`);
  });

  test('every side is clean for axe, fits a phone, in both languages, and has a key', async () => {
    await page.fill('[data-id="programme-words"]', '');
    const given = JSON.stringify(workbooks.map(({ name }) => name));
    await page.keyboard.press('Escape');
    for (const [key, side] of [
      ['i', 'import'],
      ['r', 'rank'],
      ['a', 'assign'],
      ['p', 'month'],
    ]) {
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await page.keyboard.press(key);
      await idle(page, side);
      const text = given + (await page.textContent('.desk'));
      await expectClean(page, side, text);
      await switchLanguage(page);
      await page.setViewportSize(phone);
      await expectFits(page, `${side} on a phone`, text);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.desk :is(button, select, input)')]
          .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 43)
          .map(({ outerHTML }) => outerHTML.slice(0, 120)),
      );
      expect(small, side).toEqual([]);
      await page.setViewportSize(wide);
      await switchLanguage(page);
    }
  });

  test('a page of another origin can neither read nor write it', async () => {
    const other = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(
        '<!doctype html><title>other</title><form method="post" enctype="multipart/form-data"><input name="request"></form>',
      );
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const before = readFileSync(join(work.folder, store));
    const visitor = await browser.newPage();
    try {
      await visitor.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
      const outcomes = await visitor.evaluate(async (url) => {
        const send = (headers: Record<string, string>, mode: RequestMode) => {
          const body = new FormData();
          body.set('request', '{}');
          return fetch(`${url}programme/state`, { method: 'POST', headers, body, mode }).then(
            async (response) => `${response.type} ${await response.text()}`,
            () => 'refused',
          );
        };
        return [
          await send({ 'X-Diku-Desk': '1' }, 'cors'),
          await send({}, 'cors'),
          await send({}, 'no-cors'),
        ];
      }, server.url);
      expect(outcomes).toEqual(['refused', 'refused', 'refused']);
      // A form that is sent leads to the answer that it is refused.
      await visitor.evaluate((url) => {
        const form = document.querySelector('form')!;
        form.action = `${url}programme/undo`;
        form.submit();
      }, server.url);
      await visitor.waitForURL(`${server.url}programme/undo`);
      expect(await visitor.textContent('body')).toContain('diku serve');
    } finally {
      await visitor.close();
      other.close();
    }
    expect(readFileSync(join(work.folder, store)).equals(before)).toBe(true);
  });
});

/** The id of a community that is in the page's list. */
async function communityId(page: Page, name: string): Promise<string> {
  await page.fill('[data-id="programme-words"]', name);
  const row = await page.waitForSelector(`.community-row >> text=/^${name}$/`);
  const id = await row.evaluate((element) =>
    element.closest('[data-community]')!.getAttribute('data-community'),
  );
  await page.fill('[data-id="programme-words"]', '');
  return id!;
}

test.skipIf(missing)(
  'a programme without a file behind it is only shown, and the page says how to open one for writing',
  async () => {
    const planner = await startPlanner();
    const { page, complaints } = await openPage(planner.browser, planner.server.url, { viewport: wide });
    const communities = simulateProgramme(20, 2026, 5) as StoredCommunity[];
    const document = formatProgrammeDocument(communities, { asOf: '2026-11-20', datum: 'gcj02' });
    await dropFile(page, 'city.json', Buffer.from(document));
    const told = await page.waitForSelector('.read-only');
    expect(await told.textContent()).toContain('diku serve');
    expect(await page.locator('[data-id="programme-import"]').count()).toBe(0);
    expect(complaints).toEqual([]);
    await planner.close();
  },
);
