import { createHash } from 'node:crypto';
import { parsePlan, planProfile } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, fingerprint, planAcceptance } from '../../packages/engine/src/plan/index.ts';
import { buildPlan } from '../support/build-garage.ts';

describe('format version 2', () => {
  it('opens a plan of version 1, which says nothing of what its network was computed from', () => {
    const { derived: _, ...garage } = buildPlan();
    const opened = parsePlan({ ...garage, version: 1, later: { key: 'kept' } });
    expect(opened.version).toBe(2);
    expect(opened.derived).toBeUndefined();
    expect(opened.later).toEqual({ key: 'kept' });
  });

  it('refuses versions it does not know, naming the newest one it does', () => {
    expect(() => parsePlan({ ...buildPlan(), version: 3 })).toThrow(/version/);
    expect(() => parsePlan({ ...buildPlan(), version: 0 })).toThrow(/version/);
    expect(() => parsePlan({ ...buildPlan(), version: '1' })).toThrow(/version/);
  });

  it('orders the measured share beside the car with 60 % of bays taken unless it says otherwise', () => {
    const plan = parsePlan(buildPlan());
    expect(planAcceptance(plan)).toEqual({ rule: 'share', phone: 'beside-car', baysTakenRatio: 0.6 });
    const requirements = { ...plan.requirements, acceptance: { rule: 'confidence' as const } };
    expect(planAcceptance({ requirements })).toMatchObject({ rule: 'confidence', baysTakenRatio: 0.6 });
  });
});

describe('the acceptance test of a plan of version 1', () => {
  const opened = (profileOverrides: Record<string, unknown>) =>
    parsePlan({
      ...buildPlan(),
      version: 1,
      requirements: { ...buildPlan().requirements, profileOverrides },
    });

  it('is what its profile parked, and where the phone was in a bay', () => {
    const { requirements } = opened({
      shadowingSigmaDb: 5,
      parkedCars: { occupancyRatio: 0.25, roofHeightM: 1.6 },
      phonePlaces: { bay: { inVehicle: true } },
    });
    expect(requirements.acceptance).toEqual({ baysTakenRatio: 0.25, phone: 'in-car' });
    expect(requirements.profileOverrides).toEqual({ shadowingSigmaDb: 5, parkedCars: { roofHeightM: 1.6 } });
    const profile = planProfile({ requirements });
    expect(profile.parkedCars).toEqual({ occupancyRatio: 0.25, roofHeightM: 1.6 });
    expect(profile.phonePlaces.bay.inVehicle).toBe(true);
    expect(profile.sources['parkedCars.occupancyRatio']).toBe('source.set-by-the-planner');
  });

  it('is the default where its profile said nothing of it', () => {
    expect(opened({ shadowingSigmaDb: 5 }).requirements).not.toHaveProperty('acceptance');
    expect(planAcceptance(opened({ parkedCars: { occupancyRatio: 0 } })).baysTakenRatio).toBe(0);
    expect(opened({ parkedCars: { occupancyRatio: 0 } }).requirements).not.toHaveProperty('profileOverrides');
  });

  it('of a profile laid over a plan of version 2 counts where the plan chose none', () => {
    const requirements = {
      ...buildPlan().requirements,
      profileOverrides: { parkedCars: { occupancyRatio: 1 } },
    };
    expect(planAcceptance({ requirements }).baysTakenRatio).toBe(1);
    const chosen = { ...requirements, acceptance: { baysTakenRatio: 0.3 } };
    expect(planProfile({ requirements: chosen }).parkedCars.occupancyRatio).toBe(0.3);
  });
});

describe('fingerprints', () => {
  it('are SHA-256 of canonical JSON, as Node computes it (100 values, seed 20)', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value: unknown = JSON.parse(text);
        const digest = createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex');
        expect(fingerprint(value)).toBe(`sha256:${digest}`);
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
      { seed: 20, numRuns: 100 },
    );
  });

  it('do not depend on the order of keys nor on keys that are undefined, and tell everything else apart', () => {
    expect(fingerprint({ a: 1, b: { c: [1, { e: 2, d: 3 }] } })).toBe(
      fingerprint({ b: { c: [1, { d: 3, e: 2 }] }, a: 1, x: undefined }),
    );
    expect(fingerprint([1, 2])).not.toBe(fingerprint([2, 1]));
    expect(fingerprint({ a: 1 })).not.toBe(fingerprint({ a: '1' }));
    expect(fingerprint(JSON.parse('{"__proto__": 1}'))).not.toBe(fingerprint({}));
  });
});
