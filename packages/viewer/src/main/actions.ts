import { describeProblem, type Plan } from '@diku/engine';
import { storeVerdict } from '@diku/engine/radio';
import { type FileWithHandle, fileSave, supported } from 'browser-fs-access';
import type { Actions, App } from '../app/app.ts';
import { isPlanning } from '../commands/command.ts';
import type { DesignRunner, NetworkFollower } from '../compute/design-runner.ts';
import { readAllBytes } from '../compute/read-bytes.ts';
import type { ReferenceRunner } from '../compute/reference-runner.ts';
import { hashOf } from '../persistence/hash-of.ts';
import { withNamedView } from '../persistence/persisted-plan.ts';
import type { PlanPersistence } from '../persistence/plan-persistence.ts';
import { describeFailure } from '../review/describe-failure.ts';
import { fileNameOf, saveFile } from '../review/save-file.ts';
import type { Stage } from '../scene/stage.ts';
import { isOfPlan } from '../store/combined-map.ts';
import { withVariant } from '../store/compare-state.ts';
import { isPartStale } from '../store/derived-states.ts';
import type { DocumentKind } from '../store/document-kinds.ts';
import { quantities } from '../store/field-scale.ts';
import { findFootprint } from '../store/footprint.ts';
import { isListed } from '../store/plan-change.ts';
import { isOfSubject } from '../store/reference-state.ts';
import { select, selectAntenna } from '../store/selection.ts';
import type { SettingsDocument } from '../store/settings/change-settings.ts';
import { formatPercent, language, setLocale, text } from '../texts/language.ts';
import { chooseFiles } from './choose-files.ts';
import type { FileOpener } from './open-file.ts';
import { printPlan } from './print-plan.ts';
import { changeNetwork, takeNetwork, takePlacement } from './take-proposals.ts';
import { takeOver } from './watch-persistence.ts';

const exampleUrl = new URL('../../../../examples/garage-two-levels.dxf', import.meta.url).href;

interface Parts {
  stage: Stage;
  design: DesignRunner;
  follower: NetworkFollower;
  files: FileOpener;
  keeper: PlanPersistence;
}

/** Actions that others carry out. */
type MadeElsewhere = Pick<
  Actions,
  | 'openRecent'
  | 'review'
  | 'pending'
  | 'programme'
  | 'toggleCrosshair'
  | 'showLink'
  | 'openMenu'
  | 'checkRays'
  | 'traceReference'
  | 'stopReference'
  | 'cancelGesture'
  | 'edit'
  | 'walk'
>;

/** Actions of panels and keys. */
export function createActions(
  app: App,
  { stage, files, design, follower, keeper, ...more }: MadeElsewhere & Parts,
): Actions {
  return {
    chooseFile: () => void chooseFiles((chosen) => void files.open(chosen, {})),
    openExample: () => void openExample(files),
    save: () => void savePlan(app, keeper),
    saveAs: () => void savePlan(app, keeper, { asNew: true }),
    print: () => printPlan(app),
    takeOver: () => void takeOver(app, keeper),
    undo: () => showStep(app, app.store.undo()),
    redo: () => showStep(app, app.store.redo()),
    toggleLanguage: () => void setLocale(language() === 'zh' ? 'en' : 'zh'),
    placeAntennas: () => void files.place({}),
    takePlacement: () => takePlacement(app),
    feedAntennas: () => feedAntennas(app, design),
    takeNetwork: () => takeNetwork(app),
    reportNetwork: (plan) => design.reportNetwork(plan),
    changeNetwork: (changes) => changeNetwork(app, follower, changes),
    makeDocument: (kind) => downloadDocument(app, design, kind),
    ...settingActions(app, design),
    storeView: () => storeView(app, stage),
    exportField: async () => (await import('./export-field.ts')).exportField(app),
    showView: (id) => showNamedView(app, stage, id),
    ...walkActions(app, files),
    cancelWork: () => {
      const { placing, feeding } = app.design.value;
      const isOther = placing || feeding || app.page.value.notice?.kind === 'progress';
      if (app.reference.value.tracing && !isOther) more.stopReference();
      else files.cancel();
    },
    select: (id) => app.view.patch(selectAntenna(id)),
    showLocation({ levelId, x, y }) {
      app.view.patch({ levelId, stacked: false });
      requestAnimationFrame(() => requestAnimationFrame(() => stage.flyTo(x, y, 0)));
    },
    fit: () => stage.fit(),
    ...more,
  };
}

/** Selects what an undone or redone step touched and is still there, on its level. */
function showStep(app: App, step: ReturnType<App['store']['undo']>): void {
  const { plan } = app.store;
  if (!step || !plan) return;
  const refs = step.records.flatMap((record) => {
    if (!isListed(record) || record.follows || record.kind === 'carrier' || record.kind === 'cable')
      return [];
    const found = findFootprint(plan, record);
    return found ? [{ kind: record.kind, id: record.id, level: found.levelId }] : [];
  });
  if (refs.length === 0) return;
  const { stacked, levelId } = app.view.value;
  const isShown = stacked || refs.some(({ level }) => level === levelId);
  app.view.patch({ ...select(refs), ...(isShown ? {} : { levelId: refs[0].level }) });
}

/** The drawing with antennas that are known already: nobody waits for a placement to see what a verdict is. */
async function openExample(files: FileOpener): Promise<void> {
  const [response, { exampleAntennas: antennas }] = await Promise.all([
    fetch(exampleUrl),
    import('./example-antennas.ts'),
  ]);
  await files.open([new File([await response.blob()], 'garage-two-levels.dxf')], {}, { antennas });
}

/**
 * Designs the plan's feeder network anew; how far it is and what came of it stand at the side, a failure is reported.
 */
async function feedAntennas(app: App, design: DesignRunner): Promise<void> {
  const { plan } = app.store;
  if (!plan) return;
  const { page } = app;
  page.patch({ notice: undefined, isPanelOpen: true });
  const outcome = await design.feed(plan);
  if (outcome.ok || outcome.failure.name === 'CancelledError') return;
  const lines = describeFailure(outcome.failure);
  page.patch({ notice: { kind: 'error', title: text('failedNetwork'), lines } });
}

/** Choosing a walk test, and the sheet of what came of it. */
function walkActions(app: App, files: FileOpener): Pick<Actions, 'chooseWalk' | 'saveWalkSheet'> {
  return {
    chooseWalk: () => void chooseFiles(([file]) => void (file && files.openWalk(file, {}))),
    async saveWalkSheet() {
      const { result } = app.walk.value;
      if (!result) return;
      const outcome = await app.actions.walk.sheet(language());
      if (!outcome.ok) return;
      const file = `${app.store.committed?.community.id ?? 'plan'}-acceptance.html`;
      saveFile(new Blob([outcome.value], { type: 'text/html' }), file);
      app.page.patch({ notice: { kind: 'info', title: text('saved', { file }), lines: [] } });
    },
  };
}

/** Actions of the variants. */
function variantActions(app: App): Pick<Actions, 'storeVariant' | 'takeVariant'> {
  return { storeVariant: () => storeVariant(app), takeVariant: (id) => takeVariant(app, id) };
}

/** Puts the plan, without what is only previewed, among the variants. */
function storeVariant({ store, compare }: App): void {
  const plan = store.committed;
  if (!plan) return;
  const named = (count: number) => text('variantName', { count });
  compare.patch({ variants: withVariant(compare.value.variants, plan, named) });
}

/** Puts what is looked at among the named views, and says under which name. */
function storeView({ view, persistence, page }: App, stage: Stage): void {
  const { levelId, stacked, projection, carrierId, quantity, scenarioId } = view.value;
  const look = {
    view: { levelId, stacked, projection, carrierId, quantity, scenarioId },
    camera: stage.pose,
  };
  const named = (count: number) => text('viewName', { count });
  const namedViews = withNamedView(persistence.value.namedViews, look, named);
  persistence.patch({ namedViews });
  if (page.value.sheet === 'views') return;
  const title = text('viewKept', { name: namedViews[namedViews.length - 1].name });
  const run = () => page.patch({ sheet: 'views' });
  const action = { id: 'view-rename', label: text('viewRename'), run };
  page.patch({ notice: { kind: 'info', title, lines: [], action } });
}

/** Looks at the plan as under a name; a carrier or quantity that is gone stays as it is on screen. */
function showNamedView({ view, persistence, store }: App, stage: Stage, id: string): void {
  const found = persistence.value.namedViews.find((each) => each.id === id);
  if (!found || !store.plan) return;
  const { carrierId, quantity, ...look } = found.view;
  view.patch({
    ...look,
    ...(isOfPlan(store.plan, carrierId) ? { carrierId } : {}),
    ...(quantities.includes(quantity) ? { quantity } : {}),
    isolatedClass: undefined,
  });
  stage.poseOnceDrawn(found.camera);
}

/** Actions of settings and variants. */
function settingActions(
  app: App,
  design: DesignRunner,
): Pick<
  Actions,
  'priceStates' | 'takeSettings' | 'readPatterns' | 'readCandidates' | 'storeVariant' | 'takeVariant'
> {
  return {
    ...variantActions(app),
    priceStates: () => priceStates(app, design),
    takeSettings: (document) => takeSettings(app, document),
    readPatterns: async (chosen) => design.readPatterns(await readAllBytes(chosen)),
    readCandidates: async (file, plan) => design.readCandidates((await readAllBytes([file]))[0], plan),
  };
}

/** Places for every state in which the plan does not pass; the settings of placing show what that takes. */
async function priceStates({ store, page }: App, design: DesignRunner): Promise<void> {
  const { committed: plan } = store;
  if (!plan) return;
  const tell = (doneRatio: number) => {
    const title = text('pricingStates', { percent: formatPercent(doneRatio) });
    page.patch({ notice: { kind: 'progress', title, lines: [], doneRatio } });
  };
  page.patch({ sheet: undefined });
  tell(0);
  const outcome = await design.priceStates(plan, ({ doneRatio }) => tell(doneRatio));
  if (!outcome.ok && outcome.failure.name === 'CancelledError') return;
  if (!outcome.ok) {
    const lines = describeFailure(outcome.failure);
    page.patch({ notice: { kind: 'error', title: text('failedWork'), lines } });
    return;
  }
  page.patch({ notice: undefined, sheet: 'settings', settingsSection: 'placement' });
}

/** Settings in place of those of the plan, as one step; a notice says what the engine has against them. */
async function takeSettings({ store, page }: App, document: SettingsDocument): Promise<void> {
  const plan = store.committed;
  if (!plan) {
    page.patch({ notice: { kind: 'error', title: text('settingsNoPlan'), lines: [] } });
    return;
  }
  const { settingProblems, settingsChange, withSettings } = await import(
    '../store/settings/change-settings.ts'
  );
  const next = withSettings(plan, document);
  const problems = await settingProblems(next);
  if (problems.length > 0) {
    const lines = problems.map((problem) => describeProblem(problem, language()));
    page.patch({ notice: { kind: 'error', title: text('settingsPresetRefused'), lines } });
    return;
  }
  if (store.committed === plan) store.apply(settingsChange(plan, next));
  const title = text('settingsPresetTaken', { name: document.name });
  page.patch({ notice: { kind: 'info', title, lines: [] } });
}

/** Makes a variant the plan on screen, as one step. */
function takeVariant({ store, compare }: App, id: string): void {
  const variant = compare.value.variants.find((each) => each.id === id);
  if (variant && variant.plan !== store.committed) store.replacePlan('variant', variant.plan);
}

/** Makes a document of the plan in the language of the page and hands it to the browser's downloads. */
async function downloadDocument(app: App, design: DesignRunner, kind: DocumentKind): Promise<void> {
  const { page, store } = app;
  const { plan } = store;
  if (!plan) return;
  const tell = (doneRatio: number) => {
    const title = text('makingPaper', { name: text(`paper_${kind}`), percent: formatPercent(doneRatio) });
    page.patch({ notice: { kind: 'progress', title, lines: [], doneRatio } });
  };
  tell(0);
  const outcome = await design.makeDocument(
    plan,
    {
      ...{ kind, lang: language(), fields: page.value.documentFields },
      allowStale: page.value.allowsStaleDocuments,
    },
    ({ doneRatio }) => tell(doneRatio),
  );
  // Who stopped it has been told so.
  if (!outcome.ok && outcome.failure.name === 'CancelledError') return;
  if (!outcome.ok) {
    const lines = describeFailure(outcome.failure);
    page.patch({ notice: { kind: 'error', title: text('failedPaper'), lines } });
    return;
  }
  const { fileName, type, bytes, missing } = outcome.value;
  saveFile(new Blob([bytes], { type }), fileName);
  const lines = missing.length > 0 ? [text('paperMissing', { list: missing.join(' ') })] : [];
  page.patch({ notice: { kind: 'info', title: text('saved', { file: fileName }), lines } });
}

interface Wish {
  /** Asks for another file even where there is one. */
  asNew?: boolean;
  /** True when it is written over what another program wrote. */
  overwrites?: boolean;
}

/**
 * Writes the plan on screen to its file, or to one that is asked for; to the browser's downloads where there are no
 * files. What is on screen at the time of the call is what is saved.
 */
async function savePlan(app: App, keeper: PlanPersistence, wish: Wish = {}): Promise<void> {
  const content = app.store.content;
  const document = content?.document;
  if (!content || !document) return;
  const { plan } = content;
  const facts = keeper.factsOf(document);
  const handle = wish.asNew ? undefined : facts.handle;
  const fileName = handle?.name ?? fileNameOf(plan.community.id, 'diku');
  const fail = (title: string, lines: string[], action?: { id: string; label: string; run: () => void }) =>
    app.page.patch({ notice: { kind: 'error', title, lines, action } });
  const failed = (reason: string) =>
    fail(text('saveFailed', { file: fileName }), [text('saveFailedNote', { reason })], {
      id: 'save-as',
      label: text('saveAs'),
      run: app.actions.saveAs,
    });
  try {
    if (handle && !(await mayWrite(handle))) return failed(text('saveDenied'));
    if (handle && !wish.overwrites && (await isChanged(handle, facts.fileHash))) {
      const run = () => void savePlan(app, keeper, { overwrites: true });
      return fail(text('saveChanged', { file: fileName }), [text('saveChangedNote')], {
        id: 'overwrite',
        label: text('saveOverwrite'),
        run,
      });
    }
    const saved = withShownVerdict(app, plan);
    const blob = new Blob([`${JSON.stringify(saved, null, 1)}\n`], { type: 'application/json' });
    const description = text('planFile');
    const options = { fileName, extensions: ['.json'], description, id: 'diku-plan' };
    const written = await fileSave(blob, options, handle, true);
    const isRenewed = saved !== plan && app.store.renewDerived(plan, saved.derived);
    keeper.savedAs(document, {
      inFile: isRenewed ? app.store.committed : plan,
      fileHash: await hashOf(blob),
      handle: written ?? (supported ? handle : undefined),
    });
    const title = text('saved', { file: written?.name ?? fileName });
    app.page.patch({ notice: { kind: 'info', title, lines: [] } });
  } catch (error) {
    // The dialog was closed.
    if (error instanceof DOMException && error.name === 'AbortError') return;
    failed(error instanceof Error ? error.message : String(error));
  }
}

/** The plan whose stored verdict, where it has a stale one, is what the page shows of it, or none while that is not known. */
function withShownVerdict({ store, results }: App, plan: Plan): Plan {
  if (!isPartStale(plan, 'verdict')) return plan;
  const { status, exact } = results.value;
  if (status === 'fresh' && exact?.scenarioId === 'planned' && store.plan === plan) {
    const { assessment, resolutionM, model } = exact;
    return storeVerdict(plan, { assessment, resolutionM, modelId: model.id });
  }
  const { verdict: _, ...others } = plan.derived ?? {};
  return { ...plan, derived: others };
}

/** Part of the File System Access API, which not every browser has. */
interface AskableHandle extends FileSystemFileHandle {
  queryPermission?(mode: { mode: 'readwrite' }): Promise<PermissionState>;
  requestPermission?(mode: { mode: 'readwrite' }): Promise<PermissionState>;
}

async function mayWrite(handle: AskableHandle): Promise<boolean> {
  const mode = { mode: 'readwrite' } as const;
  const known = (await handle.queryPermission?.(mode)) ?? 'granted';
  return known === 'granted' || (await handle.requestPermission?.(mode)) === 'granted';
}

/** A file that is gone is written anew. */
async function isChanged(handle: FileSystemFileHandle, hash: string | undefined): Promise<boolean> {
  if (hash === undefined) return false;
  const file: FileWithHandle | undefined = await handle.getFile().catch(() => undefined);
  const found = file && (await hashOf(file));
  return found !== undefined && found !== hash;
}

/** Traces the reference of what is on screen, and shows it once it is there, unless something else is looked at by then. */
export function createReferenceActions(
  app: App,
  runner: ReferenceRunner,
): Pick<Actions, 'traceReference' | 'stopReference'> {
  return {
    async traceReference() {
      const { view, page, reference } = app;
      const found = await runner.trace(view.value);
      if (!found || !isPlanning(app)) return;
      if (isOfSubject(found, view.value)) {
        view.patch({ isolatedClass: undefined });
        reference.patch({ isShown: true });
      }
      const isSeen = page.value.side === 'reference' && isOfSubject(found, view.value);
      if (isSeen) return;
      const { levelId, carrierId } = found;
      const action = {
        id: 'reference-show',
        label: text('referenceLook'),
        run: () => {
          view.patch({ levelId, carrierId, scenarioId: found.scenarioId, isolatedClass: undefined });
          reference.patch({ isShown: true });
          page.patch({ side: 'reference', isPanelOpen: true });
        },
      };
      const title = text('referenceDone', { level: levelId });
      page.patch({ notice: { kind: 'info', title, lines: [], action } });
    },
    stopReference: () => void runner.stop(),
  };
}
