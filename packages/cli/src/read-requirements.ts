import { operators, type Plan, type ScenarioId } from '@diku/engine';
import { say } from '@diku/engine/core';
import {
  type AcceptanceTest,
  findRequirementProfile,
  mergeProfile,
  type Requirements,
} from '@diku/engine/plan';
import { loadPlanModel } from '@diku/engine/radio';
import { usageError } from './exit-status.ts';
import { blameFile, readJson, readPlan } from './read-input.ts';

/** Requirements given on the command line besides those of the plan. */
export interface RequirementOptions {
  confidence?: number;
  /** JSON file whose values override the plan's requirement profile. */
  profile?: string;
  model?: string;
  /** A formula that overrides the plan's own; the model is then `custom`. */
  formula?: string;
  /** RSRP at ground level by operator or carrier, dBm. */
  groundRsrp?: Record<string, number>;
  /** States that must pass besides the plan as it stands. */
  requireScenarios?: ScenarioId[];
  /** Failures that it must pass with besides. */
  survive?: ScenarioId[];
  /** Rule of the acceptance test; overrides the plan's. */
  rule?: AcceptanceTest['rule'];
  phone?: AcceptanceTest['phone'];
  baysTaken?: number;
}

/** The options as requirements of a plan; status 65 for a profile file with unknown or impossible values. */
export function readRequirements(
  options: RequirementOptions,
  basis: Partial<Requirements> = {},
): Partial<Requirements> {
  const { confidence, profile, requireScenarios, survive, rule, phone, baysTaken } = options;
  const scenarios = [...(requireScenarios ?? (survive && basis.requiredScenarios) ?? []), ...(survive ?? [])];
  const asked = {
    ...(rule === undefined ? {} : { rule }),
    ...(phone === undefined ? {} : { phone }),
    ...(baysTaken === undefined ? {} : { baysTakenRatio: baysTaken }),
  };
  const requirements: Partial<Requirements> = {
    ...(confidence === undefined ? {} : { confidence }),
    ...((requireScenarios ?? survive) ? { requiredScenarios: [...new Set(scenarios)] } : {}),
    ...(Object.keys(asked).length === 0 ? {} : { acceptance: { ...basis.acceptance, ...asked } }),
  };
  if (profile === undefined) return requirements;
  const overrides = blameFile(profile, () => {
    const document = readJson(profile);
    mergeProfile(findRequirementProfile(basis.profile ?? 'shanghai-2023'), document);
    return document as Record<string, unknown>;
  });
  return { ...requirements, profileOverrides: { ...basis.profileOverrides, ...overrides } };
}

/** A plan file with the options applied over its requirements and its propagation; what its model needs is loaded. */
export async function readPlanFor(path: string, options: RequirementOptions): Promise<Plan> {
  const { model, formula } = options;
  if (formula !== undefined && model !== undefined && model !== 'custom') {
    throw usageError('--formula', say('model-option-too', { model }), say('formula-or-model'));
  }
  const plan = readPlan(path);
  const read: Plan = {
    ...plan,
    ...readOutdoor(options, plan),
    requirements: { ...plan.requirements, ...readRequirements(options, plan.requirements) },
  };
  if (formula !== undefined) {
    const customFormula = { ...plan.propagation?.formula, expression: formula };
    read.propagation = { ...plan.propagation, model: 'custom', formula: customFormula };
  }
  await loadPlanModel(read, model);
  return read;
}

/** The plan's levels outside with those of the options; status 64 for a name that is no operator and no carrier. */
export function readOutdoor(
  { groundRsrp }: RequirementOptions,
  plan?: Pick<Plan, 'outdoor' | 'carriers'>,
): Pick<Plan, 'outdoor'> {
  if (groundRsrp === undefined) return {};
  const known = [...operators, ...(plan?.carriers ?? []).map(({ id }) => id)];
  for (const name of Object.keys(groundRsrp)) {
    if (known.includes(name)) continue;
    throw usageError('--ground-rsrp', `"${name}"`, say('one-of', { list: known.join(', ') }));
  }
  return { outdoor: { ...plan?.outdoor, groundRsrpDbm: { ...plan?.outdoor?.groundRsrpDbm, ...groundRsrp } } };
}
