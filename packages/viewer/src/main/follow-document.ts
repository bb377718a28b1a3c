import type { App } from '../app/app.ts';
import type { ImportClient } from '../compute/import-client.ts';
import { nothingPersisted } from '../persistence/persistence-state.ts';
import type { PlanMemory } from '../persistence/plan-memory.ts';
import type { PlanPersistence } from '../persistence/plan-persistence.ts';
import { noCompare, type Variant } from '../store/compare-state.ts';
import { text } from '../texts/language.ts';
import { readPersisted } from './restore-plan.ts';

const lookAgainMs = 3600 * 1000;

/**
 * Variants, named views and pinned values belong to a document: another one has its own, persisted on this computer with its plan.
 */
export function followDocument(app: App, memory: PlanMemory, client: ImportClient): void {
  const { store, compare, view, review, persistence } = app;
  let id = store.opened?.id;
  let written: readonly Variant[] = compare.value.variants;
  let writtenViews = persistence.value.namedViews;
  const isToPersist = () => !store.isReadOnly && (!store.imported || review.value.isPersisted);

  store.subscribe(() => {
    const before = id;
    id = store.opened?.id;
    if (id === before) return;
    written = noCompare.variants;
    compare.patch(noCompare);
    writtenViews = nothingPersisted.namedViews;
    persistence.patch({ namedViews: writtenViews });
    // What the first document had is brought back with its view.
    if (before !== undefined) view.patch({ pins: [] });
    if (id === undefined) return;
    void bringBack(id);
    void bringBackViews(id);
  });

  compare.subscribe(() => {
    const { variants } = compare.value;
    if (variants === written || id === undefined || !isToPersist()) return;
    written = variants;
    // Where the browser stores nothing, that was reported of the plan.
    void memory.writeVariants(id, variants).catch(() => {});
  });

  persistence.subscribe(() => {
    const { namedViews } = persistence.value;
    if (namedViews === writtenViews || id === undefined || !isToPersist()) return;
    writtenViews = namedViews;
    void memory.writeNamedViews(id, namedViews).catch(() => {});
  });

  async function bringBackViews(document: string): Promise<void> {
    const namedViews = await memory.namedViewsOf(document).catch(() => []);
    if (id !== document || namedViews.length === 0 || persistence.value.namedViews.length > 0) return;
    writtenViews = namedViews;
    persistence.patch({ namedViews });
  }

  async function bringBack(document: string): Promise<void> {
    const persisted = await memory.variantsOf(document).catch(() => []);
    const variants: Variant[] = [];
    for (const variant of persisted) {
      const outcome = await readPersisted(client, variant);
      if (outcome.ok && outcome.value.kind === 'plan')
        variants.push({ ...variant, plan: outcome.value.plan });
    }
    if (id !== document || variants.length === 0 || compare.value.variants.length > 0) return;
    written = variants;
    compare.patch({ variants });
  }
}

/**
 * Keeps the whole program in the browser, so that it works without a network; a newer one is fetched quietly and waits
 * until it is asked for. Without a secure address, or where the browser does not want to, the page works as ever.
 */
export async function followUpdates(app: App, keeper: PlanPersistence): Promise<void> {
  // Only what was built has the script.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register('./service-worker.js', {
      updateViaCache: 'none',
    });
    const offer = () =>
      registration.waiting && navigator.serviceWorker.controller && offerUpdate(app, keeper, registration);
    offer();
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', offer);
    });
    // A page that stays open for days hears of it too; without a network there is nothing to hear.
    setInterval(() => void registration.update().catch(() => {}), lookAgainMs);
  } catch {
    // Private windows may refuse.
  }
}

/** Says it once the page has nothing else to say. */
function offerUpdate(app: App, keeper: PlanPersistence, registration: ServiceWorkerRegistration): void {
  const { persistence, page } = app;
  if (persistence.value.hasUpdate) return;
  persistence.patch({ hasUpdate: true });
  let isStated = false;
  const say = () => {
    if (isStated || page.value.notice) return;
    isStated = true;
    const run = () => void useUpdate(keeper, registration);
    const action = { id: 'use-update', label: text('updateReload'), run };
    page.patch({ notice: { kind: 'info', title: text('updateReady'), lines: [text('updateNote')], action } });
  };
  page.subscribe(say);
  say();
}

async function useUpdate(keeper: PlanPersistence, registration: ServiceWorkerRegistration): Promise<void> {
  await keeper.flush();
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  registration.waiting?.postMessage('use-new-version');
}
