import type { BufferGeometry, Material, Object3D } from 'three';

/** Frees what the children of a group hold on the graphics card and removes them. */
export function clearGroup(group: Object3D): void {
  for (const child of [...group.children]) {
    child.traverse((object) => {
      const drawn = object as { geometry?: BufferGeometry; material?: Material; dispose?: () => void };
      drawn.geometry?.dispose();
      drawn.material?.dispose();
      drawn.dispose?.();
    });
    group.remove(child);
  }
}
