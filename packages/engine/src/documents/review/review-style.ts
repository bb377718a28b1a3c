/** The review page's own rules, on top of the report's style sheet. */
export const reviewStyle = `
body{max-width:1500px}
.bar{display:flex;flex-wrap:wrap;gap:8px 20px;align-items:center;position:sticky;top:0;z-index:1;background:#fff;
padding:10px 0;border-bottom:1px solid #dfe2e5}
.bar label{display:inline-flex;gap:6px;align-items:center;cursor:pointer}
button,select{font:inherit;padding:4px 10px;border:1px solid #8a9199;border-radius:4px;background:#fff;color:inherit}
button{cursor:pointer}
button:hover{background:#f1f3f5}
button.main{background:#1d2126;color:#fff;border-color:#1d2126}
button:focus-visible,select:focus-visible,tr:focus-visible{outline:2px solid #0072b2;outline-offset:1px}
.picture{border:1px solid #dfe2e5;overflow:hidden;touch-action:none;cursor:grab}
.picture:active{cursor:grabbing}
.picture svg{display:block;width:100%;height:auto}
.doubt-table td{vertical-align:middle}
.doubt-table tbody tr{cursor:pointer}
.doubt-table tbody tr:hover{background:#f6f7f8}
.doubt-table tr.done td{color:#4a5057;background:#eef6f1}
.number{display:inline-block;min-width:24px;line-height:24px;border-radius:12px;padding:0 4px;background:#b3261e;color:#fff;
text-align:center;font-weight:600;font-size:12px}
.other{display:block;color:#4a5057;font-size:12px}
.doubt-table select{max-width:190px}
.doubt-table code{font-size:11px;color:#4a5057;overflow-wrap:anywhere}
.hide-drawing .drawing,.hide-plan .plan,.hide-doubts .doubts{display:none}
.doubt.found path{stroke:#b3261e;stroke-opacity:.55}
.mark{transform:scale(var(--shrink,1))}
button:disabled{opacity:.35;cursor:default}
.doubt-table input{font:inherit;width:78px;margin-left:6px;padding:4px 6px;border:1px solid #8a9199;border-radius:4px}
.answer{white-space:nowrap}
.doubt.found circle{stroke:#b3261e;stroke-width:2.5}
@media print{.bar,.doubt-table select{display:none}}
`.replace(/\n/g, '');
