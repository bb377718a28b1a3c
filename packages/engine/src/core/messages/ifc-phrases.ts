import type { BothLanguages } from './both-languages.ts';

/** What an IFC model is refused for. */
export const ifcPhrases = {
  'ifc-model': { zh: 'IFC 模型', en: 'IFC model' },
  'whole-ifc': { zh: '完整的 IFC 模型', en: 'a whole IFC model' },
  'ifc-one-building': { zh: '一栋建筑的 IFC 模型', en: 'an IFC model of one building' },
  'ifc-garage-alone': {
    zh: '一栋建筑的模型：请只导出地库',
    en: 'a model of one building: export the garage alone',
  },
  'ifc-at-most-mb': { zh: '至多 {most} MB 的 IFC 模型', en: 'an IFC model of at most {most} MB' },
  'ifc-unreadable': { zh: '读不出来的文件（{reason}）', en: 'a file that cannot be read ({reason})' },
  'ifc-header': { zh: '文件头或模式', en: 'its header or schema' },
  'ifc-stops-reader': {
    zh: '使 IFC 读取程序中断的实体（{reason}）',
    en: 'an entity that stops the reader of IFC ({reason})',
  },
  'ifc-without-it': {
    zh: '没有它的模型：请减少或简化几何后重新导出',
    en: 'a model without it: export again, with less or simpler geometry',
  },
  'ifc-looks': {
    zh: '超过 {most} 个墙、门、空间与关系',
    en: 'more than {most} walls, doors, spaces and relations',
  },
  'ifc-triangles': { zh: '超过 {most} 个三角形', en: 'more than {most} triangles' },
  'ifc-building-walls': { zh: '建筑的墙', en: 'walls of a building' },
  'ifc-pairs': { zh: '{type} 中超过 {most} 对', en: 'more than {most} pairs in {type}' },
  'ifc-unit': { zh: '不认识的长度单位', en: 'a unit of length that is not known' },
  'ifc-units': { zh: '米、毫米或英尺', en: 'metres, millimetres or feet' },
  'ifc-circle': {
    zh: '引用经 {over} 又回到自身',
    en: 'a chain of references back to itself over {over}',
  },
  'ifc-chain': { zh: '超过 {most} 级的引用链', en: 'a chain of more than {most} references' },
  'ifc-shorter-chain': { zh: '更短的引用链', en: 'a shorter one' },
  'ifc-two-of-number': { zh: '两个实体用同一编号', en: 'two entities of one number' },
  one: { zh: '一个', en: 'one' },
  'ifc-no-walls': {
    zh: '有几何的墙 {walls} 段，没有几何的墙和柱 {without} 个',
    en: '{walls} walls with geometry, {without} walls and columns without',
  },
  'ifc-walls-wanted': {
    zh: 'IfcWall 构件：请导出建筑或结构模型',
    en: 'IfcWall elements: export the architectural or structural model',
  },
  megabytes: { zh: '{count} MB', en: '{count} MB' },
  'ifc-no-schema': { zh: '没有模式', en: 'no schema' },
  'ifc-schemas': { zh: 'IFC2X3、IFC4 或 IFC4X3', en: 'IFC2X3, IFC4 or IFC4X3' },
  'ifc-cut-short': { zh: '模型未完文件就结束了', en: 'the end of the file before the end of the model' },
  'ifc-references': { zh: '超过 {most} 处引用', en: 'more than {most} references' },
  'ifc-entities': { zh: '超过 {most} 个实体', en: 'more than {most} entities' },
  'ifc-nested': { zh: '{depth} 层嵌套列表', en: '{depth} nested lists' },
  'ifc-number': { zh: '实体 #{number}', en: 'entity #{number}' },
  'ifc-numbers': { zh: '编号不超过 #{most}', en: 'numbers up to #{most}' },
  'ifc-list': { zh: '其类型的第 {place} 个属性处的列表', en: 'a list as attribute {place} of its type' },
  'ifc-entity': {
    zh: 'STEP 文件里的实体：#12=IFCWALL(…);',
    en: 'an entity as STEP files have them: #12=IFCWALL(…);',
  },
} as const satisfies BothLanguages;
