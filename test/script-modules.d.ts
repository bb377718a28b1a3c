/** The parts of scripts/ that tests import; they are plain JavaScript. */
declare module '*/scripts/lib/document-readers.mjs' {
  export function findEzdxf(): string | undefined;
  export function findPython(): string | undefined;
  /** What a script counts in each drawing of ours from its groups alone. */
  export function recountDrawings(python: string, files: readonly string[]): Record<string, DrawingRecount>;
  interface DrawingRecount {
    /** Pieces or metres by catalogue id. */
    bill: Record<string, number>;
    cables: number;
    /** Ways of courses through walls and over doors, and where one has no block. */
    ways: number;
    missing: [x: number, y: number][];
    /** Numbers of blocks that stand on no way. */
    surplus: string[];
    /** Slabs that cables pass, and blocks of them. */
    slabs: [cables: number, blocks: number];
    stairsM: number;
    layouts: number;
  }
  export function findCalc(): string | undefined;
  export function auditDrawings(python: string, files: readonly string[]): Record<string, string[]>;
  export function differingRows(office: string, workbooks: readonly Uint8Array[]): string[][];
  export function formulaCount(workbook: Uint8Array): number;
  export function hasPoppler(): boolean;
  export function readPages(file: string): { pages: number; text: string; complaints: string[] };
}
declare module '*/scripts/lib/hash-program.mjs' {
  export function hashProgram(
    changed?: Readonly<Record<string, string>>,
    names?: readonly ('results' | 'queue')[],
  ): Promise<{ results: string; queue: string }>;
}
declare module '*/scripts/lib/thrifty-node.mjs' {
  export const thriftyNode: readonly string[];
}
declare module '*/scripts/lib/describe-api.mjs' {
  export function describeApi(): { name: string; file: string; text: string }[];
}
declare module '*/scripts/models/render-models.mjs' {
  export function renderModels(
    engine: typeof import('./support/whole-engine.ts'),
  ): Promise<Map<string, string>>;
}
declare module '*/scripts/models/section-tools.mjs' {
  export interface OtherPoint {
    model: string;
    inputs: Record<string, unknown>;
    toleranceDb?: number;
    rangeGhz?: [number, number];
    [result: string]: unknown;
  }
  export function sectionTools(
    engine: typeof import('./support/whole-engine.ts'),
    charts: Map<string, string>,
  ): { reference: { other_models: OtherPoint[] } };
}
declare module '*/scripts/models/ray-scenes.mjs' {
  export interface RayComparisonScene {
    id: string;
    receivers: [number, number][];
  }
  export const frequenciesMhz: number[];
  export const comparedModels: string[];
  export const differenceBoundsDb: Record<string, Record<string, number>>;
  export const rayScenes: RayComparisonScene[];
  export function traceScene(
    engine: typeof import('./support/whole-engine.ts'),
    scene: RayComparisonScene,
    frequencyMhz: number,
  ): Record<'localMeanDb' | 'fixedHeightsDb' | 'incoherentDb', number[]>;
  export function predictScene(
    engine: typeof import('./support/whole-engine.ts'),
    scene: RayComparisonScene,
    frequencyMhz: number,
    modelId: string,
  ): number[];
  export function differences(
    modelDb: readonly number[],
    raysDb: readonly number[],
  ): { meanDb: number; sdDb: number; maxDb: number };
}

declare module '*/scripts/lib/read-messages.mjs' {
  export function listLanguages(): string[];
  export function listNamespaces(language: string): string[];
  export function readNamespace(language: string, namespace: string): Record<string, string>;
  export function messageKey(key: string): string;
  export function slotsOf(text: string): string[];
  export function compareLanguages(): string[];
}

declare module '*/scripts/lib/measure-house.mjs' {
  export function measureHouse(): Promise<{ name: string; value: number; found: string[] }[]>;
}
declare module '*/scripts/lib/measure-words.mjs' {
  type Source = import('typescript').SourceFile;
  export function foreignNames(file: string, source: Source): string[];
  export function fragmentComments(file: string, source: Source): string[];
  export function isForeign(name: string): boolean;
}
declare module '*/scripts/lib/engine-sources.mjs' {
  export const engineSources: Record<string, string>;
}
declare module '*/scripts/lib/parse-source.mjs' {
  export function nodesOf(source: import('typescript').SourceFile): import('typescript').Node[];
  export function parseSource(file: string): import('typescript').SourceFile;
  export function typesHost(options: import('typescript').CompilerOptions): import('typescript').CompilerHost;
}
