import type { App } from '../app/app.ts';
import type { PlanKeeper } from '../keeping/plan-keeper.ts';
import { text } from '../texts/language.ts';

const lookAgainMs = 3600 * 1000;

/**
 * Keeps the whole program in the browser, so that it works without a network; a newer one is fetched quietly and waits
 * until it is asked for. Without a secure address, or where the browser does not want to, the page works as ever.
 */
export async function followUpdates(app: App, keeper: PlanKeeper): Promise<void> {
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
function offerUpdate(app: App, keeper: PlanKeeper, registration: ServiceWorkerRegistration): void {
  const { keeping, page } = app;
  if (keeping.value.hasUpdate) return;
  keeping.patch({ hasUpdate: true });
  let isSaid = false;
  const say = () => {
    if (isSaid || page.value.notice) return;
    isSaid = true;
    const run = () => void useUpdate(keeper, registration);
    const action = { id: 'use-update', label: text('updateReload'), run };
    page.patch({ notice: { kind: 'info', title: text('updateReady'), lines: [text('updateNote')], action } });
  };
  page.subscribe(say);
  say();
}

async function useUpdate(keeper: PlanKeeper, registration: ServiceWorkerRegistration): Promise<void> {
  await keeper.flush();
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  registration.waiting?.postMessage('use-new-version');
}
