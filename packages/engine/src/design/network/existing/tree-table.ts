import type { LocalizedProblem, Phrase } from '../../../core/index.ts';
import type { ReadLength } from './tree-cells.ts';
import type { TreeKind } from './tree-vocabulary.ts';

/** A part of an existing tree as a table has it. */
export interface TreePart {
  /** The table's; where ids begin anew on every level, with the level behind it: `T1@B2`. */
  id: string;
  kind?: TreeKind;
  /** Outputs of a splitter, inputs of a combiner. */
  ways?: number;
  /** Coupling of a coupler, loss of an attenuator. */
  valueDb?: number;
  antennaType?: 'ceiling-omni' | 'directional';
  /** Words on a source or combiner, of all its rows. */
  words?: string;
  level?: string;
  /** True where no cell states the level: it stands in the id, or all antennas behind the part are on it. */
  levelAssumed?: boolean;
  /** Metres in the frame of the plan, where the table has coordinates. */
  position?: [number, number];
  /** Its row in the table; absent where it is named only as an end of cables. */
  at?: Phrase;
}

/** A cable of an existing tree as a table has it. */
export interface TreeCable {
  id?: string;
  from: string;
  /** `out1`…, `through`, `coupled`, `end` of a radiating cable; absent where nothing is stated. */
  port?: string;
  to: string;
  /** Port of an antenna with two, `A`, `B`, `1`, `2`; absent where it has one or none is stated. */
  toPort?: string;
  /** Path of a twin tree, as the table names it. */
  path?: string;
  /**
   * `1/2`, `7/8`, `1-1/4`, `1-5/8`, `jumper` for one of which nobody says it, or `direct` where parts are screwed together; absent where
   * it is none of them.
   */
  size?: string;
  /** Absent where nobody measured it. */
  lengthM?: number;
  at: Phrase;
}

/** Something that is not known and is not guessed. */
export interface TreeDoubt {
  at: Phrase;
  text: Phrase;
}

/** An existing tree as a table has it, with what contradicts itself and what is not known. */
export interface TreeTable {
  parts: TreePart[];
  cables: TreeCable[];
  /** Contradictions: a tree with one is not used. */
  problems: LocalizedProblem[];
  doubts: TreeDoubt[];
  encoding: string;
}

/** A cable as a row has it; ends are texts still, behind which ports may stand. */
export interface DraftCable {
  id?: string;
  from: string;
  to: string;
  portText: string;
  toPortText: string;
  path?: string;
  size?: string;
  /** Text in the columns of sizes. */
  sizeText?: string;
  /** True where the row calls it a jumper. */
  isJumper?: boolean;
  length: ReadLength;
  lengthText: string;
  at: Phrase;
  /** Last figure of its number in an outline. */
  lastFigure?: string;
  scope?: string;
  /** Level at the part that it leads to, dBm. */
  levelDbm?: number;
  /** Loss of the cable that the row states, dB. */
  lossDb?: number;
  /** How the row writes it: with an end on each side, from the part that is fed, or within a path that shares it with others. */
  written: 'ends' | 'fed' | 'path';
}

/** A cable with ids at its ends. */
export type DrawnCable = TreeCable &
  Pick<
    DraftCable,
    | 'sizeText'
    | 'isJumper'
    | 'levelDbm'
    | 'lossDb'
    | 'length'
    | 'lengthText'
    | 'written'
    | 'portText'
    | 'toPortText'
    | 'scope'
  >;

/** A tree as rows say it, before it is known to be one. */
export interface DraftTree extends Pick<TreeTable, 'problems' | 'doubts'> {
  parts: Map<string, TreePart>;
  /** Rows of ids that have one already. */
  repeated: readonly TreePart[];
  cables: DrawnCable[];
  /** Levels at the outputs of sources, dBm. */
  sourceLevels: ReadonlyMap<string, number>;
  /** True where parts have a list of their own: then every end of a cable has to be in it. */
  hasList: boolean;
}
