import { type Plan, requirePlan } from '../../plan/index.ts';

/** The plan as it was designed: of a plan with a record of what was built that which the record was held against. */
export function designedPlan(plan: Plan): Plan {
  requirePlan(plan);
  const { asBuilt, ...rest } = plan;
  if (!asBuilt) return plan;
  const { antennas, network, derived, stage } = asBuilt.designed;
  const { network: _network, derived: _derived, titleBlock, ...others } = rest;
  const { stage: _stage, ...fields } = titleBlock ?? {};
  const title = { ...fields, ...(stage === undefined ? {} : { stage }) };
  return {
    ...others,
    antennas,
    ...(network ? { network } : {}),
    ...(derived ? { derived } : {}),
    ...(Object.keys(title).length > 0 ? { titleBlock: title } : {}),
  } as Plan;
}
