import {
  createPlainSolver,
  createSimdKernel,
  knownMaterials,
  type Plan,
  planProfile,
  predictPlan,
  reportHtml,
  resultDocument,
  traceLink,
  verdictTable,
} from '@diku/engine';
import { noteText } from '@diku/engine/documents';
import { planModel, planNotes } from '@diku/engine/radio';
import { describe, expect, test } from 'vitest';
import { planningBandsMhz } from '../../packages/engine/src/plan/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

const solver = createPlainSolver(createSimdKernel());

/** One level of one wall of each material, a carrier on each of the frequencies. */
function planOf(
  materials: readonly string[],
  frequenciesMhz: readonly number[],
  more: Partial<Plan> = {},
): Plan {
  const level = buildLevel({
    walls: materials.map((material, index) => ({
      ...{
        id: `w-${material}`,
        start: [6 + 3 * index, 2],
        end: [6 + 3 * index, 20],
        thicknessM: 0.2,
        material,
      },
    })),
    ...{ columns: [], openings: [], bays: [], points: [] },
  });
  const plan = buildPlan({ levels: [level], antennas: [buildAntenna('A1', 2, 12)], ...more });
  const [carrier] = plan.carriers;
  return {
    ...plan,
    carriers: frequenciesMhz.map((frequencyMhz) => ({ ...carrier, id: `c${frequencyMhz}`, frequencyMhz })),
  };
}

const notesOf = (plan: Plan, modelId?: string) =>
  planNotes(plan, planModel(plan, modelId), planProfile(plan));

describe('losses beyond the range of their source', () => {
  test('are named in the result by material, carriers and range, in the table and the report too', async () => {
    const materials = ['concrete', 'reinforced-concrete', 'brick', 'metal', 'glass'];
    const prediction = await predictPlan(planOf(materials, [763, 949, 1870]), { solver, resolutionM: 2 });
    const { notes } = resultDocument(prediction);
    expect(notes.map((note) => note.code === 'loss-extrapolated' && note.material)).toEqual([
      'concrete',
      'reinforced-concrete',
    ]);
    expect(notes[0]).toMatchObject({
      ...{
        rangeMhz: [1000, 100_000],
        way: 'formula',
        frequenciesMhz: [763, 949],
        carriers: ['c763', 'c949'],
      },
      message:
        'concrete at 763, 949 MHz: extrapolated beyond the range of ITU-R P.2040-3 concrete, 1000–100000 MHz',
    });
    expect(verdictTable(prediction, 'en')).toContain(notes[0].message);
    const chinese = noteText(notes[0], 'zh');
    expect(chinese).toBe(
      '材料 concrete 在 763、949 MHz 的损耗为外推值：ITU-R P.2040-3 concrete 的适用范围为 1000–100000 MHz',
    );
    expect(verdictTable(prediction, 'zh')).toContain(chinese);
    // Numbers keep their units on one line.
    const html = await reportHtml({ prediction, lang: 'zh' });
    expect(html).toContain(chinese.replaceAll(' MHz', '\u00a0MHz'));
  });

  test('every wall material of the catalogue, at every planning band', async () => {
    const below1Ghz = planningBandsMhz.filter((frequencyMhz) => frequencyMhz < 1000);
    for (const material of knownMaterials()) {
      const notes = notesOf(planOf([material], planningBandsMhz));
      const rests = material === 'concrete' || material === 'reinforced-concrete';
      expect(
        notes.flatMap((note) => (note.code === 'loss-extrapolated' ? note.frequenciesMhz : [])),
        material,
      ).toEqual(rests ? below1Ghz : []);
    }
  });

  test('beyond the planning bands and the frequencies of the plan’s own material the end value is held, said so', async () => {
    const custom = { materials: { foil: { lossDb: { 900: 20, 2600: 30 } } } };
    const notes = notesOf(planOf(['foil', 'metal'], [763, 1870, 3500, 5900], custom));
    expect(notes).toMatchObject([
      {
        material: 'foil',
        rangeMhz: [900, 2600],
        way: 'table',
        source: 'the plan',
        frequenciesMhz: [763, 3500, 5900],
      },
      { material: 'metal', rangeMhz: [700, 4900], way: 'table', frequenciesMhz: [5900] },
    ]);
    expect(noteText(notes[0], 'zh')).toContain('方案给出的频率为 900–2600 MHz');
  });

  test('the excess at flat incidence is P.2040’s: its ranges count with that model', async () => {
    const notes = notesOf(planOf(['brick', 'wood', 'glass'], [763]), 'multi-wall-oblique');
    expect(notes).toMatchObject([
      { material: 'brick', source: 'ITU-R P.2040-3 brick', rangeMhz: [1000, 40_000] },
    ]);
  });

  test('count on a link that crosses them, and where a model knows obstacles', async () => {
    const plan = planOf(['concrete'], [763]);
    const behind = traceLink(plan, 'A1', '10,12,1.5,B1');
    expect(behind.terms[1]).toMatchObject({ name: 'wall', id: 'w-concrete', material: 'concrete' });
    expect(behind.notes).toMatchObject([
      { code: 'loss-extrapolated', material: 'concrete', carriers: ['c763'] },
    ]);
    expect(traceLink(plan, 'A1', '4,12,1.5,B1').notes).toEqual([]);
    expect(traceLink(plan, 'A1', '10,12,1.5,B1', { modelId: 'free-space' }).notes).toEqual([]);
  });
});

test('a model’s own doubt and range are said with every result of it', async () => {
  const notes = notesOf(planOf(['brick'], [1870]), 'itu-p1238-industrial-nlos');
  expect(notes.map(({ code }) => code)).toEqual(['model-doubt']);
  expect(notes[0].message).toContain('1.34 is below free space’s 2');
  expect(noteText(notes[0], 'zh')).toContain('1.34');
  const office = notesOf(planOf(['brick'], [1870]), 'itu-p1238-office-los');
  expect(office).toMatchObject([{ code: 'model-range', rangeM: [2, 27] }]);
  expect(noteText(office[0], 'zh')).toContain('2–27 m');
});
