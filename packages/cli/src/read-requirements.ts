import { findRequirementProfile, mergeProfile, type Plan, type Requirements } from '@diku/engine';
import { blameFile, readJson, readPlan } from './read-input.ts';

/** `--confidence` and `--profile`: what the command line asks of a plan besides what it says itself. */
export interface RequirementOptions {
  confidence?: number;
  /** JSON file whose values are laid over the plan's requirement profile. */
  profile?: string;
}

/** The options as requirements of a plan; status 65 for a profile file with unknown or impossible values. */
export function readRequirements(
  { confidence, profile }: RequirementOptions,
  basis: Partial<Requirements> = {},
): Partial<Requirements> {
  const requirements: Partial<Requirements> = confidence === undefined ? {} : { confidence };
  if (profile === undefined) return requirements;
  const overrides = blameFile(profile, () => {
    const document = readJson(profile);
    mergeProfile(findRequirementProfile(basis.profile ?? 'shanghai-2023'), document);
    return document as Record<string, unknown>;
  });
  return { ...requirements, profileOverrides: { ...basis.profileOverrides, ...overrides } };
}

/** A plan file with the options laid over its requirements. */
export function readPlanFor(path: string, options: RequirementOptions): Plan {
  const plan = readPlan(path);
  return {
    ...plan,
    requirements: { ...plan.requirements, ...readRequirements(options, plan.requirements) },
  };
}
