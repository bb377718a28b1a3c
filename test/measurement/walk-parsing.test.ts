import { InputError, parseWalk, phraseText } from '@diku/engine';
import { toGcj02, toWgs84 } from '@diku/engine/core';
import type { Walk } from '@diku/engine/measurement';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import {
  binWalk,
  localMeanGridM,
  type WalkOptions,
  type WalkReading,
} from '../../packages/engine/src/measurement/index.ts';
import { channelFrequenciesMhz } from '../../packages/engine/src/plan/index.ts';
import { buildLevel, buildPlan } from '../support/build-garage.ts';
import { textBytes } from '../support/bytes.ts';
import { isLong } from '../support/is-long.ts';
import { startProcessorClock } from '../support/processor-time.ts';

const plan = buildPlan({ georeference: { lonDeg: 121.5, latDeg: 31.2, rotationDeg: 30 } });
const twoLevels = buildPlan({
  levels: [buildLevel(), buildLevel({ id: 'B2', name: '地下二层', elevationM: -8 })],
});
const read = (text: string, options: WalkOptions = {}, of = plan): Walk =>
  parseWalk(textBytes(text), of, options);
const stated = (walk: Walk) => walk.assumptions.map((phrase) => phraseText(phrase, 'en')).join('\n');

/** GB 18030 of a text: Node writes none, so the two-byte part is turned round. */
function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, [number, number]>();
  for (let lead = 0xb0; lead <= 0xf7; lead += 1) {
    for (let trail = 0xa1; trail <= 0xfe; trail += 1) {
      table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
    }
  }
  return Uint8Array.from([...text].flatMap((sign) => table.get(sign) ?? [sign.charCodeAt(0)]));
}

function utf16(text: string, little: boolean, marked: boolean): Uint8Array {
  const codes = [...(marked ? '\uFEFF' : ''), ...text].map((sign) => sign.charCodeAt(0));
  return Uint8Array.from(
    codes.flatMap((code) => (little ? [code & 255, code >> 8] : [code >> 8, code & 255])),
  );
}

const encoders: Record<string, (text: string) => Uint8Array> = {
  utf8: textBytes,
  'utf-8 with a mark': (text) => textBytes(`\uFEFF${text}`),
  gb18030,
  'utf-16le': (text) => utf16(text, true, true),
  'utf-16be': (text) => utf16(text, false, true),
  'utf-16le without a mark': (text) => utf16(text, true, false),
};

const headers = [
  ['x', 'y', 'level', 'time', 'operator', 'EARFCN', 'RSRP', 'SINR'],
  ['X坐标(m)', 'Y坐标(m)', '楼层', '采集时间', '运营商', '频点', 'RSRP(dBm)', 'SINR(dB)'],
  [
    'X [mm]',
    'Y [mm]',
    'Floor',
    'Timestamp',
    'Operator Name',
    'LTE EARFCN',
    'Serving Cell RSRP (dBm)',
    'SINR',
  ],
  ['x_m', 'y_m', '所在楼层', '时间', '网络运营商', 'DL_EARFCN', 'LTE PCell RSRP[dBm]', 'RS-SINR (dB)'],
];

describe('parsing of walk tests', () => {
  it('the same rows in every encoding, separator, line end, sign and header are the same readings (property)', () => {
    const row = fc.record({
      x: fc.integer({ min: 200, max: 39_000 }),
      y: fc.integer({ min: 200, max: 23_000 }),
      rsrp: fc.integer({ min: -1290, max: -500 }),
      sinr: fc.integer({ min: -100, max: 300 }),
    });
    fc.assert(
      fc.property(
        fc.record({
          rows: fc.array(row, { minLength: 1, maxLength: 8 }),
          encoding: fc.constantFrom(...Object.keys(encoders)),
          separator: fc.constantFrom(',', ';', '\t'),
          end: fc.constantFrom('\n', '\r\n', '\r'),
          header: fc.constantFrom(...headers),
          comma: fc.boolean(),
          quoted: fc.boolean(),
          preamble: fc.boolean(),
          minus: fc.constantFrom('-', '−', '－'),
        }),
        ({ rows, encoding, separator, end, header, comma, quoted, preamble, minus }) => {
          const sign = encoding === 'gb18030' ? '-' : minus;
          const number = (value: number, digits: number) => {
            const text = value.toFixed(digits).replace('-', sign);
            return comma && separator !== ',' ? text.replace('.', ',') : text;
          };
          const scale = header[0].includes('mm') ? 1000 : 1;
          const cells = rows.map(({ x, y, rsrp, sinr }, index) => [
            number((x / 1000) * scale, 3),
            number((y / 1000) * scale, 3),
            '地下一层',
            `2026-11-26 10:00:0${index}`,
            '中国电信',
            '1850',
            number(rsrp / 10, 1),
            number(sinr / 10, 1),
          ]);
          const quote = (text: string) => (quoted ? `"${text}"` : text);
          const lines = [header, ...cells].map((line) => line.map(quote).join(separator));
          if (preamble) lines.unshift('导出文件', '');
          const walk = parseWalk(encoders[encoding](`${lines.join(end)}${end}`), plan);
          expect(walk.setAside).toEqual([]);
          expect(walk.readings).toEqual(
            rows.map(({ x, y, rsrp, sinr }, index) => ({
              row: index + (preamble ? 4 : 2),
              x: expect.closeTo(x / 1000, 9),
              y: expect.closeTo(y / 1000, 9),
              level: 'B1',
              operator: 'telecom',
              carrierId: 'ctcc-lte1800',
              frequencyMhz: 1870,
              rsrpDbm: rsrp / 10,
              sinrDb: sinr / 10,
              timeS: Date.UTC(2026, 10, 26, 10, 0, index) / 1000,
            })),
          );
        },
      ),
      { numRuns: 60, seed: 5 },
    );
  });

  it('lists every row that cannot be used, with line, reason and what stood there', () => {
    const walk = read(
      [
        'x,y,level,operator,RSRP,result',
        '3,3,B1,电信,-95,',
        ',,B1,电信,-95,',
        '300,3,B1,电信,-95,',
        '3,3,B7,电信,-95,',
        '3,3,B1,Vodafone,-95,',
        '3,abc,B1,电信,-95,',
        '3,3,B1,电信,weak,',
        '3,3,B1,电信,,',
        '3,3,B1,电信,2147483647,',
        '3,3,B1,广电,-95,',
        '"3","3",B1,"电信",无服务,',
        '3,3,B1,电信,-141,',
        '3,3,B1,电信,,未接通',
        '3,3,B1,电信,20,',
        ',,,,,',
      ].join('\n'),
      {},
    );
    expect(walk.setAside.map(({ row, reason, found }) => [row, reason, found])).toEqual([
      [3, 'no-fix', undefined],
      [4, 'outside', 'B1 (300.0, 3.0)'],
      [5, 'unknown-level', 'B7'],
      [6, 'unknown-operator', 'Vodafone'],
      [7, 'bad-number', 'abc'],
      [8, 'bad-number', 'weak'],
      [9, 'no-reading', undefined],
      [10, 'no-reading', '2147483647'],
      [11, 'unknown-operator', 'broadnet'],
      [15, 'bad-number', '20'],
    ]);
    expect(walk.readings).toMatchObject([
      { row: 2, rsrpDbm: -95 },
      { row: 12, rsrpDbm: -140, censored: true, served: false },
      { row: 13, rsrpDbm: -140, censored: true },
      { row: 14, served: false },
    ]);
    expect(walk.rowCount).toBe(walk.readings.length + walk.setAside.length);
  });

  it('reads signs that were lost, tenths, 3GPP reports and ASU, and says so', () => {
    const levels = (header: string, values: readonly (string | number)[]) => {
      const walk = read(
        [`x,y,operator,EARFCN,${header}`, ...values.map((v) => `3,3,电信,1850,${v}`)].join('\n'),
      );
      return { dbm: walk.readings.map(({ rsrpDbm }) => rsrpDbm), said: stated(walk), walk };
    };
    expect(levels('RSRP', [95, 101, 80])).toMatchObject({ dbm: [-95, -101, -80], said: /no sign/ });
    expect(levels('RSRP(dBm)', [95, 38])).toMatchObject({ dbm: [-95, -38] });
    expect(levels('RSRP', [-950, -1013])).toMatchObject({ dbm: [-95, -101.3], said: /tenths/ });
    // TS 36.133 table 9.1.4-1: RSRP_45 is −96 ≤ RSRP < −95 dBm, RSRP_00 below −140 dBm.
    const reports = levels('RSRP', [45, 30, 0]);
    expect(reports).toMatchObject({ dbm: [-95.5, -110.5, -140], said: /3GPP reports/ });
    expect(reports.walk.readings[2].censored).toBe(true);
    expect(levels('ASU', [45])).toMatchObject({ dbm: [-95], said: /ASU/ });
    // TS 45.008 8.1.4: RXLEV 20 is −91 to −90 dBm.
    expect(levels('RxLev', [20, 63])).toMatchObject({ dbm: [-90.5, -47.5] });
    expect(levels('RSRP', [-95, -80])).toMatchObject({ dbm: [-95, -80], said: '' });
    expect(levels('RSSI', [-95]).said).toMatch(/does not say RSRP/);
  });

  it('takes a pile of lowest readings for the floor of the phone, and `floorDbm` where it is given', () => {
    const rows = [...Array(30).fill(-120), -118, -100, -90].map((v) => `3,3,电信,${v}`);
    const walk = read(['x,y,operator,RSRP', ...rows].join('\n'));
    expect(stated(walk)).toMatch(/-120 dBm/);
    expect(walk.readings.filter(({ censored }) => censored)).toHaveLength(30);
    const given = read(['x,y,operator,RSRP', ...rows].join('\n'), { floorDbm: -118 });
    expect(given.readings.filter(({ censored }) => censored)).toHaveLength(31);
    expect(given.readings[0].rsrpDbm).toBe(-118);
  });

  it('reads columns per operator, operators by network code, and by the name of the file', () => {
    const wide = read('x,y,电信RSRP,移动 RSRP(dBm),CUCC_RSRP\n3,3,-90,-95,-100\n4,3,-91,,-101');
    expect(wide.readings.map(({ row, operator, rsrpDbm }) => [row, operator, rsrpDbm])).toEqual([
      [2, 'telecom', -90],
      [2, 'mobile', -95],
      [2, 'unicom', -100],
      [3, 'telecom', -91],
      [3, 'unicom', -101],
    ]);
    expect(wide.setAside).toMatchObject([{ row: 3, reason: 'no-reading', at: { operator: 'mobile' } }]);
    const codes = read('x,y,PLMN,RSRP\n3,3,46000,-90\n3,3,46011,-90\n3,3,460-01,-90');
    expect(codes.readings.map(({ operator }) => operator)).toEqual(['mobile', 'telecom', 'unicom']);
    const named = read('x,y,RSRP\n3,3,-90', { fileName: '路测_联通_B1.csv' });
    expect(named.readings[0].operator).toBe('unicom');
    expect(stated(named)).toMatch(/unicom by the file's name/);
    expect(read('x,y,carrier,RSRP\n3,3,CMCC,-90').readings[0].operator).toBe('mobile');
    expect(read('x,y,carrier,RSRP\n3,3,cmcc-lte2300,-90').readings[0]).toMatchObject({
      operator: 'mobile',
      carrierId: 'cmcc-lte2300',
    });
  });

  it('finds levels by id, name and other words, and asks where nothing tells', () => {
    const walk = read(
      'x,y,楼层,operator,RSRP\n3,3,B2,电信,-90\n3,3,-2,电信,-90\n3,3,负二层,电信,-90\n3,3,地下一层,电信,-90\n3,3,b1f,电信,-90',
      {},
      twoLevels,
    );
    expect(walk.readings.map(({ level }) => level)).toEqual(['B2', 'B2', 'B2', 'B1', 'B1']);
    const bare = 'x,y,operator,RSRP\n3,3,电信,-90';
    expect(() => read(bare, {}, twoLevels)).toThrow(/no level column.*B1, B2/s);
    expect(read(bare, { levelId: 'B2' }, twoLevels).readings[0].level).toBe('B2');
    expect(read(bare, { fileName: 'walk-B2.csv' }, twoLevels).readings[0].level).toBe('B2');
  });

  it('a column "Level" of a phone app is the signal', () => {
    const walk = read(
      'Timestamp;Longitude;Latitude;Operator;ARFCN;Level;Qual;SNR\n2026.11.26_10.00.00;121.5001;31.20005;46011;1850;-97;-9;12',
    );
    expect(walk.readings).toMatchObject([
      { level: 'B1', operator: 'telecom', carrierId: 'ctcc-lte1800', rsrpDbm: -97, rsrqDb: -9, sinrDb: 12 },
    ]);
  });

  it('ignores the columns of neighbour cells', () => {
    const walk = read('x,y,operator,NCell1 RSRP,Serving RSRP,邻区RSRP\n3,3,电信,-70,-95,-71');
    expect(walk.readings[0].rsrpDbm).toBe(-95);
    expect(walk.ignored).toEqual(['NCell1 RSRP', '邻区RSRP']);
  });

  it('channel numbers are the frequencies of their standards', () => {
    const of = (channel: number, technology: string) =>
      channelFrequenciesMhz(channel).find((each) => each.technology === technology)?.frequencyMhz;
    // TS 36.101 5.7.3, TS 38.104 5.4.2.1, TS 45.005 2: by hand from the tables.
    expect(of(1300, 'lte')).toBe(1815);
    expect(of(100, 'lte')).toBe(2120);
    expect(of(40_340, 'lte')).toBe(2565);
    expect(of(38_950, 'lte')).toBe(2330);
    expect(of(630_000, 'nr')).toBe(3450);
    expect(of(513_000, 'nr')).toBe(2565);
    expect(of(62, 'gsm')).toBeCloseTo(947.4, 9);
    expect(of(1023, 'gsm')).toBeCloseTo(934.8, 9);
    expect(of(512, 'gsm')).toBeCloseTo(1805.2, 9);
  });

  it('places longitude and latitude by the georeference, in WGS 84 or in the datums of maps in China', () => {
    // The public example of coordtransform; its own way back is a single step, good to about 1e-5 degrees.
    const [lon, lat] = toGcj02([116.404, 39.915]);
    expect([lon, lat]).toEqual([expect.closeTo(116.41024449916938, 9), expect.closeTo(39.91640428150164, 9)]);
    const [backLon, backLat] = toWgs84([lon, lat], 'gcj02');
    expect([backLon, backLat]).toEqual([expect.closeTo(116.404, 9), expect.closeTo(39.915, 9)]);
    const [baiduLon, baiduLat] = toWgs84([116.404, 39.915], 'bd09');
    const [gcjLon, gcjLat] = toGcj02([baiduLon, baiduLat]);
    expect([gcjLon, gcjLat]).toEqual([
      expect.closeTo(116.39762729119315, 6),
      expect.closeTo(39.90865673957631, 6),
    ]);
    // 20 m east and 5 m north of the origin in the plan's axes, which are turned by 30°.
    const east = 20 * Math.cos(Math.PI / 6) - 5 * Math.sin(Math.PI / 6);
    const north = 20 * Math.sin(Math.PI / 6) + 5 * Math.cos(Math.PI / 6);
    const point: [number, number] = [
      121.5 + (east / (6_378_137 * Math.cos((31.2 * Math.PI) / 180))) * (180 / Math.PI) * (1 - 0.0009),
      31.2 + (north / 6_357_000) * (180 / Math.PI),
    ];
    const file = (at: readonly number[], columns = 'lon,lat') =>
      read(`${columns},operator,RSRP\n${at[0].toFixed(8)},${at[1].toFixed(8)},电信,-90\n0,0,电信,-90`);
    for (const [walk, pattern] of [
      [file(point), /WGS 84/],
      [file(toGcj02(point)), /GCJ-02/],
      [file(toGcj02(point), '经度(GCJ-02),纬度(GCJ-02)'), /^$/],
      [file(point, 'X,Y'), /longitude and latitude by their values/],
    ] as const) {
      expect(stated(walk)).toMatch(pattern);
      expect(Math.abs(walk.readings[0].x - 20)).toBeLessThan(0.1);
      expect(Math.abs(walk.readings[0].y - 5)).toBeLessThan(0.1);
      if (walk.columns[0].role === 'lon') expect(walk.setAside).toMatchObject([{ row: 3, reason: 'no-fix' }]);
    }
    const bare = { ...plan, georeference: undefined };
    expect(() => read('lon,lat,RSRP\n121.5,31.2,-90', {}, bare)).toThrow(/georeference/);
  });

  it('times in several forms are the same moment', () => {
    const at = Date.UTC(2026, 10, 26, 10, 2, 3) / 1000;
    const times: [string, number][] = [
      ['2026-11-26 10:02:03', at],
      ['2026/11/26 10:02:03.5', at + 0.5],
      ['2026-11-26T10:02:03Z', at],
      ['2026-11-26T18:02:03+08:00', at],
      ['2026年11月26日 10时02分03秒', at],
      ['26.11.2026 10:02:03', at],
      ['20261126100203', at],
      [String(at), at],
      [String(at * 1000), at],
      ['46352.41809028', at],
      ['10:02:03', 36_123],
      ['2026/11/26 下午 1:02:03', at + 3 * 3600],
    ];
    const walk = read(
      ['x,y,operator,time,RSRP', ...times.map(([text]) => `3,3,电信,${text},-90`)].join('\n'),
    );
    const found = walk.readings.map(({ timeS }) => timeS);
    expect(found).toEqual(times.map(([, timeS]) => expect.closeTo(timeS, 2)));
  });

  it('refuses what is no walk, with line, what was found and what was expected, in both languages', () => {
    const refusal = (bytes: Uint8Array) => {
      try {
        parseWalk(bytes, plan);
      } catch (error) {
        if (error instanceof InputError) return error.problems[0];
        throw error;
      }
      throw new Error('not refused');
    };
    expect(refusal(textBytes('a,b,c\n1,2,3'))).toMatchObject({ at: 'line 1', expected: /x,y or lon,lat/ });
    expect(refusal(textBytes('x,y,name\n1,2,3'))).toMatchObject({ at: 'line 1', found: /x, y, name/ });
    expect(refusal(textBytes('\n\n'))).toMatchObject({ found: 'none' });
    expect(refusal(Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 256))).toMatchObject({
      at: 'encoding',
    });
  });

  it.skipIf(!isLong)(
    'a million rows are read, more are refused (long run)',
    () => {
      // Two lines of the same time would be one; a reading that changes with the line is none.
      const rows = [10, 11].map((second) => `3.25,3.5,B1,2026-11-26 10:00:${second},电信,1850,-95.5,12\n`);
      const text = (count: number) =>
        `x,y,level,time,operator,EARFCN,RSRP,SINR\n${rows.join('').repeat(count >> 1)}${count % 2 ? rows[0] : ''}`;
      expect(read(text(1_000_000)).readings).toHaveLength(1_000_000);
      expect(() => read(text(1_000_001))).toThrow(
        'line 1000002: found more rows; expected at most 1000000 rows',
      );
    },
    120_000,
  );

  it.each([
    ['an open quote', `x,y,RSRP\n"3,3,-90\n${'3,3,-90\n'.repeat(200_000)}`],
    ['quotes everywhere', `x,y,RSRP\n${'"'.repeat(2_000_001)}`],
    ['quotes that close nothing', `x,y,RSRP\n${'"x"'.repeat(500_000)},1,2`],
    ['one long line', `x,y,RSRP\n${'1,'.repeat(1_000_000)}`],
    ['a header without end', 'x,'.repeat(1_000_000)],
    ['spaces', `x,y,RSRP\n${' '.repeat(3_000_000)},3,-90`],
  ])('a hostile file ends in bounded time: %s', (_, text) => {
    const spentMs = startProcessorClock();
    try {
      parseWalk(textBytes(text), plan);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
    expect(spentMs()).toBeLessThan(3000);
  });

  it('random bytes are read or refused, never anything else (property)', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'x,y;"\n\t-9.5RSPlonat经度级 '), maxLength: 200 }),
        (text) => {
          try {
            parseWalk(textBytes(`x,y,RSRP\n${text}`), plan);
          } catch (error) {
            if (!(error instanceof InputError)) throw error;
          }
        },
      ),
      { numRuns: 150, seed: 3 },
    );
  });
});

describe('local means of a walk', () => {
  const reading = (x: number, rsrpDbm: number, more: Partial<WalkReading> = {}): WalkReading => ({
    row: 1,
    x,
    y: 1,
    level: 'B1',
    operator: 'telecom',
    rsrpDbm,
    ...more,
  });

  it('a phone that stood still counts once, with the mean power of Rayleigh fading found again (seed 4)', () => {
    const random = createRandom(4);
    const still = Array.from({ length: 4000 }, () =>
      reading(2.5, -90 + 10 * Math.log10(-Math.log(1 - random()))),
    );
    const [mean, ...rest] = binWalk(still, 2);
    expect(rest).toEqual([]);
    expect(mean.samples).toBe(4000);
    // The standard error of the mean of 4,000 exponential powers is 0.07 dB.
    expect(Math.abs((mean.rsrpDbm as number) + 90)).toBeLessThan(0.25);
  });

  it('keeps operators, levels and carriers apart, and censored medians censored', () => {
    const means = binWalk(
      [
        reading(1, -120, { censored: true }),
        reading(1.1, -120, { censored: true }),
        reading(1.2, -100),
        reading(1.3, -90, { operator: 'mobile' }),
        reading(1.4, -90, { level: 'B2' }),
        reading(1.5, -90, { carrierId: 'c' }),
        reading(9, -80, { served: true }),
        reading(9.1, -80, { served: false }),
      ],
      3,
    );
    expect(means.map(({ samples, censored, served }) => [samples, censored, served])).toEqual([
      [3, true, undefined],
      [1, undefined, undefined],
      [1, undefined, undefined],
      [1, undefined, undefined],
      [2, undefined, false],
    ]);
    expect(localMeanGridM(1800)).toBeCloseTo(20 * (299.792458 / 1800), 6);
    expect([localMeanGridM(700), localMeanGridM(7000)]).toEqual([5, 1]);
  });
});
