/**
 * Records of works on the example garage as contractors write them, each in another hand: titles above, two-line heads, GBK, both
 * coordinates in a cell, millimetres, return loss, a column per band, only what changed.
 */
export const records = {
  plain: {
    antennas: `天线编号,楼层,实际坐标X(m),实际坐标Y(m),挂高(m),安装情况,备注
ANT1-B1,B1,12.25,43.75,2.4,已安装,
ANT2-B1,B1,57.75,35.10,2.4,移位,避让消防喷淋管
ANT3-B1,B1,36.75,26.25,2.3,已安装,
ANT4-B1,B1,,,,未安装,业主不同意
`,
    cables: `馈线编号,起点,终点,型号,实际长度(m),备注
L1,PS1-B1,ANT3-B1,"1/2""馈线",4.5,
L2,PS1-B1,ANT1-B1,"1/2""馈线",52.3,绕行风管
L4,T2-B1,ANT2-B1,"1/2""馈线",9.8,
L7,SRC1,T1-B1,"7/8""馈线",33.0,改用7/8
`,
    tests: `序号,测试支路,测试频段(MHz),驻波比,限值,三阶互调(dBc),互调限值,测试仪表,测试人,测试日期,结论
1,L7,1710-2170,1.28,1.5,-152.3,-140,S331L,王建国,2026-10-12,合格
2,L5,1710-2170,1.31,1.5,-149.0,-140,S331L,王建国,2026-10-12,合格
3,L4,1710-2170,1.72,1.5,-128.5,-140,S331L,王建国,2026-10-12,不合格
`,
  },
  titled: {
    antennas: `某小区地下车库移动通信室内分布系统工程,,,,,,
天线安装检查记录表,,,,,,
工程名称：某小区,,施工单位：某工程公司,,日期：2026年10月20日,,
序号,设备编号,所在楼层,X坐标(米),Y坐标(米),安装高度（米）,是否安装
1,ANT1-B1,地下一层,12.3,43.8,2.4,是
2,ANT2-B1,地下一层,54.3,33.3,2.4,是
3,ANT3-B1,地下一层,40.1,26.3,2.4,是
4,ANT4-B1,地下一层,/,/,/,否
施工员：李强,,监理：赵敏,,,,
`,
    cables: `线缆布放记录,,,,,
序号,线缆编号,起始端,终止端,线缆规格,竣工长度（米）
1,L1,PS1-B1,ANT3-B1,1/2,7.6
2,L2,PS1-B1,ANT1-B1,1/2,41
合计,,,,,48.6
`,
    tests: `驻波比测试记录表,,,,,,,
测试仪表：S331D,,测试人：李强,,测试日期：2026/10/21,,,
序号,起点,终点,800M驻波比,1800M驻波比,2100M驻波比,2300M驻波比,是否合格
1,SRC1,T1-B1,1.21,1.25,1.24,1.29,是
2,PS1-B1,ANT1-B1,1.35,1.41,1.56,1.49,否
`,
  },
  english: {
    antennas: `Antenna ID,Level,As-built X (m),As-built Y (m),Mounting height (m),Status,Remarks
ANT1-B1,B1,14.10,43.75,2.40,Relocated,sprinkler main
ANT2-B1,B1,54.25,33.25,2.40,Installed,
ANT4-B1,B1,,,,Not installed,no access
`,
    cables: `Cable ID,From,To,Cable type,As-built length (m),Remarks
L2,PS1-B1,ANT1-B1,"1/2"" feeder",38.4,
L3,T2-B1,PS1-B1,"7/8"" feeder",18.6,changed to 7/8
`,
    tests: `Branch,Start freq (MHz),Stop freq (MHz),VSWR (max),VSWR limit,PIM IM3 (dBc),Test power,Instrument,Tested by,Date,Result
L7,1710,2200,1.24,1.5,-153.0,2x43 dBm,MW82119B,J. Smith,2026-11-02,Pass
L2,1710,2200,1.61,1.5,-131.0,2x43 dBm,MW82119B,J. Smith,2026-11-02,Fail
`,
  },
  twoLines: {
    antennas: `竣工天线坐标对照表,,,,,,,,
编号,楼层,设计坐标(mm),,竣工坐标(mm),,挂高,施工状态,说明
,,X,Y,X,Y,,,
ANT1-B1,B1,12250,43750,12250,43750,2400,完成,
ANT2-B1,B1,54250,33250,54900,31800,2350,完成（偏移）,躲开桥架
`,
    cables: `序号,缆线编号,起点设备,终点设备,缆线型号,设计长度(m),竣工长度(m),偏差(m)
1,L4,T2-B1,ANT2-B1,"HCAAYZ-50-12(1/2"")",4.95,3.6,-1.35
2,L6,T1-B1,ANT4-B1,"HCAAYZ-50-12(1/2"")",15.70,21.9,6.2
`,
    tests: `无源互调及驻波比测试表,,,,,,,
线缆编号,端口,测试频率(MHz),驻波比VSWR,驻波标准,三阶互调值(dBm),互调标准(dBm),判定
L7,SRC1 out1,1805-2370,1.33,≤1.5,-112.4,≤-97,通过
L6,T1-B1 coupled,1805-2370,1.38,≤1.5,-92.7,≤-97,不通过
`,
  },
  changes: {
    antennas: `变更清单
天线号,变更情况,实际位置,型号,原因
ant1-b1,按图施工,同设计,,
ＡＮＴ２－Ｂ１,移位,"55.0，30.2",,梁下有管
ANT3-B1,√,,,
`,
    tests: `天线编号,频率,回波损耗(dB),互调(dBm),载波功率,日期
ANT1-B1,1870MHz,18.5,-99.1,2×43dBm,2026.10.30
ANT2-B1,1870MHz,13.2,-95.0,2*43dBm,2026.10.30
`,
  },
} as const;

/** The same in one workbook, a sheet for each. */
export const workbookRows = {
  antennas: [
    ['某小区地库室分工程 天线竣工表'],
    [],
    ['天线编号', '层', '坐标(X,Y) m', '安装高度 m', '天线类型', '状态', '备注'],
    ['ANT1-B1', 'B1', '12.25,43.75', 2.4, '吸顶全向', '已装', undefined],
    ['ANT3-B1', 'B1', '(39.9,28.1)', 2.4, '吸顶全向', '已装', '位置调整'],
  ],
  cables: [
    ['编号', '起点', '终点', '馈线型号', '设计长度', '实际长度', '单位'],
    ['L1', 'PS1-B1', 'ANT3-B1', '1/2馈线', 4.25, 6.1, 'm'],
    ['L6', 'T1-B1', 'ANT4-B1', '1/2馈线', 15.7, 17, 'm'],
  ],
  tests: [
    ['驻波比/互调测试记录'],
    ['测试点', '方向', '测试频段', '驻波比', 'PIM3 dBc', '结果', '测试人'],
    ['T1-B1', 'T1-B1→ANT4-B1', '1.7-2.7GHz', 1.36, -145.5, 'PASS', '孙'],
    ['PS1-B1', 'PS1-B1→ANT1-B1', '1.7-2.7GHz', 1.9, -120, 'FAIL', '孙'],
  ],
} as const;

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
