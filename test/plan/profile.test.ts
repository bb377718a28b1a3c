import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { carrierProfileIds, findCarrierProfile, parsePlan, traceLink } from '@diku/engine';
import { findRequirementProfile, mergeProfile, profileNames, profileValues } from '@diku/engine/plan';
import type { LinkResult } from '@diku/engine/workflow';
import { afterAll, describe, expect, it } from 'vitest';
import { bands } from '../../packages/engine/src/plan/index.ts';
import { resourceElementRatioDb } from '../../packages/engine/src/radio/index.ts';
import { createWorkFolder, runCli, writePlan } from '../support/run-cli.ts';

const work = createWorkFolder();
afterAll(() => work.remove());
const profile = findRequirementProfile('shanghai-2023');

describe('the requirement profile', () => {
  it('has a source and, if it is a quantity, a unit for every number', () => {
    const values = profileValues(profile);
    expect(values.length).toBeGreaterThan(70);
    for (const { path, value, unit, source } of values) {
      expect(source, path).not.toBe('');
      const isCount = /activeRemotes|^exponentSigma$|maxVswr$|Points$|Samples$|Count$/.test(path);
      if (typeof value === 'number' && !isCount) expect(unit, path).not.toBe('');
    }
  });

  it('takes every value of its own, and refuses what is out of range with path and range', () => {
    expect(mergeProfile(profile, structuredClone(profile))).toEqual(profile);
    const refused = (overrides: object) => () => mergeProfile(profile, overrides);
    expect(refused({ uplink: { noiseRiseDb: -1 } })).toThrow(
      /uplink\.noiseRiseDb: found -1; expected a number from 0 to 200/,
    );
    expect(refused({ uplink: { activeRemotes: 1.5 } })).toThrow(/a whole number from 1 to 1000/);
    expect(refused({ shadowingCorrelationRatio: 1.01 })).toThrow(/from 0 to 1/);
    expect(refused({ phonePlaces: { gate: { data: 'foot' } } })).toThrow(
      /phonePlaces\.gate\.data: found "foot"; expected one of hand, ear/,
    );
    expect(refused({ phonePlaces: { roof: { data: 'hand' } } })).toThrow(/an unknown key/);
    expect(refused({ throughput: { classes: { qr: { upKbps: 0 } } } })).toThrow(/from 1 to/);
  });

  it('names the planner as the source of what is changed, unless a source is given along', () => {
    const changed = mergeProfile(profile, {
      uplink: { noiseRiseDb: 2 },
      bodyLossDb: 4,
      sources: { bodyLossDb: 'walk test' },
    });
    const sourceOf = (path: string) => profileValues(changed).find((value) => value.path === path)?.source;
    expect(changed.id).toBe('custom');
    expect(sourceOf('uplink.noiseRiseDb')).toBe('source.set-by-the-planner');
    expect(sourceOf('bodyLossDb')).toBe('walk test');
    expect(sourceOf('vehicleLossDb')).toBe(profile.sources.vehicleLossDb);
  });
});

describe('diku profile', () => {
  it('prints a file that --profile reads back: as it stands the same verdict, edited another profile', async () => {
    const planName = writePlan(work.folder, 'plain.diku.json', () => {});
    const { stdout, status } = await runCli(work.folder, ['profile', '--json']);
    expect(status).toBe(0);
    const document = JSON.parse(stdout);
    expect(document).toEqual(JSON.parse(JSON.stringify({ ...profile, name: profileNames(profile) })));
    document.bodyLossDb = 5;
    writeFileSync(join(work.folder, 'mine.json'), JSON.stringify(document));
    const [from, to] = ['6,12,2.5,B1', '9,15,1.5,B1'];
    const point = ['link', planName, '--from', from, '--to', to, '--json', '--profile', 'mine.json'];
    const after: LinkResult = JSON.parse((await runCli(work.folder, point)).stdout);
    // Phones of the plan's other cells, at the limit of their power in part, are heard as with the body of the file.
    const terms = after.budgets.uplink.sensitivityTerms;
    const noiseRiseDb = terms.flatMap((term) =>
      term.name === 'noise rise' && 'valueDb' in term ? term.valueDb : [],
    )[0];
    expect(noiseRiseDb).toBeGreaterThanOrEqual(3);
    const before = traceLink(
      parsePlan(JSON.parse(readFileSync(join(work.folder, planName), 'utf8'))),
      from,
      to,
      { noiseRiseDb },
    );
    expect(after.rsrpDbm).toBeCloseTo(before.rsrpDbm - 2, 9);
    expect(after.budgets.uplink.marginDb).toBeCloseTo(before.budgets.uplink.marginDb - 2, 9);
    const said = await runCli(work.folder, ['profile', '--profile', 'mine.json', '--lang', 'zh']);
    expect(said.stdout).toMatch(/^bodyLossDb +5 dB +规划人员设定$/m);
    expect(said.stdout).toMatch(/^vehicleLossDb +9 dB +3GPP TR 38\.901 车体穿透/m);
  });

  it('asks for modems by a file, and what nothing carries stops the verdict in words and in JSON', {
    tags: ['thorough'],
  }, async () => {
    const plan = writePlan(work.folder, 'modems.diku.json', () => {});
    writeFileSync(
      join(work.folder, 'modems.json'),
      JSON.stringify({ iot: { points: { charger: 'nb-iot' } } }),
    );
    const coarse = ['--resolution', '5', '--scenarios', 'none', '--workers', '1'];
    const check = ['check', plan, '--profile', 'modems.json', ...coarse];
    const { stdout, status } = await runCli(work.folder, [...check, '--json']);
    const { points, target } = JSON.parse(stdout) as {
      points: { kind: string; devices?: object }[];
      target: { met: boolean };
    };
    expect([status, target.met]).toEqual([1, false]);
    for (const { kind, devices } of points) {
      const nothing = { asked: 'nb-iot', served: false, probability: 0, operators: [] };
      expect(devices).toEqual(kind === 'charger' ? nothing : undefined);
    }
    const said = await runCli(work.folder, [...check, '--lang', 'en']);
    const chargers = points.filter(({ kind }) => kind === 'charger').length;
    expect(said.stdout).toContain(`${chargers} points ask for a service that no carrier of the plan gives`);
  });

  it('and levels outside: names and levels that make no sense are status 64', async () => {
    const plan = writePlan(work.folder, 'outdoor.diku.json', () => {});
    const outside = await runCli(work.folder, ['check', plan, '--ground-rsrp', 'nobody=-80']);
    expect([outside.status, /one of telecom/.test(outside.stderr)]).toEqual([64, true]);
    const { status, stderr } = await runCli(work.folder, [
      'predict',
      plan,
      '-o',
      'maps',
      '--quantity',
      'colour',
    ]);
    expect([status, /one of rsrp, sinr/.test(stderr)]).toEqual([64, true]);
  });
});

describe('built-in carrier sets', () => {
  it('hold GSM in the bands of domain.md N6, each id once', () => {
    expect(carrierProfileIds).toEqual([
      ...['lte', 'lte-nr', 'lte-nr-low', 'lte-nr-all', 'lte-nr-broadnet'],
      ...['gsm-lte', 'gsm-lte-nr'],
      ...['lte-iot', 'lte-nr-iot'],
    ]);
    const all = findCarrierProfile('gsm-lte-nr');
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const gsm = all.filter(({ technology }) => technology === 'gsm');
    expect(gsm.map(({ operator }) => operator)).toEqual(['mobile', 'unicom']);
    const bands = { mobile: [934, 949], unicom: [949, 960] } as Record<string, number[]>;
    for (const carrier of gsm) {
      const [low, high] = bands[carrier.operator];
      expect(carrier.frequencyMhz - carrier.bandwidthMhz / 2).toBeGreaterThanOrEqual(low);
      expect(carrier.frequencyMhz + carrier.bandwidthMhz / 2).toBeLessThanOrEqual(high);
      expect(resourceElementRatioDb(carrier)).toBe(0);
    }
  });

  it.each(carrierProfileIds)(
    '%s: every carrier in a block licensed to its operator, none over another',
    (id) => {
      const carriers = findCarrierProfile(id);
      expect(new Set(carriers.map((carrier) => carrier.id)).size).toBe(carriers.length);
      const edges = carriers.map(({ frequencyMhz, bandwidthMhz }) => [
        frequencyMhz - bandwidthMhz / 2,
        frequencyMhz + bandwidthMhz / 2,
      ]);
      carriers.forEach(({ operator, technology }, index) => {
        const [low, high] = edges[index];
        const blocks = bands
          .filter(({ technologies }) => (technologies as readonly string[]).includes(technology))
          .flatMap(({ licensed = [] }) => licensed)
          .filter(({ operators }) => (operators as readonly string[]).includes(operator));
        expect(blocks.some(({ lowestMhz, highestMhz }) => low >= lowestMhz && high <= highestMhz)).toBe(true);
        const others = edges.filter((_, other) => other !== index);
        expect(others.every(([from, to]) => to <= low || from >= high)).toBe(true);
      });
    },
  );
});
