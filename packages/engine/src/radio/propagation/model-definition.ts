import type { InputReader } from './read-inputs.ts';

/** Fields of an evaluation besides the echoed inputs. */
export interface ModelOutput {
  lossDb?: number;
  source: string;
  /** Named extrapolations and other doubts about this value. */
  notes?: string[];
  [key: string]: unknown;
}

/** Answer of a model evaluated outside any plan. */
export interface ModelResult extends ModelOutput {
  model: string;
  inputs: Record<string, unknown>;
  /** Values of optional inputs that were not given. */
  defaults?: Record<string, unknown>;
}

/** One model that can be evaluated outside any plan. */
export interface ModelDefinition {
  id: string;
  title: string;
  source: string;
  /** Names of its inputs; a model with free names has `'*'`. */
  inputs: readonly string[];
  evaluate(read: InputReader): ModelOutput;
}
