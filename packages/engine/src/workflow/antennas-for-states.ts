import { type Monitor, reportProgress } from '../core/index.ts';
import { type CandidateKind, candidateKinds, type Placement } from '../design/index.ts';
import { type Antenna, type Plan, withoutNetwork } from '../plan/index.ts';
import { type Prediction, predictPlan, type ScenarioResult, type StateDesign } from '../radio/index.ts';
import { type PlacePlanOptions, placePlan } from './place-plan.ts';

export type StatesOptions = Omit<PlacePlanOptions, 'fields' | 'refuse' | 'keepExisting' | 'objective'>;

/**
 * The prediction with a design for every state of the garage that was looked at and does not pass: antennas are placed anew as
 * by `place`, so that the plan passes as it stands and in that state. Fixed and locked antennas stay; the kinds are those of
 * the plan where none are asked for. The plan stays as it is. What is cancelled or out of time leaves the states that are left
 * `unknown`; a verdict that is not decidable gets no designs.
 */
export async function antennasForStates(prediction: Prediction, options: StatesOptions): Promise<Prediction> {
  const { plan, assessment, resolutionM, modelId } = prediction;
  const { scenarios } = assessment;
  if (!scenarios || !assessment.decidable) return prediction;
  // The hardest first: what passes in it often does in the others.
  const failing = scenarios
    .filter(({ met }) => !met)
    .sort((a, b) => a.jointPassProbability - b.jointPassProbability);
  const placing = { resolutionM, modelId, ...options };
  const found: FoundDesign[] = [];
  for (const [index, scenario] of failing.entries()) {
    const candidates = { kinds: kindsOf(plan), ...options.candidates };
    const part = { from: index / failing.length, share: 1 / failing.length };
    found.push(
      isOver(options.monitor)
        ? { id: scenario.id, design: { status: 'unknown' } }
        : await designFor(plan, scenario, {
            ...{ ...placing, candidates },
            monitor: monitorFor(options.monitor, scenario, part),
          }),
    );
  }
  await shareDesigns(found, placing);
  const designs = new Map(found.map(({ id, design }) => [id, design]));
  return {
    ...prediction,
    assessment: {
      ...assessment,
      scenarios: scenarios.map((scenario) => {
        const design = designs.get(scenario.id);
        return design ? { ...scenario, design } : scenario;
      }),
    },
  };
}

interface FoundDesign {
  id: ScenarioResult['id'];
  design: StateDesign;
  /** Absent where nothing passes. */
  plan?: Plan;
}

async function designFor(plan: Plan, { id }: ScenarioResult, options: StatesOptions): Promise<FoundDesign> {
  // A network of other antennas says nothing of these, locked parts of it neither.
  const { placement, plan: placed } = await placePlan(withoutNetwork(requiring(plan, id)), options);
  const design = stateDesign(placement);
  return { id, design, ...(design.antennas === undefined ? {} : { plan: placed }) };
}

function requiring(plan: Plan, id: ScenarioResult['id']): Plan {
  return {
    ...plan,
    requirements: { ...plan.requirements, requiredScenarios: id === 'planned' ? [] : [id] },
  };
}

/**
 * A design that was made for one state and passes in another one too does for that one: its number counts there where it is
 * smaller, as of shutters closed and all bays taken for each of the two.
 */
async function shareDesigns(found: FoundDesign[], options: StatesOptions): Promise<void> {
  const { solver, resolutionM, modelId, monitor } = options;
  const bySize = found
    .flatMap(({ design, plan }) =>
      plan && design.antennas !== undefined ? [{ plan, antennas: design.antennas }] : [],
    )
    .sort((a, b) => a.antennas - b.antennas);
  for (const { plan, antennas } of bySize) {
    const gaining = found.filter(({ design }) => antennas < (design.antennas ?? Number.POSITIVE_INFINITY));
    // A prediction is soon done: out of time, it says something of states that nothing was placed for.
    if (gaining.length === 0 || monitor?.cancelled?.() === true) continue;
    const scenarios = gaining.map(({ id }) => id);
    const quiet = { cancelled: monitor?.cancelled };
    const { assessment } = await predictPlan(requiring(plan, 'planned'), {
      ...{ solver, resolutionM, modelId, scenarios, monitor: quiet },
    });
    if (!assessment.target.figuresMet) continue;
    for (const each of gaining) {
      if (!assessment.scenarios?.some(({ id, met }) => id === each.id && met)) continue;
      const lowerBound = Math.min(antennas, each.design.lowerBound ?? 0);
      each.design = { status: lowerBound === antennas ? 'optimal' : 'feasible', antennas, lowerBound };
    }
  }
}

/** A number only where what was placed passes; a bound only where one was proved. */
function stateDesign({ status, antennas, lowerBound, ended }: Placement): StateDesign {
  if (ended === 'cancelled') return { status: 'unknown' };
  return status === 'feasible' || status === 'optimal' ? { status, antennas, lowerBound } : { status };
}

function isOver(monitor: Monitor | undefined): boolean {
  return monitor?.cancelled?.() === true || monitor?.expired?.() === true;
}

/** Says which state is being designed for; the antennas of that design are not the plan's. */
function monitorFor(
  monitor: Monitor | undefined,
  { id }: ScenarioResult,
  { from, share }: { from: number; share: number },
): Monitor {
  reportProgress(monitor, 'place', from, id);
  return {
    ...monitor,
    report: ({ placing: _, doneRatio }) =>
      monitor?.report?.({ stage: 'place', doneRatio: from + share * doneRatio, detail: id }),
  };
}

/** What of the kinds that can be placed the plan has; undefined where it has none. */
function kindsOf({ antennas }: Plan): CandidateKind[] | undefined {
  const used = new Set(antennas.map(kindOf));
  const kinds = candidateKinds.filter((kind) => used.has(kind));
  return kinds.length > 0 ? kinds : undefined;
}

function kindOf({ type, feed }: Antenna): CandidateKind {
  if (feed === 'small-cell') return 'small-cell';
  if (type === 'radiating-cable') return 'cable';
  return type === 'directional' ? 'directional' : 'omni';
}
