import * as comlink from 'comlink';
import { PlannerClient } from '../compute/planner-client.ts';
import type { WorkFailure } from '../compute/worker-contract.ts';
import type { App, Notice } from '../panels/app.ts';
import { formatPercent, language, text } from '../texts/language.ts';

const mostMegabytes = 200;

/** Where a file was dropped, client pixels. */
export interface DropPlace {
  x?: number;
  y?: number;
}

/** Files and placements, one at a time, in a worker of their own that can be stopped at once. */
export class FileOpener {
  readonly #app: App;
  readonly #client = new PlannerClient();
  #run = 0;

  constructor(app: App) {
    this.#app = app;
  }

  /** Reads the whole file first; only a good plan replaces the one on screen, as one undo step. */
  async open(file: File, place: DropPlace): Promise<void> {
    if (file.size > mostMegabytes * 1024 * 1024) {
      this.#fail(file.name, [text('tooLarge', { limit: mostMegabytes })], place);
      return;
    }
    const run = this.#start({
      kind: 'progress',
      title: text('reading', { file: file.name }),
      lines: [],
      ...place,
    });
    const bytes = await readBytes(file);
    if (run !== this.#run) return;
    if (!bytes) {
      this.#fail(file.name, [text('unreadable')], place);
      return;
    }
    const report = this.#reporter(run, place, (percent) => text('importing', { percent }));
    const outcome = await this.#client.settle(
      this.#client
        .remote()
        .openFile(comlink.transfer(bytes, [bytes.buffer]), file.name, text('dwgExpected'), report),
    );
    if (run !== this.#run) return;
    if (!outcome.ok) {
      this.#fail(file.name, describeFailure(outcome.failure), place);
      return;
    }
    const { plan, isDrawing, warnings } = outcome.value;
    this.#app.store.replacePlan('open', plan);
    const lines = warnings.map((warning) => [warning.at, warning[language()]].filter(Boolean).join(' · '));
    if (isDrawing) await this.place(place, lines);
    else this.#app.page.patch({ notice: undefined });
  }

  /** Antenna positions for the plan on screen, taken over as one undo step. */
  async place(place: DropPlace, lines: string[] = []): Promise<void> {
    const plan = this.#app.store.plan;
    if (!plan) return;
    const title = (percent: string) => text('placing', { percent });
    const run = this.#start({ kind: 'progress', title: title(formatPercent(0)), lines: [], ...place });
    const report = this.#reporter(run, place, title);
    const outcome = await this.#client.settle(this.#client.remote().placeAntennas(plan, report));
    if (run !== this.#run) return;
    if (!outcome.ok) {
      const failed: Notice = {
        kind: 'error',
        title: text('failedWork'),
        lines: describeFailure(outcome.failure),
      };
      this.#app.page.patch({ notice: { ...failed, ...place } });
      return;
    }
    const { placement } = outcome.value;
    this.#app.store.replacePlan('place', { ...plan, antennas: outcome.value.plan.antennas });
    this.#app.results.patch({ placement });
    const done = text('placed', { count: placement.antennas, bound: placement.lowerBound });
    const missing = placement.unserved > 0 ? [text('placedUnserved', { count: placement.unserved })] : [];
    const details = { title: text('importWarnings', { count: lines.length }), lines };
    const notice: Notice = { kind: 'info', title: done, lines: missing, details };
    this.#app.page.patch({ notice: { ...notice, ...place } });
  }

  cancel(): void {
    this.#run++;
    this.#client.terminate();
    this.#app.page.patch({ notice: { kind: 'info', title: text('cancelled'), lines: [] } });
  }

  #start(notice: Notice): number {
    if (this.#app.page.value.notice?.kind === 'progress') this.#client.terminate();
    this.#app.page.patch({ notice });
    return ++this.#run;
  }

  #reporter(run: number, place: DropPlace, title: (percent: string) => string) {
    return comlink.proxy(({ doneRatio }: { doneRatio: number }) => {
      if (run !== this.#run) return;
      const notice = {
        kind: 'progress' as const,
        title: title(formatPercent(doneRatio)),
        lines: [],
        doneRatio,
      };
      this.#app.page.patch({ notice: { ...notice, ...place } });
    });
  }

  #fail(fileName: string, lines: string[], place: DropPlace): void {
    const notice: Notice = { kind: 'error', title: text('failedFile', { file: fileName }), lines };
    this.#app.page.patch({ notice: { ...notice, ...place } });
  }
}

function describeFailure(failure: WorkFailure): string[] {
  if (failure.problems.length === 0) return [failure.message];
  return failure.problems.map(({ at, found, expected }) => text('problem', { at, found, expected }));
}

/** The bytes of a file, or undefined for a folder or a file that is gone. */
async function readBytes(file: File): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}
