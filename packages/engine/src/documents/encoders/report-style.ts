/** The report's one style sheet: A4, system fonts, tabular figures, hairlines; prints without colour loss. */
export const reportStyle = `
@page{size:A4;margin:16mm 15mm 18mm}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:32px 24px 48px;max-width:860px;background:#fff;color:#1d2126;
font:14px/1.55 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;
font-variant-numeric:tabular-nums;-webkit-print-color-adjust:exact;print-color-adjust:exact}
header{border-bottom:2px solid #1d2126;padding-bottom:12px;margin-bottom:20px}
header .kind{margin:0;color:#4a5057;font-size:13px;letter-spacing:.06em}
h1{font-size:24px;line-height:1.3;font-weight:600;margin:2px 0 4px}
p.stale{border:2px solid #a3271c;color:#a3271c;padding:8px 12px;font-weight:600}
.stale-sheet{display:none}
header .place{margin:0;color:#4a5057}
header .doubts{margin:8px 0 0;padding:6px 10px;border:1px solid #6b4e9b;border-left-width:6px;color:#4a3670}
h2{font-size:16px;font-weight:600;margin:30px 0 8px;break-after:avoid}
h3{font-size:14px;font-weight:600;margin:16px 0 6px;break-after:avoid}
p{margin:0 0 8px}
.verdict{border:1px solid #1d2126;border-left-width:8px;padding:14px 18px;break-inside:avoid}
.verdict+p{margin-top:10px}
.verdict>p:last-child{margin-bottom:0}
.verdict.bad{border-color:#a3271c}
.verdict strong{display:block;font-size:22px;line-height:1.3;font-weight:600}
.verdict.bad strong{color:#a3271c}
.verdict.open{border-color:#6b4e9b}
.verdict.open strong{color:#4a3670}
.chances{display:flex;flex-wrap:wrap;gap:6px 28px;margin:12px 0 4px;padding:0;list-style:none}
.chances li{display:flex;flex-direction:column}
.chances b{font-size:19px;font-weight:600;line-height:1.3}
.chances span{color:#4a5057;font-size:12px}
.note{color:#4a5057;font-size:12.5px}
table{border-collapse:collapse;width:100%;margin:0 0 8px;font-size:13px;line-height:1.4}
thead{display:table-header-group}
tr{break-inside:avoid}
th{font-weight:600;text-align:left;border-bottom:1px solid #1d2126;padding:4px 12px 4px 0;vertical-align:bottom}
td{border-bottom:1px solid #dfe2e5;padding:4px 12px 4px 0;vertical-align:top;overflow-wrap:anywhere}
th::first-letter{text-transform:uppercase}
th.n,td.n{text-align:right;white-space:nowrap;overflow-wrap:normal}
th.n{white-space:normal}
.w{white-space:nowrap}
.even{table-layout:fixed}
th:last-child,td:last-child{padding-right:0}
tr.bad td{color:#a3271c;font-weight:600}
ol{margin:0;padding-left:1.6em}
li{margin:0 0 4px}
details summary{cursor:pointer;color:#4a5057;margin:4px 0 8px}
figure{margin:0 0 18px;break-inside:avoid}
figure svg,figure img{display:block;width:100%;height:auto}
.pictures h2{break-before:page}
footer{margin-top:36px;padding-top:10px;border-top:1px solid #dfe2e5;color:#4a5057;font-size:12px}
@media print{.stale-sheet{display:block;position:fixed;z-index:9;top:40%;left:6%;right:6%;color:#a3271c;opacity:.3;
font-size:26px;line-height:1.3;font-weight:700;text-align:center;transform:rotate(-24deg);pointer-events:none}
body{padding:0;max-width:none;font-size:12px}table{font-size:11px}h1{font-size:21px}
.note,footer{font-size:10.5px}
details::details-content{content-visibility:visible;block-size:auto}details summary{list-style:none}}
@media (max-width:600px){body{padding:20px 14px}table{display:block;overflow-x:auto}}
`.replace(/\n/g, '');
