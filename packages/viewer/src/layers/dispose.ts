import type { BufferGeometry, Material, Object3D } from 'three';

/** Frees what an object holds on the graphics card and takes it out of what it is in. */
export function disposeObject(object: Object3D): void {
  object.traverse((part) => {
    const drawn = part as { geometry?: BufferGeometry; material?: Material; dispose?: () => void };
    drawn.geometry?.dispose();
    drawn.material?.dispose();
    drawn.dispose?.();
  });
  object.removeFromParent();
}

/** The same for all children of a group. */
export function clearGroup(group: Object3D): void {
  for (const child of [...group.children]) disposeObject(child);
}
