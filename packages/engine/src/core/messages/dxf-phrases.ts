import type { BothLanguages } from './both-languages.ts';

/** What a DXF file is refused for. */
export const dxfPhrases = {
  'group-code': { zh: '组码 {code}', en: 'group code {code}' },
  'dxf-begin': { zh: '以 0 SECTION 开头的 DXF 文件', en: 'a DXF file, starting with 0 SECTION' },
  'dxf-first-section': {
    zh: 'SECTION，即 DXF 文件的第一个对象',
    en: 'SECTION, as the first object of a DXF file',
  },
  'dxf-group-code': { zh: 'DXF 组码', en: 'a DXF group code' },
  'dxf-drawing-code': { zh: 'DXF 图纸（组码）', en: 'a DXF drawing (a group code)' },
  'dxf-known-code': { zh: 'DXF 有的组码', en: 'a group code of DXF' },
  'dxf-object-name': { zh: 'DXF 对象的名称', en: 'the name of a DXF object' },
  'dxf-drawing': { zh: 'DXF 图纸', en: 'a DXF drawing' },
  'no-objects': { zh: '没有对象', en: 'no objects' },
  'no-entities': { zh: '没有图元', en: 'no entities' },
  'plan-in-model-space': { zh: '模型空间里有平面图的图纸', en: 'a drawing with a floor plan in model space' },
  'more-objects': { zh: '更多对象', en: 'more objects' },
  'at-most-objects': { zh: '至多 {most} 个对象', en: 'at most {most} objects' },
  'at-most-values': { zh: '至多 {most} 个值', en: 'at most {most} values' },
  'lines-in-file': { zh: '{count} 行', en: '{count} lines' },
  'dxf-end': { zh: '结尾的 EOF（文件不完整）', en: 'EOF at the end (the file is cut short)' },
  'number-in-group': { zh: '{type} 组码 {code} 的数字', en: 'a number in group {code} of {type}' },
  'without-layer': { zh: '没有图层的 {type}', en: '{type} without a layer' },
  'layer-group': { zh: '组码 8', en: 'group 8' },
  vertex: { zh: 'VERTEX', en: 'VERTEX' },
  'vertex-after-polyline': { zh: '它在其 POLYLINE 之后', en: 'it to follow its POLYLINE' },
  'block-in-itself': { zh: '图块 “{name}” 插入了自身', en: 'block "{name}" placed within itself' },
  'block-too-deep': {
    zh: '图块 “{name}” 嵌套超过 {most} 层',
    en: 'block "{name}" nested deeper than {most}',
  },
  'block-nesting': { zh: '图块嵌套至多 {most} 层', en: 'blocks in blocks at most {most} deep' },
  'points-of-blocks': {
    zh: '图块展开后超过 {most} 个点',
    en: 'more than {most} points after placing all blocks',
  },
  'garage-plan-purged': {
    zh: '一座地库的平面图：请清理（PURGE）或拆离与之无关的内容',
    en: 'a floor plan of a garage; purge or detach what does not belong to it',
  },
  'first-of-damaged': {
    zh: '{found}，是至少 {count} 个损坏图元中的第一个',
    en: '{found}, the first of {count} damaged entities or more',
  },
  'on-layer': { zh: '{found}（图层 {layer}）', en: '{found} on layer {layer}' },
} as const satisfies BothLanguages;
