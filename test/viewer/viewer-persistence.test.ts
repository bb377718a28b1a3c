import 'fake-indexeddb/auto';
import type { Plan } from '@diku/engine';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type CameraPose,
  type NamedView,
  type PersistedPlan,
  type PersistedView,
  withNamedView,
} from '../../packages/viewer/src/persistence/persisted-plan.ts';
import {
  nothingPersisted,
  type PersistenceState,
} from '../../packages/viewer/src/persistence/persistence-state.ts';
import type { PlanLock } from '../../packages/viewer/src/persistence/plan-lock.ts';
import { PlanMemory, planDatabase } from '../../packages/viewer/src/persistence/plan-memory.ts';
import { PlanPersistence } from '../../packages/viewer/src/persistence/plan-persistence.ts';
import type { ImportedDrawing } from '../../packages/viewer/src/store/imported.ts';
import { Observable } from '../../packages/viewer/src/store/observable.ts';
import { PlanStore } from '../../packages/viewer/src/store/plan-store.ts';
import { initialView } from '../../packages/viewer/src/store/view-state.ts';
import { buildAntenna, buildPlan } from '../support/build-garage.ts';

const camera: CameraPose = { position: [1, 2, 3], target: [0, 0, 0], zoom: 1, halfHeightM: 30 };
const view: PersistedView = { view: { ...initialView, levelId: 'B1' }, camera };

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

function revision(number: number, more: Partial<PersistedPlan> = {}): PersistedPlan {
  const plan = buildPlan({ antennas: [buildAntenna(`A${number}`, number, 1)] });
  const history = { undo: [], redo: [] };
  const names = { id: 'one', name: 'one.diku.json', revision: number, savedMs: number };
  return { version: 1, plan, history, isInFile: false, ...names, ...more };
}

/** Every record of the database, by store and key. */
async function wholeDatabase(): Promise<string> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(planDatabase);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = database.transaction([...database.objectStoreNames]);
  const all: unknown[] = [];
  for (const name of database.objectStoreNames) {
    const store = transaction.objectStore(name);
    for (const request of [store.getAllKeys(), store.getAll()]) {
      all.push(
        await new Promise((resolve) => {
          request.onsuccess = () => resolve([name, request.result]);
        }),
      );
    }
  }
  database.close();
  return JSON.stringify(all);
}

describe('plans on this computer', () => {
  test('the newest revision comes back; the one before it stays, older ones go', async () => {
    const memory = new PlanMemory();
    for (const number of [1, 2, 3, 4]) expect(await memory.write(revision(number), view)).toBe('kept');
    expect(await memory.read('one')).toEqual({ persisted: revision(4), view });
    expect(await memory.read('two')).toBeUndefined();
    const whole = await wholeDatabase();
    expect(whole).toContain('"A3"');
    expect(whole).not.toContain('"A2"');
    expect(await memory.recent()).toMatchObject([{ id: 'one', antennaCount: 1, community: '测试小区' }]);
  });

  test.each([1, 3, 5])(
    'a revision after %i is refused once the fifth is there, and changes nothing',
    async (parent) => {
      const memory = new PlanMemory();
      for (let number = 1; number <= 5; number++) await memory.write(revision(number), view);
      const before = await wholeDatabase();
      const late = revision(parent + 1, { name: 'late' });
      expect(await new PlanMemory().write(late, view)).toBe(parent === 5 ? 'kept' : 'outdated');
      if (parent !== 5) expect(await wholeDatabase()).toBe(before);
    },
  );

  test('two tabs that write the same revision while they are left: one of them stands, whole', async () => {
    const tabs = [new PlanMemory(), new PlanMemory()];
    await tabs[0].write(revision(1), view);
    await tabs[1].recent();
    const outcomes = await Promise.all(
      tabs.map((tab, index) => tab.write(revision(2, { name: `tab ${index}` }), view, true)),
    );
    expect(outcomes.sort()).toEqual(['kept', 'outdated']);
    expect((await tabs[0].read('one'))?.persisted.name).toBe((await tabs[0].recent())[0].name);
  });

  test('a transaction that is broken off leaves the older revision', async () => {
    const memory = new PlanMemory();
    await memory.write(revision(1), view);
    const before = await wholeDatabase();
    // What cannot be copied breaks off the write in its middle.
    const broken = revision(2, { handle: (() => {}) as unknown as FileSystemFileHandle });
    await expect(memory.write(broken, view)).rejects.toThrow();
    expect(await wholeDatabase()).toBe(before);
  });

  test('a damaged newest revision gives way to the one before', async () => {
    const memory = new PlanMemory();
    await memory.write(revision(1), view);
    await memory.write({ ...revision(2), history: null as unknown as PersistedPlan['history'] }, view);
    expect((await memory.read('one'))?.persisted.revision).toBe(1);
  });

  test('variants are kept beside the plan, also in a database from before there were any, and go with it', async () => {
    await new Promise<void>((resolve) => {
      const request = indexedDB.open(planDatabase, 1);
      request.onupgradeneeded = () => {
        for (const name of ['plans', 'recents', 'views']) request.result.createObjectStore(name);
      };
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });
    const memory = new PlanMemory();
    await memory.write(revision(1), view);
    const variants = [{ id: '1', name: 'first', plan: revision(7).plan }];
    await memory.writeVariants('one', variants);
    expect(await new PlanMemory().variantsOf('one')).toEqual(variants);
    expect(await memory.variantsOf('two')).toEqual([]);
    await memory.writeVariants('two', [{ id: 3 }] as never);
    expect(await memory.variantsOf('two')).toEqual([]);
    await memory.forget('one');
    expect(await memory.variantsOf('one')).toEqual([]);
  });

  test('named views are kept beside the plan, damaged ones are none, and they go with it', async () => {
    const memory = new PlanMemory();
    await memory.write(revision(1), view);
    const { levelId, stacked, projection, carrierId, quantity, scenarioId } = initialView;
    const look = {
      view: { levelId, stacked, projection, carrierId, quantity, scenarioId },
      camera,
    };
    const one = withNamedView([], look, (count) => `View ${count}`);
    const two = withNamedView(one, look, (count) => `View ${count}`);
    expect(two.map(({ name }) => name)).toEqual(['View 1', 'View 2']);
    await memory.writeNamedViews('one', two);
    expect(await new PlanMemory().namedViewsOf('one')).toEqual(two);
    expect(await memory.namedViewsOf('two')).toEqual([]);
    for (const damaged of [{ ...camera, zoom: 0 }, { ...camera, position: [1, 2] }, undefined]) {
      await memory.writeNamedViews('two', [{ ...two[0], camera: damaged }] as never);
      expect(await memory.namedViewsOf('two')).toEqual([]);
    }
    // Names that are taken are not given again, and the oldest of too many goes.
    const many = Array.from({ length: 45 }).reduce<NamedView[]>(
      (views) => withNamedView(views, look, (count) => `View ${count}`),
      [],
    );
    expect(many).toHaveLength(40);
    expect(new Set(many.map(({ id }) => id)).size).toBe(40);
    expect(many[0].name).toBe('View 6');
    await memory.forget('one');
    expect(await memory.namedViewsOf('one')).toEqual([]);
  });

  test('a plan that is forgotten is gone with its view', async () => {
    const memory = new PlanMemory();
    await memory.write(revision(1), view);
    await memory.write(revision(1, { id: 'two' }), view);
    await memory.forget('one');
    expect(await wholeDatabase()).not.toContain('"A1-one"');
    expect(await memory.read('one')).toBeUndefined();
    expect((await memory.recent()).map(({ id }) => id)).toEqual(['two']);
  });
});

interface Tab {
  store: PlanStore;
  state: Observable<PersistenceState>;
  keeper: PlanPersistence;
}

/** A tab without its page; `free` says whether it may have the plan. */
function openTab(free = true, persistsDrawings = () => true): Tab {
  const store = new PlanStore();
  const state = new Observable(nothingPersisted);
  const lock = { claim: async () => free, takeOver: async () => {} } as unknown as PlanLock;
  const keeper = new PlanPersistence({
    store,
    view: new Observable({ ...initialView, levelId: 'B1' }),
    state,
    memory: new PlanMemory(),
    lock,
    camera: () => camera,
    drawing: () => undefined,
    persistsDrawings,
  });
  keeper.start();
  return { store, state, keeper };
}

const fileText = (plan: Plan) => JSON.stringify(plan);

describe('keeping the plan on screen', () => {
  test('every step makes a revision with the history; undone to what the file has, it is clean', async () => {
    const { store, state, keeper } = openTab();
    const plan = buildPlan();
    const document = await keeper.documentOf('one.diku.json', 'hash of the file', plan);
    store.openPlan('open', plan, undefined, document);
    await keeper.flush();
    expect(state.value).toMatchObject({ status: 'kept', isDirty: false });
    store.addAntenna(buildAntenna('A1', 3, 3));
    expect(state.value.isDirty).toBe(true);
    await keeper.flush();
    const memory = new PlanMemory();
    const persisted = (await memory.read(document.id))?.persisted;
    expect(persisted).toMatchObject({ revision: 2, isInFile: false, fileHash: 'hash of the file' });
    expect(persisted?.plan).toEqual(store.plan);
    expect(persisted?.history.undo).toHaveLength(1);
    store.undo();
    expect(fileText(store.plan!)).toBe(fileText(plan));
    expect(state.value.isDirty).toBe(false);
    await keeper.flush();
    expect((await memory.read(document.id))?.persisted).toMatchObject({ revision: 3, isInFile: true });
    await keeper.flush();
    expect((await memory.read(document.id))?.persisted.revision).toBe(3);
  });

  test('a tab that was passed becomes read only and overwrites nothing', async () => {
    const first = openTab();
    const plan = buildPlan();
    const document = await first.keeper.documentOf('one.diku.json', 'hash', plan);
    first.store.openPlan('open', plan, undefined, document);
    await first.keeper.flush();
    const second = openTab();
    expect(await second.keeper.documentOf('one.diku.json', 'hash', plan)).toEqual(document);
    second.store.openPlan('open', plan, undefined, document);
    second.store.addAntenna(buildAntenna('SECOND', 3, 3));
    await second.keeper.flush();
    first.store.addAntenna(buildAntenna('FIRST', 3, 3));
    await first.keeper.flush();
    expect(first.state.value.status).toBe('outdated');
    expect(first.store.isReadOnly).toBe(true);
    const persisted = (await new PlanMemory().read(document.id))?.persisted;
    expect(persisted?.plan.antennas.map(({ id }) => id)).toEqual(['SECOND']);
  });

  test('read only: no edit, no undo, no preview; another file can be opened, and undone', async () => {
    const { store, keeper } = openTab(false);
    const plan = buildPlan({ antennas: [buildAntenna('A1', 3, 3)] });
    store.openPlan('open', plan, undefined, { id: 'theirs', name: 'theirs' });
    await keeper.flush();
    await expect.poll(() => store.isReadOnly).toBe(true);
    store.addAntenna(buildAntenna('A2', 4, 4));
    store.moveAntenna('A1', [9, 9]);
    store.previewMove('A1', [9, 9]);
    store.replacePlan('place', buildPlan());
    expect(store.plan).toBe(plan);
    expect(store.undoName).toBeUndefined();
    store.openPlan('open', buildPlan(), undefined, { id: 'mine', name: 'mine' });
    expect(store.opened?.id).toBe('mine');
    store.undo();
    expect(store.opened?.id).toBe('theirs');
    expect(fileText(store.plan!)).toBe(fileText(plan));
    expect(await new PlanMemory().recent()).toEqual([]);
  });

  test('a plan of a drawing that is not to be kept is forgotten', async () => {
    let isWanted = true;
    const { store, keeper } = openTab(true, () => isWanted);
    const imported = { sourceId: 1 } as unknown as ImportedDrawing;
    store.openPlan('open', buildPlan(), imported, { id: 'one', name: 'one.dxf' });
    await keeper.flush();
    expect(await new PlanMemory().recent()).toHaveLength(1);
    isWanted = false;
    await keeper.flush();
    expect(await new PlanMemory().read('one')).toBeUndefined();
    isWanted = true;
    await keeper.flush();
    expect((await new PlanMemory().read('one'))?.persisted.plan).toEqual(store.plan);
  });

  test('a browser that keeps nothing says so', async () => {
    const { indexedDB } = globalThis;
    globalThis.indexedDB = {
      open: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    } as unknown as IDBFactory;
    const { store, state, keeper } = openTab();
    store.openPlan('open', buildPlan(), undefined, { id: 'one', name: 'one' });
    await keeper.flush();
    globalThis.indexedDB = indexedDB;
    expect(state.value).toMatchObject({ status: 'refused', isDirty: true });
  });
});
