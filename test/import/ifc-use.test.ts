/** Whether what was imported is a garage at all. */

import { describe, expect, it } from 'vitest';
import { inEveryLanguage, phraseText } from '../../packages/engine/src/core/index.ts';
import { box, createHall, type Hall, hallSize, importHall } from './ifc-support/hall.ts';

const { widthM, depthM, wallM } = hallSize;

/** Walls and doors that part the hall into offices of 4 × 4 m on both sides of a corridor. */
function addOffices({ model, storey, tail }: Hall): void {
  const wall = (ring: ReturnType<typeof box>) =>
    model.addElement('IFCWALL', storey, { name: 'Partition 100', ring, bottomM: 0, heightM: 3, tail });
  for (const y of [5, 9.9]) {
    const corridor = wall(box(wallM, y, widthM - 2 * wallM, 0.1));
    for (let x = 2; x < widthM; x += 4) {
      const hole = { ring: box(x, y - 0.1, 0.9, 0.3), bottomM: 0, heightM: 2.1 };
      const door = model.addElement('IFCDOOR', storey, {
        ...hole,
        name: 'Door',
        ring: box(x, y, 0.9, 0.1),
        tail: ',$,$,$,$,$,$',
      });
      model.addOpening(corridor, storey, hole, door);
    }
  }
  for (let x = 4; x < widthM; x += 4) {
    wall(box(x, wallM, 0.1, 5 - wallM));
    wall(box(x, 10, 0.1, depthM - wallM - 10));
  }
}

function addBays({ model, storey }: Hall, count: number): void {
  for (let k = 0; k < count; k++) {
    const ring = box(1 + 2.4 * k, 1, 2.4, 5);
    const tail = ',$,.ELEMENT.,.INTERNAL.,$';
    model.addElement('IFCSPACE', storey, { name: `停车位 ${k}`, ring, bottomM: 0, heightM: 2.2, tail });
  }
}

async function useOf(add: (hall: Hall) => void) {
  const hall = createHall();
  add(hall);
  const { doubts, evidence } = await importHall(hall);
  const facet = evidence.find(({ kind }) => kind === 'level')?.facets.find(({ topic }) => topic === 'use');
  return { code: facet?.reason.code, doubt: doubts.find(({ kind }) => kind === 'use') };
}

describe('what a level is used as', () => {
  it('offices are doubted first of all, in two languages', async () => {
    const hall = createHall();
    addOffices(hall);
    const { doubts } = await importHall(hall);
    const [first] = doubts;
    expect(first.kind).toBe('use');
    expect(first.confidence).toBeLessThan(0.5);
    expect(inEveryLanguage(first.subject)).toEqual({ zh: 'B1 是否为车库', en: 'B1: is it a garage?' });
    expect(phraseText(first.reason.said, 'zh')).toContain('不像车库');
    expect(phraseText(first.reason.said, 'en')).toContain('not like a garage');
  });

  it('an empty hall is doubted, bays make it a garage', async () => {
    expect((await useOf(() => {})).code).toBe('use-unmarked');
    const garage = await useOf((hall) => addBays(hall, 6));
    expect(garage).toEqual({ code: 'use-bays', doubt: undefined });
  });
});
