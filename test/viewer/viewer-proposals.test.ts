import { reportNetwork } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { designNetwork } from '../../packages/engine/src/design/index.ts';
import type { App } from '../../packages/viewer/src/app/app.ts';
import {
  type PlacedAntennas,
  placedSoFar,
  proposeNetwork,
  proposePlacement,
} from '../../packages/viewer/src/compute/propose.ts';
import { takeNetwork, takePlacement } from '../../packages/viewer/src/main/take-proposals.ts';
import { noCompare } from '../../packages/viewer/src/store/compare-state.ts';
import { noDesign } from '../../packages/viewer/src/store/design-state.ts';
import { Observable } from '../../packages/viewer/src/store/observable.ts';
import { PlanStore } from '../../packages/viewer/src/store/plan-store.ts';
import { noResult } from '../../packages/viewer/src/store/result-state.ts';
import { networkedPlan } from '../design/network-support/networked-plan.ts';
import { buildAntenna } from '../support/build-garage.ts';

const unfed = networkedPlan(() => {});
const { plan: fed, design } = designNetwork(unfed, { partial: true, effort: 'low' });
const found = [buildAntenna('ANT1-B1', 7, 8), buildAntenna('ANT2-B1', 21, 9)];

function open() {
  const store = new PlanStore();
  store.replacePlan('open', fed);
  const app = {
    store,
    results: new Observable(noResult),
    design: new Observable(noDesign),
    compare: new Observable(noCompare),
  } as unknown as App;
  return { store, app };
}

describe('a placement that is proposed', () => {
  it('leaves the plan alone until it is taken, and is one step without the network that fed others', () => {
    const { store, app } = open();
    const placement = proposePlacement(fed, placedSoFar(found, 2), undefined);
    expect(placement).toMatchObject({ losesNetwork: true, ended: 'cancelled', lowerBound: 2 });
    app.design.patch({ placement });
    expect(store.plan).toBe(fed);
    takePlacement(app);
    expect(store.plan).toEqual({ ...unfed, antennas: found });
    expect(store.plan?.levels).toBe(fed.levels);
    expect(app.design.value.placement).toBeUndefined();
    expect(app.results.value.placement).toMatchObject({ antennas: 2, lowerBound: 2 });
    store.undo();
    expect(store.plan).toEqual(fed);
  });

  it('keeps the network that still fits, and what was refused as a rule of the plan', () => {
    const rules = { refused: [{ level: 'B1', position: [3, 4] as [number, number], radiusM: 5 }] };
    const placed: PlacedAntennas = { ...placedSoFar(fed.antennas, undefined), rules, retainsNetwork: true };
    const { plan, losesNetwork } = proposePlacement(fed, placed, undefined);
    expect(losesNetwork).toBe(false);
    expect(plan).toEqual({ ...fed, placement: rules });
  });

  it('is not taken into a plan of other levels', () => {
    const { store, app } = open();
    app.design.patch({ placement: proposePlacement(fed, placedSoFar(found, 2), undefined) });
    const other = { ...fed, levels: structuredClone(fed.levels) };
    store.replacePlan('open', other);
    takePlacement(app);
    expect(store.plan).toBe(other);
  });
});

describe('a network that is proposed', () => {
  it('is taken with the powers of its ports, as one step, while the antennas are those that it feeds', () => {
    const { store, app } = open();
    const report = reportNetwork(fed);
    if (!report) throw new Error('no network');
    store.replacePlan('open', unfed);
    const { antennas, derived } = fed;
    const verdict = { met: undefined, sentence: { zh: '', en: '' } };
    const fedAntennas = { antennas, network: fed.network, derived, design, report, verdict };
    const network = proposeNetwork(unfed, fedAntennas);
    app.design.patch({ network });
    takeNetwork(app);
    expect(store.plan).toEqual(fed);
    expect(reportNetwork(store.plan as typeof fed)).toEqual(report);
    store.undo();
    store.removeAntenna(fed.antennas[0].id);
    const before = store.plan;
    app.design.patch({ network });
    takeNetwork(app);
    expect(store.plan).toBe(before);
  });
});
