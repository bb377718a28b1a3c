import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { derivedStates, type Plan, parsePlan } from '@diku/engine';
import { unzipSync } from 'fflate';
import { fromArrayBuffer } from 'geotiff';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { thriftyNode } from '../../scripts/lib/thrifty-node.mjs';
import { isLong, partsOf } from '../support/is-long.ts';
import { onceOf } from '../support/once.ts';

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const folder = file('examples/programs');
const programs = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
const plan: Plan = parsePlan(JSON.parse(readFileSync(file('examples/garage-one-level.diku.json'), 'utf8')));

/** Programs that search a whole garage run in the long suite alone: 07 places, too, and 02 reads the same drawing. */
const skipped = isLong ? [] : ['01', '06'];
/** Programs that take 1.5 s and more: they search, draw, write documents, start threads or fit; 13 asks 02 for the floor. */
const slow = ['04', '07', '09', '15', '16', '17', '18', '20'];
const thorough = { tags: ['thorough' as const] };

/** What programs printed, by their numbers. They run as a reader runs them, on the compiled engine, in one process. */
const printedBy = onceOf((...numbers: string[]): Map<string, string[]> => {
  const json = execFileSync(
    process.execPath,
    [...thriftyNode, file('test/house/example-support/run-examples.mjs'), ...numbers],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 24,
    },
  );
  const parsed = JSON.parse(json) as Record<string, { lines: string[] }>;
  return new Map(Object.entries(parsed).map(([name, { lines }]) => [name.slice(0, 2), lines]));
});
const [usual, others] = partsOf(programs, (index) => !slow.includes(programs[index].slice(0, 2)));

function linesOf(number: string): string[] {
  const { cases } = slow.includes(number) ? others : usual;
  const numbers = cases.map((name) => name.slice(0, 2)).filter((each) => !skipped.includes(each));
  return printedBy(...numbers).get(number)!;
}
const textOf = (number: string) => linesOf(number).join('\n');
const numbersIn = (text: string) => (text.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
const freeSpaceDb = (distanceM: number, frequencyMhz: number) =>
  20 * Math.log10((4 * Math.PI * distanceM * frequencyMhz * 1e6) / 299_792_458);

describe('the example programs', { timeout: 300_000 }, () => {
  describe.each([usual, others])('of the list $#', ({ cases, tags }) => {
    it.each(cases)('%s is short, says what it shows, and takes the engine by its doors', { tags }, (name) => {
      const source = readFileSync(`${folder}/${name}`, 'utf8').trimEnd();
      const imported = [...source.matchAll(/ from '([^']+)'/g)].map(([, specifier]) => specifier);
      expect(source).toMatch(/^\/\/ [A-Z].{20,140}[.?]\n/);
      expect(source.split('\n').length).toBeLessThanOrEqual(30);
      expect(imported.filter((each) => !/^(node:|highs$|@diku\/engine(\/[a-z-]+)?$)/.test(each))).toEqual([]);
      if (skipped.includes(name.slice(0, 2))) return;
      expect(linesOf(name.slice(0, 2)).length).toBeGreaterThan(0);
      expect(textOf(name.slice(0, 2))).not.toMatch(/undefined|NaN|\[object /);
    });
  });

  it('share a plan whose derived parts are current, all but rays and schemes that nobody asked for', () => {
    const states = Object.values(derivedStates(plan)).map(({ state }) => state);
    expect(states).toEqual(['current', 'current', 'current', 'current', 'none', 'none']);
  });

  it.runIf(isLong)(
    '01: the drawing takes no fewer antennas than the bound, and no more than the plan beside it',
    () => {
      const [antennas, lowerBound] = numbersIn(linesOf('01')[0]);
      expect(lowerBound).toBeGreaterThan(1);
      expect(antennas).toBeGreaterThanOrEqual(lowerBound);
      expect(antennas).toBeLessThanOrEqual(plan.antennas.length);
      expect(linesOf('01')[1]).toContain('target met');
    },
  );

  it('02: the bays that examples/README.md names, and one doubt fewer after an answer', () => {
    expect(readFileSync(file('examples/README.md'), 'utf8')).toContain('144 bays');
    expect(linesOf('02')[0]).toContain('144 bays');
    const [before, after] = numbersIn(linesOf('02').at(-1)!);
    expect(linesOf('02').filter((line) => line.startsWith('?'))).toHaveLength(before);
    expect(after).toBe(before - 1);
  });

  it('03: the terms of a link add up, and its length is that of the line', () => {
    const [{ position, heightM }] = plan.antennas;
    const distanceM = Math.hypot(position[0] - 100, position[1] - 10, heightM - 1.5);
    expect(linesOf('03')[0]).toContain(`${distanceM.toFixed(1)} m`);
    const losses = linesOf('03').flatMap((line) => (/ dB {2}(?!margin)/.test(line) ? numbersIn(line) : []));
    const pathLossDb = losses.at(-1)!;
    const sumDb = losses.slice(0, -1).reduce((sum, lossDb) => sum + lossDb, 0);
    expect(Math.abs(sumDb - pathLossDb)).toBeLessThan(0.05 * losses.length);
  });

  it('04: one well-formed SVG for each carrier', thorough, () => {
    expect(linesOf('04')).toHaveLength(plan.carriers.length);
    for (const [index, line] of linesOf('04').entries()) {
      expect(line).toContain(plan.carriers[index].id);
      const parser = new SaxesParser();
      parser.on('error', (error) => {
        throw error;
      });
      parser.write(readFileSync(line.match(/: (.+\.svg),/)![1], 'utf8')).close();
    }
  });

  it('05: another reader finds the same pixels and median in the GeoTIFF', async () => {
    const bytes = readFileSync(linesOf('05')[0].match(/^(.+\.tif):/)![1]);
    const tiff = await fromArrayBuffer(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    const [band] = await (await tiff.getImage()).readRasters();
    const values = [...(band as Float32Array)].filter((value) => value > -1000).sort((a, b) => a - b);
    expect(linesOf('05')[1]).toBe(`median SINR ${values[values.length >> 1].toFixed(1)} dB`);
    const image = await tiff.getImage();
    expect(linesOf('05')[0]).toContain(`${image.getWidth()} × ${image.getHeight()} pixels`);
  });

  it.runIf(isLong)('06: antennas hang inside the garage, no fewer than the bound', () => {
    const placed = linesOf('06').filter((line) => line.startsWith('ANT'));
    const xs = plan.levels[0].outline.map(([x]) => x);
    for (const line of placed) {
      const [x] = numbersIn(line.split(' at ')[1]);
      expect(x).toBeGreaterThan(Math.min(...xs));
      expect(x).toBeLessThan(Math.max(...xs));
    }
    const [antennas, lowerBound] = numbersIn(linesOf('06').at(-2)!);
    expect(placed).toHaveLength(antennas);
    expect(antennas).toBeGreaterThanOrEqual(lowerBound);
    expect(linesOf('06').at(-1)).toMatch(/^the target is met/);
  });

  it('07: only locations of the table are taken, each once', thorough, () => {
    const placed = linesOf('07').filter((line) => line.startsWith('ANT'));
    const positions = placed.map((line) => line.split(': ')[1]);
    expect(new Set(positions).size).toBe(numbersIn(linesOf('07')[0])[0]);
    for (const position of positions) {
      const [x, y] = numbersIn(position);
      expect((x - 10) % 19).toBe(0);
      expect((y - 10) % 17).toBe(0);
    }
  });

  it('08: the bill is the sum of its lines, and every rule is kept', () => {
    const lines = linesOf('08').filter((line) => line.includes('\t'));
    const sumCny = lines.reduce((sum, line) => sum + Number(line.split('\t').at(-1)), 0);
    const [, costCny] = numbersIn(linesOf('08')[lines.length]);
    expect(Math.abs(sumCny - costCny)).toBeLessThan(1);
    expect(linesOf('08').filter((line) => line.startsWith('broken'))).toEqual([]);
  });

  it('09: the ZIP has a PDF, and the plan that it was made of', thorough, () => {
    const files = unzipSync(readFileSync(linesOf('09')[0].match(/^(.+\.zip):/)![1]));
    const [, pdf] = Object.entries(files).find(([name]) => name.endsWith('.pdf'))!;
    const [, stored] = Object.entries(files).find(([name]) => name.endsWith('.diku.json'))!;
    expect(new TextDecoder('latin1').decode(pdf.subarray(0, 5))).toBe('%PDF-');
    expect(JSON.parse(new TextDecoder().decode(stored)).antennas).toEqual(plan.antennas);
    expect(linesOf('09')[0]).toMatch(/lacks: 0$/);
  });

  it('10: free space as Friis has it', () => {
    expect(linesOf('10').at(-1)).toContain(`: ${freeSpaceDb(100, 1800).toFixed(2)} dB`);
  });

  it('11: the formula by hand', () => {
    const [{ position, heightM }] = plan.antennas;
    const distanceM = Math.hypot(position[0] - 60, position[1] - 20, heightM - 1.5);
    const lossDb = freeSpaceDb(1, plan.carriers[0].frequencyMhz) + 24 * Math.log10(distanceM);
    expect(Math.abs(numbersIn(linesOf('11')[0])[2] - lossDb)).toBeLessThan(0.011);
  });

  it('12: the wall takes what its row says', () => {
    expect(linesOf('12')[0]).toContain('lead-lined');
    expect(textOf('12')).toContain('wall: 36.50 dB');
    const losses = linesOf('12')
      .slice(1)
      .map((line) => numbersIn(line)[0]);
    const sumDb = losses.slice(0, -1).reduce((sum, lossDb) => sum + lossDb, 0);
    expect(Math.abs(sumDb - losses.at(-1)!)).toBeLessThan(0.03);
  });

  it('13: the areas are those of whole cells and fit into the garage', () => {
    const areas = linesOf('13').map((line) => Number(line.match(/on (\d+) m²/)![1]));
    const levelM2 = numbersIn(linesOf('02')[0])[1];
    const sumM2 = areas.reduce((sum, areaM2) => sum + areaM2, 0);
    expect(areas.every((areaM2) => areaM2 % 4 === 0)).toBe(true);
    expect(sumM2).toBeGreaterThan(0.7 * levelM2);
    expect(sumM2).toBeLessThan(levelM2);
  });

  it('14: below the limit, and a phone has its 23 dBm', () => {
    expect(linesOf('14')[0]).toBe('the limit is kept everywhere');
    expect(linesOf('14').at(-1)).toBe(`phone: ${(10 ** 2.3).toFixed(1)} mW`);
    const ratios = linesOf('14').flatMap((line) =>
      /^[a-z]+: .+%/.test(line) ? numbersIn(line).slice(0, 1) : [],
    );
    expect(Math.max(...ratios)).toBe(numbersIn(linesOf('14')[2].split('cm²')[1])[0]);
  });

  it('15: every row of the walk is told of, and the fit is closer', thorough, () => {
    const rows = readFileSync(file('examples/walk-one-level.csv'), 'utf8').trimEnd().split('\n').length - 1;
    const [readings, setAside] = numbersIn(linesOf('15')[0]);
    expect(readings + setAside).toBe(rows);
    const [before, after] = numbersIn(linesOf('15')[1]);
    expect(after).toBeLessThan(before);
    expect(linesOf('15').at(-1)).toBe("the plan's model is now calibrated");
  });

  it('16: the shares are served over measured, and 90 % decide', thorough, () => {
    for (const line of linesOf('16').filter((each) => each.includes('locations served'))) {
      const [served, locations, percent] = numbersIn(line);
      expect(percent).toBe(Number(((100 * served) / locations).toFixed(1)));
      expect(line.endsWith('passed')).toBe(served / locations >= 0.9);
    }
  });

  it('17: no district has more than its quota, and what is short is told', thorough, () => {
    expect(linesOf('17')[0]).toContain('1498 communities');
    const districts = linesOf('17').filter((line) => line.includes(' short'));
    expect(districts).toHaveLength(16);
    for (const line of districts) {
      const figures = line.match(/\d+/g)!.map(Number);
      const [assigned, quota] = [figures.slice(0, 4), figures.slice(4, 8)];
      const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
      expect(sum(assigned) + figures[8]).toBe(sum(quota));
    }
  });

  it('18: more cars and closed shutters never help', thorough, () => {
    const chanceOf = (id: string) => {
      const line = linesOf('18').find((each) =>
        new RegExp(`^${id}( \\(required\\))? (passes|fails)`).test(each),
      )!;
      return Number(line.match(/telecom ([\d.]+) %/)![1]);
    };
    expect(chanceOf('cars-empty')).toBeGreaterThanOrEqual(chanceOf('planned'));
    expect(chanceOf('planned')).toBeGreaterThanOrEqual(chanceOf('cars-full'));
    expect(chanceOf('planned')).toBeGreaterThan(chanceOf('shutters-closed'));
    expect(chanceOf('shutters-closed')).toBeGreaterThanOrEqual(chanceOf('shutters-closed-cars-full'));
  });

  it('19: nothing is begun after the cancel', () => {
    expect(linesOf('19').at(-1)).toBe('cancelled');
    expect(linesOf('19').filter((line) => line.includes('cmcc'))).toHaveLength(1);
  });

  it('20: the same bits on threads', thorough, () => {
    expect(textOf('20')).toBe(`${plan.carriers.length} maps on 2 threads: bit for bit those of one`);
  });

  it('21: what depends on the antenna is stale, what was read in the drawing is not', () => {
    const words = linesOf('21').map((line) => line.match(/^ {2}(\w+):/)?.[1]);
    expect(words.slice(1, 7)).toEqual(['current', 'current', 'current', 'current', 'none', 'none']);
    expect(words.slice(8)).toEqual(['stale', 'stale', 'current', 'stale', 'none', 'none']);
  });

  it('22: each mistake in Chinese, then in English', () => {
    expect(linesOf('22').length % 2).toBe(0);
    for (const [index, line] of linesOf('22').entries()) {
      expect(/\p{Script=Han}/u.test(line)).toBe(index % 2 === 0);
    }
  });

  it('23: the hall has its size, and no corner more than free space would leave it', () => {
    expect(linesOf('23')[0]).toBe('1200 m², 40 × 30 cells');
    const weakestDbm = numbersIn(linesOf('23')[1].split('below')[1])[0];
    const strongestDbm = 15.2 + 5 - freeSpaceDb(Math.hypot(19.5, 14.5, 1.1), 1870);
    expect(weakestDbm).toBeLessThan(strongestDbm);
  });

  it('24: the gain ahead, and 20 dB less behind', () => {
    expect(linesOf('24').map((line) => Number(line.match(/gain (-?[\d.]+) dBi/)![1]))).toEqual([6, 6 - 20]);
  });
});
