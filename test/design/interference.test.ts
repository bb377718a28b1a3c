import { readFileSync } from 'node:fs';
import { findCarrierProfile, type Plan, parsePlan, planPdf, readFont } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { evaluateInterference, protectedSystems } from '../../packages/engine/src/design/index.ts';
import { isTimeDivision, planProfile, uplinkFrequencyMhz } from '../../packages/engine/src/plan/index.ts';
import { addNetwork } from '../documents/construction-support/networked-garage.ts';
import { readPdf } from '../documents/construction-support/read-pdf.ts';
import { fixturePlan } from '../support/run-cli.ts';

const base = JSON.parse(readFileSync(fixturePlan, 'utf8')) as Plan;
const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));
const planOf = (carriers: Plan['carriers']): Plan =>
  parsePlan({
    ...base,
    carriers,
    antennas: base.antennas.map((antenna) => ({ ...antenna, carriers: ['*'], portPowerDbm: {} })),
  });

/** Every list of coefficients from −3 to 3 of an order: one more is added than taken off. */
function allCoefficients(count: number, order: number): number[][] {
  const found: number[][] = [];
  const total = 7 ** count;
  for (let code = 0; code < total; code += 1) {
    const list = Array.from({ length: count }, (_, index) => (Math.floor(code / 7 ** index) % 7) - 3);
    const sum = list.reduce((all, each) => all + each, 0);
    const size = list.reduce((all, each) => all + Math.abs(each), 0);
    if (sum === 1 && size === order) found.push(list);
  }
  return found;
}

describe('interference between systems', () => {
  it.each([
    ['lte', findCarrierProfile('lte').slice(0, 5)],
    ['lte-nr', findCarrierProfile('lte-nr').slice(-5)],
  ] as const)('finds every product of third and fifth order of %s, and no other', (_, carriers) => {
    const plan = planOf([...carriers]);
    const { hits } = evaluateInterference(plan);
    expect(hits).toHaveLength(carriers.length + protectedSystems.length);
    let compared = 0;
    for (const { receiver, third, fifth } of hits) {
      const victim = carriers.find(({ id }) => id === receiver.id);
      const [lowMhz, highMhz] = victim
        ? [-1, 1].map((side) => uplinkFrequencyMhz(victim) + (side * victim.bandwidthMhz) / 2)
        : [receiver.lowMhz, receiver.highMhz];
      for (const [order, found] of [
        [3, third],
        [5, fifth],
      ] as const) {
        const meeting = allCoefficients(carriers.length, order).filter((list) => {
          const centre = list.reduce((sum, times, index) => sum + times * carriers[index].frequencyMhz, 0);
          const width = list.reduce(
            (sum, times, index) => sum + Math.abs(times) * carriers[index].bandwidthMhz,
            0,
          );
          const isSilent =
            victim &&
            isTimeDivision(victim) &&
            list.some((times, index) => times !== 0 && isTimeDivision(carriers[index]));
          return !isSilent && centre - width / 2 < highMhz && centre + width / 2 > lowMhz;
        });
        expect(found.count, `${receiver.id} ${order}`).toBe(meeting.length);
        compared += meeting.length;
        const { strongest } = found;
        expect(strongest === undefined).toBe(meeting.length === 0);
        if (!strongest) continue;
        const list = carriers.map(
          ({ id }) => strongest.terms.find(({ carrier }) => carrier === id)?.times ?? 0,
        );
        expect(meeting).toContainEqual(list);
      }
    }
    expect(compared).toBeGreaterThan(20);
  });

  it('levels follow the rating at 43 dBm, 6 dB more of three carriers, 6 dB less where each sends 2 dB less', () => {
    const [carrier] = findCarrierProfile('lte');
    const at = (id: string, frequencyMhz: number, sourcePowerDbm = 43) =>
      ({ ...carrier, id, frequencyMhz, bandwidthMhz: 0.2, sourcePowerDbm }) as Plan['carriers'][number];
    // 2 × 1800 − 1885 = 1715 = the uplink of 1810; 1840 + 1850 − 1976 = 1714 = that of 1809.
    const levelOf = (carriers: Plan['carriers'], victim: string) =>
      evaluateInterference(planOf(carriers)).hits.find(({ receiver }) => receiver.id === victim)?.third
        .strongest?.levelDbm;
    const two = [at('a', 1806), at('b', 1897), at('v', 1810)];
    expect(levelOf(two, 'v')).toBeCloseTo(43 - 140 + 10 * Math.log10(0.2 / 0.6), 6);
    const weaker = [at('a', 1806, 41), at('b', 1897, 41), at('v', 1810)];
    expect(levelOf(weaker, 'v')).toBeCloseTo(43 - 140 - 6 + 10 * Math.log10(0.2 / 0.6), 6);
    const three = [at('a', 1840), at('b', 1850), at('c', 1976), at('v', 1809)];
    expect(levelOf(three, 'v')).toBeCloseTo(43 - 140 + 20 * Math.log10(2) + 10 * Math.log10(0.2 / 0.6), 6);
  });

  it('asks of every pair for what emissions and blocking need, and says nothing is met where nobody knows', () => {
    const carriers = findCarrierProfile('lte');
    const plan = parsePlan(addNetwork(planOf([...carriers])));
    const { interference, uplink } = planProfile(plan);
    const { isolation } = evaluateInterference(plan);
    // −174 dBm/Hz at 290 K is −173.975.
    const noiseDbm = -173.975 + 60 + uplink.noiseFigureDb;
    for (const { from, to, isProtected, spuriousDb, blockingDb, requiredDb, poiDb } of isolation) {
      expect(from).not.toBe(to);
      expect(blockingDb).toBeCloseTo(43 - interference.blockingDbm, 9);
      // Noise and emissions behind the isolation are together 0.8 dB over the noise.
      const sentDbm = poiDb === 30 ? interference.sameBandSpuriousDbmPerMhz : interference.spuriousDbmPerMhz;
      const sumMw = 10 ** (noiseDbm / 10) + 10 ** ((sentDbm - spuriousDb) / 10);
      expect(10 * Math.log10(sumMw) - noiseDbm).toBeCloseTo(0.8, 9);
      expect(requiredDb).toBeCloseTo(poiDb === 30 ? spuriousDb : Math.max(spuriousDb, blockingDb), 9);
      expect(poiDb === undefined).toBe(isProtected);
    }
    expect(isolation.filter(({ poiDb }) => poiDb === 30).map(({ from, to }) => `${from} ${to}`)).toContain(
      'ctcc-lte1800 cmcc-lte1800',
    );
    // Of two TDD carriers in one band the frame is one; in others it need not be.
    const nr = findCarrierProfile('lte-nr').filter(({ frequencyMhz }) => frequencyMhz > 2300);
    const pairs = evaluateInterference(planOf(nr)).isolation.map(({ from, to }) => `${from} ${to}`);
    expect(pairs).not.toContain('ctcc-nr3500 cucc-nr3500');
    expect(pairs).toContain('cmcc-lte2300 cmcc-nr2600');
    const { bytes, missing } = planPdf(plan, { lang: 'zh', fonts: [font] });
    expect(missing).toEqual([]);
    const sheets = readPdf(bytes).pages.filter((page) =>
      page.some((text) => /^发射 \\|^被干扰接收/.test(text)),
    );
    expect(sheets).toHaveLength(2);
    for (const page of sheets) expect(page.some((text) => text.includes('…'))).toBe(false);
    expect(sheets[1].filter((text) => text === '≥ 67')).toHaveLength(2 * carriers.length);
  });
});
