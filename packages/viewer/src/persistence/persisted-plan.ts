import type { Plan } from '@diku/engine';
import type { HistoryRecord } from '../store/history-record.ts';
import { isPins } from '../store/pin.ts';
import type { ViewState } from '../store/view-state.ts';

/** So many plans are persisted on this computer; the oldest make room, apart from those that a tab is at. */
export const maxPersistedPlans = 20;
/** A plan that nobody came back to is forgotten. */
export const planRetentionDays = 90;

/** The drawing that a plan was made from, persisted by the review: enough to tell whether it still is that one. */
export interface PersistedDrawing {
  reviewId: string;
  fileName: string;
  sizeBytes: number;
  lastModifiedMs: number;
}

/** One revision of a plan with its steps. */
export interface PersistedPlan {
  version: 1;
  id: string;
  /** Name of the document. */
  name: string;
  revision: number;
  /** Milliseconds since 1970. */
  savedMs: number;
  plan: Plan;
  history: HistoryRecord;
  drawing?: PersistedDrawing;
  /** The file has all of it. */
  isInFile: boolean;
  /** SHA-256 of the file as it was opened or saved last, hexadecimal. */
  fileHash?: string;
  /** The file itself, where the browser lets it be written. */
  handle?: FileSystemFileHandle;
}

/** Entry of a list of plans: the rest stays in the database until one is opened. */
export interface RecentPlan {
  id: string;
  name: string;
  savedMs: number;
  community: string;
  /** Id of the community. */
  communityId?: string;
  district?: string;
  levelCount: number;
  antennaCount: number;
  isInFile: boolean;
  fileHash?: string;
}

/** Position of the camera, world metres. */
export interface CameraPose {
  position: [number, number, number];
  target: [number, number, number];
  zoom: number;
  halfHeightM: number;
}

/** View that was open; kept apart from the plan, since it changes more often and is worth less. */
export interface PersistedView {
  view: Pick<
    ViewState,
    'levelId' | 'stacked' | 'projection' | 'carrierId' | 'quantity' | 'selection' | 'scenarioId'
  > &
    Partial<Pick<ViewState, 'pins' | 'showsNetwork' | 'showsAxes'>>;
  camera?: CameraPose;
}

/** A look at a plan under a name, to come back to. */
export interface NamedView {
  id: string;
  name: string;
  view: Pick<ViewState, 'levelId' | 'stacked' | 'projection' | 'carrierId' | 'quantity' | 'scenarioId'>;
  camera: CameraPose;
}

/** More than these are found again by nobody. */
const maxNamedViews = 40;

/** The named views with one more, the oldest gone where they are too many. @param nameOf names the number that it is */
export function withNamedView(
  views: readonly NamedView[],
  look: Pick<NamedView, 'view' | 'camera'>,
  nameOf: (count: number) => string,
): NamedView[] {
  const taken = new Set(views.flatMap(({ id, name }) => [id, name]));
  let count = 1;
  while (taken.has(String(count)) || taken.has(nameOf(count))) count++;
  return [...views, { id: String(count), name: nameOf(count), ...look }].slice(-maxNamedViews);
}

/** Checks what a browser stored: it may come from another version, or be damaged. */
export function isNamedViews(value: unknown): value is NamedView[] {
  if (!Array.isArray(value) || value.length > maxNamedViews) return false;
  return value.every((each: unknown) => {
    const { id, name, view, camera } = Object(each) as Partial<NamedView>;
    const { levelId, stacked, projection, carrierId, quantity, scenarioId } = Object(
      view,
    ) as Partial<ViewState>;
    const words = [id, name, levelId, carrierId, quantity, scenarioId];
    return (
      words.every((word) => typeof word === 'string') &&
      typeof stacked === 'boolean' &&
      (projection === '2d' || projection === '3d') &&
      isPose(Object(camera) as CameraPose)
    );
  });
}

/**
 * Checks what this browser gives back: it may come from another version, or be damaged; the plan itself is
 * parsed besides.
 */
export function isPersistedPlan(value: unknown): value is PersistedPlan {
  const { version, id, name, revision, savedMs, plan, history } = Object(value) as Partial<PersistedPlan>;
  return (
    version === 1 &&
    typeof id === 'string' &&
    typeof name === 'string' &&
    Number.isSafeInteger(revision) &&
    typeof savedMs === 'number' &&
    typeof plan === 'object' &&
    plan !== null &&
    Array.isArray(history?.undo) &&
    Array.isArray(history?.redo)
  );
}

export function isPersistedView(value: unknown): value is PersistedView {
  const { view, camera } = Object(value) as Partial<PersistedView>;
  return (
    typeof view === 'object' &&
    view !== null &&
    typeof view.levelId === 'string' &&
    Array.isArray(view.selection) &&
    (view.pins === undefined || isPins(view.pins)) &&
    [view.showsNetwork, view.showsAxes].every((shows) => ['undefined', 'boolean'].includes(typeof shows)) &&
    (camera === undefined || isPose(camera))
  );
}

function isPose({ position, target, zoom, halfHeightM }: CameraPose): boolean {
  const numbers = [...Object(position ?? []), ...Object(target ?? []), zoom, halfHeightM];
  return (
    numbers.length === 8 && numbers.every((value) => Number.isFinite(value)) && zoom > 0 && halfHeightM > 0
  );
}
