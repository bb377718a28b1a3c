import type { ImageOptions } from '@diku/engine/import';
import type { Mutator } from './mutators.ts';

export interface Sample {
  name: string;
  bytes: Uint8Array;
}

/**
 * Describes what a file in `corpus/` exports in `corpora`: small valid files of one format, and what to do to them
 * beyond the mutators for text or bytes that all formats share.
 */
export interface Corpus {
  format: string;
  samples: readonly Sample[];
  /** Lines and numbers are worth changing too. */
  isText: boolean;
  mutators?: readonly Mutator[];
  /** What an image cannot say itself. */
  image?: ImageOptions;
  /** Cases of this format for one of another; less for formats that take long. */
  ratio?: number;
}
