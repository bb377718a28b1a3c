import type { Plan } from '@diku/engine';
import type { App } from '../app/app.ts';
import type { ImportClient } from '../compute/import-client.ts';
import type { FoundWork, Persisted } from '../persistence/find-work.ts';
import type { PersistedPlan, PersistedView } from '../persistence/persisted-plan.ts';
import type { PlanLock } from '../persistence/plan-lock.ts';
import type { PlanMemory } from '../persistence/plan-memory.ts';
import type { PlanPersistence } from '../persistence/plan-persistence.ts';
import type { ProgrammeMemory } from '../persistence/programme-memory.ts';
import { planOfThisTab } from '../persistence/tab-memory.ts';
import { describeFailure } from '../review/describe-failure.ts';
import type { ReviewKeeper } from '../review/persist-review.ts';
import type { ReviewMemory } from '../review/review-memory.ts';
import type { Stage } from '../scene/stage.ts';
import { quantities } from '../store/field-scale.ts';
import { replayHistory } from '../store/history-record.ts';
import { select } from '../store/selection.ts';
import { fitViewToPlan } from '../store/view-state.ts';
import { formatTime, text } from '../texts/language.ts';
import type { FileOpener } from './open-file.ts';
import type { ProgrammePersistence } from './programme-persistence.ts';
import { discardable, restoreReview, type ShownPlan } from './restore-review.ts';

/** So many persisted plans are listed on the page without one. */
const maxRecents = 6;

interface Parts {
  stage: Stage;
  client: ImportClient;
  files: FileOpener;
  reviews: ReviewMemory;
  reviewKeeper: ReviewKeeper;
  plans: PlanMemory;
  keeper: PlanPersistence;
  lock: PlanLock;
  programmes: ProgrammeMemory;
  programmeKeeper: ProgrammePersistence;
}

/**
 * Begins a page with the work of this tab, before a reload or a crash, with its steps and its view; else with
 * the plan served beside the page. @param found what there is of that
 */
export async function restoreWork(
  app: App,
  parts: Parts,
  { served, persisted, hasDesk }: FoundWork,
  onShown: () => void,
): Promise<void> {
  const shown = persisted && (await showPersisted(app, parts, persisted));
  if (served && !shown) await parts.files.open([served], {});
  onShown();
  const { client, files, reviews: memory, reviewKeeper: keeper } = parts;
  const forgetPlan = () => parts.keeper.discard();
  await restoreReview(
    app,
    { client, files, memory, keeper, forgetPlan },
    { isServed: served !== undefined, shown },
  );
  if (!app.store.plan) await listRecents(app, parts);
  if (!hasDesk) return;
  const { openDesk } = await import('./desk-session.ts');
  await openDesk(app, parts.programmeKeeper, served !== undefined);
}

/** Lists for the page without a plan what else is persisted. */
async function listRecents(app: App, { plans, programmes }: Parts): Promise<void> {
  const [recents, cities] = await Promise.all([
    plans.recent().catch(() => []),
    programmes.recent().catch(() => []),
  ]);
  app.persistence.patch({ recents: recents.slice(0, maxRecents), programmes: cities });
}

/** Shows a persisted plan, chosen from the list of them, with its steps and its view. */
export async function openRecent(app: App, parts: Parts, id: string): Promise<void> {
  const persisted = await parts.plans.read(id).catch(() => undefined);
  if (persisted) await showPersisted(app, parts, persisted);
}

async function showPersisted(
  app: App,
  parts: Parts,
  { persisted, view }: Persisted,
): Promise<ShownPlan | undefined> {
  const plan = await checkPlan(app, parts.client, persisted);
  if (!plan) return undefined;
  const isMine = await parts.lock.claim(persisted.id, persisted.id === planOfThisTab());
  showPlan(app, parts, { ...persisted, plan });
  app.store.isReadOnly = !isMine;
  if (view) showView(app, parts.stage, view);
  const names = { file: persisted.name, time: formatTime(persisted.savedMs) };
  if (isMine) {
    app.page.patch({
      notice: {
        kind: 'info',
        title: text('restoredPlan', names),
        lines: [text('restoredPlanNote')],
        ...discardable({ keeper: parts.reviewKeeper, forgetPlan: () => parts.keeper.discard() }),
      },
    });
  }
  const document = app.store.opened;
  return {
    drawing: persisted.drawing,
    attach(imported) {
      const { content } = app.store;
      if (!content || content.document !== document) return;
      // Steps over the drawing can be told now; what was done meanwhile stays as it is.
      const isUntouched = content.plan === plan;
      const steps = isUntouched ? replayHistory({ plan, imported, document }, persisted.history) : content;
      app.store.restore({ ...content, undo: steps.undo, redo: steps.redo, imported });
    },
  };
}

async function checkPlan(
  app: App,
  client: ImportClient,
  persisted: PersistedPlan,
): Promise<Plan | undefined> {
  const outcome = await readPersisted(client, persisted);
  if (outcome.ok && outcome.value.kind === 'plan') return outcome.value.plan;
  const lines = outcome.ok ? [] : describeFailure(outcome.failure);
  app.page.patch({
    notice: { kind: 'error', title: text('keptUnreadable', { file: persisted.name }), lines },
  });
  return undefined;
}

/** Reads what the browser stored like any file: it may be of another version. */
export function readPersisted(client: ImportClient, { plan, name }: Pick<PersistedPlan, 'plan' | 'name'>) {
  const bytes = new TextEncoder().encode(JSON.stringify(plan));
  const request = { bytes, fileName: name, others: [], sourceId: client.newSourceId(), remembered: [] };
  return client.open(request, () => {});
}

/** A persisted plan with its steps, without the drawing behind it. */
export function showPlan(app: App, { keeper }: Pick<Parts, 'keeper'>, persisted: PersistedPlan): void {
  const { id, name, plan, history, revision, fileHash, handle, isInFile } = persisted;
  const document = { id, name };
  Object.assign(keeper.factsOf(document), {
    revision,
    fileHash,
    handle,
    inFile: isInFile ? plan : undefined,
  });
  const now = { plan, imported: undefined, document };
  app.store.restore({ ...now, ...replayHistory(now, history) });
}

function showView(app: App, stage: Stage, { view, camera }: PersistedView): void {
  if (!quantities.includes(view.quantity)) return;
  app.view.patch({ ...view, pins: view.pins ?? [], ...select(view.selection) });
  if (app.store.plan) app.view.patch(fitViewToPlan(app.view.value, app.store.plan));
  if (camera) stage.poseOnceDrawn(camera);
}
