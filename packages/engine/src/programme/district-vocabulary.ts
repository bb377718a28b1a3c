/**
 * Shanghai's districts in the order of the notice 沪经信基〔2023〕93号, with the names that stand in files and tables. `id`
 * is the name in Latin letters, which tables have too; `formerly` are districts and counties that
 * became part of one (State Council's approvals of 1992–2016), by the names that stand in old address books. Central
 * ones are smaller than their names on a map of the city.
 */
export const districts = [
  { id: 'pudong', name: '浦东新区', formerly: ['南汇区', '南汇县', '川沙县', '川沙'] },
  { id: 'minhang', name: '闵行区', formerly: ['上海县'] },
  { id: 'jiading', name: '嘉定区', formerly: ['嘉定县'] },
  { id: 'baoshan', name: '宝山区', formerly: ['宝山县', '吴淞区'] },
  { id: 'songjiang', name: '松江区', formerly: ['松江县'] },
  { id: 'qingpu', name: '青浦区', formerly: ['青浦县'] },
  { id: 'jingan', name: '静安区', isCentral: true, formerly: ['闸北区'] },
  { id: 'xuhui', name: '徐汇区', isCentral: true, formerly: [] },
  { id: 'yangpu', name: '杨浦区', isCentral: true, formerly: [] },
  { id: 'changning', name: '长宁区', isCentral: true, formerly: [] },
  { id: 'putuo', name: '普陀区', isCentral: true, formerly: [] },
  { id: 'fengxian', name: '奉贤区', formerly: ['奉贤县'] },
  { id: 'hongkou', name: '虹口区', isCentral: true, formerly: [] },
  { id: 'huangpu', name: '黄浦区', isCentral: true, formerly: ['卢湾区', '南市区'] },
  { id: 'jinshan', name: '金山区', formerly: ['金山县'] },
  { id: 'chongming', name: '崇明区', formerly: ['崇明县'] },
] as const;
