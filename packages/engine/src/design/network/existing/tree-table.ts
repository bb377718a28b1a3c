import type { LocalizedProblem, Phrase } from '../../../core/index.ts';
import type { TreeKind } from './tree-vocabulary.ts';

/** A part of an existing tree as a table has it. */
export interface TreePart {
  id: string;
  kind?: TreeKind;
  /** Outputs of a splitter, inputs of a combiner. */
  ways?: number;
  /** Coupling of a coupler, loss of an attenuator. */
  valueDb?: number;
  antennaType?: 'ceiling-omni' | 'directional';
  level?: string;
  /** Metres in the frame of the plan, where the table has coordinates. */
  position?: [number, number];
  /** Its row in the table; absent where it is named only as an end of cables. */
  at?: Phrase;
}

/** A cable of an existing tree as a table has it. */
export interface TreeCable {
  id?: string;
  from: string;
  /** `out1`…, `through`, `coupled`; absent where nothing is stated. */
  port?: string;
  to: string;
  /** `1/2`, `7/8`, `1-1/4`, `1-5/8`, or `direct` where parts are screwed together; absent where it is none of them. */
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
