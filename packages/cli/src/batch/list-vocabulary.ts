/** Heads of a list's columns, in small letters, without spaces. */
export const heads = {
  id: ['id', 'community', 'communityid', '编号', '小区编号', '序号'],
  name: ['name', '名称', '小区', '小区名称'],
  district: ['district', '区', '行政区', '所属区'],
  input: ['file', 'drawing', 'plan', 'input', 'path', '图纸', '方案', '文件'],
} as const;
