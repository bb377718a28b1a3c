import type { BothLanguages } from './both-languages.ts';

/** What is refused when no garage can be recognised. */
export const garagePhrases = {
  'wall-layers': { zh: '墙图层', en: 'wall layers' },
  'bay-layers': { zh: '车位图层', en: 'bay layers' },
  'door-layers': { zh: '门图层', en: 'door layers' },
  units: { zh: '单位', en: 'units' },
  level: { zh: '楼层', en: 'level' },
  preset: { zh: '预设', en: 'preset' },
  'dense-lines': { zh: '密集的平行线', en: 'dense parallel lines' },
  'walls-not-hatching': { zh: '墙；填充应放在别的图层', en: 'walls; hatching belongs on another layer' },
  'bays-not-hatching': { zh: '车位；填充应放在别的图层', en: 'bays; hatching belongs on another layer' },
  'lines-count': { zh: '{count} 条线', en: '{count} lines' },
  'placed-blocks': { zh: '{count} 个图块', en: '{count} placed blocks' },
  'walls-count': { zh: '{count} 段墙', en: '{count} walls' },
  'at-most-on-level': { zh: '每层至多 {most}', en: 'at most {most} on one level' },
  'no-walls': { zh: '没有墙', en: 'no walls' },
  'walls-as-drawn': {
    zh: '在墙图层上以线、面或宽线画出的墙',
    en: 'walls drawn as lines, areas or wide lines on wall layers',
  },
  'walls-enclose-nothing': { zh: '墙没有围合出空间', en: 'walls that enclose nothing' },
  'outer-wall': { zh: '围合地库的外墙', en: 'an outer wall around the garage' },
  'walls-cross': { zh: '处处交叉的墙', en: 'walls that cross everywhere' },
  'walls-of-plan': { zh: '平面图的墙', en: 'walls of a floor plan' },
  'levels-count': { zh: '{count} 个楼层', en: '{count} levels' },
  'recognised-plan': { zh: '识别出的方案，{at}', en: 'recognised plan, {at}' },
  'garage-size': { zh: '{width} × {depth} m 的地库', en: 'a garage of {width} × {depth} m' },
  'garage-sides': {
    zh: '边长 {least} m 到 {most} m；请核对单位',
    en: 'sides between {least} m and {most} m; check the unit',
  },
  'walls-too-dense': { zh: '{area} m² 内有 {length} m 的墙', en: '{length} m of walls on {area} m²' },
  'walls-not-furniture': {
    zh: '地库的墙；填充和家具应放在别的图层',
    en: 'walls of a garage; hatching and furniture belong on other layers',
  },
  'walls-not-closed': {
    zh: '外墙没有闭合：最大的闭合部分（{area} m²）只含 {walls} % 的墙和 {others} % 的车位与柱',
    en: 'outer walls that do not close: the largest closed part ({area} m²) holds {walls} % of the walls and {others} % of bays and columns',
  },
  'outer-wall-gaps': {
    zh: '围合地库的外墙，只在坡道和门处断开',
    en: 'an outer wall around the garage, with gaps only at ramps and doors',
  },
  'outlines-cross': { zh: '两条互相交叉的外轮廓', en: 'two outlines that cross each other' },
  'one-outline': { zh: '每层一条外轮廓；各层并排画', en: 'one outline per level; draw levels side by side' },
  'wall-km-long': { zh: '一段 {km} km 长的墙', en: 'a wall {km} km long' },
  'wall-lines-in-all': { zh: '墙线总长 {length} m', en: '{length} m of wall lines in all' },
  'garage-walls-unit': { zh: '地库的墙；请核对单位', en: 'walls of a garage; check the unit' },
  'proxy-walls': {
    zh: '没有墙，只有仅其原软件能画出的对象（{objects}）',
    en: 'no walls, but objects that only their own program can draw ({objects})',
  },
  'walls-as-lines': {
    zh: '以线画出的墙：天正中另存为 T3，或分解对象，再存为 DXF',
    en: 'walls as lines: in Tianzheng save as T3, or explode the objects, and save as DXF again',
  },
  'no-wall-layers': { zh: '没有墙（图层：{layers}）', en: 'no walls (layers: {layers})' },
  'named-layers': {
    zh: '名称表明是墙的图层；否则用图层表指明',
    en: 'walls on layers named as such; name them with a layer map otherwise',
  },
  'unit-names': { zh: 'mm、cm、m、in 或 ft', en: 'mm, cm, m, in or ft' },
  'preset-or-file': { zh: '文件，或 {list} 之一', en: 'a file, or one of {list}' },
  'id-twice': { zh: '“{id}” 用了两次', en: '"{id}" twice' },
  'id-per-level': { zh: '每层一个编号', en: 'an id per level' },
} as const satisfies BothLanguages;
