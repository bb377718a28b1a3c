import type { Lang } from '../wording/texts.ts';

export interface ReviewTexts {
  source(format: string, unit: string, encoding: string): string;
  totals: string[];
  doubtsTitle(count: number): string;
  doubtColumns: string[];
  noDoubts: string;
  open: string;
  typed: string;
  showDrawing: string;
  showPlan: string;
  showDoubts: string;
  whole: string;
  save: string;
  footer: string;
}

export const reviewTexts: Record<Lang, ReviewTexts> = {
  zh: {
    source: (format, unit, encoding) => `图纸格式 ${format} · 单位 ${unit} · 文字编码 ${encoding}`,
    totals: ['楼层', '面积 m²', '标高 m', '净高 m', '墙', '柱', '门与卷帘', '车位', '点位', '设施'],
    doubtsTitle: (count) => `待核对 ${count} 项`,
    doubtColumns: ['编号', '楼层', '内容', '依据', '把握', '更正'],
    noDoubts: '没有需要核对的内容。',
    open: '未核对',
    typed: '数值，m',
    showDrawing: '原图',
    showPlan: '识别结果',
    showDoubts: '待核对',
    whole: '显示全图',
    save: '保存更正文件',
    footer: '滚轮缩放，拖动平移，点击一行可定位。保存的更正文件用 diku import --corrections 读入。',
  },
  en: {
    source: (format, unit, encoding) => `${format} · unit ${unit} · text ${encoding}`,
    totals: [
      ...['level', 'area m²', 'elevation m', 'clear height m', 'walls', 'columns', 'openings', 'bays'],
      ...['points', 'facilities'],
    ],
    doubtsTitle: (count) => `${count} to look at`,
    doubtColumns: ['no.', 'level', 'what', 'why', 'confidence', 'answer'],
    noDoubts: 'Nothing needs a look.',
    open: 'not looked at',
    typed: 'value, m',
    showDrawing: 'drawing',
    showPlan: 'recognised',
    showDoubts: 'doubts',
    whole: 'show all',
    save: 'save corrections',
    footer:
      'The wheel zooms, dragging moves, a click on a row goes to its place. diku import --corrections reads what was saved.',
  },
};
