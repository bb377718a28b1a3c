import type { Remote } from '../../../../radio/index.ts';
import type { BoundProblem } from '../bound-problem.ts';
import type { ProofOrder } from '../proof.ts';
import type { ProofResult, ProofState } from '../proof-state.ts';
import { servedBy } from '../served-by.ts';

/** An order without functions. */
export interface WireOrder extends Omit<ProofOrder, 'problem'> {
  problem: Omit<BoundProblem, 'layers'> & { layers: Omit<BoundProblem['layers'][number], 'served'>[] };
}

/** Messages and questions of a proof's thread on its way. */
export interface ProofListener {
  state(state: ProofState): void;
  passes(candidates: readonly number[]): boolean;
  /** It still works. */
  beat(): void;
}

/** A listener at the other end of a channel. */
export type RemoteListener = Remote<ProofListener>;

export interface ProverApi {
  /** One proof after another; the whole of it, or up to where it is ended. */
  prove(order: WireOrder, listener: RemoteListener): Promise<ProofResult>;
  /** Ends the proof under way at its next state. */
  end(): void;
  /** Bounds of the problem of the last order. */
  levelBounds(knownCount: number, levelCount: number, listener: RemoteListener): Promise<number[]>;
}

export function toWire({ problem, services, budget }: ProofOrder): WireOrder {
  const layers = problem.layers.map(({ served: _, ...layer }) => layer);
  return { problem: { ...problem, layers }, services, budget };
}

export function fromWire({ problem, services }: WireOrder): BoundProblem {
  const served = services.map(servedBy);
  return { ...problem, layers: problem.layers.map((layer) => ({ ...layer, served })) };
}
