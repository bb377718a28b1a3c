import type { Plan } from '@diku/engine';
import * as comlink from 'comlink';
import type { PlannerWorker } from './worker-contract.ts';
/** One worker with the planner's engine in it. It keeps the plan, so that calls send only the antennas. */
export declare class PlannerClient {
    #private;
    /** The worker, holding the plan's levels, carriers and requirements. */
    withPlan(plan: Plan): comlink.Remote<PlannerWorker>;
    remote(): comlink.Remote<PlannerWorker>;
    /** Stops whatever the worker is doing; the next call starts a new one. */
    terminate(): void;
}
