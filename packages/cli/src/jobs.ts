import {
  acceptWalk,
  calibratePlan,
  type DesignedFeeder,
  designFeeder,
  type FieldSolver,
  type Monitor,
  type PlacedPlan,
  type Plan,
  type PlanGarageOptions,
  type PlannedGarage,
  type Prediction,
  type PredictOptions,
  placePlan,
  planGarage,
  predictPlan,
  type Survey,
  surveyPlan,
} from '@diku/engine';
import type { LoadHighs } from '@diku/engine/core';
import type { DesignFeederOptions, OpenProver } from '@diku/engine/design';
import type {
  Acceptance,
  CalibrationResult,
  ImpossibleSurvey,
  SurveyPlanOptions,
  Walk,
} from '@diku/engine/measurement';
import { createPlainRaySolver, type EnergySolver } from '@diku/engine/radio';
import {
  type AcceptWalkOptions,
  antennasForStates,
  type ComparedSchemes,
  type CompareSchemesOptions,
  compareSchemes,
  compareWithRays,
  type PlacePlanOptions,
  type RayComparison,
  type RayComparisonOptions,
  type StatesOptions,
} from '@diku/engine/workflow';

/** Members that only the thread that does the work can have. */
type Supplied = 'solver' | 'loadHighs' | 'openProver' | 'monitor' | 'now' | 'onSource';

/** Work that computes for long without a break, as plain data: its name, what it gets, what comes of it. */
export interface Jobs {
  plan: {
    input: { garage: { drawing: Uint8Array } | { plan: Plan }; options: Omit<PlanGarageOptions, Supplied> };
    result: PlannedGarage;
  };
  place: {
    input: { plan: Plan; options: Omit<PlacePlanOptions, Supplied> };
    result: PlacedPlan;
  };
  network: {
    input: { plan: Plan; options: Omit<DesignFeederOptions, Supplied> };
    result: DesignedFeeder;
  };
  predict: {
    input: { plan: Plan; options: Pick<PredictOptions, 'resolutionM' | 'modelId' | 'scenarios'> };
    result: Prediction;
  };
  /** A prediction, with antennas placed for every state that fails. */
  states: {
    input: Jobs['predict']['input'] & { placing: Omit<StatesOptions, Supplied> };
    result: { prediction: Prediction; isCancelled: boolean };
  };
  survey: {
    input: { plan: Plan; options: Pick<SurveyPlanOptions, 'resolutionM' | 'modelId' | 'points' | 'seed'> };
    result: Survey | ImpossibleSurvey;
  };
  rays: {
    input: { plan: Plan; options: Omit<RayComparisonOptions, Supplied | 'raySolver'> };
    result: RayComparison;
  };
  schemes: {
    input: {
      garage: { drawing: Uint8Array } | { plan: Plan };
      options: Omit<CompareSchemesOptions, Supplied>;
    };
    result: ComparedSchemes;
  };
  calibrate: { input: { plan: Plan; walk: Walk }; result: CalibrationResult };
  accept: {
    input: {
      plan: Plan;
      files: { name: string; bytes: Uint8Array }[];
      options: Omit<AcceptWalkOptions, 'monitor'>;
    };
    result: Acceptance;
  };
}

interface Supplies {
  solver: FieldSolver;
  /** Default: rays are traced on the thread of the job. */
  raySolver?: EnergySolver;
  /** Starts the solver of linear programs, in memory of its own. */
  loadHighs: LoadHighs;
  /** Default: proofs are made on the thread of the job. */
  openProver?: OpenProver;
  monitor: Monitor;
  now(): number;
  /** Hears the plan that antennas are placed in, once a drawing is read. */
  onSource?(source: Plan): void;
}

export const jobs: {
  [Name in keyof Jobs]: (input: Jobs[Name]['input'], supplies: Supplies) => Promise<Jobs[Name]['result']>;
} = {
  plan: ({ garage, options }, supplies) => planGarage(garage, { ...options, ...supplies }),
  place: ({ plan, options }, { now: _, onSource: __, ...supplies }) =>
    placePlan(plan, { ...options, ...supplies }),
  network: ({ plan, options }, { solver, monitor }) => designFeeder(plan, { ...options, solver, monitor }),
  predict: ({ plan, options }, { solver, monitor }) => predictPlan(plan, { ...options, solver, monitor }),
  states: async ({ plan, options, placing }, { now: _, onSource: __, ...supplies }) => {
    const { solver, monitor } = supplies;
    const prediction = await predictPlan(plan, { ...options, solver, monitor });
    const found = await antennasForStates(prediction, { ...placing, ...supplies });
    return { prediction: found, isCancelled: monitor.cancelled?.() === true };
  },
  survey: ({ plan, options }, { solver, monitor }) => surveyPlan(plan, { ...options, solver, monitor }),
  rays: ({ plan, options }, { solver, raySolver = createPlainRaySolver(), monitor }) =>
    compareWithRays(plan, { ...options, solver, raySolver, monitor }),
  schemes: ({ garage, options }, supplies) => compareSchemes(garage, { ...options, ...supplies }),
  calibrate: async ({ plan, walk }) => calibratePlan(plan, walk),
  accept: async ({ plan, files, options }, { monitor }) => acceptWalk(plan, files, { ...options, monitor }),
};
