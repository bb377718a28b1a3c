import type { Assessment } from '../coverage/assessment.ts';
import type { ModelNote } from './model-notes.ts';
import type { Prediction } from './predict-plan.ts';

/** The verdict document of `predict`, `check` and `plan`, without timing. */
export type ResultDocument = Assessment & {
  model: string;
  resolutionM: number;
  profile: string;
  /** Losses used outside the range of their source, and doubts of the model; empty where there are none. */
  notes: ModelNote[];
};

/** The contract's document of a prediction; the caller adds `timing`. */
export function resultDocument(prediction: Prediction): ResultDocument {
  const { assessment, modelId, resolutionM, profile, notes } = prediction;
  return { ...assessment, model: modelId, resolutionM, profile: profile.id, notes };
}
