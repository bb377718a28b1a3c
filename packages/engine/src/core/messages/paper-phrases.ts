import type { BothLanguages } from './both-languages.ts';

/** Of drawings and documents that cannot be made. */
export const paperPhrases = {
  'no-sheet': { zh: '{format} 不分图表，不用此选项', en: 'none, since {format} holds all' },
  'floor-as-dxf': { zh: '.dxf 的平面图', en: 'the floor plan as .dxf' },
  'truetype-font': {
    zh: '轮廓在 "glyf" 表中的 TrueType 字体（.ttf 或 .ttc）',
    en: 'a TrueType font (.ttf or .ttc) with outlines in "glyf"',
  },
  'damaged-font': { zh: '损坏的字体', en: 'a damaged font' },
  'cff-font': { zh: 'PostScript 轮廓（CFF）', en: 'PostScript outlines (CFF)' },
  'no-font': { zh: '不是 TrueType 字体', en: 'no TrueType font' },
  'no-font-table': { zh: '没有 "{tag}" 表', en: 'no table "{tag}"' },
  'binary-dxf': { zh: '二进制 DXF', en: 'a binary DXF' },
  'utf16-dxf': { zh: 'UTF-16 编码的 DXF', en: 'a DXF in UTF-16' },
  'ascii-dxf': {
    zh: '文本格式的 DXF（在 CAD 中另存为 ASCII DXF），或去掉 --over',
    en: 'a DXF as text (saved as ASCII DXF in CAD), or no --over',
  },
  'no-entities': { zh: '没有 ENTITIES 段', en: 'no ENTITIES section' },
  'entities-section': { zh: '有 ENTITIES 段的 DXF', en: 'a DXF with an ENTITIES section' },
  'no-source': { zh: '没有记录它在原图中的位置', en: 'no place in a drawing' },
  'with-source': {
    zh: '由本程序导入图纸得到的方案（levels[].source）',
    en: 'a plan imported from a drawing (levels[].source)',
  },
  'no-network': { zh: '没有馈线网络', en: 'no feeder network' },
  'with-network': {
    zh: '有馈线网络的方案（先运行 diku network）',
    en: 'a plan with a network (run diku network first)',
  },
  'no-antennas': { zh: '没有天线', en: 'no antennas' },
  'with-antennas': {
    zh: '有天线的方案（先运行 diku place）',
    en: 'a plan with antennas (run diku place first)',
  },
  'two-lines': { zh: '最多两行（约 36 个汉字）', en: 'no more than two lines (some 60 letters)' },
  'notice-file': { zh: '-o 文件（居民告知书）', en: '-o with the file of the resident notice' },
  'other-drawing': { zh: '来自另一图纸 {file}', en: 'from another drawing, {file}' },
  'one-drawing-only': {
    zh: '同一图纸的楼层，或用 --level 选一层',
    en: 'levels of one drawing, or one with --level',
  },
  'no-such-level': { zh: '没有楼层 "{level}"', en: 'no level "{level}"' },
} as const satisfies BothLanguages;
