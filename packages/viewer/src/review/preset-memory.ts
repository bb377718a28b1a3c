import type { RememberedPreset } from '../store/imported.ts';

const storageKey = 'diku.import-presets';
const maxPresets = 30;

/** Presets persisted on this computer, newest first; none where the browser stores nothing. */
export function rememberedPresets(): RememberedPreset[] {
  try {
    const persisted: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(persisted) ? persisted.filter(isRemembered) : [];
  } catch {
    return [];
  }
}

/** @returns false where the browser stores nothing */
export function rememberPreset(preset: RememberedPreset): boolean {
  const others = rememberedPresets().filter(({ name }) => name !== preset.name);
  return persist([preset, ...others].slice(0, maxPresets));
}

export function forgetPreset(name: string): void {
  persist(rememberedPresets().filter((each) => each.name !== name));
}

function persist(presets: readonly RememberedPreset[]): boolean {
  try {
    localStorage.setItem(storageKey, JSON.stringify(presets));
    return true;
  } catch {
    return false;
  }
}

function isRemembered(value: unknown): value is RememberedPreset {
  const { name, preset, layers } = Object(value) as Partial<RememberedPreset>;
  return (
    typeof name === 'string' &&
    typeof preset === 'object' &&
    Array.isArray(layers) &&
    layers.every((layer) => typeof layer === 'string')
  );
}
