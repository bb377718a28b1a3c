import { existsSync, readFileSync } from 'node:fs';
import { parsePlan } from '@diku/engine';
import { type StoredCommunity, shanghai2023Quotas } from '@diku/engine/programme';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Actions, type App, idlePage, type PageState } from '../../packages/viewer/src/app/app.ts';
import { commandName, isEnabled, runCommand } from '../../packages/viewer/src/commands/command.ts';
import {
  findCommand,
  listCommands,
  matchCommands,
  runKey,
} from '../../packages/viewer/src/commands/list-commands.ts';
import { searchWords } from '../../packages/viewer/src/commands/search-vocabulary.ts';
import { nothingPersisted } from '../../packages/viewer/src/persistence/persistence-state.ts';
import { noCompare } from '../../packages/viewer/src/store/compare-state.ts';
import { noDesign } from '../../packages/viewer/src/store/design-state.ts';
import { idleEdit, type ToolName } from '../../packages/viewer/src/store/edit-state.ts';
import type { ImportedDrawing } from '../../packages/viewer/src/store/imported.ts';
import { Observable } from '../../packages/viewer/src/store/observable.ts';
import { PlanStore } from '../../packages/viewer/src/store/plan-store.ts';
import { noFilters } from '../../packages/viewer/src/store/programme/city-filters.ts';
import { noDesk } from '../../packages/viewer/src/store/programme/desk-state.ts';
import type { FoundPlan } from '../../packages/viewer/src/store/programme/found-plan.ts';
import { ProgrammeStore } from '../../packages/viewer/src/store/programme/programme-store.ts';
import { noReference } from '../../packages/viewer/src/store/reference-state.ts';
import { noResult } from '../../packages/viewer/src/store/result-state.ts';
import { noReview } from '../../packages/viewer/src/store/review-state.ts';
import { select, selectAntenna } from '../../packages/viewer/src/store/selection.ts';
import { initialView } from '../../packages/viewer/src/store/view-state.ts';
import { noWalk } from '../../packages/viewer/src/store/walk-state.ts';
import { languages, loadFurtherWords, loadLocale } from '../../packages/viewer/src/texts/language.ts';
import { ToolBox } from '../../packages/viewer/src/tools/tool-box.ts';
import { simulateProgramme } from '../programme/programme-support/simulate-programme.ts';

await loadFurtherWords();
await Promise.all(languages.map(loadLocale));

const fixture = new URL('../fixtures/small-garage.diku.json', import.meta.url);
const plan = parsePlan(JSON.parse(readFileSync(fixture, 'utf8')));

const city = {
  name: 'city.json',
  content: {
    communities: simulateProgramme(48, 2026, 6) as StoredCommunity[],
    ...{ asOf: '2026-06-30', datum: null, noticeQuotas: shanghai2023Quotas, judgements: 0 },
  },
};

/** The stores as they are, and actions that only say that they were asked for. */
function createApp(asked: string[]): App {
  const store = new PlanStore();
  const note = (path: string): object =>
    new Proxy(() => {}, {
      get: (_, name) => real[String(name)] ?? note(`${path}${String(name)}.`),
      apply: () => {
        asked.push(path.slice(0, -1));
        return false;
      },
    });
  const view = new Observable({ ...initialView, levelId: 'B1', carrierId: plan.carriers[0].id });
  const shown = new Observable(idlePage);
  const edit = new Observable(idleEdit);
  const tool = () => shown.value.tool;
  const box = new ToolBox({ store, view, edit, tool, choose: (name) => shown.patch({ tool: name }) });
  const real: Record<string, unknown> = {
    undo: () => store.undo(),
    redo: () => store.redo(),
    take: (name: ToolName) => box.take(name, 0),
    leave: () => box.leave(),
  };
  return {
    store,
    view,
    results: new Observable(noResult),
    design: new Observable(noDesign),
    compare: new Observable(noCompare),
    reference: new Observable(noReference),
    walk: new Observable(noWalk),
    review: new Observable(noReview),
    page: shown,
    edit,
    persistence: new Observable(nothingPersisted),
    programme: new ProgrammeStore(),
    desk: new Observable(noDesk),
    actions: note('') as Actions,
  };
}

describe('commands', () => {
  let asked: string[];
  let app: App;
  const states: Record<string, () => void> = {
    'empty page': () => {},
    plan: () => app.store.openPlan('open', plan, undefined),
    'selected antenna': () => app.view.patch(selectAntenna(plan.antennas[0].id)),
    'edited plan': () => app.store.removeAntenna(plan.antennas[1].id),
    'plan of a drawing': () => app.store.openPlan('open', plan, { doubts: [] } as unknown as ImportedDrawing),
    review: () => app.review.patch({ active: true }),
    programme: () => app.programme.patch({ open: city, isShown: true, asOf: '2026-06-30' }),
    'pending drawing': () => app.page.patch({ pendingDrawing: {} as PageState['pendingDrawing'] }),
  };

  beforeEach(() => {
    asked = [];
    app = createApp(asked);
  });

  test('each has a name of its own in Chinese and in English, and an id of its own', () => {
    app.store.openPlan('open', plan, undefined);
    const commands = listCommands(app);
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    for (const language of ['zh', 'en'] as const) {
      const names = commands.map((command) => commandName(command, language));
      expect(names.filter((name) => name === '' || /[{}]/.test(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
    }
    for (const id of ['level-B1', 'level-B2', ...plan.carriers.map((carrier) => `carrier-${carrier.id}`)]) {
      expect(findCommand(app, id).id).toBe(id);
    }
    expect(() => findCommand(app, 'level-B9')).toThrow(/level-B9/);
  });

  test('in no state does a key ask for two of them, and only enabled ones run', () => {
    for (const [state, enter] of Object.entries(states)) {
      enter();
      const enabled = listCommands(app).filter((command) => isEnabled(command, app));
      const keys = enabled.flatMap((command) => command.keys ?? []);
      expect(
        keys.filter((key, index) => keys.indexOf(key) !== index),
        state,
      ).toEqual([]);
      for (const command of listCommands(app).filter((each) => !isEnabled(each, app))) {
        expect(runCommand(command, app), `${command.id}, ${state}`).toBe(false);
      }
    }
    expect(asked).toEqual([]);
  });

  test('every command that changes the plan is undone to the same plan and redone', () => {
    states.plan();
    states['selected antenna']();
    const { selectedId } = app.view.value;
    expect(runKey(app, 'Delete')).toBe(true);
    const after = app.store.plan;
    expect(after?.antennas.some(({ id }) => id === selectedId)).toBe(false);
    expect(isEnabled(findCommand(app, 'redo'), app)).toBe(false);
    runKey(app, 'Ctrl+Z');
    expect(app.store.plan).toEqual(plan);
    runKey(app, 'Ctrl+Shift+Z');
    expect(app.store.plan).toEqual(after);
  });

  test('keys choose level, view and tool; the same key means another thing in a review', () => {
    states['plan of a drawing']();
    runKey(app, '2');
    expect(app.view.value).toMatchObject({ levelId: 'B2', stacked: false });
    runKey(app, '0');
    expect(app.view.value).toMatchObject({ stacked: true, projection: '3d' });
    runKey(app, 'T');
    expect(app.view.value).toMatchObject({ stacked: false, projection: '2d' });
    runKey(app, 'A');
    expect(app.page.value.tool).toBe('place');
    states.review();
    runKey(app, 'A');
    runKey(app, 'R');
    runKey(app, 'J');
    expect(asked).toEqual(['review.answerShown', 'review.answerShown', 'review.stepDoubt']);
    expect(runKey(app, '0')).toBe(true);
    expect(app.view.value.stacked).toBe(false);
    expect(runKey(app, 'Ctrl+Alt+Q')).toBe(false);
  });

  test('over the plan the programme has keys of its own, every filter is a command, and one key leads back', () => {
    states.plan();
    states.programme();
    const { programme } = app;
    for (const id of ['undo', 'save', 'place', 'tool-place', 'quantity-sinr', 'fit'])
      expect(isEnabled(findCommand(app, id), app), id).toBe(false);
    for (const key of ['A', 'Delete', 'Ctrl+Z', '2', 'T']) runKey(app, key);
    expect(app.store.plan).toBe(plan);
    expect(asked).toEqual([]);
    runKey(app, 'B');
    expect(programme.value.side).toBe('board');
    expect(isEnabled(findCommand(app, 'programme-zoom-in'), app)).toBe(false);
    runKey(app, 'M');
    runKey(app, '+');
    const { pixelsPerKm } = programme.value.camera!;
    runKey(app, '-');
    expect(programme.value.camera!.pixelsPerKm).toBeCloseTo(pixelsPerKm / 1.6);
    runKey(app, 'F');
    expect(programme.value.camera).toBeUndefined();

    const found = matchCommands(listCommands(app), '筛选 崇明');
    expect(found.map(({ id }) => id)).toEqual(['programme-district-崇明区']);
    runCommand(found[0], app);
    const { shown } = programme.value.filtered;
    expect(new Set(shown.map(({ community }) => community.district))).toEqual(new Set(['崇明区']));
    runKey(app, 'J');
    runKey(app, 'J');
    runKey(app, 'K');
    const [{ community }] = shown;
    expect(programme.value.selectedId).toBe(community.id);
    runKey(app, 'O');
    expect(asked).toEqual([]);
    programme.patch({ plans: new Map([[community.id, [{} as FoundPlan]]]) });
    runKey(app, 'O');
    runCommand(findCommand(app, 'programme-choose'), app);
    runCommand(findCommand(app, 'programme-folder'), app);
    expect(asked).toEqual(['programme.openPlan', 'programme.chooseFor', 'programme.chooseFolder']);
    runCommand(findCommand(app, 'programme-datum-wgs84'), app);
    expect(programme.value).toMatchObject({ datum: 'wgs84', isDatumAssumed: false });
    runKey(app, 'Escape');
    expect(programme.value.selectedId).toBeUndefined();
    runKey(app, 'X');
    expect(programme.value.filters).toEqual(noFilters);
    runKey(app, 'S');
    expect(programme.value.isShown).toBe(false);
    runKey(app, 'A');
    expect(app.page.value.tool).toBe('place');
    runKey(app, 'S');
    expect(programme.value.isShown).toBe(true);
  });

  test('a proposal is taken or discarded only while there is one; discarded it leaves no trace', () => {
    states.plan();
    for (const id of ['take', 'discard']) expect(isEnabled(findCommand(app, id), app)).toBe(false);
    app.design.patch({ placement: {} as NonNullable<typeof noDesign.placement> });
    expect(runCommand(findCommand(app, 'take'), app)).toBe(true);
    expect(asked).toEqual(['takePlacement']);
    expect(runCommand(findCommand(app, 'discard'), app)).toBe(true);
    expect(app.design.value).toEqual(noDesign);
    expect(app.store.plan).toBe(plan);
    expect(app.store.undoName).toBeUndefined();
  });

  test('Escape closes what lies on top, one thing at a time', () => {
    states.plan();
    states['selected antenna']();
    app.page.patch({ sheet: 'help', tool: 'place', rays: {} as PageState['rays'] });
    app.page.patch({ notice: { kind: 'info', title: 'x', lines: [] } });
    const seen = () => {
      const { sheet, notice, rays, tool } = app.page.value;
      return [sheet, notice, rays, tool === 'select' ? undefined : tool, app.view.value.selectedId].filter(
        (each) => each !== undefined,
      ).length;
    };
    const counts = [seen()];
    for (let press = 0; press < 5; press++) {
      runKey(app, 'Escape');
      counts.push(seen());
    }
    expect(counts).toEqual([5, 4, 3, 2, 1, 0]);
    expect(app.store.undoName).toBeUndefined();
  });

  test('the palette finds commands by words of either language', () => {
    states.plan();
    const ids = (query: string) => matchCommands(listCommands(app), query).map(({ id }) => id);
    expect(ids('撤销')).toContain('undo');
    expect(ids('undo')[0]).toBe('undo');
    expect(ids('level b2')).toEqual(['level-B2']);
    expect(ids('')).toHaveLength(listCommands(app).length);
    expect(ids('no such thing')).toEqual([]);
  });

  test('the palette finds commands by the words of the trade', () => {
    states['plan of a drawing']();
    const found: Record<string, string> = {
      ...{ '5g': 'settings-carriers', nr: 'settings-carriers', '700': 'settings-carriers' },
      ...{ 广电: 'settings-carriers', 阈值: 'settings-demands', 材料: 'settings-materials' },
      ...{ 锁定: 'lock', 比例尺: 'review', 截图: 'print', 天线库: 'settings-library' },
      ...{ 方向图: 'settings-library', 校准: 'walk', 路测: 'walk' },
    };
    for (const [query, id] of Object.entries(found)) {
      expect(
        matchCommands(listCommands(app), query).map((each) => each.id),
        query,
      ).toContain(id);
    }
    const ids = new Set(listCommands(app).map(({ id }) => id));
    expect(Object.keys(searchWords).filter((id) => !ids.has(id))).toEqual([]);
  });

  test('areas are forbidden, antennas refused and locked, each as one step that is taken back', () => {
    states.plan();
    const { levels, antennas } = plan;
    const [zone] = levels[0].zones ?? [];
    app.view.patch(select([{ kind: 'zone', id: zone.id, level: levels[0].id }]));
    runCommand(findCommand(app, 'forbid'), app);
    expect(app.store.plan?.placement?.forbidden).toEqual([{ level: levels[0].id, polygon: zone.polygon }]);
    app.view.patch(selectAntenna(antennas[0].id));
    runCommand(findCommand(app, 'refuse'), app);
    expect(app.store.plan?.placement?.refused).toEqual([antennas[0].id]);
    expect(isEnabled(findCommand(app, 'refuse'), app)).toBe(false);
    runCommand(findCommand(app, 'lock'), app);
    expect(app.store.plan?.antennas[0].locked).toBe(true);
    runCommand(findCommand(app, 'lock'), app);
    expect(app.store.plan?.antennas[0]).toEqual(antennas[0]);
    expect(() => parsePlan(app.store.plan)).not.toThrow();
    while (app.store.undo());
    expect(app.store.plan).toEqual(plan);
  });

  test('the guide names keys and commands that there are', () => {
    states.plan();
    const guide = readFileSync(new URL('../../docs/planner.md', import.meta.url), 'utf8');
    const rows = [...guide.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)];
    expect(rows.length).toBeGreaterThan(20);
    const commands = listCommands(app);
    for (const [, key, name] of rows) {
      const named = commands.find((command) => commandName(command, 'en') === name);
      expect(named?.keys, name).toContain(key);
    }
    for (const [, file] of guide.matchAll(/\((pictures\/[^)]+)\)/g)) {
      expect(existsSync(new URL(`../../docs/${file}`, import.meta.url)), file).toBe(true);
    }
  });
});
