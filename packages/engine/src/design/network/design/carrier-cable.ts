import { cablesFor } from './design-parts.ts';
import type { FeedProblem } from './feed-problem.ts';
import { type CostByPower, noCost, type PowerGrid, seeBack, seeThrough } from './power-grid.ts';

/** A segment of cable by its length. */
export interface CableLink {
  lengthM: number;
}

export interface CarrierFrame {
  problem: FeedProblem;
  carrier: number;
  grid: PowerGrid;
}

/**
 * Lower bound on the cost of feeding `behind` at the input of a cable of any kind, with or without an
 * attenuator at its end.
 */
export function seeThroughCable(frame: CarrierFrame, link: CableLink, behind: CostByPower): CostByPower {
  const { grid } = frame;
  const losses = attenuations(frame);
  const atEnd = losses.length === 0 ? behind : behind.slice();
  for (const loss of losses) seeThrough(grid, behind, loss, atEnd);
  const found = noCost(grid);
  for (const loss of cableLosses(frame, link)) seeThrough(grid, atEnd, loss, found);
  return found;
}

/** Lower bound on the cost of the rest at a cable's far end, behind its attenuator if there is one. */
export function seeBackThroughCable(frame: CarrierFrame, link: CableLink, before: CostByPower): CostByPower {
  const { grid } = frame;
  const atEnd = noCost(grid);
  for (const loss of cableLosses(frame, link)) seeBack(grid, before, loss, atEnd);
  const found = atEnd.slice();
  for (const loss of attenuations(frame)) seeBack(grid, atEnd, loss, found);
  return found;
}

function cableLosses({ problem, carrier }: CarrierFrame, { lengthM }: CableLink) {
  return cablesFor(problem.parts.cables, lengthM).map(({ endsDb, metreDb, metreCny }) => ({
    lossDb: endsDb[carrier] + metreDb[carrier] * lengthM,
    addCny: metreCny * lengthM,
  }));
}

/** Attenuators with the jumper behind them, each up to what it is rated for. */
function attenuations({ problem, carrier }: CarrierFrame) {
  const { cables, attenuators } = problem.parts;
  const lengthM = roundLength(2 * problem.endSlackM);
  const [{ endsDb, metreDb, metreCny }] = cables;
  return attenuators.map(({ lossDb, costCny, ratedDbm }) => ({
    lossDb: endsDb[carrier] + metreDb[carrier] * lengthM + lossDb[carrier],
    addCny: costCny + metreCny * lengthM,
    maxDbm: ratedDbm,
  }));
}

/** Lengths are whole centimetres, as they are cut. */
export function roundLength(lengthM: number): number {
  return Math.round(lengthM * 100) / 100;
}
