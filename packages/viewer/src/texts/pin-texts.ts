/** Values pinned to places. */
export const pinTexts = {
  cmdPin: { zh: '在指针处钉住读数', en: 'Pin the value under the pointer' },
  cmdUnpinAll: { zh: '移除全部读数', en: 'Remove all pinned values' },
  pinHere: { zh: '钉住', en: 'Pin' },
  pins: { zh: '钉住的读数：{name}', en: 'Pinned values: {name}' },
  pinRemove: { zh: '移除读数 {id}', en: 'Remove value {id}' },
} as const;
