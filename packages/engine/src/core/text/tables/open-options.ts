import type { Inflater } from './xlsx/inflater.ts';

/** Options of opening a table that depend on the host. */
export interface OpenOptions {
  /** Sheets of a workbook that have to be there, visible or not; every other visible one is opened too. */
  sheets?: readonly string[];
  /** Unpacks workbooks, faster than the engine does by itself. */
  inflate?: Inflater;
  /** Told how much of the opening is done, 0–1, and awaited. */
  look?: (doneRatio: number) => Promise<void>;
}
