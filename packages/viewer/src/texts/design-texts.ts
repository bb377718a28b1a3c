/** Placements and networks as proposals, and papers. */
export const designTexts = {
  placeEnding: { zh: '正在结束，保留目前最好的方案…', en: 'Ending with the best plan so far…' },
  placeSoFar: {
    zh: '已停止：目前最好为 {count} 副天线，方案未改动',
    en: 'Stopped: {count} antennas are the best so far; the plan is unchanged',
  },
  exampleReady: {
    zh: '示例地库：图纸已识别，{count} 副天线已事先布放',
    en: 'The example garage: its drawing was recognised, {count} antennas were placed beforehand',
  },
  exampleNote: {
    zh: 'Ctrl+Enter 重新布放，并证明至少需要几副',
    en: 'Ctrl+Enter places antennas anew and proves how few can do',
  },
  placeTake: { zh: '采用', en: 'Take over' },
  feedingNetwork: { zh: '正在设计馈线网络', en: 'Designing the feeder network' },
  networkReady: {
    zh: '馈线网络：{cost} 元，电缆 {cable} m，{failed} 条规则未通过；方案未改动',
    en: 'Feeder network: CNY {cost}, {cable} m of cable, {failed} rules failed; the plan is unchanged',
  },
  failedNetwork: { zh: '无法设计馈线网络', en: 'No feeder network can be designed' },
  networkGone: {
    zh: '原馈线网络供的是原来的天线，已去掉：用“设计馈线网络”重新设计',
    en: 'The feeder network fed other antennas and is gone: “Design the feeder network” makes a new one',
  },
  makingPaper: { zh: '正在生成文件 {percent}', en: 'Making the document {percent}' },
  failedPaper: { zh: '无法生成文件', en: 'The document cannot be made' },
  paperMissing: {
    zh: '字库中没有这些字，PDF 中以〓代替：{list}',
    en: 'The font lacks these characters, 〓 stands for them in the PDF: {list}',
  },
  cmdFeed: { zh: '设计馈线网络', en: 'Design the feeder network' },
  cmdPaper: { zh: '导出：{name}', en: 'Export: {name}' },
  paper_report: { zh: '报告（HTML）', en: 'report (HTML)' },
  paper_pdf: { zh: '图纸与表格（PDF）', en: 'drawings and tables (PDF)' },
  paper_workbook: { zh: '材料表（XLSX）', en: 'bill of materials (XLSX)' },
  paper_bill: { zh: '材料表（CSV）', en: 'bill of materials (CSV)' },
  paper_ports: { zh: '端口功率表（CSV）', en: 'port powers (CSV)' },
  'paper_diagram-svg': { zh: '系统图（SVG）', en: 'system diagram (SVG)' },
  'paper_diagram-dxf': { zh: '系统图（DXF）', en: 'system diagram (DXF)' },
  'paper_floor-svg': { zh: '平面图（SVG）', en: 'floor plans (SVG)' },
  'paper_floor-dxf': { zh: '平面图（DXF）', en: 'floor plans (DXF)' },
  stepNetwork: { zh: '馈线网络', en: 'feeder network' },
} as const;
