/** Values pinned to places. */
export const pinTexts = {
  cmdCrosshair: { zh: '十字光标：用方向键读数', en: 'Crosshair: read values by arrow keys' },
  hintCrosshair: {
    zh: '方向键 1 m，Shift 5 m · Q 钉住 · R 射线核对 · Esc 退出',
    en: 'arrows 1 m, Shift 5 m · Q pins · R rays · Esc leaves',
  },
  cmdPin: { zh: '在指针处钉住读数', en: 'Pin the value under the pointer' },
  cmdUnpinAll: { zh: '移除全部读数', en: 'Remove all pinned values' },
  pinHere: { zh: '钉住', en: 'Pin' },
  pins: { zh: '钉住的读数：{name}', en: 'Pinned values: {name}' },
  pinRemove: { zh: '移除读数 {id}', en: 'Remove value {id}' },
} as const;
