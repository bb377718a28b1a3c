import type { ImageScale } from '@diku/engine/import';

/** A file's name and content. */
export interface FileBytes {
  bytes: Uint8Array<ArrayBuffer>;
  fileName: string;
}

/** Inputs of reading a drawing. */
export interface ReadRequest extends FileBytes {
  /** Further parts of the drawing, or what lies beside an image. */
  others: readonly FileBytes[];
  /** Names the drawing in later calls. */
  sourceId: number;
  /** Scale of an image. */
  scale?: ImageScale;
  /** Page of a PDF, where one was chosen. */
  page?: number;
}
