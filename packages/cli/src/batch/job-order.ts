import type { Language, Phrase } from '@diku/engine';
import type { DocumentOptions, FailureKind } from '@diku/engine/documents';
import type { MainJobOptions } from '../main-job.ts';
import type { Community } from './community.ts';

/** Settings that all jobs of a batch share: those of the main job, or of the packs of what it has planned. */
export type JobSettings = { language: Language } & (
  | { kind?: undefined; options: MainJobOptions }
  | { kind: 'pack'; options: PackOptions }
);

/** Options of the construction pack of a planned community. What is not stated stands blank, to be written by hand. */
export interface PackOptions extends Pick<MainJobOptions, 'model' | 'scenarios'> {
  /** Fields of the notice to residents. */
  contact?: string;
  schedule?: string;
  title?: DocumentOptions['titleBlock'];
}

/** One job: a community, and the folder that its files go into, which does not exist yet. */
export interface JobOrder {
  community: Community;
  settings: JobSettings;
  part: string;
}

/** Seconds of a job's stages, as `placeS` and `mapsFilesS`, and of the processor, `processorS`. */
export type SpentTime = Record<string, number>;

/** End of a job: its folder is complete (faults of its input are in there too), or it has none. */
export type JobEnd = 'done' | { kind: FailureKind; detail?: string; phrase?: Phrase };

/** Whatever runs jobs, in this machine's processes or by a queue. */
export interface JobRunner {
  /** Jobs at a time; by a queue that follows its workers. */
  readonly slots: number;
  /** Told when there are more of them. */
  onMoreSlots?: () => void;
  /** Rejects only with what ends the whole batch: nothing can be written, or the queue is gone. */
  run(order: JobOrder): Promise<JobEnd>;
  /** Ends at once whatever still runs. */
  close(): Promise<void>;
}
