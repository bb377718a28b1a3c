import { designNetwork, type Plan, reportNetwork } from '@diku/engine';
import { describe, expect, test } from 'vitest';
import { copyRecords } from '../packages/viewer/src/store/edits/copy-selection.ts';
import { moveSelection } from '../packages/viewer/src/store/edits/move-selection.ts';
import { removeSelection } from '../packages/viewer/src/store/edits/remove-selection.ts';
import { feedState, movedText } from '../packages/viewer/src/store/network-state.ts';
import { applyChange } from '../packages/viewer/src/store/plan-change.ts';
import { findBrowser, openPage, startPlanner } from './browser.ts';
import { networkedPlan } from './network-support/networked-plan.ts';

const missing = findBrowser() ? undefined : 'no Chromium found (set CHROMIUM_PATH)';
const { plan } = designNetwork(
  networkedPlan((plan) => {
    plan.levels.length = 1;
    plan.antennas = plan.antennas.filter(({ level }) => level === plan.levels[0].id);
  }),
  { partial: true, effort: 'low' },
);
const [first] = plan.antennas;

describe('a network under edits of the planner', () => {
  test('is current until what it was designed from is edited, and again when that is taken back', () => {
    expect(feedState(plan).state).toBe('current');
    const edits = [
      moveSelection(plan, [{ kind: 'antenna', id: first.id }], [0, 3]),
      removeSelection(plan, [{ kind: 'antenna', id: first.id }]),
      copyRecords(plan, [{ kind: 'antenna', record: first }], first.level, [2, 0])?.change,
    ];
    const moved = edits.map((change) => {
      const next = applyChange(plan, change as NonNullable<typeof change>) as Plan;
      const state = feedState(next);
      expect(state.state).toBe('stale');
      expect(feedState(next)).toBe(state);
      return movedText(state);
    });
    for (const text of moved) expect(text).toContain(first.id.replace(/\d+$/, ''));
    expect(new Set(moved).size).toBe(3);
    expect(feedState(plan).state).toBe('current');
    expect(reportNetwork(plan)?.states.network.state).toBe('current');
  });
});

describe.skipIf(missing)('a stale network in a browser', () => {
  test('leaves the verdict open, names what moved, ticks no rule and hands out no document unasked', async () => {
    const planner = await startPlanner(JSON.stringify(plan));
    try {
      const { page, complaints } = await openPage(planner.browser, planner.server.url, { locale: 'en-US' });
      await page.waitForSelector('.verdict[data-state="fresh"]');
      const target = (met: string) => `.verdict[data-state="fresh"] .target[data-met="${met}"]`;
      expect(await page.locator(target('open')).count()).toBe(0);
      await page.keyboard.press('n');
      await page.waitForSelector('.network[data-state="fresh"]');
      await page.focus(`[data-antenna="${first.id}"]`);
      await page.keyboard.press('Shift+ArrowUp');
      await page.waitForSelector(target('open'));
      expect(await page.textContent('.verdict')).toContain('Not decidable yet');
      expect(await page.locator('.verdict .mark.met').count()).toBe(0);
      await page.waitForSelector('.network[data-state="stale"]');
      expect(await page.textContent('.network-stale')).toContain(`antenna ${first.id} moved by`);
      await page.click('[data-id="network-tab-rules"]');
      expect(await page.locator('.rules .mark.met').count()).toBe(0);
      expect(await page.textContent('.rules li[data-passed="false"]')).toContain('powers of the prediction');

      await page.keyboard.press('Control+Shift+E');
      await page.waitForSelector('[data-id="export-report"]');
      expect(await page.isDisabled('[data-id="export-report"]')).toBe(true);
      await page.click('[data-id="export-allow-stale"]');
      await page.waitForSelector('[data-id="export-report"]:enabled');
      await page.keyboard.press('Escape');

      await page.keyboard.press('Control+z');
      await page.waitForSelector(target('open'), { state: 'detached' });
      await page.waitForSelector('.network[data-state="fresh"]');
      await page.keyboard.press('Control+y');
      await page.waitForSelector(target('open'));
      await page.click('.network-stale [data-id="feed"]');
      await page.click('.proposal [data-id="take"]');
      await page.waitForSelector('.network[data-state="fresh"]');
      await page.waitForSelector(target('open'), { state: 'detached' });
      expect(complaints).toEqual([]);
    } finally {
      await planner.close();
    }
  });
});
