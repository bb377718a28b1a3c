import type { Phrase } from '../../messages/phrase.ts';

/**
 * The groups of a drawing: of a DXF file, ASCII or binary, or made of the objects of another format (`createTagList`).
 * Of a file they are codes, and where in it each value lies; values are decoded only when they are asked for, so that a
 * large file costs a few bytes per group.
 */
export interface DxfTags {
  count: number;
  // [count]
  codes: Int16Array;
  /** A value as text, spaces and all. */
  text(index: number): string;
  /** Text of several values in a row, decoded as one: writers cut long text anywhere, in characters too. */
  joinedText(indices: readonly number[]): string;
  /** A value as a number; NaN where it is none. */
  number(index: number): number;
  /** A value as bytes, of groups that hold nothing else (310, 1004); empty where it is none. */
  bytes(index: number): Uint8Array;
  /** Mixes a value as it stands in the file into a hash of 32 bits. */
  hash(index: number, seed: number): number;
  /** Two values stand in the file byte for byte the same. */
  isSame(index: number, other: number): boolean;
  /** Position of a group's code for messages: `line 12`, `byte 345`. */
  locationOf(index: number): Phrase;
  /** Position of a group's value. */
  locationOfValue(index: number): Phrase;
  /** Values whose text was in another encoding than the file's, so far. */
  mixedCount(): number;
  /** Label of the file's encoding. */
  encoding: string;
  /** Groups 0 of objects that are damaged, and what is wrong with them. */
  broken: ReadonlyMap<number, Damage>;
  /** False where the file ends without an EOF object. */
  ended: boolean;
}

/** A fault at a position of the file. */
export interface Damage {
  at: string | Phrase;
  found: Phrase;
  expected: Phrase;
}

/** More groups than any garage has; keeps memory bounded. */
export const maxTags = 60_000_000;

/** A value as messages show it: short, in one line. */
export function quote(raw: string): string {
  const shown = raw.length > 40 ? `${raw.slice(0, 40)}…` : raw;
  return `"${shown.replace(/[^\x20-\uffff]/g, '?')}"`;
}
