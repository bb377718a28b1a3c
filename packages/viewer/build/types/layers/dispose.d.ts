import type { Object3D } from 'three';
/** Frees what the children of a group hold on the graphics card and removes them. */
export declare function clearGroup(group: Object3D): void;
