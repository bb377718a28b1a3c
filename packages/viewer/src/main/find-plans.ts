import type { App } from '../app/app.ts';
import type { PlanMemory } from '../persistence/plan-memory.ts';
import type { FoundPlan } from '../store/programme/found-plan.ts';
import { matchPlans } from '../store/programme/match-plans.ts';
import type { ChosenFolder } from './read-plan-folder.ts';

/** Looks for the plans of the communities: among those persisted on this computer, and in a folder. */
export class PlanFinder {
  readonly #app: App;
  readonly #memory: PlanMemory;
  #inFolder: readonly FoundPlan[] = [];
  #run = 0;

  constructor(app: App, memory: PlanMemory) {
    this.#app = app;
    this.#memory = memory;
  }

  /** Reads the names of what is in a folder. */
  async readFolder(folder: ChosenFolder): Promise<void> {
    const { programme } = this.#app;
    const run = ++this.#run;
    programme.patch({ folder: { name: folder.name, status: 'reading', planCount: 0 } });
    const plans = await folder.plans().catch(() => undefined);
    if (run !== this.#run) return;
    this.#inFolder = plans ?? [];
    const status = plans ? 'read' : 'failed';
    programme.patch({ folder: { name: folder.name, status, planCount: this.#inFolder.length } });
    await this.find();
  }

  /** No folder any more: another programme was opened. */
  leaveFolder(): void {
    this.#run += 1;
    this.#inFolder = [];
    this.#app.programme.patch({ folder: undefined, plans: new Map() });
  }

  /** Those persisted on this computer come first, the newest before the others. */
  async find(): Promise<void> {
    const { programme, store } = this.#app;
    const { open } = programme.value;
    if (!open) return;
    const recents = await this.#memory.recent().catch(() => []);
    const { plan, opened } = store;
    const persisted = recents.map(
      ({ id, name, savedMs, community, communityId, district }): FoundPlan => ({
        ...{ kind: 'kept', planId: id, name, savedMs },
        ...{ communityId, communityName: community, district },
      }),
    );
    // What is on screen may not be written yet.
    const isMissing = plan && opened && !recents.some(({ id }) => id === opened.id);
    const onScreen: FoundPlan[] = isMissing
      ? [
          {
            ...{ kind: 'kept', planId: opened.id, name: opened.name, savedMs: Date.now() },
            communityId: plan.community.id,
            communityName: plan.community.name,
            district: plan.community.district,
          },
        ]
      : [];
    if (programme.value.open !== open) return;
    const entries = [...onScreen, ...persisted, ...this.#inFolder];
    programme.patch({ plans: matchPlans(open.content.communities, entries) });
  }
}
