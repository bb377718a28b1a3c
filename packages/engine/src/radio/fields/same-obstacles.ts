import type { Obstacles } from '../kernel/field-kernel.ts';

/** Whether two obstacle sets of one level are the same, number by number. Sets with slabs never are. */
export function hasSameObstacles(left: Obstacles, right: Obstacles): boolean {
  if (left.slabs || right.slabs) return false;
  return (
    left.walls?.cornerZMm === right.walls?.cornerZMm &&
    left.walls?.bendsAs === right.walls?.bendsAs &&
    hasSameValues(left.lossUnits, right.lossUnits) &&
    hasSameValues(left.segmentsMm, right.segmentsMm) &&
    hasSameValues(left.heightsMm, right.heightsMm) &&
    hasSameValues(left.obliqueSteps, right.obliqueSteps) &&
    hasSameValues(left.walls?.indices, right.walls?.indices) &&
    hasSameValues(left.walls?.columns, right.walls?.columns)
  );
}

function hasSameValues(left: Int32Array | undefined, right: Int32Array | undefined): boolean {
  if (!left || !right) return left === right;
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
