import { readFileSync } from 'node:fs';
import {
  evaluateExposure,
  findCarrierProfile,
  importDrawing,
  type Plan,
  parsePlan,
  planPdf,
  predictPlan,
  readFont,
} from '@diku/engine';
import { noticePdf, planXlsx } from '@diku/engine/documents';
import { pointBudgets, tracePoints } from '@diku/engine/workflow';
import { describe, expect, it } from 'vitest';
import { phraseText, say } from '../../packages/engine/src/core/index.ts';
import {
  designNetwork,
  evaluateCapacity,
  evaluateHandover,
  scoreNetwork,
} from '../../packages/engine/src/design/index.ts';
import { openPoints } from '../../packages/engine/src/documents/construction/open-points.ts';
import { importWarning } from '../../packages/engine/src/import/drawing/level-drawing.ts';
import { surveyPrediction } from '../../packages/engine/src/measurement/index.ts';
import { withImportBasis, withNetworkBasis } from '../../packages/engine/src/plan/index.ts';
import {
  createPlainSolver,
  createSimdKernel,
  evaluateNetwork,
} from '../../packages/engine/src/radio/index.ts';
import { networkedPlan } from '../design/network-support/networked-plan.ts';
import { buildAntenna, buildPlan } from '../support/build-garage.ts';
import { once } from '../support/once.ts';
import { addNetwork } from './construction-support/networked-garage.ts';
import { readPdf } from './construction-support/read-pdf.ts';
import { readWorkbook } from './construction-support/read-workbook.ts';

const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));
const titleBlock = {
  projectNumber: 'DK-2026-17',
  revision: 'B',
  stage: 'construction',
  designUnit: '某设计院',
} as const;

async function makePack() {
  const plan = parsePlan(addNetwork(networkedPlan(() => {})));
  const solver = createPlainSolver(await createSimdKernel());
  const prediction = await predictPlan(plan, { solver, resolutionM: 2, locations: 20 });
  const handover = await evaluateHandover(prediction);
  const survey = surveyPrediction(prediction);
  const readers = new Map<string, ReturnType<typeof readPdf>>();
  /** The Chinese one is a construction pack, the other a plan alone. */
  const make = (lang: 'zh' | 'en') => {
    const options = { levels: ['B1'], lang, fonts: [font] as const, prediction, handover, titleBlock };
    const found =
      readers.get(lang) ??
      readPdf(planPdf(plan, { ...options, date: '2026-11-30', ...(lang === 'zh' ? { survey } : {}) }).bytes);
    readers.set(lang, found);
    return found;
  };
  return { plan, prediction, handover, make };
}
const unknown = once(makePack);

/** The text of the notes, lines joined as they go on. */
const notesOf = (pages: readonly string[][], title: string) =>
  pages
    .filter((page) => page.some((text) => text === title) && page.includes('1.1'))
    .flat()
    .join('');

describe('the design notes', () => {
  it('name the lobbies in which an operator has no antenna, operator by operator', {
    tags: ['thorough'],
  }, async () => {
    const { plan, prediction } = await unknown();
    const [level] = plan.levels;
    const lobby = (id: string, [x, y]: readonly [number, number]) => ({
      ...{ id, kind: 'lobby' as const },
      polygon: [
        [x - 1, y - 1],
        [x + 1, y - 1],
        [x + 1, y + 1],
        [x - 1, y + 1],
      ] as [number, number][],
    });
    const [first, second] = plan.antennas.filter((antenna) => antenna.level === level.id);
    const mobile = plan.carriers.filter(({ operator }) => operator === 'mobile').map(({ id }) => id);
    const others = new Set(plan.carriers.map(({ operator }) => operator).filter((id) => id !== 'mobile'));
    const zones = [lobby('dt1', first.position), lobby('dt2', second.position), lobby('dt3', [-500, -500])];
    const changed: Plan = {
      ...plan,
      levels: [{ ...level, zones }, ...plan.levels.slice(1)],
      antennas: plan.antennas.map((each) => ({
        ...each,
        carriers: each.id === second.id ? mobile : each.id === first.id ? ['*'] : each.carriers,
      })),
    };
    const { doubts } = openPoints(changed, { prediction, rules: [] }, 'zh');
    const said = doubts.find((text) => text.startsWith('电梯厅'))!;
    expect(said).toContain(others.size > 0 ? '4 处中 3 处' : '4 处中 2 处');
    expect(said).not.toContain('dt1');
    expect(/dt2（无([^）]*)）/.exec(said)?.[1].includes('移动') ?? false).toBe(false);
    expect(said.includes('dt2（无')).toBe(others.size > 0);
    expect(said).toContain('dt3（均无）');
  });

  it('count a handover that only a street stronger than usual would mend as short, and not as open', {
    tags: ['thorough'],
  }, async () => {
    const { plan, prediction, handover } = await unknown();
    const [lane] = handover.handovers;
    const open = (metBetweenDbm: [number, number]) => ({
      ...lane,
      status: 'depends' as const,
      metBetweenDbm,
      window: undefined,
    });
    const given = {
      ...handover,
      handovers: [open([-60, -50]), open([-90, -50]), open([-64, -50])],
      leakage: [],
    };
    const { missed } = openPoints(plan, { prediction, rules: [], handover: given }, 'zh');
    expect(missed.filter((text) => text.startsWith('切换待定'))).toEqual([
      '切换待定 1 项：室外电平未知，须由运营商实测出入口室外 RSRP。',
    ]);
    expect(missed.find((text) => text.startsWith('切换视同不足'))).toContain('视同不足 2 项');
  });

  it('name ports whose carriers are over the cap together, while the cap is assumed to be of one', async () => {
    const { plan, prediction } = await unknown();
    const said = (of: Plan, network = evaluateNetwork(of)!) =>
      openPoints(of, { prediction: { ...prediction, plan: of }, network, rules: [] }, 'zh').doubts.find(
        (text) => text.includes('按单载波计为假设'),
      );
    const network = evaluateNetwork(plan)!;
    const totals = network.antennas.map(({ antenna, carriers }) => ({
      antenna,
      totalDbm: 10 * Math.log10(carriers.reduce((sum, { powerDbm }) => sum + 10 ** (powerDbm / 10), 0)),
    }));
    const [strongest] = [...totals].sort((a, b) => b.totalDbm - a.totalDbm);
    const at = (portPowerCapDbm: number, portPowerCapOf: 'carrier' | 'port'): Plan => ({
      ...plan,
      requirements: {
        ...plan.requirements,
        profileOverrides: { network: { portPowerCapDbm, portPowerCapOf } },
      },
    });
    const capDbm = Math.floor(strongest.totalDbm) - 1;
    const over = totals.filter(({ totalDbm }) => totalDbm > capDbm).length;
    expect(said(at(capDbm, 'carrier'), network)).toContain(
      `${totals.length} 个天线口中 ${over} 个的各载波合计超过 ${capDbm} dBm，最大 ${strongest.totalDbm.toFixed(1)} dBm（${strongest.antenna}）`,
    );
    expect(said(at(capDbm, 'port'), network)).toBeUndefined();
    expect(said(at(Math.ceil(strongest.totalDbm) + 1, 'carrier'), network)).toBeUndefined();
  });

  it('name ports that heads near their antennas keep below their targets, with the pads before them', async () => {
    const { plan: hung, prediction } = await unknown();
    const { antenna: id } = evaluateNetwork(hung)!.antennas[0];
    /** All aim at what they get, that antenna at 1.2 dB more. */
    const short = (plan: Plan, antenna: Partial<Plan['antennas'][number]>): Plan => {
      const feeds = evaluateNetwork(withNetworkBasis(plan))!.antennas;
      return withNetworkBasis({
        ...plan,
        antennas: plan.antennas.map((each) => {
          const { carriers = [] } = feeds.find((feed) => feed.antenna === each.id) ?? {};
          const moreDb = each.id === id ? 1.2 : 0;
          const targetPowerDbm = Object.fromEntries(
            carriers.map(({ carrier, powerDbm }) => [carrier, powerDbm + moreDb]),
          );
          return { ...each, targetPowerDbm, ...(each.id === id ? antenna : {}) };
        }),
      });
    };
    const said = (plan: Plan) => {
      const network = evaluateNetwork(plan);
      const { missed } = openPoints(plan, { prediction: { ...prediction, plan }, network, rules: [] }, 'zh');
      expect(missed.some((text) => text.includes('个低于目标功率'))).toBe(true);
      return missed.find((text) => text.includes('近旁人员照射限值')) ?? '';
    };
    const low = { type: 'directional', heightM: 2.05, azimuthDeg: 0, downtiltDeg: 60 } as const;
    // High over the floor nobody is near.
    expect(said(short(hung, { heightM: 9 }))).toBe('');
    expect(said(short(hung, low))).toContain(`${id}（目标功率以上余量`);
    const { network } = hung;
    const feeder = network!.cables!.find(({ to }) => to.node === id)!;
    const device = { ...network!.devices![0], id: 'ATT9', part: 'pad' };
    const padded = {
      ...hung,
      network: {
        ...network,
        parts: [
          ...network!.parts!,
          { id: 'pad', kind: 'attenuator', name: 'pad', lossDb: { '800': 3 }, source: 'test' },
        ],
        devices: [...network!.devices!, device],
        cables: [
          ...network!.cables!.filter((cable) => cable !== feeder),
          { ...feeder, to: { node: 'ATT9', port: 'in' } },
          { ...feeder, id: 'L99', from: { node: 'ATT9', port: 'out' } },
        ],
      },
    } as unknown as Plan;
    expect(said(short(padded, low))).toMatch(new RegExp(`${id}（[^）]*其前有衰减器 ATT9）`));
  });

  it('are in a pack whose sheets of leakage follow each other, those of its test before the tables of cells', {
    tags: ['thorough'],
  }, async () => {
    const { make } = await unknown();
    const titles = make('zh').pages.map((page) => page[page.lastIndexOf('图名') + 1]);
    const at = (start: string) => titles.findIndex((title) => title.startsWith(start));
    expect(at('外泄测试图')).toBe(at('室外信号外泄') + 1);
    expect(at('小区、邻区')).toBeGreaterThan(at('外泄测试记录表'));
  });

  it('say how near small cells of different operators hang, and count them as units', {
    tags: ['thorough'],
  }, async () => {
    const carriers = findCarrierProfile('lte').filter(({ id }) =>
      ['ctcc-lte1800', 'cmcc-lte1800'].includes(id),
    );
    const solver = createPlainSolver(await createSimdKernel());
    const filters: string[][] = [];
    const noted = async (secondX: number) => {
      const antennas = [10, secondX].map((x, index) =>
        buildAntenna(`SC${index}`, x, 8, {
          ...{ feed: 'small-cell', heightM: 2.5, carriers: [carriers[index].id] },
        }),
      );
      const { plan } = designNetwork(buildPlan({ antennas, carriers }));
      const prediction = await predictPlan(plan, { solver, resolutionM: 2, locations: 10 });
      const budgets = await pointBudgets(prediction);
      const { bytes } = planPdf(plan, { levels: ['B1'], lang: 'zh', fonts: [font], prediction, budgets });
      const { pages } = readPdf(bytes);
      const text = pages.flat().join('').replaceAll(' ', '');
      expect(text).toContain('BBU—光缆—RHUB—数据缆—pRRU原理');
      expect(text).toContain('设备（BBU、RHUB）位置');
      // Link budgets name what leads to them.
      expect(text).toContain('数据缆长度（无射频损耗）');
      expect(text).not.toContain('馈线损耗（长度）');
      expect(text).not.toMatch(/RRU—POI|抬高天线|至多4根共孔（/);
      expect(text).toContain('pRRU表');
      expect(text).toContain('SC0数据口');
      expect(text).not.toMatch(/天线表|天线口功率偏差极差|（含漏缆）|射频单元（框内/);
      // The sheet of isolation, with public safety among its receivers.
      expect(text).toMatch(/系统间隔离度（所需\/空间隔离，dB）.*350MHz.*800MHz/s);
      // The first sheet says what filters have to add where the air gives too little, and that distance alone would not do.
      const said =
        /最差一对（([^，]*)，相距([\d.]+)m）尚差(\d+)dB，只靠间距须([\d\s\u2009]+)m/.exec(text) ?? [];
      filters.push(said.slice(1, 5));
      return notesOf(pages, '1  工程概况').replaceAll(' ', '');
    };
    const together = await noted(10);
    expect(together).toContain('pRRU有1对相距不足1.0m（最近0.0m');
    expect(together).toContain('m，pRRU2台。');
    expect(together).not.toMatch(/天线\d+副|馈线沿/);
    const apart = await noted(16.35);
    expect(apart).toContain('最近6.4m（平面距离）');
    expect(apart).not.toContain('相距不足');
    // 32.45 dB + 20 lg(MHz·km) less what both antennas send along the ceiling.
    const [, isolation] = /SC0、SC1相距6\.4m，(\d+)dB/.exec(apart) ?? [];
    const freeDb = 32.45 + 20 * Math.log10(1775 * 6.35e-3);
    expect(Math.abs(Number(isolation) - freeDb)).toBeLessThan(8);
    expect(apart).toContain('公共安全系统（350/800MHz）');
    const [near, far] = filters;
    expect(far).toEqual([]);
    expect(near.slice(0, 2)).toEqual(['SC0/SC1', '0.0']);
    // In free space by 20 lg of the distance, from where it is computed at all: 0.3 m.
    expect(Number(near[3])).toBe(Math.ceil(0.3 * 10 ** (Number(near[2]) / 20)));
  });

  it('name the test transmission that few antennas ask for, with the level that links trace at each location', async () => {
    const { plan: whole } = await unknown();
    const { network: _, derived: __, ...bare } = whole;
    const [first] = whole.antennas.filter(({ level }) => level === 'B1');
    const plan = parsePlan({ ...bare, antennas: [first] });
    const solver = createPlainSolver(await createSimdKernel());
    const prediction = await predictPlan(plan, { solver, resolutionM: 1, locations: 20 });
    const { places } = prediction.assessment.target.limiting;
    expect(prediction.assessment.density.note).toBe('below-usual');
    expect(places.length).toBeGreaterThan(0);
    const pages = readPdf(planPdf(plan, { lang: 'zh', fonts: [font], prediction, titleBlock }).bytes).pages;
    const text = pages.flat().join('').replaceAll(' ', '');
    expect(text).toContain(`在预测最弱的${places.length}处`);
    for (const { level, carrier, position } of places) {
      const [x, y] = position;
      const z = prediction.profile.phoneHeightM;
      const [links] = tracePoints(plan, [{ x, y, z, level }], { carrierId: carrier });
      const [, said] = new RegExp(
        `${level}\\(${x.toFixed(1)},${y.toFixed(1)}\\)[^、；;]*?([−-]\\d+\\.\\d)dBm`,
      ).exec(text)!;
      expect(Math.abs(Number(said.replace('−', '-')) - links[0].rsrpDbm)).toBeLessThan(0.3);
    }
  });

  it('are filled from the plan and its results', async () => {
    const { plan, prediction, handover, make } = await unknown();
    const { pages, placed } = make('zh');
    const notes = notesOf(pages, '1  工程概况');
    const said = (text: string) => expect(notes.replaceAll(' ', '')).toContain(text.replaceAll(' ', ''));
    const bays = plan.levels.reduce((sum, level) => sum + (level.bays?.length ?? 0), 0);
    said(`车位 ${bays} 个`);
    said(`天线 ${plan.antennas.length} 副`);
    said(`约 ${evaluateCapacity(prediction).users.toFixed(0)} 人`);
    const { worst, met } = evaluateExposure(plan);
    said(met ? '按 GB 8702-2014 计算符合' : '按 GB 8702-2014 计算不符合');
    said(`离地 ${worst?.heightM} m`);
    const count = (status: string, of: readonly { status: string }[]) =>
      of.filter((each) => each.status === status).length;
    for (const of of [handover.handovers, handover.leakage]) {
      said(`满足 ${count('met', of)} 项，不足 ${count('not-met', of)} 项，待定 ${count('depends', of)} 项`);
    }
    // No clause of a standard is quoted, and nothing is a blank that ought to be a number.
    expect(notes).not.toMatch(/第\s*\d+(\.\d+)*\s*条|undefined|NaN|Infinity|\{\w+\}|…/);
    for (const standard of [
      'GB 8702-2014',
      'GB/T 51292-2018',
      'YD/T 5120',
      'DG/TJ08-1105-2017',
      'GB 50016',
      'GB 50038',
      'GB 50067',
    ]) {
      expect(notes).toContain(standard);
    }
    const [sheet] = placed.filter((page) => page.some(({ text }) => text === '1  工程概况'));
    const inDrawing = sheet.filter(({ sizeMm }) => sizeMm === 2.8);
    expect(inDrawing.length).toBeGreaterThan(40);
    // Lines of a column stand under each other, above the title block, none over another.
    expect(Math.max(...inDrawing.map(({ yMm }) => yMm))).toBeLessThan(297 - 5 - 32);
    const overlapping = inDrawing.flatMap((a, index) =>
      inDrawing
        .slice(index + 1)
        .filter((b) => Math.abs(a.yMm - b.yMm) < 4 && Math.abs(a.xMm - b.xMm) < 8)
        .map((b) => `${a.text} | ${b.text}`),
    );
    expect(overlapping).toEqual([]);
  });

  it('say what nobody knows outside, and no more of it where the plan states it', {
    tags: ['thorough'],
  }, async () => {
    const { make } = await unknown();
    for (const [lang, title, line] of [
      ['zh', '1  工程概况', '不作满足判定'],
      ['en', '1  Site', 'nothing is said to be met'],
    ] as const) {
      expect(notesOf(make(lang).pages, title).replaceAll(' ', '')).toContain(line.replaceAll(' ', ''));
    }
    const { plan, prediction } = await unknown();
    const outdoor = { groundRsrpDbm: { telecom: -85, mobile: -85, unicom: -85, broadnet: -85 } };
    const known = { ...prediction, plan: { ...plan, outdoor } };
    const handover = await evaluateHandover(known);
    const { bytes } = planPdf(known.plan, {
      ...{ lang: 'zh', levels: ['B1'], fonts: [font], prediction: known, handover, allowStale: true },
    });
    expect(notesOf(readPdf(bytes).pages, '1  工程概况')).not.toContain('不作满足判定');
  });

  it('and the first sheet name what is missed or open on any other sheet, as many as the conclusion says', async () => {
    const { plan, prediction, handover, make } = await unknown();
    const { pages } = make('zh');
    const first = pages[1].join('').replaceAll(' ', '');
    const notes = notesOf(pages, '1  工程概况').replaceAll(' ', '');
    const { assessment } = prediction;
    const count = (status: string, of: readonly { status: string }[]) =>
      of.filter((each) => each.status === status).length;
    const expected = [
      ...((assessment.scenarios ?? []).filter(({ met }) => !met).length > 0 ? ['未达标的状态'] : []),
      ...(count('not-met', handover.handovers) > 0
        ? [`切换重叠区不足${count('not-met', handover.handovers)}项`]
        : []),
      ...(count('depends', handover.handovers) > 0
        ? [`切换待定${count('depends', handover.handovers)}项`]
        : []),
      ...(count('not-met', handover.leakage) > 0 ? [`外泄超出${count('not-met', handover.leakage)}项`] : []),
      ...(count('depends', handover.leakage) > 0 ? [`外泄待定${count('depends', handover.leakage)}项`] : []),
      ...(evaluateExposure(plan).management.met ? [] : ['单个项目管理值']),
    ];
    const network = evaluateNetwork(plan)!;
    for (const { name, passed, failed } of scoreNetwork(plan, network))
      if (!passed) expected.push(`${name.zh}(${failed})`);
    const low = network.antennas
      .flatMap(({ carriers }) => carriers)
      .filter((each) => each.deviationDb < -0.05);
    if (low.length > 0) expected.push(`个端口载波中${low.length}个低于目标功率`);
    for (const { met, requiredRatio } of assessment.kinds)
      if (requiredRatio > 0 && !met) expected.push('未达要求的地面类别');
    expect(expected.length).toBeGreaterThan(3);
    for (const sentence of expected) {
      expect(first).toContain(sentence.replaceAll(' ', ''));
      expect(notes).toContain(sentence.replaceAll(' ', ''));
    }
    const [, missed, doubts] = /另有(\d+)项未满足或待定、(\d+)项待确认/.exec(first)!;
    const rows = (from: string, to: string) => {
      const texts = pages[1].slice(pages[1].indexOf(from) + 1);
      const end = texts.findIndex((text) => text.startsWith(to));
      return texts.slice(0, end < 0 ? undefined : end).filter((text) => /^\d+\. /.test(text)).length;
    };
    expect(rows('未满足或待定的事项', '待确认的假设')).toBe(Number(missed));
    expect(rows(pages[1].find((text) => text.startsWith('待确认的假设'))!, '地面类别')).toBe(Number(doubts));
  });

  it('and the first sheet say beside the conclusion that the design breaks rules', async () => {
    const { plan, prediction, make } = await unknown();
    const rules = scoreNetwork(plan, evaluateNetwork(plan)!);
    const broken = rules.filter(({ passed, isWarning }) => !(passed || isWarning)).length;
    expect(broken).toBeGreaterThan(0);
    const { pages } = make('zh');
    for (const text of [pages[1].join(''), notesOf(pages, '1  工程概况')])
      expect(text.replaceAll(' ', '')).toContain(`但设计规则有${broken}项未通过，改正前不得据此施工`);
    const unfed: Plan = { ...plan, network: undefined };
    const { bytes } = planPdf(unfed, {
      ...{ lang: 'zh', levels: ['B1'], fonts: [font], allowStale: true },
      prediction: { ...prediction, plan: unfed },
    });
    expect(readPdf(bytes).pages.flat().join('')).not.toContain('改正前不得据此施工');
  });

  it('and the first sheet say every finding of the import, until a height is set', {
    tags: ['thorough'],
  }, async () => {
    const bytes = new Uint8Array(
      readFileSync(new URL('../../examples/garage-one-level.dxf', import.meta.url)),
    );
    const { plan: read, warnings } = await importDrawing(bytes, { fileName: 'garage-one-level.dxf' });
    const [level] = read.levels;
    const findings = [
      ...warnings,
      importWarning(
        'compartments-unbounded',
        'B1',
        say('warning-compartments-unbounded', { level: 'B1', list: '防火分区9' }),
      ),
      importWarning('wall-material-guessed', 'B1', say('warning-wall-material-guessed', { length: '236' })),
      importWarning(
        'clear-height-assumed',
        'B1',
        say('warning-clear-height-assumed', { height: level.clearHeightM }),
      ),
    ].map(({ code, at, said }) => ({ code, at, said }));
    const stored = read.derived?.import?.summary?.findings ?? [];
    expect(stored.map(({ code }) => code)).toEqual(warnings.map(({ code }) => code).slice(0, stored.length));
    const summary = { ...read.derived!.import!.summary!, findings };
    const antennas = (level.columns ?? []).slice(0, 3).map(({ center }, index) => ({
      ...{ id: `ANT${index + 1}-B1`, level: level.id, position: center, heightM: 2.4 },
      ...{ type: 'ceiling-omni', cell: 'S1', carriers: ['*'] },
    }));
    const plan = parsePlan(withImportBasis({ ...read, antennas } as never, { summary }));
    const solver = createPlainSolver(await createSimdKernel());
    const prediction = await predictPlan(plan, { solver, resolutionM: 4, locations: 20 });
    const pagesOf = (of: Plan) =>
      readPdf(
        planPdf(of, { lang: 'zh', fonts: [font], prediction: { ...prediction, plan: of }, allowStale: true })
          .bytes,
      ).pages;
    const pages = pagesOf(plan);
    const first = pages
      .slice(
        0,
        pages.findIndex((page) => page.includes('1  工程概况')),
      )
      .flat()
      .join('');
    const notes = notesOf(pages, '1  工程概况');
    for (const { said } of findings) {
      const sentence = phraseText(said, 'zh').replaceAll(' ', '');
      expect(first.replaceAll(' ', '')).toContain(sentence);
      expect(notes.replaceAll(' ', '')).toContain(sentence);
    }
    expect(notes.replaceAll(' ', '')).toContain(`净高${level.clearHeightM.toFixed(2)}m，天线3副。净高为假设`);
    expect(first).toContain('少于行业常见');
    const set = { ...plan, levels: plan.levels.map((each) => ({ ...each, clearHeightM: 2.65 })) };
    expect(notesOf(pagesOf(set), '1  工程概况')).not.toContain('未找到净高');
  });

  it('as all Chinese sheets, have no words of the program: commands, files, keys and codes of money', async () => {
    const { plan, prediction, handover } = await unknown();
    const budgets = await pointBudgets(prediction);
    const survey = surveyPrediction(prediction);
    const options = { lang: 'zh', fonts: [font], prediction, handover, budgets, survey } as const;
    const { pages } = readPdf(planPdf(plan, options as never).bytes);
    const said = pages.map((page) => page.join(' '));
    const words = /\bdiku\b|docs\/|\b[a-z]+\.[a-z]+[A-Z]\w*|\bCNY\b|电磁暴露|（carrier）|mErl/;
    expect(said.flatMap((text) => words.exec(text)?.[0] ?? [])).toEqual([]);
    const sheets = pages.filter(
      (page) => page.some((text) => text.startsWith('链路预算表：')) && page.includes('最差点 1'),
    );
    expect(sheets.length).toBeGreaterThan(0);
    // What is crossed has a place, and every term that is not plain a note.
    const walls = plan.levels
      .flatMap(({ walls: of = [], bays = [] }) => [...of, ...bays])
      .map(({ id }) => id);
    const cells = sheets.flat();
    expect(cells.filter((text) => walls.includes(text.split(' ').at(-1) ?? ''))).toEqual([]);
    for (const name of ['多重穿越的损耗递减', '泄漏上限', '绕射路径上限', '其他路径的合成'])
      for (const sheet of sheets) {
        const isTerm = sheet.includes(name);
        expect([name, sheet.some((text) => text.includes(`“${name}”`))]).toEqual([name, isTerm]);
      }
    // A column that knows nothing is left out: rows have hardly any dashes.
    const overlap = pages.find(
      (page) => page.includes('切换重叠区（出入口与坡道）') && !page.includes('图纸目录'),
    )!;
    const rows = handover.handovers.length;
    expect(rows).toBeGreaterThan(0);
    expect(overlap.filter((text) => text === '–').length).toBeLessThan(rows);
    const workbook = planXlsx(plan, options as never);
    const names = [...readWorkbook(workbook).keys()];
    for (const name of ['天线表', '切换重叠区', '室外信号外泄', '容量估算', '互调分析', '链路预算表'])
      expect(
        names.some((each) => each.startsWith(name)),
        name,
      ).toBe(true);
  });

  it('and the notice to residents say the value for one project where it is exceeded', async () => {
    const { plan, make } = await unknown();
    const { met, management, worst } = evaluateExposure(plan);
    const notice = readPdf(
      noticePdf(plan, evaluateExposure(plan), { lang: 'zh', fonts: [font], date: '' }).bytes,
    );
    const isOver = met && worst!.shareRatio > management.ratio;
    expect(notice.pages.flat().join('').includes('超过单个项目管理值')).toBe(isOver);
    expect(notesOf(make('zh').pages, '1  工程概况').includes('超过单个项目管理值')).toBe(isOver);
    // Ports at which the value for one project is exceeded and the limit is not, and ports far below.
    const at = (portPowerDbm: number) =>
      parsePlan({
        ...plan,
        network: undefined,
        antennas: plan.antennas.map(({ portPowerDbm: _, ...each }) => each),
        carriers: plan.carriers.map((each) => ({ ...each, portPowerDbm })),
      });
    const ofZeroDbm = evaluateExposure(at(0)).worst!.shareRatio;
    const between = 10 * Math.log10(Math.sqrt(management.ratio) / ofZeroDbm);
    for (const [powerDbm, isSaid] of [
      [between, true],
      [between - 10, false],
    ] as const) {
      const other = at(powerDbm);
      const { bytes } = noticePdf(other, evaluateExposure(other), { lang: 'zh', fonts: [font], date: '' });
      expect(readPdf(bytes).pages.flat().join('').includes('超过单个项目管理值')).toBe(isSaid);
    }
  });

  it('follow a cover with the title block’s statements and a log of changes that claims nothing', async () => {
    const { plan, make } = await unknown();
    const { pages } = make('zh');
    expect(pages[0]).toEqual(
      expect.arrayContaining([plan.community.name, 'DK-2026-17', '某设计院', '修改记录']),
    );
    expect(pages[0]).toEqual(expect.arrayContaining(['设计单位出图专用章', '注册（执业）人员章']));
    const row = pages[0].slice(pages[0].indexOf('修改人') + 1);
    expect(row.slice(0, 2)).toEqual(['B', '2026-11-30']);
    expect(pages[1]).toContain('图纸目录');
    expect(pages[1]).not.toContain(expect.stringMatching(/^… \+/));
  });
});
