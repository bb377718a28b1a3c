import type { Plan } from '@diku/engine';
import * as comlink from 'comlink';
import type { Outcome, PlannerWorker } from './worker-contract.ts';
/** One worker with the planner's engine in it. It keeps the plan, so that calls send only the antennas. */
export declare class PlannerClient {
    #private;
    /** The worker, holding the plan's levels, carriers and requirements. */
    withPlan(plan: Plan): comlink.Remote<PlannerWorker>;
    remote(): comlink.Remote<PlannerWorker>;
    /** The outcome of a call, or a failure when the worker dies over it. */
    settle<Value>(work: Promise<Outcome<Value>>): Promise<Outcome<Value>>;
    /** Stops whatever the worker is doing; the next call starts a new one. */
    terminate(): void;
}
