import { Group } from 'three';
type Projection = '3d' | '2d';
/**
 * Canvas, cameras and controls. World axes are the plan's: x east, y north, z up, metres.
 * Nothing is drawn until `requestRender`; nothing moves by itself.
 */
export declare class Stage {
    #private;
    readonly root: Group<import("three").Object3DEventMap>;
    readonly canvas: HTMLCanvasElement;
    constructor(parent: HTMLElement);
    set background(color: string);
    get projection(): Projection;
    /** Changes between perspective and plan view, keeping what is in the middle. */
    setProjection(projection: Projection): void;
    /** Off while an antenna is dragged. */
    set controlsEnabled(enabled: boolean);
    /** What `fit` shows, and how steeply the perspective view looks down on it. */
    setBounds(min: [number, number, number], max: [number, number, number], downDeg: number): void;
    /** Shows all of the bounds. */
    fit(): void;
    /** Moves the view so that a point is in the middle. */
    flyTo(x: number, y: number, z: number): void;
    /** Canvas position of a world point in CSS pixels, and whether it is in front of the camera. */
    project(x: number, y: number, z: number): {
        left: number;
        top: number;
        visible: boolean;
    };
    /** Where the ray under a canvas position (CSS pixels) meets the plane at height z; undefined above the horizon. */
    pickPlane(left: number, top: number, z: number): {
        x: number;
        y: number;
    } | undefined;
    onRender(listener: () => void): void;
    requestRender(): void;
}
export {};
