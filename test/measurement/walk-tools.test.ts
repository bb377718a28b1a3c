import { InputError, parseWalk, phraseText } from '@diku/engine';
import type { Walk } from '@diku/engine/measurement';
import { describe, expect, it } from 'vitest';
import type { WalkOptions, WalkReading } from '../../packages/engine/src/measurement/index.ts';
import { findCarrierProfile } from '../../packages/engine/src/plan/index.ts';
import { buildLevel, buildPlan } from '../support/build-garage.ts';
import { textBytes } from '../support/bytes.ts';
import { startProcessorClock } from '../support/processor-time.ts';

// EARFCN 1850 is telecom's LTE, 1300 mobile's, 1600 unicom's; NR-ARFCN 630000 telecom's, 513000 mobile's.
const carriers = findCarrierProfile('gsm-lte-nr');
const georeference = { lonDeg: 121.5, latDeg: 31.2, rotationDeg: 0 };
const plan = buildPlan({ carriers, georeference });
const twoLevels = buildPlan({
  carriers,
  levels: [buildLevel(), buildLevel({ id: 'B2', name: '地下二层', elevationM: -8 })],
});
const read = (text: string, options: WalkOptions = {}, of = plan): Walk =>
  parseWalk(textBytes(text), of, options);
const stated = (walk: Walk) => walk.assumptions.map((phrase) => phraseText(phrase, 'en')).join('\n');
const reasons = (walk: Walk) => walk.setAside.map(({ row, reason }) => [row, reason]);
/** What was read, in short. */
const short = ({ readings }: Walk) =>
  readings.map(({ row, operator, carrierId, pci, beam, rsrpDbm }) => [
    row,
    operator,
    carrierId,
    pci,
    beam,
    rsrpDbm,
  ]);

function refusal(text: string, options: WalkOptions = {}, of = plan): string {
  try {
    read(text, options, of);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('not refused');
}

describe('exports of walk-test tools: carriers', () => {
  it('every serving carrier of a row is a reading, with cell, beam and time; neighbours are not', () => {
    const walk = read(
      [
        '时间\tX(m)\tY(m)\t运营商\tLTE PCC EARFCN\tLTE PCC PCI\tLTE PCC RSRP(dBm)\tLTE PCC SINR(dB)\tNR PCC SSB ARFCN\tNR PCC PCI\tNR PCC SSB Index\tNR PCC SS-RSRP(dBm)\tLTE邻区1 RSRP(dBm)\tNR邻区1 PCI\tNR邻区1 SS-RSRP(dBm)',
        '2026-05-06 10:00:00.5\t3\t4\t电信\t1850\t12\t-81.5\t7\t630000\t501\t2\t-90.25\t-60\t7\t-61',
        '2026-05-06 10:00:01.0\t3\t4\t电信\t1850\t12\t-82.5\t7\t-\t-\t-\t-\t-60\t7\t-61',
      ].join('\n'),
    );
    expect(short(walk)).toEqual([
      [2, 'telecom', 'ctcc-lte1800', 12, undefined, -81.5],
      [2, 'telecom', 'ctcc-nr3500', 501, 2, -90.25],
      [3, 'telecom', 'ctcc-lte1800', 12, undefined, -82.5],
    ]);
    expect(walk.readings[1].timeS).toBe(Date.UTC(2026, 4, 6, 10, 0, 0, 500) / 1000);
    expect(walk.readings.map(({ sinrDb }) => sinrDb)).toEqual([7, undefined, 7]);
    expect(walk.setAside).toEqual([]);
    expect(stated(walk)).toMatch(/several serving carriers.*LTE PCC RSRP\(dBm\), NR PCC SS-RSRP\(dBm\)/);
    expect(stated(walk)).toMatch(/3 columns of neighbour/);
  });

  it('knows the titles of each tool for the same two carriers', () => {
    const headers = {
      xcal: 'TIME_STAMP,Lon,Lat,LTE KPI PCell Serving EARFCN(DL),LTE KPI PCell Serving PCI,LTE KPI PCell Serving RSRP[dBm],5G KPI PCell RF NR-ARFCN,5G KPI PCell RF Serving PCI,5G KPI PCell RF Serving SSB Idx,5G KPI PCell RF Serving SS-RSRP [dBm]',
      'xcal, wrapped':
        'TIME_STAMP,Lon,Lat,[Call & LTE KPI PCell Serving EARFCN(DL)],[Call & LTE KPI PCell Serving PCI],[Call & LTE KPI PCell Serving RSRP[dBm]],[Call & 5G KPI PCell RF NR-ARFCN],[Call & 5G KPI PCell RF Serving PCI],[Call & 5G KPI PCell RF Serving SSB Idx],[Call & 5G KPI PCell RF Serving SS-RSRP [dBm]]',
      nemo: 'Time,Longitude,Latitude,Channel number (pcell),Physical cell identity (pcell),RSRP (pcell),ARFCN (NR SpCell),Physical cell identity (NR SpCell),Beam index (NR SpCell),RSRP (NR SpCell)',
      genex:
        'Date & Time,Longitude,Latitude,PCC Serving Cell EARFCN,PCC Serving Cell PCI,PCC Serving Cell RSRP(dBm),NR Serving SSB NR-ARFCN,NR Serving PCI,NR Serving SSB Index,NR Serving SS-RSRP(dBm)',
      tems: 'Date Time,All-Longitude,All-Latitude,All-Serving Cell DL EARFCN[1],All-Serving Cell Identity[1],All-Serving Cell RSRP (dBm)[1],Serving Beam 1 NRARFCN DL,Serving Beam 1 Cell Identity,Serving Beam 1 SSB Index,Serving Beam 1 SSB RSRP (dBm)',
      wetest:
        'time,startlocation_longitude,startlocation_latitude,lte_serving_cell_earfcn,lte_serving_cell_pci,lte_serving_cell_rsrp,nr_serving_cell_freq,nr_serving_cell_pci,nr_serving_cell_ssb_index,nr_serving_cell_ssb_rsrp',
      walktour:
        'PC Time,Longitude,Latitude,PCell EARFCN,PCell PCI,PCell RSRP,PCell1 -Beam NARFCN,PCell1 -Beam PCI,PCell1 -Beam Index,PCell1 -Beam SS-RSRP',
      app: 'time,lon,lat,EARFCN,PCI,RSRP,NR ARFCN,NR PCI,SSB Index,SS-RSRP',
      chinese: '采集时间,经度,纬度,4G频点,4G PCI,4G RSRP,5G频点,5G PCI,5G SSB索引,5G SS-RSRP',
    };
    for (const [tool, header] of Object.entries(headers)) {
      const walk = read(
        `${header}\n2026-05-06 10:00:00,121.50002,31.20005,1850,12,-81.5,630000,501,3,-90.25`,
      );
      expect([tool, ...short(walk)]).toEqual([
        tool,
        [2, 'telecom', 'ctcc-lte1800', 12, undefined, -81.5],
        [2, 'telecom', 'ctcc-nr3500', 501, 3, -90.25],
      ]);
      expect(stated(walk)).toMatch(/telecom where the channel/);
    }
  });

  it('aggregated carriers are readings of their own, and channel and cell stay with their level', () => {
    const walk = read(
      [
        'Time,X,Y,LTE PCC Serving RSRP(dBm),LTE SCC1 Serving RSRP(dBm),LTE PCC Serving PCI,LTE SCC1 Serving PCI,LTE PCC Serving EARFCN,LTE SCC1 Serving EARFCN,RSSI',
        '10:00:00,3,4,-81,-92,12,13,1850,100,-50',
        '10:00:01,3,4,-82,,12,,1850,,-50',
      ].join('\n'),
    );
    expect(short(walk)).toEqual([
      [2, 'telecom', 'ctcc-lte1800', 12, undefined, -81],
      [2, 'telecom', 'ctcc-lte2100', 13, undefined, -92],
      [3, 'telecom', 'ctcc-lte1800', 12, undefined, -82],
    ]);
    expect(walk.ignored).toEqual(['RSSI']);
    expect(stated(walk)).toMatch(/no date/);
  });

  it('of several beams of a cell the strongest serves, of several in one field the one named as serving', () => {
    const separate = read(
      'X,Y,NRARFCN,Serving Beam 1 SSB Index,Serving Beam 1 SSB RSRP (dBm),Serving Beam 2 SSB Index,Serving Beam 2 SSB RSRP (dBm)\n3,4,630000,5,-95,6,-91\n3,4,630000,5,-90,,',
    );
    expect(separate.readings.map(({ beam, rsrpDbm }) => [beam, rsrpDbm])).toEqual([
      [6, -91],
      [5, -90],
    ]);
    const fields = read(
      [
        'X;Y;ARFCN (NR SpCell);Physical cell identity (NR SpCell);Beam index (NR SpCell);Beam type (NR SpCell);RSRP (NR SpCell);SINR (NR SpCell)',
        '3;4;630000;501;4, 7;Detected beam, Serving beam;-80.5, -88.0;9.0, 1.5',
        '3;4;630000;501;4, 7;;-88.5, -80.0;9.0, 1.5',
      ].join('\n'),
    );
    expect(fields.readings).toMatchObject([
      { pci: 501, beam: 7, rsrpDbm: -88, sinrDb: 1.5 },
      { pci: 501, beam: 7, rsrpDbm: -80, sinrDb: 1.5 },
    ]);
    expect(stated(fields)).toMatch(/named as serving is read.*none is named as serving: the strongest/s);
    // Decimal commas are no lists.
    expect(read('X;Y;RSRP;operator\n3,5;4,5;-80,5;电信').readings).toMatchObject([
      { x: 3.5, y: 4.5, rsrpDbm: -80.5 },
    ]);
  });

  it('one line that titles the groups of the next, a line of units, the header again', () => {
    const walk = read(
      [
        ',,LTE PCC,,,NR PCC,,',
        'X,Y,EARFCN,PCI,RSRP,SSB ARFCN,PCI,RSRP',
        'm,m,-,-,dBm,-,-,dBm',
        '3,4,1850,12,-81,630000,501,-90',
        'X,Y,EARFCN,PCI,RSRP,SSB ARFCN,PCI,RSRP',
        '3,4,1850,12,-82,630000,501,-91',
      ].join('\n'),
    );
    expect(short(walk)).toEqual([
      [4, 'telecom', 'ctcc-lte1800', 12, undefined, -81],
      [4, 'telecom', 'ctcc-nr3500', 501, undefined, -90],
      [6, 'telecom', 'ctcc-lte1800', 12, undefined, -82],
      [6, 'telecom', 'ctcc-nr3500', 501, undefined, -91],
    ]);
    expect(reasons(walk)).toEqual([
      [3, 'other-table'],
      [5, 'other-table'],
    ]);
  });

  it('a scanner has no serving cell: the strongest of each carrier at a time serves, said', () => {
    const lines = [
      'Date,Time,Latitude,Longitude,Cell Id,Channel Number,Ref Signal - Received Power,Cell ID,Channel Frequency,Beam Index,SSB - Received Power',
    ];
    for (let second = 10; second < 14; second += 1) {
      const at = `5/6/2026,2:00:${second} PM,31.20005,121.50002`;
      lines.push(`${at},12,1850,-${second + 70},,,,`, `${at},15,1850,-95,,,,`);
      lines.push(`${at},,,,501,3450,0,-99`, `${at},,,,501,3450,1,-${second + 80}`);
    }
    const walk = read(lines.join('\n'));
    expect(short(walk).slice(0, 4)).toEqual([
      [2, 'telecom', 'ctcc-lte1800', 12, undefined, -80],
      [5, 'telecom', 'ctcc-nr3500', 501, 1, -90],
      [6, 'telecom', 'ctcc-lte1800', 12, undefined, -81],
      [9, 'telecom', 'ctcc-nr3500', 501, 1, -91],
    ]);
    expect(walk.readings).toHaveLength(8);
    expect(walk.readings[0].timeS).toBe(Date.UTC(2026, 4, 6, 14, 0, 10) / 1000);
    expect(walk.setAside.map(({ reason }) => reason)).toEqual(Array(8).fill('weaker'));
    expect(stated(walk)).toMatch(/best server.*8 weaker/);
    expect(stated(walk)).toMatch(/month first/);
  });
});

describe('exports of walk-test tools: operators', () => {
  it('a channel that two operators have tells neither; file, header or option do', () => {
    const shared = buildPlan({
      carriers: [
        ...carriers,
        { ...carriers.filter(({ id }) => id === 'ctcc-lte1800')[0], id: 'cucc-shared', operator: 'unicom' },
      ],
    });
    const text = 'X,Y,EARFCN,RSRP\n3,4,1850,-81';
    const open = read(text, {}, shared);
    expect(open.readings[0].operator).toBeUndefined();
    expect(stated(open)).toMatch(/telecom, unicom have a carrier on the measured channel.*left open/);
    expect(read(text, { operator: 'unicom' }, shared).readings[0]).toMatchObject({
      carrierId: 'cucc-shared',
    });
    expect(read(text, { fileName: '联通.csv' }, shared).readings[0]).toMatchObject({
      carrierId: 'cucc-shared',
    });
    const header = read(`运营商:中国联通\n楼层:B1\n${text}`, {}, shared);
    expect(header.readings[0]).toMatchObject({ operator: 'unicom', carrierId: 'cucc-shared' });
    expect(stated(header)).toMatch(/unicom by the lines above the header/);
  });

  it('two SIMs in one file: by network code, lost service by its SIM, neighbours and missing values set aside', () => {
    const walk = read(
      [
        'ts_ms,x,y,sim,mcc,mnc,rat,arfcn,pci,rsrp,registered,state',
        '1778061600000,3,4,1,460,11,LTE,1850,12,-81,1,',
        '1778061600000,3,4,1,,,LTE,1850,19,-70,0,',
        '1778061600000,3,4,2,460,0,NR,513000,540,-92,1,',
        '1778061601000,3,4,2,,,,,,2147483647,,OUT_OF_SERVICE',
        '1778061601000,3,4,1,460,11,LTE,1850,12,2147483647,1,',
      ].join('\n'),
    );
    expect(short(walk)).toEqual([
      [2, 'telecom', 'ctcc-lte1800', 12, undefined, -81],
      [4, 'mobile', 'cmcc-nr2600', 540, undefined, -92],
      [5, 'mobile', undefined, undefined, undefined, -140],
    ]);
    expect(walk.readings[2]).toMatchObject({ censored: true, served: false });
    expect(reasons(walk)).toEqual([
      [3, 'neighbour'],
      [6, 'no-reading'],
    ]);
    expect(stated(walk)).toMatch(/SIM 2 without an operator are of mobile/);
  });

  it('lost service in a column of technologies is below the floor once, not for each carrier', () => {
    const walk = read(
      'X,Y,Event Technology,LTE KPI PCell Serving EARFCN(DL),LTE KPI PCell Serving RSRP[dBm],5G KPI PCell RF NR-ARFCN,5G KPI PCell RF Serving SS-RSRP [dBm]\n3,4,5G-LTE,1850,-81,630000,-90\n3,4,NO SERVICE,,,,',
    );
    expect(walk.readings).toMatchObject([
      { row: 2, rsrpDbm: -81 },
      { row: 2, rsrpDbm: -90 },
      { row: 3, operator: 'telecom', censored: true, served: false },
    ]);
    expect(walk.readings).toHaveLength(3);
    expect(stated(walk)).toMatch(/of telecom, as all other rows/);
  });

  it('serving and neighbour rows by a column of yes and no', () => {
    const walk = read(
      'deviceTime,x,y,mcc,mnc,earfcn,pci,rsrp,servingCell\n2026-05-06T10:00:00+08:00,3,4,460,11,1850,12,-95,true\n2026-05-06T10:00:00+08:00,3,4,,,1850,15,-80,false',
    );
    expect(short(walk)).toEqual([[2, 'telecom', 'ctcc-lte1800', 12, undefined, -95]]);
    expect(walk.setAside).toEqual([{ row: 3, reason: 'neighbour', found: 'false' }]);
  });
});

describe('exports of walk-test tools: rows', () => {
  it('events, the same line again and values that stand for none are set aside with their reason', () => {
    const walk = read(
      [
        'Timestamp\tx\ty\tOperatorname\tNetworkTech\tLevel\tARFCN\tPSC\tEventType',
        '2026.05.06_10.00.03\t3\t4\tCHINA MOBILE\t4G\t-82\t1300\t14\t',
        '2026.05.06_10.00.03\t3\t4\tCHINA MOBILE\t4G\t-82\t1300\t14\t',
        '2026.05.06_10.00.04\t3\t4\tCHINA MOBILE\t4G\t-340\t1300\t14\t',
        '2026.05.06_10.00.05\t3\t4\tCHINA MOBILE\t2G\t-61\t32\t\t',
        '2026.05.06_10.00.06\t3\t4\tCHINA MOBILE\t\t\t\t\tHANDOVER_4G4G',
        '2026.05.06_10.00.07\t3\t4\tCHINA MOBILE\t4G\t-140\t1300\t14\t',
      ].join('\n'),
    );
    expect(short(walk)).toEqual([
      [2, 'mobile', 'cmcc-lte1800', 14, undefined, -82],
      [5, 'mobile', 'cmcc-gsm900', undefined, undefined, -61],
      [7, 'mobile', 'cmcc-lte1800', 14, undefined, -140],
    ]);
    expect(walk.readings[0].timeS).toBe(Date.UTC(2026, 4, 6, 10, 0, 3) / 1000);
    expect(walk.readings[2].censored).toBe(true);
    expect(reasons(walk)).toEqual([
      [3, 'duplicate'],
      [4, 'no-reading'],
      [6, 'event'],
    ]);
    // An event is no measurement that failed: it counts at no location.
    expect(walk.setAside[2]).toEqual({ row: 6, reason: 'event', found: 'HANDOVER_4G4G' });
    expect(stated(walk)).toMatch(/-340.*stands for no value/);
    expect(stated(walk)).toMatch(/1 rows means not detected/);
    expect(walk.rowCount).toBe(walk.readings.length + walk.setAside.length);
  });

  it('another table below is read where it is a walk, and named where it is not', () => {
    const walk = read(
      [
        'x,y,operator,EARFCN,RSRP',
        '3,4,电信,1850,-81',
        '',
        'Engineering parameters',
        'gNodeB,Cell,Longitude,Latitude,PCI,Height',
        '17,1,121.5,31.2,12,30',
        'x,y,operator,SSB ARFCN,SS-RSRP',
        '3,4,移动,513000,-90',
      ].join('\n'),
    );
    expect(short(walk)).toEqual([
      [2, 'telecom', 'ctcc-lte1800', undefined, undefined, -81],
      [8, 'mobile', 'cmcc-nr2600', undefined, undefined, -90],
    ]);
    expect(reasons(walk)).toEqual([
      [4, 'bad-number'],
      [5, 'other-table'],
      [6, 'other-table'],
    ]);
    expect(stated(walk)).toMatch(/line 5; it is no walk.*line 7 and is read/s);
  });

  it('event rows name the level of the rows behind them', () => {
    const walk = read(
      'time,x,y,operator,Event,RSRP\n10:00:00,,,,Floor B2,\n10:00:01,3,4,电信,,-81\n10:00:02,,,,Floor B1,\n10:00:03,3,4,电信,,-82',
      {},
      twoLevels,
    );
    expect(walk.readings.map(({ level, rsrpDbm }) => [level, rsrpDbm])).toEqual([
      ['B2', -81],
      ['B1', -82],
    ]);
    expect(stated(walk)).toMatch(/levels of rows \(B2, B1\)/);
  });
});

describe('exports of walk-test tools: positions', () => {
  const marks = (rows: readonly string[]) => ['时间,类型,打点序号,X,Y,运营商,RSRP', ...rows].join('\n');

  it('rows between marks lie on straight lines by time; before the first and behind the last they lie nowhere', () => {
    const walk = read(
      marks([
        '20260506100000000,测量,,,,电信,-80',
        '20260506100001000,打点,1,2,4,,',
        '20260506100001500,测量,,,,电信,-81',
        '20260506100005000,打点,2,10,4,,',
        '20260506100009000,测量,,,,电信,-82',
        '20260506100013000,打点,3,10,8,,',
        '20260506100013500,测量,,,,电信,-83',
      ]),
    );
    expect(walk.readings.map(({ x, y, rsrpDbm }) => [x, y, rsrpDbm])).toEqual([
      [3, 4, -81],
      [10, 6, -82],
    ]);
    expect(reasons(walk)).toEqual([
      [2, 'outside-marks'],
      [3, 'event'],
      [5, 'event'],
      [7, 'event'],
      [8, 'outside-marks'],
    ]);
    expect(stated(walk)).toMatch(/between 3 marks, by time: 2 rows; 2 rows before/);
  });

  it('no line crosses from one level to another, and positions without marks are not invented', () => {
    const walk = read(
      [
        'time,event,x,y,level,operator,RSRP',
        '10:00:00,mark,2,4,B1,,',
        '10:00:01,,,,,电信,-80',
        '10:00:02,mark,6,4,B1,,',
        '10:00:03,,,,,电信,-81',
        '10:00:04,mark,6,4,B2,,',
        '10:00:05,,,,,电信,-82',
        '10:00:06,mark,8,4,B2,,',
      ].join('\n'),
      {},
      twoLevels,
    );
    expect(walk.readings.map(({ level, x }) => [level, x])).toEqual([
      ['B1', 4],
      ['B2', 7],
    ]);
    expect(walk.setAside.filter(({ reason }) => reason !== 'event')).toEqual([
      { row: 5, reason: 'outside-marks' },
    ]);
    const sparse = read(
      'time,x,y,operator,RSRP\n10:00:00,2,4,电信,-80\n10:00:01,,,电信,-81\n10:00:02,6,4,电信,-82',
    );
    expect(sparse.readings.map(({ x }) => x)).toEqual([2, 6]);
    expect(reasons(sparse)).toEqual([[3, 'no-fix']]);
  });

  it('pixels need a scale: columns of the picture, words above the header or the option; else refused', () => {
    const text = 'X(像素),Y(像素),运营商,RSRP\n80,400,电信,-80\n200,40,电信,-81';
    expect(refusal(text)).toMatch(/pixels without a scale.*map_width_pixel/s);
    const expected = [
      { x: 4, y: 4 },
      { x: 10, y: 22 },
    ];
    const given = read(text, { pixelsPerM: 20 });
    expect(given.readings).toMatchObject(expected);
    expect(stated(given)).toMatch(/20\.0 in a metre.*upper left corner, y down/s);
    for (const words of ['比例尺: 20 像素/米', 'scale: 20 px/m', '1 px = 5 cm', '1米=20像素', '0.05 m/px']) {
      expect(read(`${words}\n${text}`).readings).toMatchObject(expected);
    }
    const lower = read(
      `坐标原点:左下角,单位:像素,比例尺 20 px/m\n${text.replace('400', '80').replace('40,', '440,').replace('(像素)', '')}`,
    );
    expect(lower.readings[0]).toMatchObject({ x: 4, y: 4 });
    const picture = (widthCm: number) =>
      `x,y,map_width_pixel,map_height_pixel,map_width_cm,map_height_cm,operator,RSRP\n80,400,800,480,${widthCm},2400,电信,-80\n200,40,800,480,${widthCm},2400,电信,-81`;
    expect(read(picture(4000)).readings).toMatchObject(expected);
    expect(refusal(picture(5000))).toMatch(
      /picture of 50\.0 × 24\.0 m; expected a picture that ends.*40\.0 × 24\.0/s,
    );
  });

  it('numbers without a unit that would crowd in a corner are refused, not taken for centimetres', () => {
    const rows = Array.from(
      { length: 40 },
      (_, index) => `${80 + 18 * index},${100 + (index % 20) * 18},电信,-80`,
    );
    expect(refusal(['x,y,operator,RSRP', ...rows].join('\n'))).toMatch(/numbers without a unit/);
  });

  it('metres from the upper left corner are turned, other corners refused', () => {
    const text = 'X,Y,运营商,RSRP\n4,20,电信,-80';
    const walk = read(`坐标单位:m,原点:左上角\n${text}`);
    expect(walk.readings).toMatchObject([{ x: 4, y: 4 }]);
    expect(stated(walk)).toMatch(/upper left corner, y down/);
    expect(read(`坐标单位:m,原点:左下角\n${text}`).readings).toMatchObject([{ x: 4, y: 20 }]);
    expect(refusal(`坐标单位:m,原点:右下角\n${text}`)).toMatch(/corner lower-right/);
  });

  it('columns named longitude and latitude that hold metres of the plan are metres, said', () => {
    const walk = read('Lon,Lat,operator,RSRP\n4.0,20.0,电信,-80\n30.0,8.0,电信,-81');
    expect(walk.readings).toMatchObject([
      { x: 4, y: 20 },
      { x: 30, y: 8 },
    ]);
    expect(stated(walk)).toMatch(/hold no degrees.*metres of the plan/);
  });
});

describe('exports of walk-test tools: what stands elsewhere', () => {
  it('way-points in a table of their own, in local time beside rows in UTC', () => {
    const text = (table: string, data: string) => `; floor=B1\n${table}\n[DATA]\n${data}`;
    const points = [
      '[WAYPOINTS]',
      '; UTC+8, x,y in metres from the top-left corner',
      'id,time,x,y',
      '1,2026-05-06 18:00:00,4,20',
      '2,2026-05-06 18:00:10,14,20',
    ].join('\n');
    const data = [
      'time,lte_earfcn,lte_pci,lte_rsrp,nr_arfcn,nr_ssb,nr_ss_rsrp,n1_pci,n1_rsrp',
      '2026-05-06T10:00:05Z,1850,12,-81,630000,3,-90,13,-60',
      '2026-05-06T10:00:12Z,1850,12,-82,630000,3,-91,13,-60',
    ].join('\n');
    for (const walk of [
      read(text(points, data)),
      read(text('', `${data}\n${points}`).replace('corner', '')),
    ]) {
      expect(walk.readings.map(({ x, carrierId, beam }) => [x, carrierId, beam])).toEqual([
        [9, 'ctcc-lte1800', undefined],
        [9, 'ctcc-nr3500', 3],
      ]);
      expect(walk.setAside.filter(({ reason }) => reason === 'outside-marks')).toHaveLength(1);
    }
    expect(read(text(points, data)).readings[0].y).toBe(4);
    expect(refusal(data)).toMatch(
      /readings without positions or way-points.*expected a header with a position/,
    );
  });

  it('positions in the words of events, rows of two phones', () => {
    const walk = read(
      [
        'Date & Time,MS,Longitude,Latitude,Event Name,Event Info,NR PCC Serving PCI,NR PCC Serving NR-ARFCN,NR PCC Serving SS-RSRP(dBm)',
        '2026-05-06 10:00:00,MS1,,,Indoor Mark,X=4.00;Y=4.00,,,',
        '2026-05-06 10:00:05,MS1,,,,,501,630000,-80',
        '2026-05-06 10:00:05,MS2,,,,,601,513000,-85',
        '2026-05-06 10:00:10,MS1,,,Indoor Mark,X=14.00;Y=4.00,,,',
      ].join('\n'),
    );
    expect(walk.readings.map(({ x, y, operator, pci }) => [x, y, operator, pci])).toEqual([
      [9, 4, 'telecom', 501],
      [9, 4, 'mobile', 601],
    ]);
  });

  it('an event of lost service lasts until the next level; a word of it may stand in any column', () => {
    const walk = read(
      [
        'Time,Event,X,Y,EARFCN,PCI,RSRP (dBm),Band',
        '10:00:00,,4,4,1850,12,-80,3',
        '10:00:01,Out of service,4,4,,,,',
        '10:00:02,,5,4,,,-200,',
        '10:00:03,,6,4,1850,12,-90,3',
        '10:00:04,,7,4,,,,kein Dienst',
      ].join('\n'),
    );
    expect(walk.readings.map(({ row, censored, served }) => [row, censored, served])).toEqual([
      [2, undefined, undefined],
      [3, true, false],
      [4, true, false],
      [5, undefined, undefined],
      [6, true, false],
    ]);
    expect(stated(walk)).toMatch(/lasts until the next level: 1 rows/);
  });

  it('seconds from a start above the header; groups over titles over units; beams under one title', () => {
    const walk = read(
      [
        '# Start: 06/05/2026 16:02:03.250',
        ';;LTE UE;;;5G NR UE;;;;5G NR UE;',
        'Time;X;EARFCN;PCI;RSRP;NR-ARFCN;PCI;SSB Index;SS-RSRP;SSB Index;SS-RSRP;Y',
        's;m;;;dBm;;;;dBm;;dBm;m',
        '0.000;4;1850;12;-81;630000;501;2;-90;3;-95;5',
      ].join('\n'),
    );
    expect(short(walk)).toEqual([
      [5, 'telecom', 'ctcc-lte1800', 12, undefined, -81],
      [5, 'telecom', 'ctcc-nr3500', 501, 2, -90],
    ]);
    expect(walk.readings[0].timeS).toBe(Date.UTC(2026, 4, 6, 16, 2, 3, 250) / 1000);
  });

  it("a row's technology says more than the title of its level, and a blank row beside constants is no event", () => {
    const walk = read(
      '楼层,X坐标(cm),Y坐标(cm),网络制式,频点,PCI,SS-RSRP(dBm),备注\nB1,400,500,SA,630000,501,-90,甲\nB1,400,600,LTE,1850,12,-81,甲\nB1,400,700,,,,,甲',
    );
    expect(walk.readings.map(({ carrierId, y }) => [carrierId, y])).toEqual([
      ['ctcc-nr3500', 5],
      ['ctcc-lte1800', 6],
    ]);
    expect(walk.setAside).toMatchObject([{ row: 4, reason: 'no-reading', at: { x: 4, y: 7 } }]);
  });
});

describe('hostile exports', () => {
  it.each([
    ['headers without end', `x,y,RSRP,PCI,EARFCN\n${'x,y,RSRP,PCI,EARFCN\n'.repeat(100_000)}`],
    ['tables without end', 'x,y,RSRP,PCI\n3,4,-80,1\nx,y,RSRP,SINR\n3,4,-80,1\n'.repeat(50_000)],
    ['a wide row of units', `x,y,RSRP\n${'m,'.repeat(500_000)}`],
    ['long lists in fields', `x;y;RSRP\n${`3;4;${'-80, '.repeat(2000)}-80\n`.repeat(200)}`],
    ['one moment for all rows', `time,x,y,EARFCN,PCI,RSRP\n${'10:00:00,3,4,1850,1,-80\n'.repeat(60_000)}`],
    ['marks for all rows', `time,event,x,y,RSRP\n${'10:00:00,mark,3,4,\n10:00:00,,,,-80\n'.repeat(30_000)}`],
    [
      'lines of many titles',
      `x,y,RSRP\n${Array.from({ length: 60 }, (_, line) => Array.from({ length: 1990 }, (_, at) => `Serving ${line} cell ${at}`).join(',')).join('\n')}`,
    ],
    ['a long title', `${'serving beam 1 ['.repeat(20_000)},x,y,RSRP\n1,3,4,-80`],
  ])('end in bounded time: %s', (_, text) => {
    const spentMs = startProcessorClock();
    try {
      read(text);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
    expect(spentMs()).toBeLessThan(4000);
  });

  it('readings carry only what the type says', () => {
    const [reading] = read('x,y,operator,EARFCN,PCI,RSRP\n3,4,电信,1850,2000,-80').readings;
    expect(reading).toEqual({
      ...{ row: 2, x: 3, y: 4, level: 'B1', operator: 'telecom', carrierId: 'ctcc-lte1800' },
      ...{ frequencyMhz: 1870, rsrpDbm: -80, cell: '2000' },
    } satisfies WalkReading);
  });
});
