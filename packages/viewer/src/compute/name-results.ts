import type { Assessment, Plan, Prediction, RequirementProfile } from '@diku/engine';
import {
  assumptionText,
  landmarkText,
  levelLabel,
  modelName,
  noteText,
  scenarioName,
} from '@diku/engine/documents';
import { planScenarios } from '@diku/engine/plan';
import type { ExactResult } from '../store/result-state.ts';
import { localizedLine } from '../texts/localized-line.ts';

/** The states that a plan has, by their names in each language. */
export function nameScenarios(plan: Plan): ExactResult['scenarios'] {
  return planScenarios(plan).map((scenario) => ({
    id: scenario.id,
    name: localizedLine((each) => scenarioName(scenario, each)),
  }));
}

/** Names of the locations of a verdict, in each language. */
export function nameLocations(plan: Plan, { target }: Assessment): ExactResult['locationNames'] {
  return target.limiting.places.map((location) => {
    const level = plan.levels.find(({ id }) => id === location.level);
    return localizedLine(
      (each) => `${level ? levelLabel(level) : location.level} ${landmarkText(location, plan, each)}`,
    );
  });
}

/** Assumptions that a verdict rests on, a line each in each language. */
export function describeAssumptions({ assumptions }: Assessment): ExactResult['assumptionLines'] {
  return assumptions.map((result) => localizedLine((each) => assumptionText(result, each)));
}

/** Notes on a walk test that no longer counts in part, a line each in each language. */
export function describeWalkNotes(notes: Prediction['notes']): ExactResult['walkNotes'] {
  return notes
    .filter(({ code }) => code.startsWith('residuals-'))
    .map((note) => localizedLine((each) => noteText(note, each)));
}

/** The model of a prediction by its names; of one fitted to a walk test what it was before, and the spread that is left. */
export function describeModel(
  plan: Plan,
  modelId: string,
  profile: Pick<RequirementProfile, 'shadowingSigmaDb'>,
): ExactResult['model'] {
  const { calibration } = plan.propagation ?? {};
  const isCalibrated = modelId === 'calibrated' && calibration !== undefined;
  const id = isCalibrated ? calibration.basis : modelId;
  return {
    id,
    name: localizedLine((each) => modelName(id, each)),
    ...(isCalibrated
      ? {
          residualSigmaDb: profile.shadowingSigmaDb,
          walkedOn: calibration.walkedOn,
          hasResiduals: calibration.residuals !== undefined,
        }
      : {}),
  };
}
