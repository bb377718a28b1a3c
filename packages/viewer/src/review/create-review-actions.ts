import type { Doubt, Evidence } from '@diku/engine/import';
import type { App } from '../app/app.ts';
import type { ReviewActions } from '../app/review-actions.ts';
import type { ImportClient } from '../compute/import-client.ts';
import type { Stage } from '../scene/stage.ts';
import { isRaster, membersOf } from '../store/imported.ts';
import { isAboutLevel, stepDoubt } from '../store/review-state.ts';
import { select } from '../store/selection.ts';
import type { ViewState } from '../store/view-state.ts';
import { text } from '../texts/language.ts';
import { describeFailure } from './describe-failure.ts';
import { aboutObject, objectSubject } from './object-subject.ts';
import { forgetPreset, rememberedPresets, rememberPreset } from './preset-memory.ts';
import type { Recogniser } from './recogniser.ts';
import { saveJson } from './save-file.ts';

/** So much of the garage is seen around a location that is gone to. */
const aroundM = 36;
/** A scale this near to that of a unit is the unit. */
const sameUnitRatio = 0.005;
const metresPerUnit = { mm: 0.001, cm: 0.01, m: 1, in: 0.0254, ft: 0.3048 } as const;

interface Parts {
  stage: Stage;
  client: ImportClient;
  recogniser: Recogniser;
}

export function createReviewActions(app: App, { stage, client, recogniser }: Parts): ReviewActions {
  const { review, store, view } = app;
  const goTo = (levelId: string, [x, y]: readonly [number, number]) => {
    if (levelId !== '') view.patch({ levelId });
    // Another level is drawn, and the view fitted to it, first.
    requestAnimationFrame(() => requestAnimationFrame(() => stage.flyTo(x, y, 0, aroundM)));
  };

  const actions: ReviewActions = {
    ...reviewMode(app, client),
    ...presetActions(app, client, recogniser),
    showDoubt(doubt, member = 0) {
      const { imported } = store;
      if (!imported) return;
      const layer = doubt.kind === 'layer' ? doubt.layer : undefined;
      review.patch({ tab: 'doubts', doubtId: doubt.id, member, object: undefined, layer, picked: undefined });
      const location = locationOf(membersOf(imported, doubt.id), doubt, member);
      if (doubt.level !== '' && isAboutLevel(doubt)) view.patch({ levelId: doubt.level });
      if (isAboutLevel(doubt)) requestAnimationFrame(() => requestAnimationFrame(() => stage.fit()));
      else goTo(location.level, location.at);
    },
    stepDoubt(step) {
      const next = stepDoubt(store.imported?.doubts ?? [], review.value.doubtId, step);
      if (next) actions.showDoubt(next);
    },
    showObject: (evidence) => review.patch({ tab: 'doubts', object: evidence?.reference, picked: undefined }),
    correct: (correction) => recogniser.correct(correction),
    answer(about, answer, subject) {
      const { answered } = review.value;
      review.patch({ answered: { ...answered, [about.id]: subject } });
      const next = stepDoubt(store.imported?.doubts ?? [], about.id, 1);
      const isAnswered = review.value.doubtId === about.id && review.value.object === undefined;
      recogniser.correct({ doubt: about, answer });
      // On to what is asked next.
      if (isAnswered && next && next.id !== about.id) actions.showDoubt(next);
    },
    setObject(evidence, change) {
      const earlier = store.imported?.corrections.set?.[evidence.reference];
      actions.answer(aboutObject(evidence), { set: { ...earlier, ...change } }, objectSubject(evidence));
    },
    setLevel(sourceLevel, level) {
      recogniser.correct({
        doubt: { id: `level:${sourceLevel}`, level: sourceLevel, sourceLevel },
        answer: { level },
      });
    },
    answerShown(answer) {
      const { imported } = store;
      const { object, doubtId } = review.value;
      const clicked = imported?.evidence.find(({ reference }) => reference === object);
      const doubt = imported?.doubts.find(({ id }) => id === doubtId);
      if (clicked) actions.answer(aboutObject(clicked), answer, objectSubject(clicked));
      else if (doubt?.choices.some(({ value }) => value === answer))
        actions.answer(doubt, answer, doubt.subject);
    },
    setScale: (metres) => correctScale(app, recogniser, metres),
    cancel: () => recogniser.cancel(),
  };
  return actions;
}

async function showSheet({ store, review }: App, client: ImportClient, sourceId: number): Promise<void> {
  const { imported } = store;
  if (imported?.sourceId !== sourceId || review.value.sheet?.sourceId === sourceId) return;
  const outcome = await client.sourceLines(imported);
  if (store.imported?.sourceId !== sourceId) return;
  if (outcome.ok) review.patch({ sheet: { sourceId, lines: outcome.value } });
  else review.patch({ failure: outcome.failure });
}

function rememberPresets({ review }: App): void {
  review.patch({ remembered: rememberedPresets() });
}

/** Leads into the review, to its whole drawing, and out of it to the view that was before. */
function reviewMode(app: App, client: ImportClient): Pick<ReviewActions, 'enter' | 'leave' | 'showSheet'> {
  const { review, store, view, page } = app;
  let before: Pick<ViewState, 'projection' | 'stacked'> | undefined;
  return {
    enter() {
      if (!store.imported || review.value.active) return;
      const { projection, stacked } = view.value;
      before = { projection, stacked };
      rememberPresets(app);
      review.patch({ active: true });
      page.patch({
        tool: 'select',
        ...(page.value.notice?.kind === 'progress' ? {} : { notice: undefined }),
      });
      view.patch({ projection: '2d', stacked: false, ...select([]) });
    },
    showSheet: (sourceId) => showSheet(app, client, sourceId),
    leave() {
      review.patch({
        active: false,
        picked: undefined,
        object: undefined,
        doubtId: undefined,
        swipeRatio: undefined,
      });
      // What was chosen meanwhile stays.
      if (before && view.value.projection === '2d') view.patch(before);
      before = undefined;
    },
  };
}

/** Metres per pixel of an image, else per unit of the drawing. */
function correctScale({ store }: App, recogniser: Recogniser, metres: number): void {
  if (store.imported && isRaster(store.imported)) {
    recogniser.correct({ scale: { metresPerPixel: metres } });
    return;
  }
  const named = Object.entries(metresPerUnit).find(([, each]) => Math.abs(metres / each - 1) < sameUnitRatio);
  recogniser.correct({
    units: named ? (named[0] as keyof typeof metresPerUnit) : Number(metres.toPrecision(8)),
  });
}

type PresetActions = Pick<
  ReviewActions,
  'takePreset' | 'takeBuiltInPreset' | 'savePreset' | 'forgetPreset' | 'saveCorrections'
>;

/** Actions on presets for other drawings. */
function presetActions(app: App, client: ImportClient, recogniser: Recogniser): PresetActions {
  const { store, page } = app;
  const say = (title: string, lines: string[] = []) =>
    page.patch({ notice: { kind: lines.length > 0 ? 'error' : 'info', title, lines } });
  return {
    takePreset: (used) => recogniser.takePreset(used),
    async takeBuiltInPreset(name) {
      const outcome = await client.builtInPreset(name);
      if (outcome.ok) recogniser.takePreset({ name, preset: outcome.value, remembered: false });
      else say(text('answerFailed'), describeFailure(outcome.failure));
    },
    async savePreset(name, isRetained) {
      const { imported } = store;
      if (!imported) return;
      const outcome = await client.presetOf(imported, name);
      if (!outcome.ok) return say(text('answerFailed'), describeFailure(outcome.failure));
      const preset = outcome.value;
      const layers = imported.layers.map(({ layer }) => layer);
      if (isRetained && !rememberPreset({ name, preset, layers })) return say(text('presetNotKept'), [name]);
      rememberPresets(app);
      say(text('presetSaved', { file: saveJson(preset, name, 'preset') }));
    },
    forgetPreset(name) {
      forgetPreset(name);
      rememberPresets(app);
    },
    saveCorrections() {
      const { imported } = store;
      if (!imported) return;
      const stem = imported.file.name.replace(/\.[^.]*$/, '');
      say(text('correctionsSaved', { file: saveJson(imported.corrections, stem, 'corrections') }));
    },
  };
}

/** Location of one of a doubt's objects; the doubt's own location where it has none. */
function locationOf(
  members: readonly Evidence[],
  doubt: Doubt,
  member: number,
): Pick<Evidence, 'level' | 'at'> {
  // The longest comes first, as in the doubt.
  const first = members.find(({ at }) => at[0] === doubt.at[0] && at[1] === doubt.at[1]);
  if (member === 0 || members.length < 2) return first ?? doubt;
  return members.filter((each) => each !== first)[member - 1] ?? doubt;
}
