import type { BothLanguages } from '../../core/index.ts';

/** Every kind of judgement that reading a table takes, and why it is made so. */
export const issueKinds = {
  // Rows.
  blank_row: { zh: '空行，不是小区', en: 'a blank row is no community' },
  subtotal_row: { zh: '小计行，不是小区', en: 'a subtotal is no community' },
  total_row: { zh: '合计行，不是小区', en: 'a total is no community' },
  repeated_header: { zh: '重复的表头，不是小区', en: 'a repeated header is no community' },
  column_numbers: { zh: '栏次行，不是小区', en: 'a row that numbers the columns is no community' },
  footnote_row: { zh: '表注，不是小区', en: 'a footnote is no community' },
  section_row: { zh: '分段标题，不是小区', en: 'a heading between rows is no community' },
  unnamed_row: { zh: '没有小区名称和地址，无法认定，未采用', en: 'neither name nor address: left out' },
  duplicate_exact: {
    zh: '与前面的记录完全相同，合并',
    en: 'says the same as an earlier record: one community',
  },
  duplicate_variant: {
    zh: '与前面的记录只有写法不同，合并',
    en: 'says the same as an earlier record in other spelling: one community',
  },
  duplicate_conflict: {
    zh: '与前面的记录是同一小区而数值不同，保留前面的',
    en: 'the community of an earlier record with other values: the earlier ones are kept',
  },
  // Places and names.
  district_space: { zh: '行政区中有空格，已去掉', en: 'spaces in the district are taken out' },
  district_prefix: { zh: '去掉“上海市”', en: 'the city is taken off the district' },
  district_short: { zh: '补上“区”', en: 'the district without 区 is completed' },
  district_variant: { zh: '行政区的其他写法', en: 'another spelling of the district' },
  district_old_name: {
    zh: '已撤并的区县，按现在的区',
    en: 'a merged district is the one that it belongs to now',
  },
  district_unknown: { zh: '上海没有这个区，未知', en: 'Shanghai has no such district: unknown' },
  district_above: {
    zh: '空白，取上一行的行政区（合并单元格）',
    en: 'blank: the district of the row above, as in merged cells',
  },
  missing_district: { zh: '没有行政区，未知', en: 'no district: unknown' },
  street_space: { zh: '街道（镇）中有空格，已去掉', en: 'spaces in the street office are taken out' },
  missing_street: { zh: '没有街道（镇），未知', en: 'no street office: unknown' },
  name_zero_width: {
    zh: '小区名称中有看不见的字符，已去掉',
    en: 'invisible characters in the name are taken out',
  },
  name_space: { zh: '小区名称中有空格，已去掉', en: 'spaces in the name are taken out' },
  name_halfwidth_brackets: { zh: '小区名称的括号统一为全角', en: 'brackets of the name in full width' },
  fullwidth_name: {
    zh: '小区名称的全角字母数字改为半角',
    en: 'letters and digits of the name in half width',
  },
  missing_name: { zh: '没有小区名称，以地址代替', en: 'no name: the address stands for it' },
  fullwidth_address: {
    zh: '地址的全角字母数字改为半角',
    en: 'letters and digits of the address in half width',
  },
  address_space: { zh: '地址中有空格，已去掉', en: 'spaces in the address are taken out' },
  embedded_newline: { zh: '备注有换行，保留', en: 'line breaks in the note are kept' },
  embedded_quotes: { zh: '备注有引号，保留', en: 'quotes in the note are kept' },
  phone_removed: {
    zh: '备注中的电话号码属于个人信息，已去掉',
    en: 'a telephone number in the note is personal: taken out',
  },
  missing_coord: { zh: '没有经纬度，未知', en: 'no coordinates: unknown' },
  coord_dms: { zh: '度分秒换算为度', en: 'degrees, minutes and seconds turned into degrees' },
  lon_lat_swapped: { zh: '经纬度颠倒，已对调', en: 'longitude and latitude had changed places' },
  coord_low_precision: {
    zh: '经纬度只有两位小数（约 1 km），照录',
    en: 'two decimals (about 1 km): kept as they are',
  },
  coord_outside: { zh: '不在上海，照录，请核对', en: 'outside Shanghai: kept, to be checked' },
  // Numbers.
  missing: { zh: '空白，未知', en: 'blank: unknown' },
  missing_rsrp: { zh: '没有电平，未知', en: 'no level: unknown' },
  fullwidth_digits: { zh: '全角数字', en: 'digits of full width' },
  fullwidth_number: { zh: '全角数字和符号', en: 'digits and signs of full width' },
  number_spaces: { zh: '数字中有空格，已去掉', en: 'spaces in the number are taken out' },
  thousands_comma: { zh: '千位分隔符', en: 'commas between thousands' },
  unit_suffix: { zh: '数字后有单位', en: 'a unit behind the number' },
  unit_wan: { zh: '以万为单位', en: 'in units of ten thousand' },
  unit_thousand: { zh: '以千、百为单位', en: 'in units of a thousand or a hundred' },
  approx_prefix: { zh: '约数，取其数', en: 'an approximate number is taken as it stands' },
  bound: { zh: '上下限（如“低于 −120”），取其数', en: 'a bound ("below −120") is taken as the number' },
  range_mean: {
    zh: '范围或多个值：取平均（年份、层数取最大）',
    en: 'a range or several values: their mean (of years and levels the largest)',
  },
  sum_of_parts: { zh: '几部分之和', en: 'the sum of the parts' },
  chinese_number: { zh: '中文数字', en: 'a number in Chinese' },
  level_names: { zh: '写的是层名，取最深一层', en: 'names of levels: the deepest one counts' },
  short_year: { zh: '两位数的年份', en: 'a year of two digits' },
  year_month: { zh: '带月份或日期，取年份', en: 'a month or date: the year is taken' },
  not_whole: { zh: '不是整数，已取整', en: 'no whole number: rounded' },
  number_in_text: { zh: '取文字中唯一的数', en: 'the only number in the text is taken' },
  remark_in_cell: { zh: '括号中的说明未采用', en: 'what stands in brackets is not taken' },
  out_of_range: { zh: '数值不合理，未知', en: 'a value that makes no sense: unknown' },
  unreadable: { zh: '看不懂，未知', en: 'cannot be read: unknown' },
  missing_minus: { zh: '电平缺负号，按负值', en: 'a level without its minus is below zero' },
  no_signal_text: { zh: '写明无信号', en: 'said to have no signal' },
  // Yes and no.
  flag_style_tick: { zh: '√、× 按是、否', en: 'tick and cross are yes and no' },
  flag_style_yn: { zh: 'Y、N、1、0 按是、否', en: 'Y, N, 1 and 0 are yes and no' },
  flag_style_text: { zh: '“已覆盖”“未覆盖”等按是、否', en: 'words such as 已覆盖 and 未覆盖 are yes and no' },
  flag_partial: {
    zh: '部分覆盖或在建：是否已覆盖未知',
    en: 'partly covered or being built: unknown whether covered',
  },
  flag_for_all: { zh: '一列说明几家运营商', en: 'one column speaks for several operators' },
  missing_coverage_flag: {
    zh: '没有填是否覆盖：未知，不当作“否”',
    en: 'no word on coverage: unknown, and not "no"',
  },
  tick_blank_ambiguous: {
    zh: '只打 √ 的行中的空白（或三家全空）：可能是“否”，也可能未填，按未知',
    en: 'blank in a row of ticks, or all three blank: may be "no", may be nothing, so unknown',
  },
  column_opposite: {
    zh: '这一列问的是“没有”：是、√ 读作没有，否读作有',
    en: 'the column asks for the lack: its yes is read as a no, its no as a yes',
  },
  column_question: {
    zh: '这一列的“是”“否”说明什么，表头看不出：未知，请回答',
    en: 'what a yes or no in this column says cannot be told by its header: unknown, please answer',
  },
  answer_open: {
    zh: '答“是”“否”，而表头没有说清问什么：未知',
    en: 'a bare yes or no where the header leaves open what it says: unknown',
  },
  complaints_some: { zh: '有投诉而没有次数：未知', en: 'there are complaints, but no number: unknown' },
  signal_some: { zh: '有信号而没有电平：未知', en: 'there is a signal, but no level: unknown' },
  owner_variant: { zh: '业主意愿的其他说法', en: 'another word for what the owners want' },
  property_variant: { zh: '物业配合的其他说法', en: 'another word for how the management helps' },
} as const satisfies BothLanguages;

export type IssueKind = keyof typeof issueKinds;
