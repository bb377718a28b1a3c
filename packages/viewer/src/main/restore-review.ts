import type { Antenna, Plan } from '@diku/engine';
import { verbatim } from '@diku/engine/core';
import { antennaLocation } from '@diku/engine/plan';
import type { App, Notice } from '../app/app.ts';
import type { ImportClient } from '../compute/import-client.ts';
import type { PersistedDrawing } from '../persistence/persisted-plan.ts';
import { claimedReviews, claimReview, idOfThisTab } from '../review/claim-review.ts';
import { describeFailure } from '../review/describe-failure.ts';
import type { ReviewKeeper } from '../review/persist-review.ts';
import type { ReviewMemory } from '../review/review-memory.ts';
import { isInsideLevel } from '../scene/level-placement.ts';
import type { ImportedDrawing } from '../store/imported.ts';
import { maxPersistedReviews, type PersistedReview, reviewRetentionDays } from '../store/persisted-review.ts';
import { formatPercent, formatTime, language, text } from '../texts/language.ts';
import type { FileOpener } from './open-file.ts';
import { beginReview, takeDrawing } from './take-drawing.ts';

interface Parts {
  client: ImportClient;
  files: FileOpener;
  memory: ReviewMemory;
  keeper: ReviewKeeper;
  /** Forgets the plan on screen. */
  forgetPlan: () => Promise<void>;
}

/** A plan that is on screen already, as it was persisted: only its drawing is missing. */
export interface ShownPlan {
  drawing: PersistedDrawing | undefined;
  attach: (imported: ImportedDrawing) => void;
}

interface Persisted {
  id: string;
  review: PersistedReview;
}

/**
 * Shows the review that was on screen when the page was left, by reload or by a crash. Asks first where a plan is
 * served beside the page, or where the last try did not come to an end: a drawing may be what the page died of.
 */
export async function restoreReview(
  app: App,
  parts: Parts,
  { isServed, shown }: { isServed: boolean; shown: ShownPlan | undefined },
): Promise<void> {
  const persisted = await findPersisted(parts.memory).catch(() => undefined);
  if (!persisted || (shown && !persisted.review.pending && persisted.id !== shown.drawing?.reviewId)) return;
  const isAsked = persisted.review.isTried || (!shown && (isServed || app.store.plan !== undefined));
  if (!isAsked) return restore(app, parts, persisted, shown);
  app.page.patch({
    notice: {
      kind: 'info',
      title: text('restoreOffer', namesOf(persisted)),
      lines: persisted.review.isTried ? [text('restoreTried')] : [],
      action: {
        id: 'review-restore',
        label: text('restoreRun'),
        run: () => void restore(app, parts, persisted, shown),
      },
    },
  });
}

/** Review of this tab; for a tab that had none, the newest that no other tab has. */
async function findPersisted(memory: ReviewMemory): Promise<Persisted | undefined> {
  const all = await memory.list();
  const reviewId = idOfThisTab();
  const claimed = await claimedReviews();
  const oldestMs = Date.now() - reviewRetentionDays * 24 * 3600 * 1000;
  for (const [index, { id, review }] of all.entries()) {
    const isOld = review.savedMs < oldestMs || index >= maxPersistedReviews;
    if (isOld && id !== reviewId && !claimed.has(id)) await memory.forget(id);
  }
  const candidates = all.filter(({ id, review }) =>
    reviewId === undefined ? review.savedMs >= oldestMs && !claimed.has(id) : id === reviewId,
  );
  for (const persisted of candidates)
    if (await claimReview(persisted.id, persisted.id === reviewId)) return persisted;
  return undefined;
}

async function restore(
  app: App,
  parts: Parts,
  persisted: Persisted,
  shown: ShownPlan | undefined,
): Promise<void> {
  const { memory, keeper, files: opener } = parts;
  const { id, review } = persisted;
  const progress = (ratio: number): Notice => {
    const title = text('restoring', { file: review.fileName, percent: formatPercent(ratio) });
    return { kind: 'progress', title, lines: [], doneRatio: ratio };
  };
  app.page.patch({ notice: progress(0) });
  await memory.putReview(id, { ...review, isTried: true }).catch(() => {});
  const files = await memory.filesOf(id).catch(() => undefined);
  if (!files) return fail(app, parts, persisted, [text('restoreGone')]);
  const { scale, page, corrections, usedPreset, pending } = review;
  // Another drawing has been persisted in its place since.
  if (shown && !pending && !isDrawing(files.file, shown.drawing))
    return app.page.patch({ notice: undefined });
  if (pending) {
    keeper.adopt(id, files);
    await opener.open([files.file, ...files.others], {}, { scale, page });
    const opened = app.page.value.pendingDrawing;
    if (opened?.kind !== 'refused' || pending.changes.length === 0) return;
    app.page.patch({ pendingDrawing: { ...opened, changes: pending.changes.slice(0, -1) } });
    app.actions.pending.change(pending.changes[pending.changes.length - 1]);
    return;
  }
  const source = { ...files, scale, page, corrections, usedPreset, sourceId: parts.client.newSourceId() };
  let isDone = false;
  const outcome = await parts.client.recognise(
    source,
    { changes: [], preset: usedPreset },
    ({ doneRatio }) => {
      if (!isDone) app.page.patch({ notice: progress(doneRatio) });
    },
  );
  isDone = true;
  if (!outcome.ok) {
    // Something else was opened, or it was called off, which is reported already.
    if (outcome.failure.name === 'CancelledError') return;
    return fail(app, parts, persisted, describeFailure(outcome.failure));
  }
  keeper.adopt(id, files);
  const plan = outcome.value.plan;
  const antennas = review.antennas.filter((antenna) => stands(plan, antenna));
  if (shown) shown.attach(beginReview(app, source, outcome.value));
  else takeDrawing(app, source, { ...outcome.value, plan: { ...plan, antennas } });
  showAsBefore(app, persisted);
  const lost = shown ? 0 : review.antennas.length - antennas.length;
  const lines = [text('restoredNote'), ...(lost > 0 ? [text('antennasLost', { count: lost })] : [])];
  app.page.patch({
    notice: { ...discardable(parts), kind: 'info', title: text('restored', namesOf(persisted)), lines },
  });
}

function isDrawing({ name, size, lastModified }: File, drawing: PersistedDrawing | undefined): boolean {
  const { fileName, sizeBytes, lastModifiedMs } = drawing ?? {};
  return name === fileName && size === sizeBytes && lastModified === lastModifiedMs;
}

function showAsBefore(app: App, { review }: Persisted): void {
  const { answered, tab, isReviewing, levelId, projection } = review;
  const isThere = app.store.plan?.levels.some(({ id }) => id === levelId);
  // Earlier versions persisted what was answered in the words of two languages.
  const subjects = Object.entries(answered).map(([id, subject]) => [
    id,
    'code' in subject ? subject : verbatim(subject[language()]),
  ]);
  app.review.patch({ answered: Object.fromEntries(subjects), tab });
  app.view.patch({ projection, ...(isThere ? { levelId } : {}) });
  if (isReviewing) app.actions.review.enter();
}

function stands({ levels }: Plan, antenna: Antenna): boolean {
  const level = levels.find(({ id }) => id === antenna.level);
  return level !== undefined && isInsideLevel(level, ...antennaLocation(antenna));
}

function fail(app: App, parts: Parts, persisted: Persisted, lines: string[]): void {
  const title = text('restoreFailed', namesOf(persisted));
  const forget = () => void parts.memory.forget(persisted.id);
  const action = { id: 'review-discard', label: text('restoredForget'), run: forget, isQuiet: true };
  app.page.patch({ notice: { kind: 'error', title, lines, action } });
}

/** A way back to the empty page. */
export function discardable({
  keeper,
  forgetPlan,
}: Pick<Parts, 'keeper' | 'forgetPlan'>): Pick<Notice, 'action'> {
  const discard = () => void Promise.all([keeper.discard(), forgetPlan()]).then(() => location.reload());
  return { action: { id: 'review-discard', label: text('restoredDiscard'), run: discard, isQuiet: true } };
}

function namesOf({ review }: Persisted) {
  return { file: review.fileName, time: formatTime(review.savedMs) };
}
