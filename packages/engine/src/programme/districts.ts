/**
 * Shanghai's districts in the order of the notice 沪经信基〔2023〕93号, with the names they had. `formerly` are districts and counties that
 * became part of one (State Council's approvals of 1992–2016), by the names that stand in old address books. Central
 * ones are smaller than their names on a map of the city.
 */
export const districts = [
  { name: '浦东新区', english: 'Pudong', formerly: ['南汇区', '南汇县', '川沙县', '川沙'] },
  { name: '闵行区', english: 'Minhang', formerly: ['上海县'] },
  { name: '嘉定区', english: 'Jiading', formerly: ['嘉定县'] },
  { name: '宝山区', english: 'Baoshan', formerly: ['宝山县', '吴淞区'] },
  { name: '松江区', english: 'Songjiang', formerly: ['松江县'] },
  { name: '青浦区', english: 'Qingpu', formerly: ['青浦县'] },
  { name: '静安区', english: "Jing'an", isCentral: true, formerly: ['闸北区'] },
  { name: '徐汇区', english: 'Xuhui', isCentral: true, formerly: [] },
  { name: '杨浦区', english: 'Yangpu', isCentral: true, formerly: [] },
  { name: '长宁区', english: 'Changning', isCentral: true, formerly: [] },
  { name: '普陀区', english: 'Putuo', isCentral: true, formerly: [] },
  { name: '奉贤区', english: 'Fengxian', formerly: ['奉贤县'] },
  { name: '虹口区', english: 'Hongkou', isCentral: true, formerly: [] },
  { name: '黄浦区', english: 'Huangpu', isCentral: true, formerly: ['卢湾区', '南市区'] },
  { name: '金山区', english: 'Jinshan', formerly: ['金山县'] },
  { name: '崇明区', english: 'Chongming', formerly: ['崇明县'] },
] as const;

/** A district of Shanghai. */
export type DistrictName = (typeof districts)[number]['name'];

/** Their names in the order of the notice. */
export const districtNames = districts.map(({ name }) => name) as [DistrictName, ...DistrictName[]];
