const lockPrefix = 'diku-plan-';
const channelName = 'diku-plans';
/** A page that is left lets go of its plan about when the next one begins. */
const tries = 10;
const tryMs = 100;
/** A tab that does not answer in this time hangs: the plan is taken from it. */
const answerMs = 3000;

interface Message {
  kind: 'release';
  id: string;
}

/**
 * The right to change a plan: one tab has it, as long as it lives or until another takes it over. Pages without locks
 * (no secure address) all believe to have it; what they write is still refused where another one wrote since.
 */
export class PlanLock {
  /** Asked to give the plan up: writes what is not written yet. */
  beforeRelease: () => Promise<unknown> = async () => {};
  /** The plan belongs to another tab from now on. */
  onLost: () => void = () => {};
  readonly #channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(channelName);
  #id: string | undefined;
  #letGo: (() => void) | undefined;

  constructor() {
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      if (data.kind === 'release' && data.id === this.#id) void this.#giveUp();
    });
  }

  /** @returns whether this tab may change the plan. @param isOfThisTab its former page may not have let go yet */
  async claim(id: string, isOfThisTab: boolean): Promise<boolean> {
    if (this.#id === id) return true;
    this.#release();
    for (let attempt = 0; attempt < (isOfThisTab ? tries : 1); attempt++) {
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, tryMs));
      if (await this.#request(id, { ifAvailable: true })) return true;
    }
    return false;
  }

  /** Asks the other tab to write and to let go; takes the plan anyway where it does not answer. */
  async takeOver(id: string): Promise<void> {
    if (this.#id === id) return;
    this.#release();
    this.#channel?.postMessage({ kind: 'release', id } satisfies Message);
    const isGiven = await this.#request(id, { signal: AbortSignal.timeout(answerMs) });
    if (!isGiven) await this.#request(id, { steal: true });
  }

  async #giveUp(): Promise<void> {
    await this.beforeRelease().catch(() => {});
    this.#release();
    this.onLost();
  }

  #release(): void {
    this.#id = undefined;
    this.#letGo?.();
    this.#letGo = undefined;
  }

  #request(id: string, options: LockOptions): Promise<boolean> {
    if (!('locks' in navigator)) {
      this.#id = id;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const hold = (lock: Lock | null) => {
        resolve(lock !== null);
        if (lock === null) return undefined;
        this.#id = id;
        return new Promise<void>((letGo) => {
          this.#letGo = letGo;
        });
      };
      // Rejects where it was not given in time, and later where it was stolen.
      navigator.locks.request(lockPrefix + id, options, hold).catch(() => {
        resolve(false);
        if (this.#id !== id) return;
        this.#release();
        this.onLost();
      });
    });
  }
}

/** Plans that some tab may change. */
export async function claimedPlans(): Promise<ReadonlySet<string>> {
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  const { held = [] } = (await locks?.query()) ?? {};
  return new Set(
    held.flatMap(({ name = '' }) => (name.startsWith(lockPrefix) ? [name.slice(lockPrefix.length)] : [])),
  );
}
