/** @module-tag thorough */
import { readFileSync } from 'node:fs';
import { acceptReasons, type Plan, parsePlan, reportNetwork } from '@diku/engine';
import { describe, expect, test } from 'vitest';
import { designNetwork } from '../../packages/engine/src/design/index.ts';
import { withImportBasis, withVerdict } from '../../packages/engine/src/plan/index.ts';
import { feedState, movedText, planStates } from '../../packages/viewer/src/store/derived-states.ts';
import { copyRecords } from '../../packages/viewer/src/store/edits/copy-selection.ts';
import { moveSelection } from '../../packages/viewer/src/store/edits/move-selection.ts';
import { removeSelection } from '../../packages/viewer/src/store/edits/remove-selection.ts';
import { applyChange } from '../../packages/viewer/src/store/plan-change.ts';
import { networkedPlan } from '../design/network-support/networked-plan.ts';
import { isLong } from '../support/is-long.ts';
import { findBrowser, openPage, startPlanner } from './browser.ts';

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

/** What an import says of a level that is no garage but for its bays. */
const doubtful = {
  format: 'dxf',
  scale: { metresPerUnit: 0.001, by: 'header', agree: ['bays', 'columns'], disagree: [] },
  levels: ['B1'].map((level) => ({
    ...{ level, floorM2: 900, outlinedM2: 900, drawnM2: 900, emptyM2: 0 },
    outline: { by: 'walls', lengthM: 120, gaps: 0, gapLengthM: 0, longestGapM: 0, doubtedHolesM2: 0 },
    ...{
      bays: { found: 20, outside: 5 },
      columns: { found: 8, outside: 0 },
      points: { found: 3, outside: 0 },
    },
    ...{ wallsM: { found: 200, outside: 0 }, use: { for: ['bays', 'garage-words', 'columns'], against: [] } },
  })),
  leftOut: [],
  missing: { references: 0, blocks: 0, objects: 0, damaged: 0 },
};

/** A plan as `diku plan` writes it: read from a drawing, with a network and a verdict. Met whatever the powers are. */
const verdictPlan = withVerdict(
  withImportBasis(
    acceptReasons({ ...plan, requirements: { ...plan.requirements, coverageRatio: 0.02 } }, [
      'requirements-unusual',
    ]),
  ),
  { met: true, decidable: true, passProbability: 0.97 },
);
/** A bay less: neither network nor powers depend on it. */
const fewerBays: Plan = {
  ...verdictPlan,
  levels: verdictPlan.levels.map((level) => ({ ...level, bays: level.bays?.slice(1) })),
};

describe('import and verdict of a plan', () => {
  test('are stale by what they depend on alone, network and powers too', () => {
    const states = (each: Plan) => Object.values(planStates(each)).map(({ state }) => state);
    expect(states(verdictPlan)).toEqual(['current', 'current', 'current', 'current', 'none', 'none']);
    expect(states(fewerBays)).toEqual(['current', 'current', 'stale', 'stale', 'none', 'none']);
    const moved = moveSelection(verdictPlan, [{ kind: 'antenna', id: first.id }], [0, 3]);
    expect(states(applyChange(verdictPlan, moved as NonNullable<typeof moved>) as Plan)).toEqual([
      ...['stale', 'stale', 'current', 'stale', 'none', 'none'],
    ]);
  });
});

describe.skipIf(missing)('a plan with parts of another one in a browser', () => {
  test.each(
    [
      ['zh-CN', ['已失效：导入摘要、存档结论', 'B1 层的车位有改动', '不能引用']] as const,
      [
        'en-US',
        ['Stale: summary of the import, stored verdict', 'bays of level B1 changed', 'not to be quoted'],
      ] as const,
    ].slice(0, isLong ? 2 : 1),
  )(
    'says in words which are stale and what changed, with no tick beside them, in %s',
    async (locale, message) => {
      const planner = await startPlanner(JSON.stringify(fewerBays));
      try {
        const { page, complaints } = await openPage(planner.browser, planner.server.url, { locale });
        await page.waitForSelector('.verdict[data-state="fresh"]');
        expect(await page.textContent('[data-kind="stale-parts"]')).toContain(message[0]);
        const listed = page.locator('.inspector .derived-parts li');
        expect(
          await listed.evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.state)),
        ).toEqual(['current', 'current', 'stale', 'stale']);
        await page.setViewportSize({ width: 390, height: 844 });
        await page.click('[data-id="stale-parts"]');
        const text = await page.textContent('.help .derived-parts');
        for (const sentence of message.slice(1)) expect(text).toContain(sentence);
        expect(await page.locator('.is-stale .mark.met, .is-stale .mark.open').count()).toBe(0);
        expect(await page.locator('.help .mark.stale').count()).toBe(2);
        expect(complaints).toEqual([]);
      } finally {
        await planner.close();
      }
    },
  );

  test.runIf(isLong)('has another look than one that nobody can decide yet', async () => {
    const summary = { ...doubtful, levels: doubtful.levels.slice(0, plan.levels.length) };
    const doubted = parsePlan(withImportBasis(verdictPlan, { summary }));
    const looks: (string | null)[][] = [];
    const move = moveSelection(verdictPlan, [{ kind: 'antenna', id: first.id }], [0, 3]);
    for (const each of [doubted, applyChange(verdictPlan, move as NonNullable<typeof move>)]) {
      const planner = await startPlanner(JSON.stringify(each));
      try {
        const { page } = await openPage(planner.browser, planner.server.url, { locale: 'en-US' });
        const target = page.locator('.verdict[data-state="fresh"] .target');
        await target.waitFor();
        const look = await target.evaluate((shown) => getComputedStyle(shown).border);
        looks.push([look, await target.locator('.mark').textContent()]);
        expect(await page.locator('.verdict .mark.met').count()).toBe(0);
        // Nor a tick in the list of points.
        expect(await page.textContent('.inspector')).not.toContain('✓');
        await page.setViewportSize({ width: 390, height: 844 });
        const why = each === doubted ? 'Doubts of the import: 1' : 'the feeder network is stale';
        expect(await page.locator('.verdict .figure', { hasText: why }).isVisible()).toBe(true);
      } finally {
        await planner.close();
      }
    }
    expect(looks[0][1]).toBe('?');
    expect(looks[1][1]).toBe('≠');
    expect(looks[0][0]).not.toBe(looks[1][0]);
  });
});

describe.skipIf(missing)('a stored verdict in a browser', () => {
  test('is stored as the page shows it once the plan is saved, and not at all while that is not known', async () => {
    // A target that nobody meets, so that what was stored is wrong.
    const { requirements } = fewerBays;
    const stricter = { ...fewerBays, requirements: { ...requirements, coverageRatio: 0.9999 } };
    const planner = await startPlanner(JSON.stringify(stricter));
    try {
      const { page, complaints } = await openPage(planner.browser, planner.server.url, { locale: 'en-US' });
      await page.waitForSelector('.verdict[data-state="fresh"] .target[data-met="false"]');
      const save = async () => {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.keyboard.press('Control+s'),
        ]);
        return parsePlan(JSON.parse(readFileSync(await download.path(), 'utf8')));
      };
      const states = (each: Plan) => planStates(each).verdict.state;
      expect(states(stricter)).toBe('stale');
      const saved = await save();
      expect(saved.derived?.verdict).toMatchObject({ met: false, decidable: true, resolutionM: 0.5 });
      expect(states(saved)).toBe('current');
      const { verdict: _, ...parts } = saved.derived ?? {};
      const { verdict: __, ...before } = stricter.derived ?? {};
      expect(parts).toEqual(before);
      // The page says no more that it is stale, and predicts nothing for that.
      expect(await page.textContent('.inspector .derived-parts')).not.toContain('not to be quoted');
      expect(await page.locator('.verdict[data-state="fresh"]').count()).toBe(1);
      expect(await save()).toEqual(saved);

      await page.focus(`[data-antenna="${first.id}"]`);
      // Both keys at once, before anything can be predicted.
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.evaluate(() => {
          for (const key of [
            { key: 'ArrowUp', shiftKey: true },
            { key: 's', ctrlKey: true },
          ]) {
            const event = new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true });
            document.activeElement?.dispatchEvent(event);
          }
        }),
      ]);
      const unknown = parsePlan(JSON.parse(readFileSync(await download.path(), 'utf8')));
      expect(unknown.antennas[0].position).not.toEqual(saved.antennas[0].position);
      expect(unknown.derived?.verdict).toBeUndefined();
      expect(unknown.derived?.network).toEqual(saved.derived?.network);
      expect(complaints).toEqual([]);
    } finally {
      await planner.close();
    }
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
      // While nobody looks at the network nothing of it follows.
      await page.focus(`[data-antenna="${first.id}"]`);
      await page.keyboard.press('Shift+ArrowUp');
      await page.waitForSelector(target('open'));
      await page.keyboard.press('n');
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
      await page.keyboard.press('n');
      await page.keyboard.press('Control+y');
      await page.waitForSelector(target('open'));
      await page.keyboard.press('n');
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
