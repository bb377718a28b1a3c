import { readFileSync } from 'node:fs';
import {
  createPlainSolver,
  createSimdKernel,
  findCarrierProfile,
  type Plan,
  parsePlan,
  planProfile,
  predictPlan,
} from '@diku/engine';
import { profileValues } from '@diku/engine/plan';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { PlanStore } from '../../packages/viewer/src/store/plan-store.ts';
import {
  parseSettings,
  settingProblems,
  settingsChange,
  settingsDocument,
  withCarriers,
  withSettings,
} from '../../packages/viewer/src/store/settings/change-settings.ts';
import {
  isSettingChanged,
  type SettingRow,
  type SettingValue,
  settingRows,
  settingValue,
  withSetting,
} from '../../packages/viewer/src/store/settings/setting-rows.ts';
import { settingSections } from '../../packages/viewer/src/store/settings/setting-sections.ts';
import { dropFile } from '../import/review-support.ts';
import { isLong } from '../support/is-long.ts';
import { runCli } from '../support/run-cli.ts';
import {
  findBrowser,
  fresh,
  openPage,
  type Planner,
  savePlan,
  startPlanner,
  switchLanguage,
} from './browser.ts';
import { expectClean } from './page-states.ts';

const fixture = readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url), 'utf8');
const plan = parsePlan(JSON.parse(fixture));

/** Where an option of the command line stands in the planner: a setting, a command, or why it stands in neither. */
type Home = { setting: string } | { command: string } | { lineAlone: string };

const homes: Record<string, Home> = {
  out: { command: 'save' },
  corrections: { command: 'open' },
  part: { command: 'review' },
  outline: { command: 'review' },
  wall: { command: 'review' },
  'not-wall': { command: 'review' },
  scale: { command: 'review' },
  'scale-points': { command: 'review' },
  page: { command: 'open' },
  accept: { command: 'review' },
  by: { command: 'review' },
  date: { command: 'review' },
  carriers: { command: 'settings-carriers' },
  'no-network': { command: 'feed' },
  sectors: { setting: 'choices.sectors' },
  kinds: { setting: 'choices.kinds' },
  candidates: { setting: 'placement.spacingM' },
  objective: { setting: 'choices.objective' },
  paths: { setting: 'choices.paths' },
  'service-within': { setting: 'placement.serviceDistanceM' },
  entrances: { setting: 'placement.entrances' },
  lobbies: { setting: 'placement.lobbies' },
  catalogue: { command: 'settings-network' },
  'keep-existing': { setting: 'choices.keepExisting' },
  refuse: { command: 'refuse' },
  'refuse-within': { setting: 'choices.refuseRadiusM' },
  gap: { setting: 'choices.gapRatio' },
  effort: { setting: 'choices.effort' },
  seed: { setting: 'choices.seed' },
  'time-limit': { command: 'stop' },
  profile: { setting: 'profile.voice.lte.rsrpDbm' },
  'ground-rsrp': { command: 'settings-carriers' },
  confidence: { setting: 'requirements.confidence' },
  resolution: { lineAlone: 'the planner has one grid of 0.5 m, so that figures can be compared' },
  model: { setting: 'propagation.model' },
  scenarios: { command: 'scenario-planned' },
  'require-scenarios': { setting: 'requirements.requiredScenarios' },
  survive: { setting: 'requirements.requiredScenarios' },
  'antennas-for-states': { command: 'state-prices' },
  workers: { lineAlone: 'the browser has the threads that it has' },
  rule: { setting: 'requirements.acceptance.rule' },
  phone: { setting: 'requirements.acceptance.phone' },
  'bays-taken': { setting: 'requirements.acceptance.baysTakenRatio' },
  json: { lineAlone: 'a page has no standard output' },
  lang: { command: 'language' },
  help: { command: 'help' },
};

const rows = settingRows(plan);
const rowOf = (path: string): SettingRow => {
  const found = rows.find((each) => each.path === path);
  if (!found) throw new Error(`no setting ${path}`);
  return found;
};

describe('settings of a project', () => {
  test('every option of plan and place is a setting or a command', async () => {
    const commandsText = readFileSync(
      new URL('../../packages/viewer/src/commands/list-commands.ts', import.meta.url),
      'utf8',
    );
    const more = ['edit', 'view'].map((name) =>
      readFileSync(
        new URL(`../../packages/viewer/src/commands/${name}-commands.ts`, import.meta.url),
        'utf8',
      ),
    );
    const isCommand = (id: string) =>
      settingSections.some((section) => id === `settings-${section}`) ||
      id === 'scenario-planned' ||
      [commandsText, ...more].some((text) => text.includes(`id: '${id}'`));
    const seen = new Set<string>();
    for (const command of ['plan', 'place']) {
      const { stdout } = await runCli(process.cwd(), [command, '--help', '--lang', 'en']);
      const options = [...stdout.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)].map(([, name]) => name);
      expect(options.length).toBeGreaterThan(20);
      for (const option of options) {
        seen.add(option);
        const home = homes[option];
        expect(home, `${command} --${option} has no place in the planner`).toBeDefined();
        if ('setting' in home) expect(rowOf(home.setting).path).toBe(home.setting);
        if ('command' in home) expect(isCommand(home.command), `${option}: ${home.command}`).toBe(true);
      }
    }
    expect(Object.keys(homes).filter((option) => !seen.has(option))).toEqual([]);
  });

  test('every value of the requirement profile is one, but those of the acceptance test', () => {
    const paths = new Set(rows.map(({ path }) => path));
    expect(paths.size).toBe(rows.length);
    const missing = profileValues(planProfile(plan)).filter(({ path }) => !paths.has(`profile.${path}`));
    expect(missing.map(({ path }) => path)).toEqual([
      'phonePlaces.bay.inVehicle',
      'parkedCars.occupancyRatio',
    ]);
    for (const section of settingSections.filter(
      (each) => !['carriers', 'materials', 'library'].includes(each),
    ))
      expect(rows.some((each) => each.section === section)).toBe(true);
  });

  test('each is changed, told as changed, and put back to what the plan was (seed 26)', async () => {
    const random = createRandom(26);
    let changedPlan: Plan = plan;
    for (const setting of rows) {
      const other = otherValue(setting, random());
      if (other === undefined) continue;
      const next = withSetting(plan, setting, other);
      expect(settingValue(next, setting), setting.path).toEqual(other);
      expect(isSettingChanged(next, setting), setting.path).toBe(true);
      const back = withSetting(next, setting, undefined);
      expect(isSettingChanged(back, setting), setting.path).toBe(false);
      if (!isSettingChanged(plan, setting)) expect(back, setting.path).toEqual(plan);
      changedPlan = withSetting(changedPlan, setting, other);
    }
    expect(await settingProblems(changedPlan)).toEqual([]);
    const store = new PlanStore();
    store.openPlan('open', plan, undefined);
    store.apply(settingsChange(plan, changedPlan));
    expect(store.plan).toEqual(changedPlan);
    store.undo();
    expect(store.plan).toEqual(plan);
  });

  test('a demand of the plan on a kind of floor is changed where it stands, and the rest of it stays', () => {
    const demanding: Plan = {
      ...plan,
      requirements: {
        ...plan.requirements,
        kinds: [
          { kind: 'lobby', requiredRatio: 0.8, thresholdDbm: -100 },
          { kind: 'ramp', requiredRatio: 0.7 },
        ],
      },
    };
    const ratio = rowOf('profile.floorKinds.lobby.requiredRatio');
    const threshold = rowOf('profile.floorKinds.lobby.thresholdDbm');
    expect(settingValue(demanding, ratio)).toBe(0.8);
    const next = withSetting(demanding, ratio, 0.85);
    expect([settingValue(next, ratio), settingValue(next, threshold)]).toEqual([0.85, -100]);
    expect(settingValue(next, rowOf('profile.floorKinds.ramp.requiredRatio'))).toBe(0.7);
  });

  test('what the engine refuses is refused with what it expects', async () => {
    const refused: [string, SettingValue, RegExp][] = [
      ['requirements.confidence', 1.5, /requirements\.confidence/],
      ['profile.walkSpacingM', 5000, /walkSpacingM/],
      ['profile.floorKinds.lane.requiredRatio', -1, /floorKinds/],
      ['choices.seed', 0.5, /choices\.seed/],
      ['placement.spacingM', 'wide', /placement\.spacingM/],
      ['choices.sectors', 'many', /choices\.sectors/],
    ];
    for (const [path, value, at] of refused) {
      const problems = await settingProblems(withSetting(plan, rowOf(path), value));
      expect(problems.length, path).toBeGreaterThan(0);
      expect(JSON.stringify(problems[0].at), path).toMatch(at);
    }
  });

  test('carriers that go take along what names them', async () => {
    const [first, ...others] = plan.carriers;
    const named: Plan = {
      ...plan,
      antennas: plan.antennas.map((each) => ({
        ...each,
        carriers: [first.id],
        portPowerDbm: { [first.id]: 3, [others[0].id]: 4 },
      })),
      cells: [{ cell: 'S1', carrier: first.id, pci: 7 }],
      outdoor: { groundRsrpDbm: { [first.id]: -90, [others[0].operator]: -95 } },
    };
    const left = withCarriers(named, others);
    expect(await settingProblems(left)).toEqual([]);
    expect(left.antennas[0].portPowerDbm).toEqual({ [others[0].id]: 4 });
    expect(left.cells).toEqual([]);
    expect(left.outdoor?.groundRsrpDbm).toEqual({ [others[0].operator]: -95 });
  });

  test('settings go to a file and into another plan, whose areas and refusals stay', async () => {
    const set: Plan = {
      ...withCarriers(plan, findCarrierProfile('lte-nr-broadnet')),
      materials: { brick: { lossDb: { '700': 9, '3500': 15 } } },
      choices: { objective: 'cost', kinds: ['omni'] },
      placement: { spacingM: 5, forbidden: [{ level: 'B1', position: [1, 1] }] },
    };
    const document = parseSettings(JSON.parse(JSON.stringify(settingsDocument(set, 'office'))));
    expect(document.settings.placement).toEqual({ spacingM: 5 });
    const other: Plan = { ...plan, placement: { refused: ['ANT1-B1'] } };
    const taken = withSettings(other, document);
    expect(await settingProblems(taken)).toEqual([]);
    expect(taken.carriers).toEqual(set.carriers);
    expect(taken.materials).toEqual(set.materials);
    expect(taken.choices).toEqual(set.choices);
    expect(taken.placement).toEqual({ spacingM: 5, refused: ['ANT1-B1'] });
    expect(() => parseSettings({ format: 'diku-plan' })).toThrow(/diku-settings/);
  });
});

/** Another value that a setting may have; undefined where a test would have to make one up. */
function otherValue(setting: SettingRow, random: number): SettingValue | undefined {
  const { form, options = [], usual, unit } = setting;
  if (form === 'switch') return usual !== true;
  if (form === 'several') return options.slice(0, 1);
  // A calibration and a formula have to be there first.
  const choices = options.filter(
    (each) => each !== String(usual) && !['custom', 'calibrated'].includes(each),
  );
  if (form === 'choice') return choices[Math.floor(random * choices.length)];
  if (form === 'text') return undefined;
  if (typeof usual !== 'number') return unit === '0–1' ? 0.25 : 40;
  if (unit === '0–1') return usual > 0.5 ? 0.4 : 0.6;
  return usual + 1;
}

const pattern = [
  ...['NAME Panel seven', 'MAKE Maker', 'FREQUENCY 1845', 'GAIN 7 dBi', 'TILT 0', 'HORIZONTAL 360'],
  ...Array.from(
    { length: 360 },
    (_, angle) => `${angle} ${(20 * Math.sin((angle * Math.PI) / 360) ** 2).toFixed(2)}`,
  ),
  'VERTICAL 360',
  ...Array.from(
    { length: 360 },
    (_, angle) => `${angle} ${(20 * Math.sin((angle * Math.PI) / 360) ** 2).toFixed(2)}`,
  ),
].join('\n');

describe.skipIf(!findBrowser())('the settings in the planner', { tags: ['thorough'] }, () => {
  let planner: Planner;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    planner = await startPlanner(fixture);
    ({ page, complaints } = await openPage(planner.browser, planner.server.url));
    await fresh(page);
  });

  afterAll(async () => {
    await planner?.close();
    expect(complaints).toEqual([]);
  });

  /** Without what changed against the plan before. */
  const verdictText = async () => (await page.textContent('.verdict'))?.replaceAll(/ [▲▼][\d.]+/g, '');
  const openSection = async (section: string) => {
    if ((await page.locator('.settings-body').count()) === 0) await page.keyboard.press('Control+,');
    await page.click(`[data-id="settings-${section}"]`);
    await page.waitForSelector(`.settings-section[data-section="${section}"]`);
  };

  test.runIf(isLong)(
    'every section is clean in both languages and at every width',
    async () => {
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        for (const section of settingSections) {
          if ((await page.locator('.settings-body').count()) === 0) await page.keyboard.press('Control+,');
          if (width === 390) await page.selectOption('[data-id="settings-section"]', section);
          else await page.click(`[data-id="settings-${section}"]`);
          await expectClean(page, `settings ${section} ${width}`);
        }
      }
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.keyboard.press('Escape');
      await switchLanguage(page);
      for (const section of settingSections) {
        await openSection(section);
        await expectClean(page, `settings ${section} in English`);
      }
      await page.keyboard.press('Escape');
      await switchLanguage(page);
    },
    240_000,
  );

  test('a set of carriers with broadnet: the verdict is of four operators, and one step back it is as before', async () => {
    const before = await verdictText();
    await openSection('carriers');
    await page.selectOption('[data-id="carrier-set"]', 'lte-nr-broadnet');
    await page.waitForSelector('[data-carrier="cbn-nr700"]');
    await page.keyboard.press('Escape');
    await fresh(page);
    expect(await page.textContent('.verdict')).toContain('广电');
    const carriers = findCarrierProfile('lte-nr-broadnet');
    const requirements = { ...plan.requirements, everyCarrier: true };
    const { assessment } = await predictPlan(
      { ...plan, carriers, requirements },
      { solver: createPlainSolver(createSimdKernel()), resolutionM: 0.5 },
    );
    for (const { passProbability } of assessment.operators) {
      expect(await page.textContent('.verdict')).toContain(
        `${(Math.floor(passProbability * 1000) / 10).toFixed(1)} %`,
      );
    }
    await page.keyboard.press('Control+z');
    await fresh(page);
    expect(await verdictText()).toBe(before);
  });

  test('a value is changed, marked, refused where the engine refuses it, and reset', async () => {
    await openSection('placement');
    await page.fill('[data-id="placement.spacingM"]', '5');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-setting="placement.spacingM"][data-changed="true"]');
    await page.fill('[data-id="placement.spacingM"]', '500');
    await page.keyboard.press('Enter');
    const problem = page.locator('[data-setting="placement.spacingM"] .problem');
    await problem.waitFor();
    expect(await problem.textContent()).toContain('50');
    expect(await page.inputValue('[data-id="placement.spacingM"]')).toBe('500');
    await page.click('[data-id="reset-placement.spacingM"]');
    await page.waitForSelector('[data-setting="placement.spacingM"]:not([data-changed])');
    await page.check('[data-id="choices.kinds-small-cell"]');
    await page.waitForSelector('[data-setting="choices.kinds"][data-changed="true"]');
    await page.keyboard.press('Escape');
    expect((await savePlan(page)).choices).toEqual({ kinds: ['omni', 'directional', 'small-cell'] });
    await page.keyboard.press('Control+z');
  });

  test('a loss of a material moves the verdict as the engine has it', async () => {
    await openSection('materials');
    await page.fill('[data-id="material-brick-0-1800"]', '30');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-material="brick"][data-changed="true"]');
    await page.keyboard.press('Escape');
    await fresh(page);
    const saved = await savePlan(page);
    expect(saved.materials?.brick.byThickness?.[0].lossDb['1800']).toBe(30);
    const { assessment } = await predictPlan(saved, {
      solver: createPlainSolver(createSimdKernel()),
      resolutionM: 0.5,
    });
    const [first] = assessment.operators;
    expect(await page.textContent('.verdict')).toContain(
      `${(Math.floor(first.passProbability * 1000) / 10).toFixed(1)} %`,
    );
    await openSection('materials');
    await page.click('[data-id="reset-material-brick"]');
    await page.waitForSelector('[data-material="brick"]:not([data-changed])');
    await page.keyboard.press('Escape');
  });

  test('a pattern file that is dropped stands in the library, drawn as the engine reads it', async () => {
    await dropFile(page, 'panel.msi', new TextEncoder().encode(pattern));
    await page.waitForSelector('[data-type="Panel seven"] .polar-gain');
    const points = (await page.getAttribute('[data-type="Panel seven"] .polar-gain', 'points')) ?? '';
    const [ahead, , , , , , , , , , , , , , , , , , , , , , , , , , , , , , aside] = points.split(' ');
    expect(ahead).toBe('60.0,0.0');
    // A quarter of a turn clockwise the file has 10 dB less: two thirds of the radius, downwards.
    expect(aside.split(',').map(Number)).toEqual([0, 40]);
    const saved = settingsOfPage(await savedBehindSheet());
    expect(saved.antennaTypes?.['Panel seven'].bands[0].gainDbi).toBe(7);
  });

  test('settings are saved as a file, remembered, and taken again', async () => {
    await openSection('placement');
    await page.selectOption('[data-id="choices.objective"]', 'cost');
    await page.waitForSelector('[data-setting="choices.objective"][data-changed="true"]');
    await page.click('[data-id="preset-remember"]');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('[data-id="preset-save"]'),
    ]);
    const file = readFileSync(await download.path());
    expect(parseSettings(JSON.parse(file.toString())).settings.choices).toEqual({ objective: 'cost' });
    await page.click('[data-id="reset-choices.objective"]');
    await page.waitForSelector('[data-setting="choices.objective"]:not([data-changed])');
    await page.click('[data-id="preset-take"]');
    await page.waitForSelector('[data-setting="choices.objective"][data-changed="true"]');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await dropFile(page, 'office.settings.json', file);
    // Not the message of the file that was saved, which may still stand there.
    await page.waitForSelector('.notice[data-kind="info"]:has-text("已套用设置")');
    expect((await savePlan(page)).choices).toEqual({ objective: 'cost' });
  });

  const savedBehindSheet = async () => {
    await page.keyboard.press('Escape');
    return savePlan(page);
  };
  const settingsOfPage = (saved: Plan) => saved;
});
