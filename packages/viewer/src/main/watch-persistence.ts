import type { App } from '../app/app.ts';
import type { PlanPersistence } from '../persistence/plan-persistence.ts';
import { text } from '../texts/language.ts';
import { showPlan } from './restore-plan.ts';

/**
 * Says in the title what is not in a file yet, what another tab is at and what is not persisted; asks before the page
 * is left only where that would lose something.
 */
export function watchPersistence(app: App, keeper: PlanPersistence): void {
  const { store, persistence } = app;
  let wasReadOnly = false;
  let lastStatus = persistence.value.status;
  const show = () => {
    const name = store.opened?.name;
    const marks = [
      persistence.value.isDirty ? '● ' : '',
      store.isReadOnly ? `[${text('readOnlyMark')}] ` : '',
    ];
    document.title = name === undefined ? `${text('title')}` : `${marks.join('')}${name} – ${text('title')}`;
    const { status } = persistence.value;
    if (store.isReadOnly && !wasReadOnly) offerTakeOver(app);
    else if (status === 'refused' && lastStatus !== 'refused') {
      const lines = [text('keepRefusedNote')];
      app.page.patch({ notice: { kind: 'error', title: text('keepRefused'), lines } });
    }
    wasReadOnly = store.isReadOnly;
    lastStatus = status;
  };
  for (const source of [store, persistence]) source.subscribe(show);
  show();
  window.addEventListener('pagehide', () => void keeper.flush(true));
  document.addEventListener('visibilitychange', () => void keeper.flush(document.hidden));
  window.addEventListener('beforeunload', (event) => {
    const { status, isDirty } = persistence.value;
    if (isDirty && !store.isReadOnly && status === 'refused') event.preventDefault();
  });
}

/** The plan is another tab's: it can be looked at here, or taken over. */
function offerTakeOver(app: App): void {
  const file = app.store.opened?.name ?? '';
  const key = app.persistence.value.status === 'outdated' ? 'keepOutdated' : 'openTwice';
  app.page.patch({
    notice: {
      kind: 'info',
      title: text(key, { file }),
      lines: [text('openTwiceNote')],
      action: { id: 'take-over', label: text('takeOver'), run: app.actions.takeOver },
    },
  });
}

/** Goes on here with what the other tab left. */
export async function takeOver(app: App, keeper: PlanPersistence): Promise<void> {
  const { store, page, persistence } = app;
  const { opened: document } = store;
  if (!document || !store.isReadOnly) return;
  const persisted = await keeper.takeOver(document);
  if (store.opened !== document) return;
  if (persisted) showPlan(app, { keeper }, persisted);
  persistence.patch({ status: 'kept' });
  store.isReadOnly = false;
  page.patch({ notice: { kind: 'info', title: text('takenOver', { file: document.name }), lines: [] } });
}
