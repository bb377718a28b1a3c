/** Sections of the project's settings, in their order. */
export const settingSections = [
  'carriers',
  'demands',
  'acceptance',
  'materials',
  'model',
  'placement',
  'network',
  'library',
  'others',
] as const;
export type SettingSection = (typeof settingSections)[number];
