/**
 * Columns as a street office or a district would head them where they ask for a lack or leave open what they ask, with cells and what
 * a careful reader takes them for. Written from the form's wording alone; those that are held back were not looked at while the reading
 * of headers was written.
 */
export interface AskedColumn {
  header: string;
  field: 'covered' | 'owners' | 'property' | 'complaints' | 'ground';
  /** Cell, then every value that is honest; `ask` is "not known, and the column or the cell is asked about". */
  cells: readonly (readonly [string, ...(boolean | number | string | null)[]])[];
  isHeldBack?: true;
}

const ask = 'ask';

/** Covered, or not: of one operator, by a yes and a no. */
const flipped = [
  ['是', false],
  ['否', true],
] as const;
const plain = [
  ['是', true],
  ['否', false],
] as const;
const asked = [
  ['是', ask],
  ['否', ask],
] as const;

export const askedColumns: readonly AskedColumn[] = [
  { header: '电信是否未覆盖', field: 'covered', cells: flipped },
  { header: '电信未覆盖', field: 'covered', cells: [...flipped, ['√', false]], isHeldBack: true },
  {
    header: '电信地下车库是否存在信号盲区',
    field: 'covered',
    cells: [...flipped, ['存在', false], ['不存在', true]],
  },
  {
    header: '电信有无信号盲点',
    field: 'covered',
    cells: [
      ['有', false],
      ['无', true],
    ],
    isHeldBack: true,
  },
  { header: '电信车库是否无信号', field: 'covered', cells: flipped },
  { header: '电信信号是否缺失', field: 'covered', cells: flipped, isHeldBack: true },
  { header: '电信是否尚未开通室分', field: 'covered', cells: flipped },
  { header: '是否还没有电信覆盖', field: 'covered', cells: flipped, isHeldBack: true },
  { header: '电信是否需要新建覆盖', field: 'covered', cells: asked },
  { header: '电信是否纳入覆盖计划', field: 'covered', cells: asked, isHeldBack: true },
  { header: '电信待补覆盖', field: 'covered', cells: asked },
  { header: '电信拟建室分', field: 'covered', cells: asked, isHeldBack: true },
  {
    header: '电信信号是否较弱',
    field: 'covered',
    cells: [
      ['是', ask],
      ['否', ask, true],
    ],
  },
  {
    header: '电信覆盖是否不足',
    field: 'covered',
    cells: [
      ['是', ask, false],
      ['否', ask, true],
    ],
    isHeldBack: true,
  },
  { header: '电信是否不存在盲区', field: 'covered', cells: plain },
  { header: '电信是否已无信号盲区', field: 'covered', cells: plain, isHeldBack: true },
  { header: '电信覆盖（未覆盖打√）', field: 'covered', cells: [['√', false]] },
  {
    header: '电信覆盖情况（0有1无）',
    field: 'covered',
    cells: [
      ['0', true, ask],
      ['1', false, ask],
    ],
    isHeldBack: true,
  },
  {
    header: '电信是否覆盖（有盲区填否）',
    field: 'covered',
    cells: plain,
  },
  { header: '电信室分是否未建', field: 'covered', cells: flipped, isHeldBack: true },
  {
    header: '电信覆盖空白',
    field: 'covered',
    cells: [
      ['是', false],
      ['已覆盖', true],
      ['未覆盖', false],
    ],
  },
  {
    header: '电信是否属于覆盖空白',
    field: 'covered',
    cells: [...flipped, ['已覆盖', true]],
    isHeldBack: true,
  },
  {
    header: 'Telecom not covered',
    field: 'covered',
    cells: [
      ['Y', false],
      ['N', true],
    ],
  },
  {
    header: 'Telecom coverage missing (yes/no)',
    field: 'covered',
    cells: [
      ['yes', false],
      ['no', true],
    ],
    isHeldBack: true,
  },

  {
    header: '业主是否反对',
    field: 'owners',
    cells: [
      ['是', 'disagree'],
      ['否', 'agree', ask],
    ],
  },
  {
    header: '业主是否有异议',
    field: 'owners',
    cells: [
      ['是', 'disagree'],
      ['否', 'agree', ask],
      ['无', 'agree', ask],
      ['无异议', 'agree'],
    ],
    isHeldBack: true,
  },
  {
    header: '业主不同意',
    field: 'owners',
    cells: [
      ['√', 'disagree'],
      ['是', 'disagree'],
      ['否', 'agree', ask],
    ],
  },
  {
    header: '业委会拒绝安装',
    field: 'owners',
    cells: [
      ['是', 'disagree'],
      ['否', 'agree', ask],
    ],
    isHeldBack: true,
  },
  {
    header: '有无业主阻挠施工',
    field: 'owners',
    cells: [
      ['有', 'disagree'],
      ['无', 'agree', ask],
    ],
  },
  {
    header: '业主意见',
    field: 'owners',
    cells: [
      ['不反对', 'agree', ask],
      ['没有异议', 'agree'],
      ['无人反对', 'agree', ask],
      ['不同意', 'disagree'],
      ['同意', 'agree'],
    ],
    isHeldBack: true,
  },
  {
    header: '业主是否尚未征询',
    field: 'owners',
    cells: [
      ['是', 'pending'],
      ['否', ask],
    ],
  },
  {
    header: '业主大会是否未通过',
    field: 'owners',
    cells: [
      ['是', 'disagree', 'pending', ask],
      ['否', 'agree'],
    ],
    isHeldBack: true,
  },
  {
    header: '业主同不同意',
    field: 'owners',
    cells: [
      ['同意', 'agree'],
      ['不同意', 'disagree'],
      ['是', 'agree'],
      ['否', 'disagree'],
    ],
  },
  {
    header: '居民愿不愿意',
    field: 'owners',
    cells: [
      ['愿意', 'agree'],
      ['不愿意', 'disagree'],
      ['是', 'agree'],
    ],
    isHeldBack: true,
  },

  {
    header: '物业是否拒绝进场',
    field: 'property',
    cells: [
      ['是', 'no'],
      ['否', 'yes', ask],
    ],
  },
  {
    header: '物业不配合',
    field: 'property',
    cells: [
      ['√', 'no'],
      ['是', 'no'],
      ['否', 'yes', ask],
    ],
    isHeldBack: true,
  },
  {
    header: '物业有无阻工',
    field: 'property',
    cells: [
      ['有', 'no'],
      ['无', 'yes', ask],
    ],
  },
  {
    header: '物业协调有无困难',
    field: 'property',
    cells: [
      ['有', 'partial', 'no', ask],
      ['无', 'yes', ask],
    ],
    isHeldBack: true,
  },
  { header: '物业是否收取配合费', field: 'property', cells: asked },
  {
    header: '物业配合是否需街道协调',
    field: 'property',
    cells: [
      ['是', 'partial', ask],
      ['否', 'yes', ask],
    ],
    isHeldBack: true,
  },
  {
    header: '物业是否配合',
    field: 'property',
    cells: [
      ['是', 'yes'],
      ['否', 'no'],
      ['不拒绝', 'yes', ask],
    ],
  },
  {
    header: '物业态度',
    field: 'property',
    cells: [
      ['不反对', 'yes', 'partial', ask],
      ['没有阻挠', 'yes', ask],
      ['不配合', 'no'],
    ],
    isHeldBack: true,
  },

  {
    header: '有无投诉',
    field: 'complaints',
    cells: [
      ['无', 0],
      ['有', null, ask],
      ['3', 3],
    ],
  },
  {
    header: '是否有12345投诉',
    field: 'complaints',
    cells: [
      ['否', 0],
      ['是', null, ask],
    ],
    isHeldBack: true,
  },
  {
    header: '近一年无投诉',
    field: 'complaints',
    cells: [
      ['√', 0],
      ['是', 0],
      ['否', null, ask],
    ],
  },
  {
    header: '是否未收到投诉',
    field: 'complaints',
    cells: [
      ['是', 0],
      ['否', null, ask],
    ],
    isHeldBack: true,
  },
  {
    header: '投诉是否已处理',
    field: 'complaints',
    cells: [
      ['是', null, ask],
      ['否', null, ask],
    ],
  },

  {
    header: '电信地面有无信号',
    field: 'ground',
    cells: [
      ['无', 'no-signal'],
      ['有', null, ask],
    ],
  },
  {
    header: '电信地面是否无信号',
    field: 'ground',
    cells: [
      ['是', 'no-signal'],
      ['否', null, ask],
    ],
    isHeldBack: true,
  },
  {
    header: '电信室外有无信号盲区',
    field: 'ground',
    cells: [
      ['无', null, ask],
      ['有', null, 'no-signal', ask],
    ],
  },
  {
    header: '电信室外信号是否差',
    field: 'ground',
    cells: [
      ['是', null, ask],
      ['否', null, ask],
    ],
    isHeldBack: true,
  },

  // Written later, against what could be read by then.

  {
    header: '电信有未覆盖楼层',
    field: 'covered',
    cells: [
      ['是', false, ask],
      ['否', true],
    ],
  },
  { header: '电信无覆盖打×', field: 'covered', cells: [['×', false]] },
  {
    header: '电信（覆盖√未覆盖×）',
    field: 'covered',
    cells: [
      ['√', true, null, ask],
      ['×', false, null, ask],
    ],
  },
  {
    header: '电信覆盖（√未覆盖，×已覆盖）',
    field: 'covered',
    cells: [
      ['√', false],
      ['×', true],
    ],
  },
  {
    header: '业主同意否',
    field: 'owners',
    cells: [
      ['是', 'agree'],
      ['否', 'disagree'],
    ],
  },
  {
    header: '业主同意与否',
    field: 'owners',
    cells: [
      ['是', 'agree'],
      ['否', 'disagree'],
    ],
  },
  {
    header: '业主有没有意见',
    field: 'owners',
    cells: [
      ['有', 'disagree', ask],
      ['没有', 'agree', ask],
    ],
  },
  {
    header: '业主有无不同意见',
    field: 'owners',
    cells: [
      ['有', 'disagree', ask],
      ['无', 'agree', ask],
    ],
  },
  {
    header: '物业能否配合',
    field: 'property',
    cells: [
      ['能', 'yes', null, ask],
      ['否', 'no'],
      ['是', 'yes'],
    ],
  },
  {
    header: '物业是否不愿意',
    field: 'property',
    cells: [
      ['是', 'no'],
      ['否', 'yes', ask],
    ],
  },
  {
    header: '物业有没有抵触',
    field: 'property',
    cells: [
      ['有', 'no', ask, null],
      ['没有', 'yes', ask, null],
    ],
  },
  {
    header: '12345投诉为零',
    field: 'complaints',
    cells: [
      ['是', 0],
      ['否', null, ask],
    ],
  },
  {
    header: '投诉是否属实',
    field: 'complaints',
    cells: [
      ['是', null, ask],
      ['否', null, ask],
    ],
  },
  {
    header: '未发生投诉',
    field: 'complaints',
    cells: [
      ['√', 0],
      ['否', null, ask],
    ],
  },
  {
    header: '电信信号时有时无',
    field: 'covered',
    cells: [
      ['是', null, ask],
      ['否', null, ask],
    ],
  },
  {
    header: '电信是否无需覆盖',
    field: 'covered',
    cells: [
      ['是', null, ask],
      ['否', null, ask],
    ],
  },
  {
    header: '电信是否具备覆盖条件',
    field: 'covered',
    cells: [
      ['是', null, ask],
      ['否', null, ask, false],
    ],
  },
  {
    header: '电信室分是否已拆除',
    field: 'covered',
    cells: [
      ['是', false],
      ['否', true, ask],
    ],
  },
  {
    header: '是否因物业不同意未覆盖（电信）',
    field: 'covered',
    cells: [
      ['是', false],
      ['否', null, ask, true],
    ],
  },
  {
    header: '电信是否未能实现信号覆盖',
    field: 'covered',
    cells: [
      ['是', false],
      ['否', true],
    ],
  },
  {
    header: '地库电信没信号',
    field: 'covered',
    cells: [
      ['√', false],
      ['×', true, ask],
    ],
  },
  {
    header: '电信信号盲区是否已消除',
    field: 'covered',
    cells: [
      ['是', true],
      ['否', false],
    ],
  },
  {
    header: '是否存在电信手机信号无法覆盖的区域',
    field: 'covered',
    cells: [
      ['是', false, ask],
      ['否', true],
    ],
  },
  {
    header: '电信是否没有任何信号',
    field: 'covered',
    cells: [
      ['是', false],
      ['否', true, ask],
    ],
  },
  {
    header: 'No Telecom signal',
    field: 'covered',
    cells: [
      ['Y', false],
      ['N', true],
    ],
  },
  {
    header: 'Telecom blind spots',
    field: 'covered',
    cells: [
      ['yes', false, ask],
      ['no', true],
    ],
  },
  {
    header: 'Owners object',
    field: 'owners',
    cells: [
      ['Y', 'disagree'],
      ['N', 'agree', ask],
    ],
  },
  {
    header: '电信地面无信号',
    field: 'ground',
    cells: [
      ['是', 'no-signal'],
      ['否', null, ask],
    ],
  },
  {
    header: '电信小区内是否有信号',
    field: 'ground',
    cells: [
      ['否', 'no-signal', null, ask],
      ['是', null, ask],
    ],
  },
  {
    header: '电信室外弱覆盖',
    field: 'ground',
    cells: [
      ['是', null, ask],
      ['否', null, ask],
    ],
  },

  {
    header: '电信有无覆盖漏点',
    field: 'covered',
    cells: [
      ['有', false, ask],
      ['无', true],
    ],
  },
  {
    header: '电信地库打不通电话',
    field: 'covered',
    cells: [
      ['是', false, ask, null],
      ['否', true, ask, null],
    ],
  },
  {
    header: '电信网络是否瘫痪',
    field: 'covered',
    cells: [
      ['是', false, ask, null],
      ['否', true, ask, null],
    ],
  },
  {
    header: '电信尚无室分系统',
    field: 'covered',
    cells: [
      ['是', false],
      ['否', true],
    ],
  },
  {
    header: '是否为电信信号空白区',
    field: 'covered',
    cells: [
      ['是', false],
      ['否', true],
    ],
  },
  {
    header: '电信覆盖是否未达标',
    field: 'covered',
    cells: [
      ['是', false, ask],
      ['否', true],
    ],
  },
  {
    header: '电信是否已全部覆盖到位',
    field: 'covered',
    cells: [
      ['是', true],
      ['否', false, ask],
    ],
  },
  {
    header: '电信 未覆盖（是/否）',
    field: 'covered',
    cells: [
      ['是', false],
      ['否', true],
    ],
  },
  {
    header: '电信覆盖（Y：未覆盖；N：已覆盖）',
    field: 'covered',
    cells: [
      ['Y', false],
      ['N', true],
    ],
  },
  {
    header: '车库电信信号（1无 2有）',
    field: 'covered',
    cells: [
      ['1', false, ask, null],
      ['2', true, ask, null],
    ],
  },
  {
    header: '电信是否申请新增覆盖',
    field: 'covered',
    cells: [
      ['是', ask],
      ['否', ask],
    ],
  },
  {
    header: '电信有望年内覆盖',
    field: 'covered',
    cells: [
      ['是', ask],
      ['否', ask],
    ],
  },
  {
    header: '业主是否持反对意见',
    field: 'owners',
    cells: [
      ['是', 'disagree'],
      ['否', 'agree', ask],
    ],
  },
  {
    header: '有无居民反对',
    field: 'owners',
    cells: [
      ['有', 'disagree'],
      ['无', 'agree', ask],
    ],
  },
  {
    header: '业主是否一致同意',
    field: 'owners',
    cells: [
      ['是', 'agree'],
      ['否', 'disagree', 'pending', ask],
    ],
  },
  {
    header: '业委会未表态',
    field: 'owners',
    cells: [
      ['是', 'pending', ask],
      ['否', ask],
    ],
  },
  {
    header: '物业是否不予配合',
    field: 'property',
    cells: [
      ['是', 'no'],
      ['否', 'yes', ask],
    ],
  },
  {
    header: '物业是否设置障碍',
    field: 'property',
    cells: [
      ['是', 'no', ask, null],
      ['否', 'yes', ask, null],
    ],
  },
  {
    header: '物业阻拦',
    field: 'property',
    cells: [
      ['无', 'yes', ask],
      ['有', 'no'],
    ],
  },
  {
    header: '是否零投诉',
    field: 'complaints',
    cells: [
      ['是', 0],
      ['否', null, ask],
    ],
  },
  {
    header: '有无重复投诉',
    field: 'complaints',
    cells: [
      ['有', null, ask],
      ['无', 0, null, ask],
    ],
  },
  {
    header: '电信小区地面有无盲区',
    field: 'ground',
    cells: [
      ['有', null, ask],
      ['无', null, ask],
    ],
  },
];
