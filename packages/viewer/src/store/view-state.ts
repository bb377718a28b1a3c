import type { Plan, ScenarioId } from '@diku/engine';
import { isOfPlan } from './combined-map.ts';
import { type Quantity, usualQuantity } from './field-scale.ts';
import type { Pin } from './pin.ts';
import { existingRecords, type Selection, select } from './selection.ts';

/** State of the view; nothing here is part of the plan. */
export interface ViewState extends Selection {
  levelId: string;
  /** All levels above each other, the gaps enlarged. */
  stacked: boolean;
  /** How far apart they stand: 0 at their true heights, 1 so that every floor is seen. */
  gapRatio: number;
  /** Cars on the bays, as many as the state of the garage has. */
  showsCars: boolean;
  /** The feeder network over the plan; undefined while nobody chose: then it is seen where it is looked at. */
  showsNetwork: boolean | undefined;
  /** The building's axes with their names over the plan view. */
  showsAxes: boolean;
  /** The network is designed anew around an antenna that was moved while it is on the plan. */
  redesigns: boolean;
  projection: '3d' | '2d';
  /** Id of a carrier, of an operator with all of its carriers, or of the worst operator. */
  carrierId: string;
  quantity: Quantity;
  /** Class of the legend shown alone. */
  isolatedClass: number | undefined;
  theme: 'light' | 'dark';
  /** State of shutters and cars that fields and verdict are of. */
  scenarioId: ScenarioId;
  /** Locations whose values stay on screen. */
  pins: readonly Pin[];
}

export const initialView: ViewState = {
  levelId: '',
  stacked: false,
  gapRatio: 1,
  showsCars: false,
  showsNetwork: undefined,
  showsAxes: true,
  redesigns: true,
  projection: '3d',
  carrierId: '',
  quantity: usualQuantity,
  ...select([]),
  isolatedClass: undefined,
  theme: 'light',
  scenarioId: 'planned',
  pins: [],
};

/** The part of the view that must change for a plan in which the level, carrier or selection is missing. */
export function fitViewToPlan(view: ViewState, plan: Plan): Partial<ViewState> {
  const hasLevel = plan.levels.some((level) => level.id === view.levelId);
  const hasCarrier = isOfPlan(plan, view.carrierId);
  const pins = view.pins.filter(({ levelId }) => plan.levels.some(({ id }) => id === levelId));
  const selection = existingRecords(plan, view.selection);
  return {
    ...(hasLevel ? {} : { levelId: plan.levels[0].id }),
    ...(hasCarrier ? {} : { carrierId: plan.carriers[0].id }),
    ...(pins.length === view.pins.length ? {} : { pins }),
    ...(selection === view.selection ? {} : select(selection)),
  };
}
