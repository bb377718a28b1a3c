import type { Plan } from '@diku/engine';
import { storeVerdict } from '@diku/engine/radio';
import { type FileWithHandle, fileSave, supported } from 'browser-fs-access';
import type { App } from '../app/app.ts';
import { hashOf } from '../keeping/hash-of.ts';
import type { PlanKeeper } from '../keeping/plan-keeper.ts';
import { fileNameOf } from '../review/save-file.ts';
import { isPartStale } from '../store/derived-states.ts';
import { text } from '../texts/language.ts';

interface Wish {
  /** Asks for another file even where there is one. */
  asNew?: boolean;
  /** Over what another program wrote. */
  overwrites?: boolean;
}

/**
 * Writes the plan on screen to its file, or to one that is asked for; to the browser's downloads where there are no
 * files. What is on screen at the time of the call is what is saved.
 */
export async function savePlan(app: App, keeper: PlanKeeper, wish: Wish = {}): Promise<void> {
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
