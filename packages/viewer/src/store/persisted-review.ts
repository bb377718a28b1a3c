import type { Antenna, Phrase } from '@diku/engine';
import type { Corrections, ImageScale } from '@diku/engine/import';
import type { LocalizedLine } from '../texts/localized-line.ts';
import type { Correction, UsedPreset } from './imported.ts';
import type { ReviewState } from './review-state.ts';
import type { ViewState } from './view-state.ts';

/** Larger drawings are not persisted: 100 MB of files. */
export const maxPersistedBytes = 100 * 1024 * 1024;
/** Reviews on this computer: the newest, and what other tabs are at. */
export const maxPersistedReviews = 4;
/** A review that nobody came back to is forgotten. */
export const reviewRetentionDays = 30;

/** The files of a drawing as they were opened, kept apart from what changes with every decision. */
export interface PersistedFiles {
  file: File;
  others: readonly File[];
}

/** Everything decided about a drawing: enough to recognise it again as it was. */
export interface PersistedReview {
  version: 1;
  fileName: string;
  /** Milliseconds since 1970. */
  savedMs: number;
  /** It was being restored and has not come to an end: the next page asks before it tries. */
  isTried: boolean;
  scale?: ImageScale;
  /** Page of a PDF, where one was chosen. */
  page?: number;
  corrections?: Corrections;
  usedPreset?: UsedPreset;
  /** Changes to a drawing that is no plan yet. */
  pending?: { changes: readonly Correction[] };
  antennas: readonly Antenna[];
  answered: Readonly<Record<string, Phrase | LocalizedLine>>;
  isReviewing: boolean;
  tab: ReviewState['tab'];
  levelId: string;
  projection: ViewState['projection'];
}

/** Checks what this browser gives back: it may come from another version, or be damaged. */
export function isPersistedReview(value: unknown): value is PersistedReview {
  const { version, fileName, savedMs, antennas, answered } = Object(value) as Partial<PersistedReview>;
  return (
    version === 1 &&
    typeof fileName === 'string' &&
    typeof savedMs === 'number' &&
    Array.isArray(antennas) &&
    typeof answered === 'object'
  );
}

export function isPersistedFiles(value: unknown): value is PersistedFiles {
  const { file, others } = Object(value) as Partial<PersistedFiles>;
  return file instanceof File && Array.isArray(others) && others.every((each) => each instanceof File);
}

/** Bytes of a drawing's files. */
export function sizeOf({ file, others }: PersistedFiles): number {
  return [file, ...others].reduce((sum, { size }) => sum + size, 0);
}
