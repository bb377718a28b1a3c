import type { ImageScale } from '@diku/engine/import';

/** A file's name and content. */
export interface FileBytes {
  bytes: Uint8Array<ArrayBuffer>;
  fileName: string;
}

/** Describes what a drawing is read from. */
export interface ReadRequest extends FileBytes {
  /** Further parts of the drawing, or what lies beside an image. */
  others: readonly FileBytes[];
  /** Names the drawing in later calls. */
  sourceId: number;
  /** Scale of an image. */
  scale?: ImageScale;
}
