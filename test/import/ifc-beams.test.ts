import { describe, expect, it } from 'vitest';
import { box, createHall, type Hall, hallSize, importHall } from './ifc-support/hall.ts';

const { widthM, depthM, heightM } = hallSize;
const slabM = 0.2;

/** A hall with a floor and a slab on its walls. */
function roofedHall(schema: 'IFC4' | 'IFC2X3' = 'IFC4'): Hall {
  const hall = createHall({ schema });
  for (const [name, bottomM] of [
    ['Floor', -slabM],
    ['Roof', heightM],
  ] as const) {
    const body = { name, ring: box(0, 0, widthM, depthM), bottomM, heightM: slabM };
    hall.model.addElement('IFCSLAB', hall.storey, { ...body, tail: ',$,.FLOOR.' });
  }
  return hall;
}

function addBeam(
  hall: Hall,
  name: string,
  ring: ReturnType<typeof box>,
  bottomM: number,
  depth = 0.6,
): number {
  const { model, storey, tail } = hall;
  return model.addElement('IFCBEAM', storey, { name, ring, bottomM, heightM: depth, tail });
}

describe('beams of IFC models', () => {
  it.each(['IFC4', 'IFC2X3'] as const)(
    '%s: hang from the ceiling, as wide and as deep as they are',
    async (schema) => {
      const hall = roofedHall(schema);
      const concrete = addBeam(hall, 'Beam 300 x 600', box(0.3, 7, widthM - 0.6, 0.3), heightM - 0.6);
      hall.model.addMaterial([concrete], [['Concrete', 0.3]]);
      // Under the ceiling with air above, steel; then one in the ground, one in the slab, one at knee height.
      addBeam(hall, 'Steel beam HEA 300', box(10, 0.3, 0.3, depthM - 0.6), 2.2, 0.3);
      addBeam(hall, 'Foundation beam', box(0.3, 3, widthM - 0.6, 0.4), -0.8);
      addBeam(hall, 'Flush beam', box(0.3, 12, widthM - 0.6, 0.4), heightM, slabM);
      addBeam(hall, 'Kerb', box(5, 5, 3, 0.3), 0.2, 0.3);
      const { plan, warnings } = await importHall(hall);
      const [{ beams, clearHeightM }] = plan.levels;
      expect(clearHeightM).toBe(heightM);
      expect(beams?.map(({ id: _, ...beam }) => beam)).toEqual([
        {
          start: [0.3, 7.15],
          end: [19.7, 7.15],
          bottomM: 2.4,
          widthM: 0.3,
          material: 'reinforced-concrete',
        },
        { start: [10.15, 0.3], end: [10.15, 14.7], bottomM: 2.2, topM: 2.5, widthM: 0.3, material: 'metal' },
      ]);
      expect(warnings.map(({ code }) => code)).not.toContain('elements-ignored');
    },
  );

  it('turn with the plan', async () => {
    const hall = createHall({ rotationDeg: 30 });
    addBeam(hall, 'Beam', box(0.3, 7, widthM - 0.6, 0.3), heightM - 0.6);
    const { plan } = await importHall(hall);
    const [{ start, end }] = plan.levels[0].beams!;
    expect([...start, ...end].map((value) => Math.round(1000 * value))).toEqual([300, 7150, 19_700, 7150]);
  });

  it('are counted where they slope or bend', async () => {
    const hall = roofedHall();
    const bent = [...box(1, 1, 8, 0.3).slice(0, 2), [9, 9], [8.7, 9], [8.7, 1.3], [1, 1.3]] as const;
    addBeam(
      hall,
      'Bent beam',
      bent.map(([x, y]): [number, number] => [x, y]),
      2.4,
    );
    const { plan, warnings } = await importHall(hall);
    expect(plan.levels[0].beams).toBeUndefined();
    expect(warnings.find(({ code }) => code === 'elements-ignored')?.message).toContain('IfcBeam × 1');
  });
});

describe('suspended ceilings of IFC models', () => {
  const addCeiling = ({ model, storey }: Hall, fraction: number, kind = '.CEILING.') =>
    model.addElement('IFCCOVERING', storey, {
      name: 'Compound ceiling',
      ring: box(0, 0, widthM * fraction, depthM),
      bottomM: 2.6,
      heightM: 0.05,
      tail: `,$,${kind}`,
    });

  it.each([
    ['over most of the floor: the clear height', 0.8, '.CEILING.', 2.6],
    ['over a part of it', 0.3, '.CEILING.', heightM],
    ['what else covers something', 0.8, '.INSULATION.', heightM],
  ] as const)('%s', async (_, fraction, kind, clearHeightM) => {
    const hall = roofedHall();
    addCeiling(hall, fraction, kind);
    const { plan } = await importHall(hall);
    expect(plan.levels[0].clearHeightM).toBe(clearHeightM);
  });

  it('hide the beams above them', async () => {
    const hall = roofedHall();
    addCeiling(hall, 0.9);
    addBeam(hall, 'Beam', box(0.3, 7, widthM - 0.6, 0.3), 2.7, 0.3);
    const { plan } = await importHall(hall);
    expect(plan.levels[0].beams).toBeUndefined();
  });
});
