import { type Plan, phraseText } from '@diku/engine';
import type { FileWithHandle } from 'browser-fs-access';
import type { App, Notice } from '../app/app.ts';
import type { DesignRunner } from '../compute/design-runner.ts';
import type { ImportClient } from '../compute/import-client.ts';
import type { Recognised } from '../compute/import-session.ts';
import { readAllBytes } from '../compute/read-bytes.ts';
import type { AntennaTypeFile } from '../compute/read-setting-file.ts';
import type { OnProgress, OpenedFile } from '../compute/worker-contract.ts';
import { hashOf } from '../persistence/hash-of.ts';
import type { PlanPersistence } from '../persistence/plan-persistence.ts';
import { describeFailure } from '../review/describe-failure.ts';
import { rememberedPresets } from '../review/preset-memory.ts';
import type { ImportSource } from '../store/imported.ts';
import type { PendingDrawing } from '../store/pending-drawing.ts';
import type { PlacementSummary } from '../store/result-state.ts';
import { asksAtOnce, isScaleOpen } from '../store/review-state.ts';
import { formatPercent, language, text } from '../texts/language.ts';
import { type DropLocation, hangAntennas, type KnownOfDrawing } from './known-of-drawing.ts';
import { takeDrawing } from './take-drawing.ts';
import { summariseProposal, takePlacement } from './take-proposals.ts';

const maxMegabytes = 200;

/** Files and placements, one at a time, in workers of their own that can be stopped at once. */
export class FileOpener {
  readonly #app: App;
  readonly #imports: ImportClient;
  readonly #design: DesignRunner;
  readonly #keeper: PlanPersistence;
  #run = 0;
  /** Why the table that is read is no walk test. */
  #walkRefusal: string[] | undefined;

  constructor(app: App, imports: ImportClient, design: DesignRunner, keeper: PlanPersistence) {
    this.#app = app;
    this.#imports = imports;
    this.#design = design;
    this.#keeper = keeper;
  }

  /**
   * Reads everything first; only a good plan replaces the one on screen, as one undo step.
   * @param files one, or the parts of one drawing
   */
  async open(
    files: readonly File[],
    point: DropLocation,
    { scale, page, pages, antennas, community }: KnownOfDrawing = {},
  ): Promise<void> {
    const [file, ...others] = imagesFirst(files);
    if (!file) return;
    const megabytes = files.reduce((sum, { size }) => sum + size, 0) / 1024 ** 2;
    if (megabytes > maxMegabytes) {
      const sizes = { found: Math.ceil(megabytes), limit: maxMegabytes };
      this.#fail(file.name, [text('tooLarge', sizes)], point);
      return;
    }
    if (others.length === 0 && /\.(csv|txt|tsv|log)$/i.test(file.name) && this.#app.store.plan) {
      if (await this.openWalk(file, point, true)) return;
    }
    const title = text('reading', { file: file.name });
    const run = this.#start({ kind: 'progress', title, lines: [], ...point });
    const read = await readAllBytes([file, ...others]).catch(() => undefined);
    if (run !== this.#run) return;
    if (!read) {
      this.#walkRefusal = undefined;
      this.#fail(file.name, [text('unreadable')], point);
      return;
    }
    const [first, ...further] = read;
    const report = this.#reporter(run, point, (percent) => text('importing', { percent }));
    const sourceId = this.#imports.newSourceId();
    const request = { ...first, others: further, sourceId, scale, page };
    const outcome = await this.#imports.open({ ...request, remembered: rememberedPresets() }, report);
    if (!this.#end(run)) return;
    if (outcome.ok)
      await this.#takeFile(
        outcome.value,
        { sourceId, file, others, scale, page, pages, community },
        { dropPoint: point, antennas },
      );
    else this.#fail(file.name, this.#refusals(describeFailure(outcome.failure)), point);
  }

  /** Lines on a table that is neither of two kinds. */
  #refusals(lines: string[]): string[] {
    const refusal = this.#walkRefusal;
    this.#walkRefusal = undefined;
    if (!refusal) return lines;
    return [
      text('neitherTable'),
      ...refusal.map((line) => text('asWalk', { line })),
      ...lines.map((line) => text('asStatusTable', { line })),
    ];
  }

  /**
   * Holds a walk test against the plan and shows it.
   * @param isTried true: what is none may be another table yet, and is answered with both
   * @returns false where it is none
   */
  async openWalk(file: File, point: DropLocation, isTried = false): Promise<boolean> {
    const { page, walk, actions } = this.#app;
    const title = text('reading', { file: file.name });
    const run = this.#start({ kind: 'progress', title, lines: [], ...point });
    const outcome = await actions.walk.open(file);
    if (!this.#end(run)) return true;
    const isOutside = outcome.ok && outcome.value.readings === 0;
    if (outcome.ok && !isOutside) {
      const level = outcome.value.points[0]?.level;
      if (level !== undefined) this.#app.view.patch({ levelId: level });
      page.patch({ notice: undefined, side: 'walk', isPanelOpen: true });
      return true;
    }
    if (isOutside) walk.patch({ result: undefined, file: undefined });
    this.#walkRefusal = outcome.ok
      ? [text('walkOutside', { rows: outcome.value.rows })]
      : describeFailure(outcome.failure);
    if (isTried) return false;
    this.#fail(file.name, this.#walkRefusal, point);
    return false;
  }

  /** Takes a recognised drawing: antennas are placed at once unless the planner is asked something first. */
  async #takeDrawing(
    recognised: Recognised,
    source: ImportSource,
    { dropPoint: point, antennas }: { dropPoint: DropLocation } & KnownOfDrawing,
  ): Promise<void> {
    const { doubts, warnings } = takeDrawing(this.#app, source, recognised);
    if (antennas) return hangAntennas(this.#app, antennas, this.#offer());
    if (asksAtOnce(doubts)) {
      this.#app.page.patch({ notice: undefined });
      this.#app.actions.review.enter();
      return;
    }
    await this.place(
      point,
      warnings.map((warning) =>
        [warning.at, phraseText(warning.said, language())].filter(Boolean).join(' · '),
      ),
    );
  }

  /** Antenna positions for the plan on screen, taken over as one undo step; a proposal where antennas hang already. */
  async place(point: DropLocation, lines: string[] = []): Promise<void> {
    const { store, page, review, actions } = this.#app;
    const { plan, imported } = store;
    if (!plan) return;
    if (imported && isScaleOpen(imported.doubts)) {
      page.patch({
        notice: { kind: 'error', title: text('reviewScaleOpen'), lines: [], ...this.#offer(), ...point },
      });
      return;
    }
    if (review.value.active) actions.review.leave();
    const wasOpen = page.value.isPanelOpen;
    const run = this.#start(undefined);
    // How far it is stands at the side.
    page.patch({ isPanelOpen: true });
    const outcome = await this.#design.place(plan, {});
    if (!this.#end(run)) return;
    if (!outcome.ok && outcome.failure.name === 'CancelledError') {
      page.patch({ notice: { kind: 'info', title: text('cancelled'), lines: [] } });
      return;
    }
    if (!outcome.ok) {
      const reasons = describeFailure(outcome.failure);
      page.patch({ notice: { kind: 'error', title: text('failedWork'), lines: reasons, ...point } });
      return;
    }
    if (store.plan?.levels !== plan.levels) {
      page.patch({ notice: { kind: 'info', title: text('placeOutdated'), lines: [], ...point } });
      return;
    }
    const proposal = outcome.value;
    // Antennas that hang already are not moved without asking, and what was stopped is looked at first.
    if (plan.antennas.length > 0 || proposal.ended === 'cancelled') return;
    takePlacement(this.#app);
    page.patch({ isPanelOpen: wasOpen });
    const placement = summariseProposal(proposal);
    const asked = review.value.active ? 0 : (imported?.doubts.length ?? 0);
    const isOffered = imported !== undefined && (asked > 0 || placement.antennas === 0);
    const notice = placementNotice(placement, { warnings: lines, asked });
    if (proposal.losesNetwork) notice.lines.push(text('networkGone'));
    page.patch({ notice: { ...notice, ...(isOffered ? this.#offer() : {}), ...point } });
  }

  /** Cancels the work under way. The best so far of a placement stays as a proposal. */
  cancel(): void {
    if (this.#design.cancelPlacing() || this.#design.stopFeeding()) return;
    this.#run++;
    this.#stopWork();
    this.#app.page.patch({ notice: { kind: 'info', title: text('cancelled'), lines: [] } });
  }

  async #takeFile(
    opened: OpenedFile,
    source: ImportSource,
    { dropPoint: point, antennas }: { dropPoint: DropLocation } & KnownOfDrawing,
  ): Promise<void> {
    const { page, review, programme } = this.#app;
    page.patch({ notice: undefined });
    if (opened.kind !== 'programme' && opened.kind !== 'quotas') programme.patch({ isShown: false });
    switch (opened.kind) {
      case 'drawing':
        return this.#takeDrawing(opened.recognised, source, { dropPoint: point, antennas });
      case 'plan':
        page.patch({ pendingDrawing: undefined });
        review.patch({ active: false });
        return this.#takePlan(opened.plan, source);
      case 'corrections':
      case 'preset':
        if (!takeDecisions(this.#app, opened, source.file.name))
          this.#fail(source.file.name, [text('correctionsNoDrawing')], point);
        return;
      case 'settings':
        return this.#app.actions.takeSettings(opened.document);
      case 'antenna-type':
        takeAntennaType(this.#app, opened.type);
        return;
      case 'programme':
        this.#app.actions.programme.take(source.file.name, opened.content);
        return;
      case 'quotas':
        if (!this.#app.actions.programme.takeQuotas(source.file.name, opened.quotas))
          this.#fail(source.file.name, [text('programmeQuotasAlone')], point);
        return;
      default:
        page.patch({ pendingDrawing: pendingDrawing(opened, source) });
    }
  }

  async #takePlan(
    plan: Plan,
    { file, community }: { file: FileWithHandle } & Pick<ImportSource, 'community'>,
  ): Promise<void> {
    const run = ++this.#run;
    const document = await this.#keeper.documentOf(file.name, await hashOf(file), plan);
    if (run !== this.#run) return;
    this.#keeper.factsOf(document).handle = file.handle;
    // The file has another community, or none, until it is saved.
    const named = community ? { ...plan, community } : plan;
    this.#app.store.openPlan('open', named, undefined, document);
  }

  #offer(): Pick<Notice, 'action'> {
    return {
      action: { id: 'review-open', label: text('reviewOpen'), run: () => this.#app.actions.review.enter() },
    };
  }

  #start(notice: Notice | undefined): number {
    const { page, design } = this.#app;
    if (page.value.notice?.kind === 'progress' || design.value.placing) this.#stopWork();
    page.patch({ notice });
    return ++this.#run;
  }

  /** False where something else has begun since. Reports that come later say nothing any more. */
  #end(run: number): boolean {
    if (run !== this.#run) return false;
    this.#run++;
    return true;
  }

  #stopWork(): void {
    this.#imports.cancel();
    this.#design.stopPlacing();
    this.#design.stopDocuments();
  }

  #reporter(run: number, point: DropLocation, title: (percent: string) => string): OnProgress {
    return ({ doneRatio }) => {
      if (run !== this.#run) return;
      const notice: Notice = {
        kind: 'progress',
        title: title(formatPercent(doneRatio)),
        lines: [],
        doneRatio,
      };
      this.#app.page.patch({ notice: { ...notice, ...point } });
    };
  }

  #fail(fileName: string, lines: string[], point: DropLocation): void {
    const notice: Notice = { kind: 'error', title: text('failedFile', { file: fileName }), lines };
    this.#app.page.patch({ notice: { ...notice, ...point } });
  }
}

/** Sorts images first, so that the files beside an image come after it. */
function imagesFirst(files: readonly File[]): File[] {
  const isRaster = ({ name }: File) => /\.(png|jpe?g)$/i.test(name);
  return [...files.filter(isRaster), ...files.filter((file) => !isRaster(file))];
}

/** A drawing that has to be asked about before it is a plan. */
function pendingDrawing(
  opened: OpenedFile & { kind: 'picture' | 'refused' },
  source: ImportSource,
): PendingDrawing {
  if (opened.kind === 'picture') return { kind: 'picture', source, scan: opened.scan, failure: undefined };
  const { failure, layers, lines, units, parts, outlines, pages = source.pages } = opened;
  // Traced with a wrong scale: there are no layers to name, but another scale to say.
  if (source.scale) return { kind: 'picture', source, failure };
  const told = { failure, layers, lines, units, parts, outlines };
  return { kind: 'refused', source: { ...source, pages }, ...told, changes: [] };
}

/** A type of antenna into the library of the plan, as one step, which the library then shows. */
function takeAntennaType({ store, page }: App, { id, name, bands, doubts }: AntennaTypeFile): void {
  const plan = store.committed;
  if (!plan) {
    page.patch({ notice: { kind: 'error', title: text('settingsNoPlan'), lines: [] } });
    return;
  }
  const antennaTypes = { ...plan.antennaTypes, [id]: { name, bands } };
  const before = plan.antennaTypes;
  store.apply({
    name: 'settings',
    records: [{ kind: 'part', part: 'antennaTypes', before, after: antennaTypes }],
  });
  page.patch({ sheet: 'settings', settingsSection: 'library' });
  const lines = doubts.map((each) => each[language()]);
  if (lines.length > 0) page.patch({ notice: { kind: 'info', title: name, lines } });
}

/** Corrections or a preset, for the drawing on screen. @returns false where there is none */
function takeDecisions(
  { store, page, actions }: App,
  opened: OpenedFile & { kind: 'corrections' | 'preset' },
  fileName: string,
): boolean {
  const isRefused = page.value.pendingDrawing?.kind === 'refused';
  if (!isRefused && !store.imported) return false;
  if (opened.kind === 'corrections') {
    (isRefused ? actions.pending.change : actions.review.correct)({ replace: opened.corrections });
  } else {
    const { preset } = opened;
    const used = { name: preset.name ?? fileName, preset, remembered: false };
    (isRefused ? actions.pending.takePreset : actions.review.takePreset)(used);
  }
  return true;
}

/**
 * Notice on the result of placing antennas; where nothing was placed, the reason and the remedy.
 * @param warnings of the import
 * @param asked doubts to offer for review; none while they are reviewed
 */
function placementNotice(
  { antennas, lowerBound, unserved, isMet, emptyLevels }: PlacementSummary,
  { warnings, asked }: { warnings: string[]; asked: number },
): Notice {
  const reasons = [
    ...emptyLevels.map((level) => text('placedNoFloor', { level })),
    ...(unserved > 0 ? [text('placedUnserved', { count: unserved })] : []),
    ...(!isMet && emptyLevels.length === 0 ? [text('placedBeyondReach')] : []),
  ];
  const offer = asked > 0 ? [text('reviewOffer', { count: asked })] : [];
  const details = { title: text('importWarnings', { count: warnings.length }), lines: warnings };
  const placed =
    lowerBound === undefined
      ? text('placedUnproved', { count: antennas })
      : text('placed', { count: antennas, bound: lowerBound });
  const title = antennas === 0 ? text('placedNone') : placed;
  return { kind: antennas === 0 ? 'error' : 'info', title, lines: [...reasons, ...offer], details };
}
