import type { App } from '../app/app.ts';
import type { PersistedCity, ProgrammeMemory } from '../persistence/programme-memory.ts';
import { noteProgrammeOfThisTab, programmeOfThisTab } from '../persistence/tab-memory.ts';
import { noFilters } from '../store/programme/city-filters.ts';
import {
  initialProgrammeView,
  type OpenProgramme,
  type ProgrammeState,
  type ProgrammeView,
} from '../store/programme/programme-state.ts';
import { text } from '../texts/language.ts';
import type { PlanFinder } from './find-plans.ts';
import { type ChosenFolder, folderOf } from './read-plan-folder.ts';

/** Views in a row are written together. */
const waitMs = 400;

/** Keeps the programme on this computer with what is looked at of it, and the folder of its plans; brings it back. */
export class ProgrammePersistence {
  readonly #app: App;
  readonly #memory: ProgrammeMemory;
  readonly #finder: PlanFinder;
  #folder: FileSystemDirectoryHandle | undefined;
  /** The programme is the server's file. */
  #isServed = false;
  #wasShown = false;
  #wasOpen: OpenProgramme | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(app: App, memory: ProgrammeMemory, finder: PlanFinder) {
    this.#app = app;
    this.#memory = memory;
    this.#finder = finder;
    app.programme.subscribe(() => this.#changed());
  }

  get folderHandle(): FileSystemDirectoryHandle | undefined {
    return this.#folder;
  }

  /** Shows a programme that was read from a file, as the one of that name was looked at last. */
  async open(programme: OpenProgramme): Promise<void> {
    this.#isServed = false;
    const persisted = await this.#memory.readView(programme.name).catch(() => undefined);
    this.#show(
      programme,
      persisted && { ...persisted, view: viewOfNewFile(persisted.view, programme.content) },
      true,
    );
    try {
      await this.#memory.write(programme, Date.now());
      this.#app.persistence.patch({ programmes: await this.#memory.recent() });
    } catch {
      this.#app.page.patch({ notice: { kind: 'error', title: text('programmeKeepRefused'), lines: [] } });
    }
  }

  /**
   * Shows the programme's file of the server as it was looked at last; nothing of it is stored here.
   * @param isCovered a plan is to be seen first
   */
  async openServed(programme: OpenProgramme, isCovered: boolean): Promise<void> {
    this.#isServed = true;
    const noted = programmeOfThisTab();
    const wasShown = noted?.name === programme.name ? noted.isShown : !isCovered;
    const persisted = await this.#memory.readView(programme.name).catch(() => undefined);
    const view = persisted && { ...persisted, view: viewOfNewFile(persisted.view, programme.content) };
    this.#show(programme, view, wasShown);
  }

  /** Restores what this tab had open before its page was loaded again. */
  async restore(): Promise<void> {
    const noted = programmeOfThisTab();
    if (noted) await this.bringBack(noted.name, noted.isShown);
  }

  async bringBack(name: string, isShown: boolean): Promise<void> {
    const programme = await this.#memory.read(name).catch(() => undefined);
    const persisted = await this.#memory.readView(name).catch(() => undefined);
    if (programme && !this.#app.programme.value.open && !this.#isServed)
      this.#show(programme, persisted, isShown);
  }

  async takeFolder(folder: ChosenFolder): Promise<void> {
    this.#folder = folder.handle;
    this.#write();
    await this.#finder.readFolder(folder);
  }

  leave(): void {
    this.#folder = undefined;
    this.#finder.leaveFolder();
  }

  #show(open: OpenProgramme, persisted: PersistedCity | undefined, isShown: boolean): void {
    const { content } = open;
    this.leave();
    const view: ProgrammeView = {
      ...initialProgrammeView,
      datum: content.datum ?? initialProgrammeView.datum,
      isDatumAssumed: content.datum === null,
      asOf: content.asOf,
      ...persisted?.view,
      side: sideOf(persisted?.view.side, this.#isServed),
      filters: { ...noFilters, ...persisted?.view.filters },
    };
    this.#app.programme.patch({ ...view, open, isShown });
    void this.#findFolder(persisted?.folder);
    void this.#finder.find();
  }

  /** The folder that was chosen last: read at once where the browser still allows it. */
  async #findFolder(handle: FileSystemDirectoryHandle | undefined): Promise<void> {
    if (!handle) return;
    this.#folder = handle;
    const asking = handle as FileSystemDirectoryHandle & {
      queryPermission?(options: { mode: 'read' }): Promise<PermissionState>;
    };
    const answer = await asking.queryPermission?.({ mode: 'read' }).catch(() => undefined);
    if (this.#folder !== handle) return;
    if (answer === 'granted') await this.#finder.readFolder(folderOf(handle));
    else this.#app.programme.patch({ folder: { name: handle.name, status: 'asks', planCount: 0 } });
  }

  #changed(): void {
    const { open, isShown } = this.#app.programme.value;
    const isSame = isShown === this.#wasShown && open === this.#wasOpen;
    if (!isSame) noteProgrammeOfThisTab(open && { name: open.name, isShown });
    // What was planned meanwhile is found.
    if (isShown && !this.#wasShown) void this.#finder.find();
    // Whoever goes to a plan may not come back to this page.
    if (!isShown && this.#wasShown) this.#write();
    else this.#writeSoon();
    [this.#wasShown, this.#wasOpen] = [isShown, open];
  }

  #writeSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#write(), waitMs);
  }

  #write(): void {
    clearTimeout(this.#timer);
    const { value } = this.#app.programme;
    if (!value.open) return;
    // Where the browser stores nothing, that was reported of the programme.
    void this.#memory
      .writeView(value.open.name, { view: viewOf(value), folder: this.#folder })
      .catch(() => {});
  }
}

/** A side that is only of a file that can be written to is not shown of another. */
function sideOf(side: ProgrammeView['side'] | undefined, isServed: boolean): ProgrammeView['side'] {
  return side === 'board' || (isServed && side !== undefined) ? side : 'map';
}

/** A newer file knows of later days, and may say the datum. */
function viewOfNewFile(view: ProgrammeView, { asOf, datum }: OpenProgramme['content']): ProgrammeView {
  return { ...view, asOf, ...(datum && view.isDatumAssumed ? { datum, isDatumAssumed: false } : {}) };
}

function viewOf(state: ProgrammeState): ProgrammeView {
  const { side, asOf, datum, isDatumAssumed, quotas, filters, selectedId, camera } = state;
  return { side, asOf, datum, isDatumAssumed, quotas, filters, selectedId, camera };
}
