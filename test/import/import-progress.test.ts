/** What a planner sees while a drawing is read and recognised, and when a cancel is heard. */
import { CancelledError, importDrawing, type Progress, readDrawing, recogniseDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { dxfBytes, smallGarage, type Tag } from './drawing-support.ts';

/** The small garage twice, one level beside the other. */
function twoLevels(): Uint8Array {
  const { blocks, entities } = smallGarage();
  const second = entities.map(([code, value]): Tag => {
    if (code === 10 || code === 11) return [code, Number(value) + 90_000];
    return [code, value === '地下二层平面图' ? '地下三层平面图' : value];
  });
  return dxfBytes({ blocks, entities: [...entities, ...second] });
}

async function reportsOf(
  work: (monitor: { report(progress: Progress): void }) => unknown,
): Promise<Progress[]> {
  const reports: Progress[] = [];
  await work({ report: (progress) => void reports.push(progress) });
  return reports;
}

function expectSteady(reports: readonly Progress[]): void {
  const ratios = reports.map(({ doneRatio }) => doneRatio);
  expect(ratios).toEqual([...ratios].sort((a, b) => a - b));
  expect(ratios[0]).toBeGreaterThanOrEqual(0);
  expect(ratios[ratios.length - 1]).toBe(1);
  expect(reports.every(({ stage }) => stage === 'import')).toBe(true);
}

describe('progress of an import', () => {
  const bytes = twoLevels();

  it('rises from reading to the end, through the steps of each level', async () => {
    const reports = await reportsOf((monitor) => importDrawing(bytes, { units: 'mm', monitor }));
    expectSteady(reports);
    const steps = (level: string) => reports.filter(({ detail }) => detail === level);
    expect(steps('B2').length).toBeGreaterThanOrEqual(5);
    expect(steps('B3')).toHaveLength(steps('B2').length);
    // The first level is done before the second begins, and no step is a large part of the whole.
    const [last] = steps('B2').slice(-1);
    expect(last.doneRatio).toBeLessThan(steps('B3')[0].doneRatio);
    const jumps = reports.slice(1).map(({ doneRatio }, i) => doneRatio - reports[i].doneRatio);
    expect(Math.max(...jumps.slice(jumps.length - steps('B2').length * 2))).toBeLessThan(0.06);
  });

  it('rises again when a drawing that was read is recognised once more', async () => {
    const read = await readDrawing(bytes);
    expectSteady(await reportsOf((monitor) => recogniseDrawing(read, { units: 'mm', monitor })));
  });

  it('a cancel is heard between two steps of a level', async () => {
    let isOver = false;
    const received: Progress[] = [];
    const monitor = {
      report(progress: Progress) {
        received.push(progress);
        isOver ||= progress.detail === 'B2';
      },
      cancelled: () => isOver,
    };
    await expect(importDrawing(bytes, { units: 'mm', monitor })).rejects.toThrow(CancelledError);
    expect(received[received.length - 1].detail).toBe('B2');
  });
});
