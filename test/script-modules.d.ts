/** The parts of scripts/ that tests import; they are plain JavaScript. */
declare module '*/scripts/models/render-models.mjs' {
  export function renderModels(engine: typeof import('@diku/engine')): Promise<Map<string, string>>;
}
